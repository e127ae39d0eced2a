package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.GRID;
import static dev.tributary.ingestion.catalogue.Examples.OTHER_BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.corrupt;
import static dev.tributary.ingestion.catalogue.Examples.deal;
import static dev.tributary.ingestion.catalogue.Examples.missing;
import static dev.tributary.ingestion.catalogue.Examples.present;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.Examples.takedown;
import static dev.tributary.ingestion.catalogue.TestCatalogue.purges;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static dev.tributary.ingestion.catalogue.TestCatalogue.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.catalogue.StatementOutcome.Applied;
import dev.tributary.ingestion.catalogue.StatementOutcome.Refused;
import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Violation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@EnumSource(TestStorage.class)
class CatalogueTest {
  private static final String KEY = "acme/icpn:04050538123456";
  private static final String OTHER_KEY = "acme/icpn:05037300650128";
  private static final String GRID_KEY = "acme/grid:A12425GABC1234002M";

  @Parameter TestStorage storage;
  private TestCatalogue catalogue;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void open(@TempDir Path folder) {
    catalogue = new TestCatalogue(storage, folder);
  }

  @BeforeEach
  void clear() throws Exception {
    catalogue.clear();
  }

  @AfterParameterizedClassInvocation(injectArguments = false)
  void close() {
    catalogue.close();
  }

  @Test
  void aFirstStatementMakesAProduct() throws Exception {
    var outcome = applied(catalogue.apply(says(1, "d1", product(BARCODE, GRID).build())));

    assertThat(outcome.key()).isEqualTo(KEY);
    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(outcome.created()).isTrue();
    assertThat(outcome.incomplete()).isFalse();
    assertThat(outcome.warnings()).isEmpty();
    assertThat(catalogue.product(KEY).toString())
        .startsWith(
            """
            {"key":"acme/icpn:04050538123456","provider":"acme","state":"LIVE","currentDelivery":"d1",\
            "mapping":"ern 4.3 abc","incomplete":false,"contentType":"MusicRelease","releaseType":"Album",\
            """);
  }

