package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

  @ParameterizedTest(name = "{0} {1} becomes {2}, valid: {3}")
  @CsvSource({
    "ICPN, 4006381333931, 04006381333931, true",
    "ICPN, 4006381333932, 04006381333932, false",
    "UPC, 0 36000 29145 2, 00036000291452, true",
    "UPC, 36000291452, 00036000291452, true",
    "EAN, 96385074, 00000096385074, true",
    "GTIN, 10614141000415, 10614141000415, true",
    "ICPN, 00000000000000, 00000000000000, false",
    "ICPN, 123456789012345, 123456789012345, false",
    "ICPN, 40063813A3931, 40063813A3931, false",
    "ISRC, us-abc-26-00001, USABC2600001, true",
    "ISRC, ISRC US ABC 26 00001, USABC2600001, true",
    "ISRC, USABC26000012, USABC26000012, false",
    "ISRC, 12ABC2600001, 12ABC2600001, false",
    "ISWC, T-034.524.680-1, T0345246801, true",
    "ISWC, T-034.524.680-2, T0345246802, false",
    "ISWC, T-123.456.789.Z, T123456789Z, false",
    "ISNI, 0000 0001 2103 2683, 0000000121032683, true",
    "ISNI, 0000 0000 8045 9162, 0000000080459162, false",
    "ISNI, 000000012281955X, 000000012281955X, true",
    "ISBN, 978-0-306-40615-7, 9780306406157, true",
    "ISBN, 978-0-306-40615-8, 9780306406158, false",
    "ISBN, 0-8044-2957-X, 080442957X, true",
    "ISBN, 0-8044-2957-1, 0804429571, false",
    "ISMN, 979-0-9999-0001-6, 9790999900016, true",
    "ISMN, ISMN M-9999-0001-6, 9790999900016, true",
    "ISMN, 9790999900013, 9790999900013, false",
    "ISMN, 9789999900016, 9789999900016, false",
    "GRid, A1-2425G-ABC1234002-M, A12425GABC1234002M, true",
    "GRid, GRid:A1-2425G-ABC1234002-N, A12425GABC1234002N, false",
    "GRid, A1UCASE0000000401X, A1UCASE0000000401X, false",
    "DPID, PA-DPIDA-2013042401-U, PADPIDA2013042401U, true",
    "DPID, PADPIDA2013042401V, PADPIDA2013042401V, false",
    "IPI, 147437618, 00147437618, true",
    "IPI, 14743761X, 14743761X, false",
    "ProprietaryId, ' a-B 7 ', a-B 7, true",
    "CatalogNumber, BH 7, BH 7, true",
  })
  void identifierIsNormalisedAndChecked(String type, String raw, String value, boolean valid) {
    var identifier = Identifiers.of(type, raw, Optional.of("namespace"));

    assertThat(identifier.type()).isEqualTo(type);
    assertThat(identifier.value()).isEqualTo(value);
    assertThat(identifier.valid()).isEqualTo(valid);
    assertThat(identifier.namespace()).hasValue("namespace");
  }

  @Test
  @Timeout(10)
  void addressOfNothingButSlashesTakesNoLongerThanOthers() {
    var slashes = "/".repeat(500_000);

    assertThat(
            Identifiers.of("FeedUrl", "host" + slashes + "x" + slashes, Optional.empty()).value())
        .isEqualTo("host" + slashes + "x");
  }
}
