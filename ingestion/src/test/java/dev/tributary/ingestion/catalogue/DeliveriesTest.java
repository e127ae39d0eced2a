package dev.tributary.ingestion.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
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
class DeliveriesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String ONE = "1111111111111111aaaa";
  private static final String TWO = "2222222222222222aaaa";
  private static final String THREE = "3333333333333333aaaa";
  private static final String FOUR = "4444444444444444aaaa";

  private static final Violation MISMATCH = error("manifest.hash-mismatch");

  @Parameter TestStorage storage;
  private final Deliveries deliveries = new Deliveries(() -> NOON);
  private Database database;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void open(@TempDir Path folder) {
    database = storage.open(folder, DatabaseDefinition.of("catalogue", Catalogue.SCHEMA));
  }

  @AfterParameterizedClassInvocation(injectArguments = false)
  void close() {
    database.close();
  }

  @BeforeEach
  void clear() throws Exception {
    database.write(
        transaction ->
            transaction.execute("delete from product")
                + transaction.execute("delete from statement")
                + transaction.execute("delete from violation")
                + transaction.execute("delete from delivery_product")
                + transaction.execute("delete from delivery where parent is not null")
                + transaction.execute("delete from delivery"));
  }

  @Test
  void numbersAreGivenInPathOrderAndGoOn() throws Exception {
    var first = register(candidate("b.xml", TWO), candidate("a.xml", ONE));
    var second = register(candidate("0.xml", THREE));

    assertThat(first)
        .extracting(each -> each.delivery().path(), each -> each.delivery().number())
        .containsExactly(tuple("a.xml", 1L), tuple("b.xml", 2L));
    assertThat(second.getFirst().delivery().number()).isEqualTo(3);
    assertThat(first.getFirst().delivery().id()).isEqualTo("1111111111111111");
  }

  @Test
  void whatHasNotComeToItsEndIsResumed() throws Exception {
    var first = register(candidate("a.xml", ONE)).getFirst().delivery();

    assertThat(register(candidate("a.xml", ONE))).containsExactly(new Registration.Resumed(first));
    assertThat(database.read(Deliveries::unsettled)).isEqualTo(1);
  }

  @Test
  void theSameContentAgainIsADuplicateThatNamesTheFirst() throws Exception {
    register(candidate("a.xml", ONE));
    settle("1111111111111111", DeliveryState.LOADED);

    var again = register(candidate("a.xml", ONE), candidate("copy.xml", ONE));

    assertThat(again)
        .extracting(each -> each.delivery().id())
        .containsExactly("1111111111111111-2", "1111111111111111-3");
    assertThat(again.getFirst()).isInstanceOf(Registration.Duplicate.class);
    assertThat(settlement("1111111111111111-2").state()).isEqualTo(DeliveryState.DUPLICATE);
    assertThat(settlement("1111111111111111-2").error().orElseThrow())
        .contains("1111111111111111 (a.xml)");
  }

  @Test
  void aPackageIsNewAgainWhenOneOfItsPartsCountsNoMoreAndThatPartAlone() throws Exception {
    register(candidate("batch.zip", ONE));
    unpack("1111111111111111", candidate("a.csv", TWO), candidate("b.csv", THREE));
    load("2222222222222222", 1, "1", NOON);
    load("3333333333333333", 1, "2", NOON);
    register(candidate("other.csv", FOUR));
    assertThat(register(candidate("batch.zip", ONE)).getFirst())
        .isInstanceOf(Registration.Duplicate.class);

    load("4444444444444444", 2, "2", NOON);
    assertThat(register(candidate("batch.zip", ONE)).getFirst())
        .as("it is still there")
        .isInstanceOf(Registration.Duplicate.class);
    var again = register(candidate("later.zip", ONE)).getFirst();
    var parts = unpack(again.delivery().id(), candidate("c.csv", TWO), candidate("d.csv", THREE));

    assertThat(again).isInstanceOf(Registration.New.class);
    assertThat(parts)
        .hasExactlyElementsOfTypes(Registration.Duplicate.class, Registration.New.class);
  }

  @Test
  void whatWasRefusedForItsManifestAloneIsNewOnceThatIsMended() throws Exception {
    register(candidate("one", ONE));
    unpack("1111111111111111", contradicted("one/a.xml", TWO));
    settle("2222222222222222", refused(MISMATCH));
    register(candidate("two", THREE));

    assertThat(unpack("3333333333333333", candidate("two/a.xml", TWO)))
        .hasExactlyElementsOfTypes(Registration.New.class);
  }

  @Test
  void whatAManifestContradictsIsNoRepetitionOfWhatWasLoaded() throws Exception {
    register(candidate("a.xml", TWO));
    settle("2222222222222222", DeliveryState.LOADED);
    register(candidate("batch", ONE));

    assertThat(unpack("1111111111111111", contradicted("batch/a.xml", TWO)))
        .hasExactlyElementsOfTypes(Registration.New.class);
  }

  @Test
  void whatRepeatsSomethingRefusedSaysWhyAndFailsItsPackage() throws Exception {
    register(candidate("a.xml", TWO));
    var error = error("reference.unresolved");
    settle("2222222222222222", refused(error));
    database.write(
        transaction -> {
          Deliveries.identify(transaction, "2222222222222222", "acme", "ern 4.3");
          return 0;
        });
    register(candidate("batch.zip", ONE));
    unpack(
        "1111111111111111",
        candidate("batch.zip!/a.xml", TWO),
        candidate("batch.zip!/b.xml", THREE));
    settle("3333333333333333", DeliveryState.LOADED);

    var repeated = find("2222222222222222-2");
    assertThat(repeated.settlement().orElseThrow().state()).isEqualTo(DeliveryState.DUPLICATE);
    assertThat(repeated.settlement().orElseThrow().violations()).containsExactly(error);
    assertThat(repeated.provider()).contains("acme");
    assertThat(repeated.format()).contains("ern 4.3");
    assertThat(settlement("1111111111111111").state()).isEqualTo(DeliveryState.PARTIAL);
    assertThat(settlement("1111111111111111").error()).contains("1 of 2 parts failed");
    var known = database.read(handle -> Deliveries.repeatedBy(handle, "2222222222222222-2"));
    assertThat(known.orElseThrow().delivery().id()).isEqualTo("2222222222222222");
  }

  @Test
  void whatWaitsAndGotFilesIsSentAgainAtAStart() throws Exception {
    register(candidate("a.xml", ONE), candidate("b.xml", TWO));
    database.write(
        transaction -> {
          deliveries.markSent(transaction, List.of("1111111111111111", "2222222222222222"));
          return 0;
        });
    settle("1111111111111111", DeliveryState.WAITING);
    settle("2222222222222222", DeliveryState.WAITING);

    database.write(
        transaction -> {
          Deliveries.markUnsent(transaction, List.of("1111111111111111"));
          return 0;
        });

    assertThat(database.read(Deliveries::unsent))
        .extracting(ProductDelivery::path)
        .containsExactly("a.xml");
    assertThat(database.read(DeliveryEnds::untold)).isEmpty();
  }

  @Test
  void whatHasATimeOfItsOwnIsADuplicateWhateverCountsNow() throws Exception {
    register(candidate("a.xml", ONE), candidate("b.xml", TWO));
    load("1111111111111111", 1, "1", NOON.minusSeconds(9));
    load("2222222222222222", 2, "1", NOON.minusSeconds(1));

    assertThat(register(candidate("a.xml", ONE)).getFirst())
        .isInstanceOf(Registration.Duplicate.class);
  }

  @Test
  void aCopyUnderAnotherPathIsADuplicateEvenOfOneThatIsUnderWay() throws Exception {
    assertThat(register(candidate("a.xml", ONE), candidate("b.xml", ONE)))
        .hasExactlyElementsOfTypes(Registration.New.class, Registration.Duplicate.class);
  }

  @Test
  void theSameContentOfAnotherProviderIsNoDuplicate() throws Exception {
    register(candidate("a.xml", ONE));
    var theirs =
        new Candidate(
            Optional.of("zenith"), "a.xml", Kind.MESSAGE, "c", 1, Optional.empty(), ONE, List.of());

    assertThat(register(theirs).getFirst()).isInstanceOf(Registration.New.class);
  }

  @Test
  void whatIsNotKnownToBeSentIsSentAgainAtAStart() throws Exception {
    register(candidate("a.xml", ONE), candidate("b.xml", TWO));
    database.write(
        transaction -> {
          deliveries.markSent(transaction, List.of("1111111111111111"));
          return 0;
        });

    assertThat(database.read(Deliveries::unsent))
        .extracting(ProductDelivery::path)
        .containsExactly("b.xml");
  }

  @Test
  void aSettlementIsKeptWithAllThatItSays() throws Exception {
    register(candidate("a.xml", ONE));
    var violation =
        new Violation(
            "identifier.check-digit",
            Severity.WARNING,
            Optional.of("/a/b[1]"),
            Optional.of(12),
            Optional.of("123"),
            "expected a check digit of 4");
    var bare =
        new Violation(
            "deal.none",
            Severity.INFO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "no deal");
    var settlement =
        new Settlement(
            DeliveryState.LOADED,
            Optional.of(Action.UPSERT),
            List.of("acme/icpn:2", "acme/icpn:1"),
            List.of(violation, bare),
            Optional.of("fine"));
    settle("1111111111111111", settlement);
    database.write(
        transaction -> {
          Deliveries.identify(transaction, "1111111111111111", "acme", "ern 4.3");
          return 0;
        });

    var kept = find("1111111111111111");
    assertThat(kept.settlement()).contains(settlement);
    assertThat(kept.settledAt()).contains(NOON);
    assertThat(kept.provider()).contains("acme");
    assertThat(kept.format()).contains("ern 4.3");
    assertThat(kept.delivery().provider()).as("as declared").isEmpty();
  }

  @Test
  void aFinalStateIsKeptUnlessItIsRevisable() throws Exception {
    register(candidate("a.xml", ONE), candidate("b.xml", TWO));

    settle("1111111111111111", DeliveryState.REJECTED);
    settle("1111111111111111", DeliveryState.LOADED);
    assertThat(settlement("1111111111111111").state()).isEqualTo(DeliveryState.REJECTED);

    settle("2222222222222222", DeliveryState.QUARANTINED);
    settle("2222222222222222", DeliveryState.LOADED);
    assertThat(settlement("2222222222222222").state()).isEqualTo(DeliveryState.LOADED);
  }

  @Test
  void aPackageIsSettledByItsLastPart() throws Exception {
    register(candidate("batch.zip", ONE));
    unpack(
        "1111111111111111",
        candidate("batch.zip!/b.xml", TWO),
        candidate("batch.zip!/a.xml", THREE));

    settle("2222222222222222", DeliveryState.LOADED);
    assertThat(find("1111111111111111").settlement()).isEmpty();
    settle("3333333333333333", DeliveryState.QUARANTINED);
    assertThat(settlement("1111111111111111").state()).isEqualTo(DeliveryState.PARTIAL);
    assertThat(settlement("1111111111111111").error()).contains("1 of 2 parts failed");

    settle("3333333333333333", DeliveryState.SUPERSEDED);
    assertThat(settlement("1111111111111111").state()).isEqualTo(DeliveryState.LOADED);
  }

  @Test
  void aPackageWithAnErrorOfItsOwnIsPartialAndKeepsIt() throws Exception {
    register(candidate("batch", ONE));
    var missing =
        new Violation(
            "batch.message-missing",
            Severity.ERROR,
            Optional.empty(),
            Optional.empty(),
            Optional.of("b.xml"),
            "expected b.xml, which the manifest names");
    database.write(
        transaction ->
            deliveries.registerChildren(
                transaction,
                "1111111111111111",
                List.of(candidate("batch/a.xml", TWO)),
                List.of(missing)));

    settle("2222222222222222", DeliveryState.LOADED);

    assertThat(settlement("1111111111111111").state()).isEqualTo(DeliveryState.PARTIAL);
    assertThat(settlement("1111111111111111").violations()).containsExactly(missing);
  }

  @Test
  void theStateOfAPackageFollowsFromThoseOfItsParts() {
    assertThat(DeliveryState.ofPackage(List.of(DeliveryState.LOADED, DeliveryState.DUPLICATE)))
        .isEqualTo(DeliveryState.LOADED);
    assertThat(DeliveryState.ofPackage(List.of(DeliveryState.REJECTED, DeliveryState.REJECTED)))
        .isEqualTo(DeliveryState.REJECTED);
    assertThat(DeliveryState.ofPackage(List.of(DeliveryState.REJECTED, DeliveryState.LOADED)))
        .isEqualTo(DeliveryState.PARTIAL);
    assertThat(DeliveryState.ofPackage(List.of(DeliveryState.WAITING, DeliveryState.LOADED)))
        .isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void partsHaveTheNumberOfTheirPackageAndNeedNotBeSent() throws Exception {
    register(candidate("batch.zip", ONE));
    var parts =
        unpack(
            "1111111111111111",
            candidate("batch.zip!/b.xml", TWO),
            candidate("batch.zip!/a.xml", THREE));

    assertThat(parts)
        .extracting(each -> each.delivery().number(), each -> each.delivery().part())
        .containsExactly(tuple(1L, 1), tuple(1L, 2));
    assertThat(database.read(Deliveries::unsent)).hasSize(1);
  }

  @Test
  void partsWereReceivedWhenTheirPackageWasAndSentWhenItWasUnpacked() throws Exception {
    register(candidate("batch.zip", ONE));
    var later = NOON.plusSeconds(60);

    database.write(
        transaction ->
            new Deliveries(() -> later)
                .registerChildren(
                    transaction, "1111111111111111", List.of(candidate("a.csv", TWO)), List.of()));

    assertThat(find("2222222222222222").delivery().receivedAt()).isEqualTo(NOON);
    assertThat(find("2222222222222222").sentAt()).contains(later);
  }

  @Test
  void aPackageOfWhatIsKnownAlreadyIsADuplicate() throws Exception {
    register(candidate("b.xml", TWO), candidate("batch.zip", ONE));
    unpack("1111111111111111", candidate("batch.zip!/b.xml", TWO));

    assertThat(settlement("1111111111111111").state()).isEqualTo(DeliveryState.DUPLICATE);
  }

  @Test
  void deliveriesAreListedNewestFirst() throws Exception {
    register(candidate("a.xml", ONE), candidate("b.xml", TWO), candidate("c.xml", THREE));
    settle("2222222222222222", DeliveryState.LOADED);

    assertThat(list(Optional.empty(), Optional.empty(), 2)).containsExactly("c.xml", "b.xml");
    assertThat(list(Optional.empty(), Optional.of(DeliveryState.LOADED), 9))
        .containsExactly("b.xml");
    assertThat(list(Optional.of("zenith"), Optional.empty(), 9)).isEmpty();
  }

  @Test
  void anUnknownDeliveryCannotBeSettled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settle("none", DeliveryState.LOADED))
        .withMessage("there is no delivery none");
  }

  private List<Registration> register(Candidate... candidates) throws InterruptedException {
    return database.write(transaction -> deliveries.register(transaction, List.of(candidates)));
  }

  private List<Registration> unpack(String parent, Candidate... candidates)
      throws InterruptedException {
    return database.write(
        transaction ->
            deliveries.registerChildren(transaction, parent, List.of(candidates), List.of()));
  }

  /// Has the delivery `id` say something of a product, and settles it.
  private void load(String id, long number, String barcode, Instant time)
      throws InterruptedException {
    var product = Examples.product(Examples.identifier("ICPN", barcode)).build();
    var version = new Version(time, number, 0);
    var statement =
        new Statement("acme", Optional.empty(), id, 0, version, Intent.STATE, "m", product);
    database.write(transaction -> new Catalogue(() -> NOON).apply(transaction, statement));
    settle(id, DeliveryState.LOADED);
  }

  private void settle(String id, DeliveryState state) throws InterruptedException {
    settle(id, Settlement.of(state, "because"));
  }

  private void settle(String id, Settlement settlement) throws InterruptedException {
    database.write(
        transaction -> {
          deliveries.settle(transaction, id, settlement);
          return 0;
        });
  }

  private RegisteredDelivery find(String id) throws InterruptedException {
    return database.read(handle -> Deliveries.find(handle, id)).orElseThrow();
  }

  private Settlement settlement(String id) throws InterruptedException {
    return find(id).settlement().orElseThrow();
  }

  private List<String> list(Optional<String> provider, Optional<DeliveryState> state, int limit)
      throws InterruptedException {
    var search = DeliverySearch.of(provider, state);
    return database.read(handle -> search.page(handle, Optional.empty(), limit)).stream()
        .map(each -> each.delivery().path())
        .toList();
  }

  private static Candidate contradicted(String path, String fingerprint) {
    return new Candidate(
        Optional.empty(),
        path,
        Kind.MESSAGE,
        "c0ffee",
        10,
        Optional.empty(),
        fingerprint,
        List.of(MISMATCH));
  }

  private static Settlement refused(Violation why) {
    return new Settlement(
        DeliveryState.REJECTED, Optional.empty(), List.of(), List.of(why), Optional.empty());
  }

  private static Violation error(String rule) {
    return new Violation(
        rule, Severity.ERROR, Optional.empty(), Optional.empty(), Optional.empty(), "expected");
  }

  private static Candidate candidate(String path, String fingerprint) {
    return new Candidate(
        Optional.empty(),
        path,
        Kind.MESSAGE,
        "c0ffee",
        10,
        Optional.empty(),
        fingerprint,
        List.of());
  }
}
