package dev.tributary.processors;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 as 64 hexadecimal digits in lower case.
final class Sha256 {
  private Sha256() {}

  static String of(Body body) {
    return HexFormat.of().formatHex(digest().digest(body.bytes()));
  }

  /// Of all `parts`; other parts that read the same one after the other have another.
  static String of(String... parts) {
    var digest = digest();
    for (var part : parts) {
      var bytes = part.getBytes(UTF_8);
      digest.update((bytes.length + "\n").getBytes(UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
