package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Asset.Hash;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.shipment.DeclaredAssets.Compared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredAssetsTest {

  private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";

  @TempDir Path data;
  private ContentStore store;
  private final List<PackageListing.File> files = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.in(data);
  }

  @Test
  void anAssetWhoseFileCameIsPresentWithItsSizeAndHash() throws Exception {
    var sha256 = ship("resources/01.flac", "abc");

    var asset = only(compare(asset("resources/01.flac", Optional.of(MD5_OF_ABC))));

    assertThat(asset.state()).isEqualTo(State.PRESENT);
    assertThat(asset.bytes()).contains(3L);
    assertThat(asset.hash())
        .contains(new Hash(Optional.of("MD5"), Optional.of(MD5_OF_ABC), Optional.of(sha256)));
  }

  @Test
  void anAssetWithoutADeclaredHashIsPresentToo() throws Exception {
    var sha256 = ship("01.flac", "abc");

    var asset = only(compare(asset("01.flac", Optional.empty())));

    assertThat(asset.state()).isEqualTo(State.PRESENT);
    assertThat(asset.hash().flatMap(Hash::actual)).contains(sha256);
  }

  @Test
  void anAssetWhoseFileDidNotComeIsMissing() throws Exception {
    assertThat(only(compare(asset("01.flac", Optional.empty()))).state()).isEqualTo(State.MISSING);
  }

  @Test
  void anAssetWithoutBytesIsEmpty() throws Exception {
    ship("01.flac", "");

    var asset = only(compare(asset("01.flac", Optional.of(MD5_OF_ABC))));

    assertThat(asset.state()).isEqualTo(State.EMPTY);
    assertThat(asset.bytes()).contains(0L);
  }

  @Test
  void anAssetOfAnotherHashOrSizeIsCorrupt() throws Exception {
    ship("01.flac", "other");
    ship("02.flac", "abc");

    assertThat(only(compare(asset("01.flac", Optional.of(MD5_OF_ABC)))).state())
        .isEqualTo(State.CORRUPT);
    assertThat(only(compare(sized("02.flac", 4))).state()).isEqualTo(State.CORRUPT);
    assertThat(only(compare(sized("02.flac", 3))).state()).isEqualTo(State.PRESENT);
  }

  @Test
  void aHashThatCannotBeComparedIsAFinding() throws Exception {
    ship("01.flac", "abc");

    var compared = compare(asset("01.flac", Optional.of("n/a")));

    assertThat(only(compared).state()).isEqualTo(State.PRESENT);
    assertThat(compared.document().findings())
        .extracting(Finding::rule, f -> f.value().get())
        .containsExactly(tuple("asset.hash-unknown", "n/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources/Caf\u00e9 01.flac",
        "./resources/Caf%C3%A9%2001.flac",
        "resources\\Caf\u00e9 01.flac",
        "elsewhere/Caf\u00e9 01.flac",
        "Caf\u00e9 01.flac",
        "RESOURCES/CAFE\u0301 01.FLAC",
        "cafe\u0301 01.flac"
      })
  void filesAreFoundByPathThenByNameThenRegardlessOfCase(String uri) throws Exception {
    ship("resources/Caf\u00e9 01.flac", "abc");
    ship("resources/02.flac", "other");

    assertThat(only(compare(asset(uri, Optional.of(MD5_OF_ABC)))).state()).isEqualTo(State.PRESENT);
  }

  @Test
  void thePathDecidesBetweenFilesOfOneName() throws Exception {
    ship("disc1/01.flac", "abc");
    ship("disc2/01.flac", "other");

    assertThat(only(compare(asset("disc1/01.flac", Optional.of(MD5_OF_ABC)))).state())
        .isEqualTo(State.PRESENT);

    var ambiguous = compare(asset("01.flac", Optional.of(MD5_OF_ABC)));
    assertThat(only(ambiguous).state()).isEqualTo(State.MISSING);
    assertThat(ambiguous.document().findings())
        .extracting(Finding::rule)
        .containsExactly("asset.ambiguous");
  }

  @Test
  void aFileThatAnotherAssetNamesByItsPathIsNotMeantByItsName() throws Exception {
    ship("cd1/01.wav", "abc");

    var compared =
        compare(
            asset("cd2/01.wav", Optional.empty()),
            asset("cd1/01.wav", Optional.empty()),
            asset("CD1/01.WAV", Optional.empty()));

    assertThat(compared.document().products().getFirst().assets())
        .extracting(Asset::state)
        .containsExactly(State.MISSING, State.PRESENT, State.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/a"})
  void anAssetOutsideOfThePackageIsAFindingAndMissing(String uri) throws Exception {
    ship("passwd", "abc");

    var compared = compare(asset(uri, Optional.empty()));

    assertThat(only(compared).state()).isEqualTo(State.MISSING);
    assertThat(compared.document().findings())
        .extracting(Finding::rule, f -> f.value().get(), f -> f.at().get().line())
        .containsExactly(tuple("package.climbs-out", uri, 7));
    assertThat(compared.undeclared())
        .extracting(PackageListing.File::path)
        .containsExactly("passwd");
  }

  @Test
  void filesThatNoAssetNamesAreUndeclared() throws Exception {
    ship("01.flac", "abc");
    ship("extra/notes.txt", "abc");

    assertThat(compare(asset("01.flac", Optional.empty())).undeclared())
        .extracting(PackageListing.File::path)
        .containsExactly("extra/notes.txt");
  }

  private String ship(String path, String content) throws Exception {
    var stored = store.put(content.getBytes(UTF_8));
    files.add(new PackageListing.File(path, stored.sha256(), stored.bytes()));
    return stored.sha256();
  }

  private Compared compare(Asset... assets) throws IOException {
    return new DeclaredAssets(store).compare(document(assets), new PackageListing(files));
  }

  private static Asset only(Compared compared) {
    var products = compared.document().products();
    assertThat(products).hasSize(1);
    assertThat(products.getFirst().assets()).hasSize(1);
    return products.getFirst().assets().getFirst();
  }

  private static Asset asset(String uri, Optional<String> md5) {
    return asset(
        uri,
        Optional.empty(),
        md5.map(value -> new Hash(Optional.of("MD5"), Optional.of(value), Optional.empty())));
  }

  private static Asset sized(String uri, long bytes) {
    return asset(uri, Optional.of(bytes), Optional.empty());
  }

  private static Asset asset(String uri, Optional<Long> bytes, Optional<Hash> hash) {
    return new Asset(
        "audio",
        Optional.empty(),
        uri,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        bytes,
        false,
        hash,
        State.MISSING);
  }

  private static CanonicalDocument document(Asset... assets) {
    return new CanonicalDocument(
        new Header(
            "ern",
            "4.3",
            "NewReleaseMessage",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Intent.STATE,
            false),
        List.of(product(assets)),
        List.of(),
        Map.of("/products/0/assets/0", new Location("/File", 7)));
  }

  private static Product product(Asset... assets) {
    return new Product(
        Product.ContentType.MUSIC_RELEASE,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(assets));
  }
}
