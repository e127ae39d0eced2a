package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.generate.OnixGenerator;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Messages about many products on their way through the pipeline.
@Timeout(300)
final class ManyProductsTest {

  @TempDir private Path folder;

  @Test
  void oneBadProductIsRefusedAloneAndItsPlaceIsTold() throws Exception {
    var message = OnixGenerator.write(folder.resolve("list.xml"), 400, Set.of(123));
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var deliveries = system.ingest(message);

      assertThat(deliveries.getFirst().delivery().kind()).isEqualTo(Kind.PRODUCTS);
      assertThat(state(deliveries.getFirst())).isEqualTo(DeliveryState.PARTIAL);
      assertThat(deliveries).hasSizeGreaterThan(2);
      assertThat(system.dump()).hasSize(399).doesNotContainKey(key(123)).containsKey(key(400));
      assertThat(errors(deliveries))
          .singleElement()
          .asString()
          .startsWith("identifier.missing /ONIXMessage/Product[123] line ")
          .endsWith(Integer.toString(lineOf(message, "<TitleText>Volume 123<") - 11));
    }
  }

  @Test
  void aSmallMessageOfSeveralProductsIsOneDeliveryAndPartial() throws Exception {
    var message = OnixGenerator.write(folder.resolve("list.xml"), 3, Set.of(2));
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var delivery = system.ingest(message).getFirst();

      assertThat(state(delivery)).isEqualTo(DeliveryState.PARTIAL);
      assertThat(delivery.settlement().orElseThrow().products())
          .containsExactlyInAnyOrder(key(1), key(3));
    }
  }

  @Test
  void twoRecordsOfOneIdentifierAreToldWhereverTheyStand() throws Exception {
    var message = OnixGenerator.write(folder.resolve("list.xml"), 400, Set.of());
    Files.writeString(
        message, Files.readString(message).replace(OnixGenerator.isbn(400), OnixGenerator.isbn(1)));
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var deliveries = system.ingest(message);

      assertThat(state(deliveries.getFirst())).isEqualTo(DeliveryState.LOADED);
      assertThat(system.dump()).hasSize(399);
      assertThat(system.dump().get(key(1))).contains("Volume 400");
      assertThat(deliveries)
          .flatExtracting(delivery -> delivery.settlement().orElseThrow().violations())
          .extracting(Violation::rule)
          .containsOnlyOnce("catalogue.repeated-product");
    }
  }

  @Test
  void portionsOfAFeedWithoutATimeAreOfOneTimeAndInItsOrder() throws Exception {
    var feed = feed(number -> OnixGenerator.isbn(number == 1_000 ? 1 : number));
    var message = Files.writeString(folder.resolve("feed.json"), feed);
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var deliveries = system.ingest(Optional.of("kite"), message);

      assertThat(deliveries).hasSizeGreaterThan(2);
      assertThat(system.dump().get("kite/isbn:" + OnixGenerator.isbn(1))).contains("Volume 1000");
      assertThat(deliveries)
          .flatExtracting(delivery -> delivery.settlement().orElseThrow().violations())
          .extracting(Violation::rule)
          .containsOnlyOnce("catalogue.repeated-product");
    }
  }

  @Test
  void whatComesAgainIsADuplicateAndWhatIsInAnArchiveIsTakenApartToo() throws Exception {
    var message = OnixGenerator.write(folder.resolve("list.xml"), 300, Set.of());
    var archive = folder.resolve("list.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("list.xml"));
      Files.copy(message, zip);
    }
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var packed = system.ingest(archive);
      var again = system.ingest(archive);

      assertThat(packed).extracting(TestSystem::state).containsOnly(DeliveryState.LOADED);
      assertThat(packed).hasSizeGreaterThan(2);
      assertThat(system.dump()).hasSize(300);
      assertThat(again).extracting(TestSystem::state).containsOnly(DeliveryState.DUPLICATE);
    }
  }

  @Test
  void oneBadPublicationOfAFeedInJsonIsRefusedAloneAndItsPlaceIsTold() throws Exception {
    var feed = feed(number -> number == 700 ? "" : OnixGenerator.isbn(number));
    var message = Files.writeString(folder.resolve("feed.json"), feed);
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var deliveries = system.ingest(Optional.of("kite"), message);

      assertThat(deliveries.getFirst().delivery().kind()).isEqualTo(Kind.PRODUCTS);
      assertThat(state(deliveries.getFirst())).isEqualTo(DeliveryState.PARTIAL);
      assertThat(system.dump()).hasSize(999).containsKey("kite/isbn:" + OnixGenerator.isbn(1_000));
      assertThat(errors(deliveries))
          .containsExactly("identifier.missing /publications/699 line " + (2 * 700));
    }
  }

  @Test
  @Tag("long")
  void aMessageOfAHundredThousandProductsLoads() throws Exception {
    var message = OnixGenerator.write(folder.resolve("list.xml"), 100_000, Set.of(50_000));
    try (var system = TestSystem.in(folder.resolve("data"))) {

      var deliveries = system.ingest(message);

      assertThat(state(deliveries.getFirst())).isEqualTo(DeliveryState.PARTIAL);
      assertThat(errors(deliveries)).hasSize(1);
      assertThat(deliveries.stream().skip(1).mapToInt(ManyProductsTest::products).sum())
          .isEqualTo(99_999);
    }
  }

  /// A thousand publications, each on two lines, with the ISBNs that `isbn` gives them; none where
  /// that is empty.
  private static String feed(IntFunction<String> isbn) {
    var feed = new StringBuilder("{\"metadata\": {\"title\": \"All\"}, \"publications\": [\n");
    for (var number = 1; number <= 1_000; number++) {
      var identifier = isbn.apply(number);
      feed.append(
          """
          %s{"metadata": {"@type": "http://schema.org/EBook", "title": "Volume %d",
            %s "description": "%s"}}
          """
              .formatted(
                  number == 1 ? "" : ",",
                  number,
                  identifier.isEmpty() ? "" : "\"identifier\": \"urn:isbn:" + identifier + "\",",
                  "so ".repeat(200)));
    }
    return feed.append("]}").toString();
  }

  private static int products(RegisteredDelivery delivery) {
    return delivery.settlement().orElseThrow().products().size();
  }

  private static String key(int number) {
    return "generated-press/isbn:" + OnixGenerator.isbn(number);
  }

  private static int lineOf(Path file, String text) throws Exception {
    return (int) Files.readString(file).lines().takeWhile(line -> !line.contains(text)).count() + 1;
  }

  private static List<String> errors(List<RegisteredDelivery> deliveries) {
    return deliveries.stream()
        .flatMap(delivery -> delivery.settlement().orElseThrow().violations().stream())
        .filter(violation -> violation.severity() == Severity.ERROR)
        .map(
            violation ->
                "%s %s line %d"
                    .formatted(
                        violation.rule(), violation.path().orElse(""), violation.line().orElse(0)))
        .toList();
  }
}