  @Test
  void aLaterStatementReplacesAllThatWasSaidAndTellsWhatChanged() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).withItems(3).build()));
    var outcome =
        applied(catalogue.apply(says(2, "d2", product(BARCODE).titled("Day Market").build())));

    assertThat(outcome.changes())
        .contains(
            new Change("titles[0].text", Optional.of("Night Market"), Optional.of("Day Market")))
        .anySatisfy(change -> assertThat(change.path()).isEqualTo("items[2]"))
        .hasSize(2);
    assertThat(catalogue.product(KEY).get("currentDelivery").stringValue()).isEqualTo("d2");
    assertThat(catalogue.history(KEY))
        .extracting(Products.HistoryEntry::delivery)
        .containsExactly("d1", "d2");
  }

  @Test
  void anEarlierStatementIsSuperseded() throws Exception {
    catalogue.apply(says(2, "d2", product(BARCODE).titled("Day Market").build()));

    assertThat(catalogue.apply(says(1, "d1", product(BARCODE).build())))
        .isEqualTo(new Superseded(KEY, "d2", List.of(), List.of()));
    assertThat(catalogue.product(KEY).get("currentDelivery").stringValue()).isEqualTo("d2");
    assertThat(catalogue.history(KEY)).hasSize(1);
  }

  @Test
  void atTheSameTimeTheHigherIntakeNumberCounts() throws Exception {
    var first = says(1, "d1", product(BARCODE).build());
    var second =
        new Statement(
            "acme",
            first.sender(),
            "d2",
            0,
            new Version(first.version().time(), 2, 0),
            Intent.STATE,
            TestCatalogue.MAPPING,
            product(BARCODE).build());

    catalogue.apply(second);
    assertThat(catalogue.apply(first)).isInstanceOf(Superseded.class);
    catalogue.clear();
    catalogue.apply(first);
    assertThat(catalogue.apply(second)).isInstanceOf(Applied.class);
  }

  @Test
  void theSameStatementAgainChangesNothing() throws Exception {
    var statement = says(1, "d1", product(BARCODE).build());
    var first = applied(catalogue.apply(statement));
    var again = applied(catalogue.apply(statement));

    assertThat(again.created()).isFalse();
    assertThat(again.changes()).isEmpty();
    assertThat(again.action()).isEqualTo(first.action());
    assertThat(catalogue.history(KEY)).hasSize(1);
  }

  @Test
  void aMendedMappingReplacesWhatTheSameDeliverySaid() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    catalogue.apply(says(1, "d1", product(BARCODE).titled("Mended").build()));
    var outcome = applied(catalogue.apply(says(1, "d1", product(OTHER_BARCODE).build())));

    assertThat(outcome.key()).isEqualTo(OTHER_KEY);
    assertThat(outcome.formerKeys()).containsExactly(KEY);
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);
  }

  @Test
  void whatAMendedMappingSaysNoMoreNamesNoProduct() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE, GRID).build()));

    var outcome = applied(catalogue.apply(says(1, "d1", product(GRID).build())));

    assertThat(outcome.key()).isEqualTo(GRID_KEY);
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);
    assertThat(state(GRID_KEY)).isEqualTo("LIVE");
  }

  @Test
  void whatAMendedMappingSaysNoMoreMakesNothingAmbiguousOrSuperseded() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE, GRID).build()));
    catalogue.apply(says(2, "d2", product(OTHER_BARCODE, GRID).build()));
    assertThat(applied(catalogue.apply(says(2, "d2", product(GRID).build()))).key()).isEqualTo(KEY);

    catalogue.apply(says(3, "d3", product(GRID).titled("Day Market").build()));
    var mended = applied(catalogue.apply(says(1, "d1", product(BARCODE).build())));

    assertThat(mended.key()).isEqualTo(KEY);
    assertThat(catalogue.product(GRID_KEY).get("currentDelivery").stringValue()).isEqualTo("d3");
    var later = catalogue.dump();
    catalogue.clear();
    catalogue.apply(says(3, "d3", product(GRID).titled("Day Market").build()));
    catalogue.apply(says(2, "d2", product(GRID).build()));
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    assertThat(catalogue.dump()).isEqualTo(later);
  }

  @Test
  void whatADeliveryHasNoMoreIsTakenBackAndTold() throws Exception {
    catalogue.apply(says(1, "d1", product(GRID).titled("Ferry").build()));
    catalogue.apply(
        List.of(
            says(2, "d2", product(BARCODE).build()),
            at(1, says(2, "d2", product(OTHER_BARCODE).build())),
            at(2, says(2, "d2", product(GRID).build()))),
        3);

    var refused = catalogue.apply(List.of(says(2, "d2", product(BARCODE).build())), 3);
    assertThat(refused.changed()).as("it has them, and they are refused").isEmpty();
    var taken = catalogue.apply(List.of(says(2, "d2", product(BARCODE).build())), 1);

    assertThat(taken.changed())
        .extracting(ProductChange::key, ProductChange::action)
        .containsExactly(tuple(GRID_KEY, Action.UPSERT), tuple(OTHER_KEY, Action.PURGE));
    assertThat(catalogue.product(GRID_KEY).toString()).contains("\"d1\"", "Ferry");
    assertThat(catalogue.lookup(OTHER_KEY)).isInstanceOf(Products.Lookup.Unknown.class);
    assertThat(catalogue.list(Products.Filter.all(), 10))
        .extracting(Products.Summary::key)
        .containsExactly(GRID_KEY, KEY);
  }

  @Test
  void whatIsTakenBackStandsAgainstNothingThatIsSaidInstead() throws Exception {
    var other = at(1, says(1, "d1", product(OTHER_BARCODE).build()));
    catalogue.apply(List.of(says(1, "d1", product(BARCODE).build()), other), 2);

    var mended = says(1, "d1", product(OTHER_BARCODE).titled("Mended").build());
    var taken = catalogue.apply(List.of(mended), 1);

    assertThat(applied(taken.outcomes().getFirst()).key()).isEqualTo(OTHER_KEY);
    assertThat(catalogue.product(OTHER_KEY).toString()).contains("Mended");
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);
  }

  @Test
  void withoutAnIdentifierNothingIsLoaded() throws Exception {
    assertThat(rules(catalogue.apply(says(1, "d1", product().build()))))
        .containsExactly("identifier.missing");
    assertThat(catalogue.dump()).isEmpty();
  }

  @Test
  void twoProvidersThatShipTheSameBarcodeHaveTwoProducts() throws Exception {
    var ours = says(1, "d1", product(BARCODE).build());
    var theirs =
        new Statement(
            "zenith",
            ours.sender(),
            "d2",
            0,
            ours.version(),
            Intent.STATE,
            ours.mapping(),
            ours.product());

    catalogue.apply(ours);
    catalogue.apply(theirs);

    assertThat(catalogue.lookup("4050538123456"))
        .isEqualTo(new Products.Lookup.Ambiguous(List.of(KEY, "zenith/icpn:04050538123456")));
  }

  @Test
  void aFirstDeliveryWithoutDealIsLoadedAndNotAvailable() throws Exception {
    var outcome = applied(catalogue.apply(says(1, "d1", product(BARCODE).withDeals().build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(outcome.warnings()).extracting(Violation::rule).containsExactly("deal.none");
    assertThat(state(KEY)).isEqualTo("DRAFT");
  }

  @Test
  void aTakedownComesInThreeWays() throws Exception {
    var ended = deal(Optional.of("2026-01-01"), Optional.of("2026-05-01"));
    for (var taken :
        List.of(
            product(BARCODE).withDeals(),
            product(BARCODE).withDeals(takedown()),
            product(BARCODE).withDeals(ended))) {
      catalogue.clear();
      catalogue.apply(says(1, "d1", product(BARCODE).build()));
      var outcome = applied(catalogue.apply(says(2, "d2", taken.build())));

      assertThat(outcome.action()).isEqualTo(Action.TAKEDOWN);
      assertThat(state(KEY)).isEqualTo("TAKEN_DOWN");
    }
  }

  @Test
  void aBoundThatCannotBeReadBoundsNoDeal() throws Exception {
    var unreadable = deal(Optional.of("2026-01-01"), Optional.of("31.12.2030"));
    var outcome =
        applied(catalogue.apply(says(1, "d1", product(BARCODE).withDeals(unreadable).build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(stateAt("2025-12-31T00:00:00Z")).isEqualTo("SCHEDULED");
    assertThat(stateAt("2040-01-01T00:00:00Z")).isEqualTo("LIVE");
  }

  @Test
  void aTakedownStaysWhenAnOlderOfferComesLate() throws Exception {
    catalogue.apply(says(2, "d2", product(BARCODE).withDeals().build()));
    assertThat(state(KEY)).isEqualTo("DRAFT");

    catalogue.apply(says(1, "d1", product(BARCODE).build()));

    assertThat(state(KEY)).isEqualTo("TAKEN_DOWN");
  }

  @Test
  void aTakedownIsLiftedByALaterOffer() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    catalogue.apply(says(2, "d2", product(BARCODE).withDeals().build()));
    catalogue.apply(says(3, "d3", product(BARCODE).build()));

    assertThat(state(KEY)).isEqualTo("LIVE");
  }

  @Test
  void aPurgeByTheOwnerLeavesATombstone() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    var outcome = applied(catalogue.apply(purges(3, "d3", product(BARCODE).build())));
    assertThat(outcome.action()).isEqualTo(Action.PURGE);

    assertThat(catalogue.apply(says(2, "d2", product(BARCODE).build())))
        .isInstanceOf(Superseded.class);

    assertThat(catalogue.product(KEY).toString())
        .isEqualTo(
            """
            {"key":"acme/icpn:04050538123456","provider":"acme","state":"PURGED",\
            "currentDelivery":"d3","mapping":"ern 4.3 abc","incomplete":false,"contentType":"MusicRelease",\
            "identifiers":[{"type":"ICPN","value":"04050538123456","valid":true}]}\
            """);
    assertThat(catalogue.list(Products.Filter.all(), 10)).isEmpty();
  }

  @Test
  void aPurgedProductThatIsDeliveredAgainIsANewOne() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).withAssets(present("a.flac", "sha-1")).build()));
    catalogue.apply(purges(2, "d2", product(BARCODE).build()));
    var outcome =
        applied(
            catalogue.apply(
                says(3, "d3", product(BARCODE).withDeals().withAssets(missing("a.flac")).build())));

    assertThat(outcome.action()).isEqualTo(Action.UPSERT);
    assertThat(outcome.incomplete()).as("the files went with the purge").isTrue();
    assertThat(state(KEY)).isEqualTo("DRAFT");
  }

  @Test
  void aPurgeBySomebodyElseIsRefused() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    var purge = statement(2, "d2", Optional.of("somebody"), Intent.PURGE, product(BARCODE).build());

    assertThat(rules(catalogue.apply(purge))).containsExactly("catalogue.not-owner");
    assertThat(state(KEY)).isEqualTo("LIVE");
  }

  @Test
  void aPurgeOfWhatIsNotKnownIsRemembered() throws Exception {
    var outcome = applied(catalogue.apply(purges(2, "d2", product(BARCODE).build())));
    assertThat(outcome.warnings())
        .extracting(Violation::rule)
        .containsExactly("catalogue.purge-unknown");

    assertThat(catalogue.apply(says(1, "d1", product(BARCODE).build())))
        .isInstanceOf(Superseded.class);
    assertThat(state(KEY)).isEqualTo("PURGED");
  }

  @Test
  void aPurgeByGridSpeaksOfTheProductWithThatGridWhicheverComesFirst() throws Exception {
    var release = says(1, "d1", product(BARCODE, GRID).build());
    var purge = purges(2, "d2", product(GRID).build());

    catalogue.apply(release);
    assertThat(applied(catalogue.apply(purge)).key()).isEqualTo(KEY);
    var forward = catalogue.dump();

    catalogue.clear();
    assertThat(applied(catalogue.apply(purge)).key()).isEqualTo(GRID_KEY);
    assertThat(catalogue.apply(release)).isInstanceOf(Superseded.class);
    assertThat(catalogue.dump()).isEqualTo(forward);
    assertThat(catalogue.product(GRID_KEY).get("key").stringValue()).isEqualTo(KEY);
  }

  @Test
  void aStatementByGridIsAdoptedByTheFirstThatCarriesBoth() throws Exception {
    catalogue.apply(says(1, "d1", product(GRID).build()));
    var outcome = applied(catalogue.apply(says(2, "d2", product(BARCODE, GRID).build())));

    assertThat(outcome.key()).isEqualTo(KEY);
    assertThat(outcome.formerKeys()).containsExactly(GRID_KEY);
    assertThat(catalogue.history(KEY))
        .extracting(Products.HistoryEntry::delivery)
        .containsExactly("d1", "d2");
    assertThat(catalogue.list(Products.Filter.all(), 10)).hasSize(1);
  }

  @Test
  void aCorrectedBarcodeMakesASecondProductAndAWarning() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE, GRID).build()));
    var outcome = applied(catalogue.apply(says(2, "d2", product(OTHER_BARCODE, GRID).build())));

    assertThat(outcome.key()).isEqualTo(OTHER_KEY);
    assertThat(outcome.warnings())
        .extracting(Violation::rule)
        .containsExactly("catalogue.shared-identifier");
  }

  @Test
  void aWordInPlaceOfAnIdentifierIsOneWarningHoweverManyHaveIt() throws Exception {
    var placeholder = Examples.identifier("CatalogNumber", "N/A");
    for (var number = 1; number < 30; number++) {
      var barcode = Examples.identifier("ICPN", "%014d".formatted(number));
      catalogue.apply(says(1, "d" + number, product(barcode, placeholder).build()));
    }

    var last = catalogue.apply(says(1, "last", product(OTHER_BARCODE, placeholder).build()));

    assertThat(applied(last).warnings())
        .extracting(Violation::message)
        .containsExactly(
            "expected acme/catalognumber:N/A to mean one product, got: "
                + OTHER_KEY
                + ", acme/icpn:00000000000001, acme/icpn:00000000000002, acme/icpn:00000000000003,"
                + " acme/icpn:00000000000004 and more; they are kept apart");
    var purge = catalogue.apply(purges(2, "purge", product(placeholder).build()));
    assertThat(purge)
        .asInstanceOf(type(Refused.class))
        .satisfies(
            refused ->
                assertThat(refused.violations().getFirst().message())
                    .contains("acme/icpn:00000000000005 and more; name it by a stronger"));
  }

  @Test
  void aWeakIdentifierOfTwoProductsIsRefusedAndUnboundWhicheverComesFirst() throws Exception {
    var one = says(1, "d1", product(BARCODE, GRID).build());
    var purge = purges(2, "d2", product(GRID).build());
    var two = says(3, "d3", product(OTHER_BARCODE, GRID).build());

    catalogue.apply(one);
    catalogue.apply(two);
    assertThat(rules(catalogue.apply(purge))).containsExactly("catalogue.ambiguous-identifier");
    var forward = catalogue.dump();
    assertThat(state(KEY)).isEqualTo("LIVE");

    catalogue.clear();
    catalogue.apply(purge);
    catalogue.apply(one);
    assertThat(state(KEY)).isEqualTo("PURGED");
    catalogue.apply(two);
    assertThat(catalogue.dump()).isEqualTo(forward);
  }

  @Test
  void aMetadataOnlyUpdateKeepsTheFilesThatCameBefore() throws Exception {
    catalogue.apply(
        says(1, "d1", product(BARCODE).withAssets(present("resources/a.flac", "sha-1")).build()));
    var outcome =
        applied(
            catalogue.apply(says(2, "d2", product(BARCODE).withAssets(missing("a.flac")).build())));

    assertThat(outcome.incomplete()).isFalse();
    assertThat(asset(KEY)).contains("\"actual\":\"sha-1\"", "\"state\":\"PRESENT\"");
  }

  @Test
  void aFileThatAnotherAssetNamesAsItIsIsNotTakenForOneOfTheSameName() throws Exception {
    var outcome =
        applied(
            catalogue.apply(
                says(
                    1,
                    "d1",
                    product(BARCODE)
                        .withAssets(present("cd1/01.wav", "sha-1"), missing("cd2/01.wav"))
                        .build())));

    assertThat(outcome.incomplete()).isTrue();
  }

  @Test
  void aMetadataOnlyUpdateGetsTheFilesOfAnEarlierStatementThatComesLate() throws Exception {
    catalogue.apply(says(2, "d2", product(BARCODE).withAssets(missing("a.flac")).build()));
    assertThat(catalogue.product(KEY).get("incomplete").booleanValue()).isTrue();

    var outcome =
        catalogue.apply(
            says(1, "d1", product(BARCODE).withAssets(present("a.flac", "sha-1")).build()));

    assertThat(outcome)
        .asInstanceOf(type(Superseded.class))
        .satisfies(
            superseded ->
                assertThat(superseded.changes())
                    .extracting(Change::path)
                    .contains("assets[0].state"));
    assertThat(catalogue.product(KEY).get("incomplete").booleanValue()).isFalse();
    assertThat(catalogue.product(KEY).get("currentDelivery").stringValue()).isEqualTo("d2");
  }

  @Test
  void aFileThatIsDeclaredAnewIsNotTheOldOne() throws Exception {
    catalogue.apply(
        says(1, "d1", product(BARCODE).withAssets(present("a.flac", "md5-1", "sha-1")).build()));

    catalogue.apply(says(2, "d2", product(BARCODE).withAssets(missing("a.flac", "md5-2")).build()));
    assertThat(asset(KEY)).contains("\"state\":\"MISSING\"");

    catalogue.apply(says(3, "d3", product(BARCODE).withAssets(corrupt("a.flac", "md5-1")).build()));
    assertThat(asset(KEY)).contains("\"actual\":\"sha-1\"", "\"state\":\"PRESENT\"");
  }

  @Test
  void theStateIsThatOfTheInstantAskedFor() throws Exception {
    catalogue.apply(
        says(
            1,
            "d1",
            product(BARCODE)
                .withDeals(
                    deal(Optional.of("2026-07-01"), Optional.of("2026-07-31")),
                    deal(Optional.of("2026-06-15T10:00:00+02:00"), Optional.empty(), "A1"))
                .build()));

    assertThat(stateAt("2026-06-15T07:59:59Z")).isEqualTo("SCHEDULED");
    assertThat(stateAt("2026-06-15T08:00:00Z")).isEqualTo("PARTLY_AVAILABLE");
    assertThat(stateAt("2026-07-01T00:00:00Z")).isEqualTo("LIVE");
    assertThat(stateAt("2026-07-31T23:59:59Z")).isEqualTo("LIVE");
    assertThat(stateAt("2026-08-01T00:00:00Z")).isEqualTo("PARTLY_AVAILABLE");
  }

  @Test
  void aProductIsFoundByAnyOfItsIdentifiers() throws Exception {
    catalogue.apply(
        says(
            1,
            "d1",
            product(OTHER_BARCODE, GRID, Examples.identifier("CatalogNumber", "Qu-1")).build()));

    for (var text :
        List.of(
            OTHER_KEY,
            "icpn:05037300650128",
            "icpn:5037300650128",
            "5037300650128",
            "05037300650128",
            "0005037300650128",
            "A1-2425G-ABC1234002-M",
            "Qu-1",
            "catalognumber:Qu-1")) {
      assertThat(catalogue.product(text).get("key").stringValue()).as(text).isEqualTo(OTHER_KEY);
    }
    assertThat(catalogue.lookup("7")).isEqualTo(new Products.Lookup.Unknown());
  }

  @Test
  void productsAreListedByWhatIsAskedFor() throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
    catalogue.apply(says(1, "d2", product(OTHER_BARCODE).titled("Day Ferry").withDeals().build()));

    assertThat(catalogue.list(Products.Filter.all(), 10))
        .extracting(Products.Summary::key)
        .containsExactly(KEY, OTHER_KEY);
    assertThat(catalogue.list(Products.Filter.all(), 1)).hasSize(1);
    assertThat(catalogue.list(filter("ferry", Optional.empty()), 10))
        .containsExactly(
            new Products.Summary(
                OTHER_KEY,
                Optional.of("Day Ferry"),
                Optional.of("The Harbour"),
                "MusicRelease",
                ProductState.DRAFT,
                "d2"));
    assertThat(catalogue.list(filter("", Optional.of(ProductState.LIVE)), 10))
        .extracting(Products.Summary::key)
        .containsExactly(KEY);
  }

  @Test
  void aTextIsFoundWhateverTheCaseOfItsLettersAndItsCharactersStandForThemselves()
      throws Exception {
    catalogue.apply(says(1, "d1", product(BARCODE).titled("Édith au КИНО").build()));
    catalogue.apply(says(1, "d2", product(OTHER_BARCODE).titled("100% Ferry_Boat").build()));

    for (var text : List.of("Édith", "édith", "ÉDITH", "Кино")) {
      assertThat(found(text)).as(text).containsExactly(KEY);
    }
    for (var text : List.of("100%", "ferry_", "HARBOUR", "ACME/ICPN:0503")) {
      assertThat(found(text)).as(text).contains(OTHER_KEY);
    }
    assertThat(found("1%0")).isEmpty();
    assertThat(found("ferry_b_at")).isEmpty();
  }

  private List<String> found(String text) throws InterruptedException {
    return catalogue.list(filter(text, Optional.empty()), 10).stream()
        .map(Products.Summary::key)
        .toList();
  }

  private static Statement at(int place, Statement statement) {
    return new Statement(
        statement.provider(),
        statement.sender(),
        statement.delivery(),
        place,
        statement.version(),
        statement.intent(),
        statement.mapping(),
        statement.product());
  }

  private static Products.Filter filter(String text, Optional<ProductState> state) {
    return new Products.Filter(
        Optional.empty(), Optional.of(text).filter(words -> !words.isEmpty()), state);
  }

  private String state(String key) throws InterruptedException {
    return catalogue.product(key).get("state").stringValue();
  }

  private String stateAt(String instant) throws InterruptedException {
    return catalogue.productAt(KEY, Instant.parse(instant)).get("state").stringValue();
  }

  private String asset(String key) throws InterruptedException {
    return catalogue.product(key).get("assets").get(0).toString();
  }

  private static Applied applied(StatementOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Applied.class)).actual();
  }

  private static List<String> rules(StatementOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Refused.class)).actual().violations().stream()
        .map(Violation::rule)
        .toList();
  }
}
