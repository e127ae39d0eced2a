package dev.tributary.ingestion.content;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A hash as a provider declares it for a file.
///
/// Standards and providers spell algorithms in many ways (`SHA1`, `SHA-1`, `SHA`, `SHA2`,
/// `sha256`), leave them out, or name the wrong one; what a digest is of shows in its length. So
/// the length decides, once the name is none of an algorithm that we cannot compute (`MD4`,
/// `RMD160`, …).
///
/// @param algorithm the provider's word for it
/// @param value in hexadecimal digits of either case, or in Base64
public record DeclaredHash(Optional<String> algorithm, String value) {

  /// What a comparison came to.
  public enum Comparison {
    SAME,
    DIFFERENT,
    /// The algorithm is not known here, or the value is no hash: nothing can be said.
    NOT_COMPARABLE
  }

  /// Compares with the content named `sha256`, which is read only if its name does not tell
  /// already.
  ///
  /// @param content the bytes of that content
  public Comparison compareWith(String sha256, ByteSource content) throws IOException {
    var declared = digits();
    var comparable = declared.flatMap(this::comparableAlgorithm);
    if (declared.isEmpty() || comparable.isEmpty()) {
      return Comparison.NOT_COMPARABLE;
    }
    return digest(comparable.get(), sha256, content).equals(declared.get())
        ? Comparison.SAME
        : Comparison.DIFFERENT;
  }

  private static String digest(DigestAlgorithm algorithm, String sha256, ByteSource content)
      throws IOException {
    if (algorithm == DigestAlgorithm.SHA_256) {
      return sha256;
    }
    try (var in = content.open()) {
      return algorithm.digest(in);
    }
  }

  private Optional<DigestAlgorithm> comparableAlgorithm(String digits) {
    return algorithm.map(DeclaredHash::isComputable).orElse(true)
        ? ofLength(digits.length() / 2)
        : Optional.empty();
  }

  private static boolean isComputable(String word) {
    var name = word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return name.isEmpty() || name.equals("MD5") || (name.startsWith("SHA") && !isSha3(name));
  }

  private static boolean isSha3(String name) {
    return name.startsWith("SHA3") && !name.equals("SHA384");
  }

  private static Optional<DigestAlgorithm> ofLength(int bytes) {
    return Arrays.stream(DigestAlgorithm.values())
        .filter(algorithm -> algorithm.length() == bytes)
        .findFirst();
  }

  /// The value in hexadecimal digits in lower case, if it is a digest of any length we know.
  private Optional<String> digits() {
    var text = value.replaceAll("\\s", "");
    if (text.matches("([0-9A-Fa-f]{2})+") && ofLength(text.length() / 2).isPresent()) {
      return Optional.of(text.toLowerCase(Locale.ROOT));
    }
    try {
      var bytes = Base64.getDecoder().decode(text);
      return ofLength(bytes.length).map(_ -> HexFormat.of().formatHex(bytes));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
