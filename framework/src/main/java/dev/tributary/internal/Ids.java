package dev.tributary.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// Ids of messages, jobs and events.
public final class Ids {
  private Ids() {}

  public static String random() {
    return UUID.randomUUID().toString();
  }

  /// What `bytes` are known by: their SHA-256.
  public static String ofBytes(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /// The id of what follows from `parts`: the same parts, the same id, in every process and
  /// release.
  public static String derive(Object... parts) {
    var digest = sha256();
    for (var part : parts) {
      digest.update(part.toString().getBytes(UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
