package dev.tributary.ingestion.content;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The ways to digest bytes that providers use and the JDK knows.
public enum DigestAlgorithm {
  MD5("MD5", 16),
  SHA_1("SHA-1", 20),
  SHA_224("SHA-224", 28),
  SHA_256("SHA-256", 32),
  SHA_384("SHA-384", 48),
  SHA_512("SHA-512", 64);

  private static final int BUFFER = 64 << 10;

  private final String word;
  private final int length;

  DigestAlgorithm(String word, int length) {
    this.word = word;
    this.length = length;
  }

  /// Its name, such as `SHA-256`.
  public String word() {
    return word;
  }

  /// How many bytes a digest has.
  int length() {
    return length;
  }

  MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(word);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK does not know " + word, e);
    }
  }

  /// The digest of `bytes`, in hexadecimal digits in lower case.
  public String digest(byte[] bytes) {
    return HexFormat.of().formatHex(newMessageDigest().digest(bytes));
  }

  /// The digest of all bytes of `in`, in hexadecimal digits in lower case. Leaves `in` open.
  public String digest(InputStream in) throws IOException {
    var digest = newMessageDigest();
    var buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
