package dev.tributary.ingestion.reconciliation;

import static dev.tributary.ingestion.reconciliation.TestBooks.NOON;
import static dev.tributary.ingestion.reconciliation.TestBooks.OVERDUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.reconciliation.Report.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each book is spoilt by hand, and what does not agree any more is found.
@Timeout(60)
final class ReconciliationTest {
  private static final String MANIFEST =
      """
      <ManifestMessage>
        <MessageInBatch><MessageId>1</MessageId><URL>a/a.xml</URL></MessageInBatch>
        <MessageInBatch><MessageId>2</MessageId><URL>b/b.xml</URL></MessageInBatch>
      </ManifestMessage>
      """;

  @TempDir private Path folder;
  private TestBooks books;

  @BeforeEach
  void open() throws IOException {
    books = new TestBooks(folder);
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void whatIsAccountedForAgrees() throws Exception {
    books.loaded(books.received("acme", "a.xml"), "acme/icpn:1");
    books.ended(books.received("acme", "b.xml"), DeliveryState.REJECTED);
    books.received("acme", "b.xml");
    var failed = books.received("zenith", "c.xml");
    books.ended(failed, DeliveryState.QUARANTINED);
    books.failed("f1", failed, "OPEN");
    var batch = books.received("zenith", "in/BatchComplete_1.xml", Kind.BATCH, MANIFEST);
    var parts = books.unpacked(batch, "zenith", List.of(), "in/a/a.xml", "in/b/b.xml");
    books.loaded(parts.getFirst(), "zenith/icpn:2");
    books.ended(parts.getLast(), DeliveryState.TEST_ONLY);

    var report = books.reconcile();

    assertThat(report.disagreements()).isEmpty();
    assertThat(report.agrees()).isTrue();
    assertThat(report.rows())
        .extracting(row -> row.provider().orElse("-"), row -> row.sums().received())
        .containsExactly(tuple("acme", 3L), tuple("zenith", 4L));
    assertThat(report.total()).isEqualTo(new Sums(7, 3, 0, 0, 1, 1, 1, 1, 0, 0, 5, 2, 2));
  }

  @Test
  void aRowIsMadeForEachPeriodAndTheScopeNarrowsThem() throws Exception {
    books.ended(books.received("acme", "a.xml"), DeliveryState.REJECTED);
    books.at(NOON.plus(Duration.ofDays(1)));
    books.ended(books.received("acme", "b.xml"), DeliveryState.REJECTED);
    books.ended(books.received("zenith", "c.xml"), DeliveryState.REJECTED);

    assertThat(books.reconcile(Scope.all(OVERDUE), Optional.of(Period.DAY)).rows())
        .extracting(row -> row.provider().orElse("-"), row -> row.period().orElse("-"))
        .containsExactly(
            tuple("acme", "2026-06-01"),
            tuple("acme", "2026-06-02"),
            tuple("zenith", "2026-06-02"));
    assertThat(books.reconcile(Scope.all(OVERDUE), Optional.of(Period.MONTH)).rows())
        .extracting(row -> row.period().orElse("-"), row -> row.sums().rejected())
        .containsExactly(tuple("2026-06", 2L), tuple("2026-06", 1L));
    var scope =
        new Scope(
            Optional.of("acme"), Optional.of(NOON), Optional.of(NOON.plusSeconds(1)), OVERDUE);
    assertThat(books.reconcile(scope, Optional.empty()).total().received()).isEqualTo(1);
  }

  @Test
  void aProductThatIsGone() throws Exception {
    var id = books.received("acme", "a.xml");
    books.loaded(id, "acme/icpn:1");

    books.inCatalogue("delete from product");

    assertThat(only())
        .startsWith(id + " (a.xml): what it says counts for the product acme/icpn:1, which is not")
        .contains("restore catalogue.db");
  }

  @Test
  void aProductWithoutTheStatementThatItShows() throws Exception {
    books.loaded(books.received("acme", "a.xml"), "acme/icpn:1");

    books.inCatalogue("delete from statement");

    assertThat(lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("expected what it says of 1 products to be kept, found 0"))
        .anyMatch(line -> line.contains("the product acme/icpn:1 shows what it says"));
  }

  @Test
  void aProductThatWasPurgedOrJoinedWithAnotherIsNoDisagreement() throws Exception {
    var purged = books.received("acme", "a.xml");
    books.loaded(purged, "acme/icpn:1");
    books.inCatalogue("update product set action = 'PURGE', timeline = 'PURGED'");
    var joined = books.received("acme", "b.xml");
    books.loaded(joined, "acme/proprietary:2");
    books.inCatalogue("delete from product where delivery = ?", joined);
    books.inCatalogue(
        "update statement set product_key = 'acme/icpn:1' where delivery = ?", joined);

    assertThat(lines()).isEmpty();
  }

  @Test
  void aPartThatIsGone() throws Exception {
    var batch = books.received("acme", "in/batch.zip.xml", Kind.BATCH, " ");
    var parts = books.unpacked(batch, "acme", List.of(), "in/a.xml", "in/b.xml");
    books.ended(parts.getFirst(), DeliveryState.REJECTED);
    books.ended(parts.getLast(), DeliveryState.REJECTED);

    books.inCatalogue("delete from delivery where id = ?", parts.getLast());

    assertThat(only()).contains("expected 2 deliveries out of this package, found 1 registered");
  }

  @Test
  void anEntryOfAManifestThatIsNeitherRegisteredNorMissed() throws Exception {
    var batch = books.received("acme", "in/BatchComplete_1.xml", Kind.BATCH, MANIFEST);
    var missing =
        new Violation(
            "manifest.missing-message",
            Severity.ERROR,
            Optional.empty(),
            Optional.empty(),
            Optional.of("b/b.xml"),
            "expected it");
    var part = books.unpacked(batch, "acme", List.of(missing), "in/a/a.xml").getFirst();
    books.loaded(part, "acme/icpn:1");
    assertThat(lines()).isEmpty();

    books.inCatalogue("delete from violation");
    books.inCatalogue("update delivery set state = 'LOADED' where id = ?", batch);

    assertThat(only()).contains("the manifest names b/b.xml, which is neither registered nor");
  }

  @Test
  void aPackageThatEndedOtherwiseThanItsParts() throws Exception {
    var batch = books.received("acme", "in/batch.xml", Kind.BATCH, " ");
    var part = books.unpacked(batch, "acme", List.of(), "in/a.xml").getFirst();
    books.ended(part, DeliveryState.REJECTED);

    books.inCatalogue("update delivery set state = null where id = ?", batch);

    assertThat(only()).contains("expected the state REJECTED, which follows from its parts, found");
  }

  @Test
  void aPackageOfWhichAPartIsMappedAnewIsUnderWay() throws Exception {
    var batch = books.received("acme", "in/batch.xml", Kind.BATCH, " ");
    var parts = books.unpacked(batch, "acme", List.of(), "in/a.xml", "in/b.xml");
    books.loaded(parts.getFirst(), "acme/icpn:1");
    books.loaded(parts.getLast(), "acme/icpn:2");

    books.at(OVERDUE);
    books.mappedAnew(parts.getFirst());

    var report = books.reconcile();
    assertThat(report.disagreements()).isEmpty();
    assertThat(report.total().underWay()).isEqualTo(2);
  }

  @Test
  void aFailureThatIsGone() throws Exception {
    var id = books.received("acme", "a.xml");
    books.ended(id, DeliveryState.QUARANTINED);
    books.failed("f1", id, "DISCARDED");
    assertThat(lines()).isEmpty();

    books.inLedger("delete from failure");

    assertThat(only()).contains("expected a failure to be kept of what is QUARANTINED, found none");
  }

  @Test
  void aRedriveThatCameToNothing() throws Exception {
    var id = books.received("acme", "a.xml");
    books.ended(id, DeliveryState.QUARANTINED);
    books.failed("f1", id, "REDRIVEN");
    books.retried(id, NOON, Duration.ofHours(2));
    assertThat(lines()).as("it waits for a retry").isEmpty();

    books.inLedger("delete from event");

    assertThat(only()).contains("sent on at 2026-06-01T12:00:00Z, found it still QUARANTINED");
  }

  @Test
  void aFailureOfWhatWasNotSetAside() throws Exception {
    var id = books.received("acme", "a.xml");
    books.failed("f1", id, "OPEN");

    assertThat(only()).contains("it failed (failure f1) and was not set aside");
    books.ended(id, DeliveryState.REJECTED);
    assertThat(lines()).as("it ended otherwise meanwhile").isEmpty();
  }

  @Test
  void whatWasNeverSentAndWhatNothingIsHeardOf() throws Exception {
    var unsent = books.registered("acme", "a.xml", Kind.MESSAGE, "a");
    var stuck = books.received("acme", "b.xml");
    books.retried(stuck, NOON.plusSeconds(60), Duration.ofSeconds(5));
    var waits = books.received("acme", "c.xml");
    books.retried(waits, NOON, Duration.ofHours(2));
    books.at(OVERDUE);
    books.received("acme", "d.xml");

    var report = books.reconcile();

    assertThat(report.total().underWay()).isEqualTo(4);
    assertThat(report.disagreements())
        .extracting(Disagreement::kind, each -> each.delivery().orElse("-"))
        .containsExactly(
            tuple(Disagreement.Kind.NEVER_SENT, unsent), tuple(Disagreement.Kind.NO_END, stuck));
    assertThat(report.disagreements().getLast().line())
        .contains("last heard of at 2026-06-01T12:01:05Z (message.retried in validate)");
  }

  @Test
  void aFileThatIsNotInTheStore() throws Exception {
    var id = books.received("acme", "a.xml");
    books.ended(id, DeliveryState.REJECTED);
    var sha256 = books.content().put("a.xml".getBytes(UTF_8));

    Files.delete(books.content().path(sha256.sha256()));

    assertThat(only())
        .contains("expected its message " + sha256.sha256() + " in the content store");
  }

  @Test
  void aStateThatNoSumCounts() throws Exception {
    books.ended(books.received("acme", "a.xml"), DeliveryState.REJECTED);

    books.inCatalogue("update delivery set state = 'LODED'");

    assertThat(only()).contains("expected a final state, found LODED, which no sum counts");
    assertThat(books.reconcile().total().agree()).isFalse();
  }

  @Test
  void deliveriesThatTheRegisterLost() throws Exception {
    books.ended(books.received("acme", "a.xml"), DeliveryState.REJECTED);
    var lost = books.received("acme", "b.xml");
    books.ended(books.received("acme", "c.xml"), DeliveryState.REJECTED);
    books.failed("f1", lost, "OPEN");
    var told = books.received("acme", "d.xml");
    books.retried(told, NOON, Duration.ZERO);

    books.inCatalogue("delete from delivery where id in (?, ?)", lost, told);

    assertThat(lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("the intake numbers from 2 to 2 were given, and no"))
        .anyMatch(line -> line.startsWith(lost + ": the failure f1 is of a delivery that is not"))
        .anyMatch(line -> line.startsWith(told + ": the ledger knows it, and the register does"));
  }

  @Test
  void aStatementOfADeliveryThatIsGone() throws Exception {
    var id = books.received("acme", "a.xml");
    books.loaded(id, "acme/icpn:1");

    books.inCatalogue("delete from delivery_product");
    books.inCatalogue("delete from delivery");

    assertThat(only()).startsWith(id + ": the catalogue has what it says, and the register does");
  }

  private List<String> lines() throws IOException, InterruptedException {
    return books.reconcile().disagreements().stream().map(Disagreement::line).toList();
  }

  private String only() throws IOException, InterruptedException {
    var lines = lines();
    assertThat(lines).hasSize(1);
    assertThat(books.reconcile().agrees()).isFalse();
    return lines.getFirst();
  }
}
