package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON of many products, records of MARC, and tables by other names, taken apart.
class UnpackFeedTest extends UnpackerScene {
  private static final Pattern PLACE = Pattern.compile("tributary-product (\\d+) (\\d+)\"");
  private static final Path MARC =
      Path.of("src/test/resources/dev/tributary/ingestion/fuzz/products/marc.mrc");

  UnpackFeedTest() {
    limits = new ShipmentLimits(64 << 10, 2 << 10, 10_000, 8L << 30, 32L << 30, 100, 1L << 20);
  }

  @ParameterizedTest(name = "{0} … {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'metadata': {'title': 'Åll'}, 'publications': [ | ], 'links': [] }",
        "\uFEFF{'products': [ | ]}",
        "[ | ]"
      })
  void productsOfJsonBecomePortionsWithWhatIsAroundThem(String start, String end) throws Exception {
    var before = start.replace('\'', '"');
    var after = end.replace('\'', '"');
    write("feed.json", before + titles(1, 500) + after);

    var shipment = find("feed.json").getFirst();
    var portions = unpacked(unpack(shipment)).children();

    assertThat(shipment.kind()).isEqualTo(Kind.PRODUCTS);
    assertThat(shipment.violations()).isEmpty();
    assertThat(shipment.bytes()).isGreaterThan(limits.messageBytes());
    assertThat(portions)
        .hasSizeGreaterThan(20)
        .allSatisfy(portion -> assertThat(portion.bytes()).isLessThan(4 << 10))
        .allSatisfy(portion -> assertThat(text(portion)).startsWith(before).endsWith(after));
    var products =
        portions.stream()
            .map(this::text)
            .map(text -> text.substring(before.length(), text.length() - after.length()))
            .collect(Collectors.joining(","));
    assertThat(products.replaceAll("\"tributary-product \\d+ \\d+\",", ""))
        .isEqualTo(titles(1, 500).replace("\n{\"media", "{\"media"));
    assertThat(PLACE.matcher(products).results())
        .hasSize(500)
        .allSatisfy(
            place ->
                assertThat(Integer.parseInt(place.group(2)))
                    .isEqualTo(2 * Integer.parseInt(place.group(1))));
  }

  @Test
  void feedThatIsCutOffIsRefusedAsAWholeWithTheLine() throws Exception {
    write("feed.json", "{\"publications\": [" + titles(1, 40));

    var violation = refusal(unpack("feed.json"));

    assertThat(violation.rule()).isEqualTo("json.malformed");
    assertThat(violation.message()).contains("cut off in line 81", "nothing of the message");
  }

  @Test
  void publicationThatIsTooLargeIsLeftOutAlone() throws Exception {
    var large = "{\"title\": \"%s\"}".formatted("so ".repeat(30_000));
    write(
        "feed.json",
        "{\"publications\": [" + titles(1, 10) + ",\n" + large + "," + titles(12, 20) + "]}");

    var unpacked = unpacked(unpack("feed.json"));

    assertThat(unpacked.violations())
        .extracting(
            Violation::rule, found -> found.path().orElse(""), found -> found.line().orElse(0))
        .containsExactly(tuple("container.too-large", "/publications/10", 22));
    assertThat(unpacked.children().stream().map(this::text).collect(Collectors.joining()))
        .contains("Volume 20", "tributary-product 12 ")
        .doesNotContain("so so");
  }

  @Test
  void feedThatHasPublicationsInGroupsTooStaysWhole() throws Exception {
    var feed = "{\"publications\": [" + titles(1, 40) + "], \"groups\": [{\"publications\": []}]}";
    write("feed.json", feed);

    assertThat(unpacked(unpack("feed.json")).children())
        .singleElement()
        .satisfies(portion -> assertThat(text(portion)).isEqualTo(feed));
  }

  @ParameterizedTest
  @CsvSource({"'{\"list\": ['", "'[7, '", "'{\"publications\": {\"a\": ['"})
  void otherJsonIsAMessage(String beginning) throws Exception {
    write("own.json", beginning + titles(1, 40));

    assertThat(find("own.json")).extracting(Shipment::kind).containsExactly(Kind.MESSAGE);
  }

  @Test
  void recordsOfMarcBecomePortionsThatTellTheNumberOfTheirFirst() throws Exception {
    var three = Files.readString(MARC);
    write("records.mrc", three.repeat(30));

    var portions = unpacked(unpack("records.mrc")).children();

    assertThat(portions).hasSizeGreaterThan(5);
    assertThat(portions.getLast().path()).endsWith("-90");
    var numbers = portions.stream().map(Shipment::path).map(UnpackFeedTest::first).toList();
    assertThat(portions)
        .zipSatisfy(
            numbers, (portion, first) -> assertThat(text(portion)).contains(" " + first + "\n"));
    assertThat(
            portions.stream()
                .map(portion -> text(portion).replaceFirst("^[^\n]*\n", ""))
                .collect(Collectors.joining()))
        .isEqualTo(three.repeat(30));
  }

  @Test
  void tableInATextFileBecomesPortions() throws Exception {
    var rows =
        IntStream.rangeClosed(1, 200)
            .mapToObj("%d\tVolume %<d\tKite\t2026-01-31"::formatted)
            .collect(Collectors.joining("\n"));
    write("list.txt", "id\ttitle\tlabel\trelease date\n" + rows);

    var shipment = find("list.txt").getFirst();
    var portions = unpacked(unpack(shipment)).children();

    assertThat(shipment.kind()).isEqualTo(Kind.PRODUCTS);
    assertThat(portions).hasSizeGreaterThan(2);
    assertThat(portions.getLast().path()).endsWith("-200");
    assertThat(portions.stream().map(this::text).collect(Collectors.joining()))
        .contains(",Volume 1,", ",Volume 200,");
  }

  /// Each begins a line and has two.
  private static String titles(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(
            number ->
                """

                {"mediaType": "Audiobook", "title": "Volume %d",
                  "isbn": [9, {"[\\"]}": "%s"}]}"""
                    .formatted(number, "é".repeat(40)))
        .collect(Collectors.joining(","));
  }

  private static String first(String path) {
    return path.replaceFirst(".*!/products-", "").replaceFirst("-.*", "");
  }

  private String text(Shipment portion) {
    try {
      return new String(store.read(portion.content()), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
