package dev.tributary.ingestion.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What signs the messages to one endpoint, as the Standard Webhooks specification has it
/// (standardwebhooks.com, "Signature scheme", symmetric): HMAC-SHA256 over id, timestamp and body.
/// There are several while a secret is replaced by another; then there is a signature by each.
/// Immutable.
public final class SigningSecrets {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final List<SecretKeySpec> keys;

  private SigningSecrets(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /// The secrets that `text` holds, each `whsec_` and base64, separated by white space.
  ///
  /// @param place of `text`, for people
  /// @throws IllegalArgumentException if there is none, or if one is none; it does not tell the
  ///   text
  public static SigningSecrets parse(String text, String place) {
    var keys = new ArrayList<SecretKeySpec>();
    for (var word : text.strip().split("\\s+", -1)) {
      keys.add(new SecretKeySpec(bytes(word, place), ALGORITHM));
    }
    return new SigningSecrets(keys);
  }

  private static byte[] bytes(String word, String place) {
    var bytes = word.startsWith(PREFIX) ? decoded(word.substring(PREFIX.length())) : new byte[0];
    if (bytes.length < FEWEST_BYTES || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "expected in %s a secret of the form %s and base64 of %d to %d bytes, found %s; make one: echo %s$(openssl rand -base64 32)"
              .formatted(
                  place,
                  PREFIX,
                  FEWEST_BYTES,
                  MOST_BYTES,
                  word.isEmpty() ? "none" : "something else",
                  PREFIX));
    }
    return bytes;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /// The header `webhook-signature`: a signature by each secret, separated by spaces.
  ///
  /// @param timestamp in seconds since 1970
  String sign(String id, long timestamp, byte[] body) {
    var begin = (id + "." + timestamp + ".").getBytes(UTF_8);
    var signed = Arrays.copyOf(begin, begin.length + body.length);
    System.arraycopy(body, 0, signed, begin.length, body.length);
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(mac(key, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] mac(SecretKeySpec key, byte[] signed) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(signed);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
    }
  }

  @Override
  public String toString() {
    return keys.size() + " secrets";
  }
}
