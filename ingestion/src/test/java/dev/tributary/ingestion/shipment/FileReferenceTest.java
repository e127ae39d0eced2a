package dev.tributary.ingestion.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.shipment.FileReference.Inside;
import dev.tributary.ingestion.shipment.FileReference.Outside;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "cover.jpg, cover.jpg",
    "./resources/01.flac, resources/01.flac",
    "resources//01.flac, resources/01.flac",
    "resources\\01.flac, resources/01.flac",
    "resources/../cover.jpg, cover.jpg",
    "file:resources/01.flac, resources/01.flac",
    "file://resources/01.flac, resources/01.flac",
    "AC/DC, AC/DC",
    "..., ..."
  })
  void pathsWithinThePackageAreNormalised(String written, String path) {
    assertThat(FileReference.parse(written)).isEqualTo(new Inside(List.of(path)));
  }

  @Test
  void percentEscapesAreResolvedAndTheNameAsWrittenIsKept() {
    assertThat(FileReference.parse("resources/caf%C3%A9+1.flac"))
        .isEqualTo(new Inside(List.of("resources/caf%C3%A9+1.flac", "resources/café+1.flac")));
    assertThat(FileReference.parse("100%.flac")).isEqualTo(new Inside(List.of("100%.flac")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.flac",
        "../../etc/passwd",
        "resources/../../secret.flac",
        "..\\secret.flac",
        "%2e%2e/secret.flac",
        "/etc/passwd",
        "%2Fetc/passwd",
        "\\\\server\\share\\secret.flac",
        "C:\\secret.flac",
        "c:/secret.flac",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "FILE:../secret.flac",
        "http://example.com/01.flac",
        "s3://bucket/01.flac"
      })
  void whatLeadsOutOfThePackageIsOutside(String written) {
    assertThat(FileReference.parse(written)).isInstanceOf(Outside.class);
  }
}
