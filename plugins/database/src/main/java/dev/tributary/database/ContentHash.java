package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Message;
import dev.tributary.spi.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a message is, apart from its id: after a mended mapping the same id carries other content.
public final class ContentHash {
  private ContentHash() {}

  /// Of all that a callback can see of its input and that a redelivery, a retry or a redrive of the
  /// same thing does not change.
  public static String of(Message message) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      update(digest, message.routingKey().getBytes(UTF_8));
      Headers.lasting(message)
          .forEach(
              (name, value) -> {
                update(digest, name.getBytes(UTF_8));
                update(digest, value.getBytes(UTF_8));
              });
      update(digest, message.body().bytes());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /// The length first, so that no two lists of parts have the same bytes.
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(Integer.toString(part.length).getBytes(UTF_8));
    digest.update((byte) ':');
    digest.update(part);
  }
}
