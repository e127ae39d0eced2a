package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Title;
import dev.tributary.ingestion.table.RowsByProduct;
import dev.tributary.ingestion.table.Table;
import dev.tributary.ingestion.table.TableDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real tables and MARC files, as they are and as a provider would declare them, by facts that were
/// read out of them with other means. Skipped where they are not, see [RealDeliveries].
class RealTablesTest {

  @TempDir private Path providers;
  @TempDir private Path scratch;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "csv-catalogue/rainout/releases.csv, 11, 2, Mmmeeeelttiiinnggggg, CatalogNumber RAIN-003S,"
        + " 2025-03-26",
    "csv-catalogue/rainout/releases.csv, 11, 1, 'random,', CatalogNumber RAIN-002, 2024-12-31",
    "csv-catalogue/shortparis/releases.csv, 14, 1, Дочери, ProprietaryId ab130407, 2013-04-07",
    "csv-catalogue/netlabels/releases.csv, 2289, 1, ANDES, ProprietaryId 001netlabel.com-11-ANDES,"
        + " 2011",
    "csv-catalogue/netlabels/releases.csv, 2289, 5, bars closing down, CatalogNumber 12rec.014,"
        + " 2004",
    "marc/ils_plympton_01.mrc, 36, 3, The Jungle, ISBN 9781682280034, 2015",
    "marc/marc_records_two.xml, 2, 1, Red Island House, ISBN 9781982138196, 2021",
  })
  void tellsWhatItSaysWithoutBeingDeclared(
      String file, int products, int place, String title, String identifier, String date)
      throws IOException {
    var document = map(Mappings.base(), file, Optional.empty());

    assertThat(document.products()).hasSize(products);
    var product = document.products().get(place);
    assertThat(title(product)).isEqualTo(title);
    assertThat(identifiers(product)).startsWith(identifier);
    assertThat(product.releaseDate()).hasValue(date);
  }

  @Test
  void audiobooksWithoutAHeaderRowAreDeclaredByNumber() throws IOException {
    var document =
        declared(
            "csv-catalogue/audiobooks_ln/audiobooks.csv",
            """
              contentType: Audiobook
              columns:
                id: 2
                publisher: 3
                title: {columns: [4, 5]}
                series: 4
                seriesNumber: 5
                isbn: 7
                releaseDate: 8
            """);

    assertThat(document.products()).hasSize(659);
    var second = document.products().get(1);
    assertThat(second.contentType()).isEqualTo(ContentType.AUDIOBOOK);
    assertThat(title(second)).isEqualTo("86--EIGHTY-SIX 1");
    assertThat(identifiers(second)).startsWith("ISBN 9781975348373");
    assertThat(second.publisher()).hasValue("Yen Press");
    assertThat(second.releaseDate()).hasValue("2022-07-12");
    assertThat(
            document.products().stream()
                .filter(product -> !identifiers(product).getFirst().startsWith("ISBN")))
        .hasSize(308);
  }

  @Test
  void playListGoesByArtistAndTitleOnceDeclared() throws IOException {
    var document =
        declared(
            "csv-catalogue/radio/catalogue.csv",
            """
              columns:
                id: {columns: [artists, title]}
                title: title
                artist: {column: artists, separator: ","}
                genre: genre
                track.title: title
                track.duration: duration
                language: language
            """);

    assertThat(document.products()).hasSize(512);
    var first = document.products().getFirst();
    assertThat(identifiers(first)).containsExactly("ProprietaryId Charli XCX Nuclear Seasons");
    assertThat(first.items().getFirst().duration()).hasValue(Duration.ofSeconds(282));
    assertThat(first.languages()).containsExactly("en");
    assertThat(document.products().get(4).contributors()).hasSize(2);
  }

  @Test
  void tracksAreJoinedToTheirReleases() throws IOException {
    declare(
        """
          product: id
          columns: {id: id, title: album, artist: artist, label: label, releaseDate: year}
          join:
            file: tracks.csv
            by: id
            columns: {track.disc: disc, track.number: track, track.title: title,
              track.artist: trackartist, track.duration: duration, track.file: trackurl}
        """);
    var declaration =
        Mappings.open(providers, Limits.DEFAULT).provider("real").table().orElseThrow();
    var draft = new DocumentDraft();

    try (var releases = open("releases.csv", "", declaration);
        var tracks = open("tracks.csv", "tracks.csv", declaration.of("tracks.csv"))) {
      new RowsByProduct(new TableProducts(declaration, draft)::add)
          .read(
              List.of(releases, tracks),
              1L << 30,
              (count, _) ->
                  IntStream.range(0, count).mapToObj(i -> scratch.resolve(i + ".csv")).toList());
    }

    var products = draft.document("csv", "comma", "table").products();
    assertThat(products).hasSize(2_289);
    assertThat(products.stream().mapToInt(product -> product.items().size()).sum())
        .isEqualTo(21_502);
    var one =
        products.stream()
            .filter(product -> identifiers(product).contains("ProprietaryId dt006"))
            .findFirst()
            .orElseThrow();
    assertThat(one.items().getFirst().titles().getFirst().text()).isEqualTo("Orange Horizon");
    assertThat(one.items().getFirst().duration()).hasValue(Duration.ofSeconds(245));
  }

  private static Table open(String name, String file, TableDeclaration declaration)
      throws IOException {
    var path = real("csv-catalogue/netlabels/" + name);
    return Table.open(() -> Files.newInputStream(path), file, declaration);
  }

  private CanonicalDocument declared(String file, String table) throws IOException {
    declare(table);
    return map(Mappings.open(providers, Limits.DEFAULT), file, Optional.of("real"));
  }

  private void declare(String table) throws IOException {
    var folder = Files.createDirectories(providers.resolve("real"));
    Files.writeString(folder.resolve("provider.yaml"), "name: real\ntable:\n" + table);
  }

  private static CanonicalDocument map(Mappings mappings, String file, Optional<String> provider)
      throws IOException {
    var content = Content.of(real(file));
    return mappings
        .mapping(Identification.of(content), provider.map(mappings::provider))
        .map(content);
  }

  private static Path real(String file) {
    var path = RealDeliveries.folder().resolve(file);
    assumeTrue(Files.isRegularFile(path), () -> "skipped: no real deliveries here: " + file);
    return path;
  }

  private static String title(Product product) {
    return product.titles().stream().map(Title::text).findFirst().orElse("-");
  }

  private static List<String> identifiers(Product product) {
    return product.identifiers().stream().map(RealTablesTest::line).toList();
  }

  private static String line(Identifier identifier) {
    return identifier.type() + " " + identifier.value();
  }
}
