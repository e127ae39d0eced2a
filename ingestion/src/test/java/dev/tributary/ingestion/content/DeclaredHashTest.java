package dev.tributary.ingestion.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.content.DeclaredHash.Comparison;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredHashTest {

  private static final ByteSource ABC = () -> new ByteArrayInputStream("abc".getBytes(UTF_8));
  private static final String MD5 = "900150983cd24fb0d6963f7d28e17f72";
  private static final String SHA_1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
  private static final String SHA_256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @ParameterizedTest
  @CsvSource({
    "MD5," + MD5,
    "md-5," + MD5,
    "SHA1," + SHA_1,
    "SHA-1," + SHA_1,
    "SHA," + SHA_1,
    "SHA256," + SHA_256,
    "SHA-256," + SHA_256,
    "SHA2," + SHA_256,
    "sha 256," + SHA_256
  })
  void algorithmsAreKnownByAllTheirNames(String algorithm, String value) throws IOException {
    assertThat(compare(algorithm, value)).isEqualTo(Comparison.SAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {MD5, SHA_1, SHA_256})
  void aMissingAlgorithmShowsInTheLength(String value) throws IOException {
    assertThat(new DeclaredHash(Optional.empty(), value).compareWith(SHA_256, ABC))
        .isEqualTo(Comparison.SAME);
  }

  @Test
  void valuesAreHexadecimalOfEitherCaseOrBase64() throws IOException {
    var base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(MD5));

    assertThat(compare("MD5", "900150983CD24FB0 D6963F7D28E17F72")).isEqualTo(Comparison.SAME);
    assertThat(compare("MD5", base64)).isEqualTo(Comparison.SAME);
  }

  @Test
  void otherBytesHaveAnotherHash() throws IOException {
    assertThat(compare("MD5", "0".repeat(32))).isEqualTo(Comparison.DIFFERENT);
    assertThat(compare("SHA-256", "0".repeat(64))).isEqualTo(Comparison.DIFFERENT);
  }

  @ParameterizedTest
  @CsvSource({
    "MD4," + MD5,
    "RMD160," + SHA_1,
    "SHA3-256," + SHA_256,
    "UserDefined," + MD5,
    "CRC32,352441c2",
    "MD5,n/a",
    "MD5,90015098"
  })
  void nothingIsSaidOfHashesThatCannotBeComputed(String algorithm, String value)
      throws IOException {
    assertThat(compare(algorithm, value)).isEqualTo(Comparison.NOT_COMPARABLE);
  }

  private static Comparison compare(String algorithm, String value) throws IOException {
    return new DeclaredHash(Optional.of(algorithm), value).compareWith(SHA_256, ABC);
  }
}
