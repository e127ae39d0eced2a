package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.identifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.ingestion.model.Product.Identifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductKeyTest {

  @Test
  void theStrongestTypeGivesTheKey() {
    var grid = identifier("GRid", "A12425GABC1234002M");
    var isrc = identifier("ISRC", "QZABC2600001");

    assertThat(key(isrc, grid, identifier("ICPN", "04050538123456")))
        .isEqualTo("acme/icpn:04050538123456");
    assertThat(key(isrc, grid)).isEqualTo("acme/grid:A12425GABC1234002M");
    assertThat(key(isrc)).isEqualTo("acme/isrc:QZABC2600001");
  }

  @Test
  void anyBarcodeIsAGtinOf14Digits() {
    assertThat(key(identifier("UPC", "94631432057"))).isEqualTo("acme/icpn:00094631432057");
    assertThat(key(identifier("EAN", "5037300650128"))).isEqualTo("acme/icpn:05037300650128");
  }

  @Test
  void bothFormsOfAnIsbnNameTheSameBook() {
    assertThat(key(identifier("ISBN", "073228757X"))).isEqualTo("acme/isbn:9780732287573");
    assertThat(key(identifier("ISBN", "9780732287573"), identifier("ISBN", "073228757X")))
        .isEqualTo("acme/isbn:9780732287573");
  }

  @Test
  void aFeedThatMovedIsKnownByWhereItIsNow() {
    assertThat(key(identifier("FeedUrl", "a.example/1"), identifier("NewFeedUrl", "z.example/1")))
        .isEqualTo("acme/newfeedurl:z.example/1");
  }

  @Test
  void ofSeveralOfATypeAValidOneCountsWhateverTheirOrder() {
    var wrong = new Identifier("ICPN", "00000000000001", Optional.empty(), false);
    var one = identifier("ICPN", "04050538123456");
    var other = identifier("ICPN", "05037300650128");

    assertThat(key(wrong, other, one)).isEqualTo("acme/icpn:04050538123456");
    assertThat(key(one, wrong, other)).isEqualTo("acme/icpn:04050538123456");
    assertThat(key(wrong)).isEqualTo("acme/icpn:00000000000001");
  }

  @Test
  void whatIsOfTheProvidersOwnHasItsNamespace() {
    var ours = new Identifier("ProprietaryId", "ABC-1", Optional.of("PADPIDA2014120301"), true);

    assertThat(key(ours)).isEqualTo("acme/proprietaryid:PADPIDA2014120301:ABC-1");
  }

  @Test
  void otherTypesMakeNoKey() {
    assertThat(ProductKey.of("acme", List.of(identifier("ISWC", "T0345246801")))).isEmpty();
    assertThat(ProductKey.of("acme", List.of())).isEmpty();
  }

  @Test
  void aKeyIsReadAsItIsWritten() {
    var key = new ProductKey("acme", "guid", "https://example.org/a:b");

    assertThat(ProductKey.parse(key.toString())).isEqualTo(key);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProductKey.parse("acme"))
        .withMessage("expected a key such as \"acme/icpn:04050538123456\", got: \"acme\"");
  }

  private static String key(Identifier... identifiers) {
    return ProductKey.of("acme", List.of(identifiers)).orElseThrow().toString();
  }
}
