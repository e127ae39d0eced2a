package dev.tributary.console.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A password as it is kept: `pbkdf2-sha512$iterations$salt$hash`, the last two in Base64.
public final class PasswordHash {
  /// As OWASP's cheat sheet on storing passwords asks of PBKDF2 with HMAC-SHA-512, and to spare.
  static final int ITERATIONS = 300_000;

  /// Nobody's: to take as long over a name that is not known as over one that is.
  static final PasswordHash OF_NOBODY = new PasswordHash(ITERATIONS, new byte[16], new byte[64]);

  private static final String NAME = "pbkdf2-sha512";
  private static final int LEAST_ITERATIONS = 100_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 512;

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /// `password` as it is to be kept, with a salt of its own.
  public static String of(String password) {
    var salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    var base64 = Base64.getEncoder();
    return String.join(
        "$",
        NAME,
        Integer.toString(ITERATIONS),
        base64.encodeToString(salt),
        base64.encodeToString(derive(password, salt, ITERATIONS)));
  }

  /// What was kept as `text`.
  ///
  /// @throws IllegalArgumentException if it is not a hash, or one that is made too easily
  static PasswordHash parse(String text) {
    var parts = List.of(text.split("\\$", -1));
    if (parts.size() != 4 || !parts.getFirst().equals(NAME)) {
      throw new IllegalArgumentException(
          "expected a password's hash as `tributary console-user` makes it, " + NAME + "$…");
    }
    var iterations = Integer.parseInt(parts.get(1));
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "expected a hash of %d to %d iterations, got: %d"
              .formatted(LEAST_ITERATIONS, MOST_ITERATIONS, iterations));
    }
    var base64 = Base64.getDecoder();
    return new PasswordHash(iterations, base64.decode(parts.get(2)), base64.decode(parts.get(3)));
  }

  /// Whether it is that of `password`. Takes some tenths of a second, on purpose.
  boolean isOf(String password) {
    return MessageDigest.isEqual(hash, derive(password, salt, iterations));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has it", missing);
    } finally {
      spec.clearPassword();
    }
  }
}
