package dev.tributary.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// Ids of messages, jobs and events.
public final class Ids {
  /// Never given anything to digest: it is copied, which costs less than to look for one each time.
  private static final MessageDigest FRESH = sha256();

  /// In characters: of two names, an id and a number.
  private static final int USUAL_LENGTH = 128;

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
    var text = new StringBuilder(USUAL_LENGTH);
    for (var part : parts) {
      text.append(part).append('\0');
    }
    var digest = fresh().digest(text.toString().getBytes(UTF_8));
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException ofAnotherProvider) {
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
