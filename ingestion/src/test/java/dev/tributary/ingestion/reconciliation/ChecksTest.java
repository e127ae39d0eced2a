package dev.tributary.ingestion.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.reconciliation.Accounted.DeadLetters;
import dev.tributary.ingestion.reconciliation.Accounted.Files;
import dev.tributary.ingestion.reconciliation.Accounted.Parts;
import dev.tributary.ingestion.reconciliation.Accounted.Products;
import dev.tributary.ingestion.reconciliation.Disagreement.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The rules, over deliveries that were never in any database.
final class ChecksTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant SOON = NOON.minus(Duration.ofHours(1));
  private static final Instant LATE = NOON.plus(Duration.ofHours(1));
  private static final Parts NO_PARTS = new Parts(Optional.empty(), List.of(), false, 0, List.of());

  @ParameterizedTest
  @EnumSource
  void everyStateIsCountedOnceAndTheSumAgrees(DeliveryState state) {
    var sums = Sums.of(delivery(state.name(), NO_PARTS, new Products(1, 1, List.of()), open()));

    assertThat(sums.received()).isEqualTo(1);
    assertThat(sums.agree()).isTrue();
    assertThat(sums.underWay()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"LOADED", "PARTIAL", "SUPERSEDED"})
  void whatIsLoadedNamesAProductAndWhatItSaysIsKept(DeliveryState state) {
    assertThat(kinds(delivery(state.name(), NO_PARTS, new Products(0, 0, List.of()), none())))
        .containsExactly(Kind.STATEMENT);
    assertThat(kinds(delivery(state.name(), NO_PARTS, new Products(2, 1, List.of()), none())))
        .containsExactly(Kind.STATEMENT);
    assertThat(kinds(delivery(state.name(), NO_PARTS, new Products(2, 2, List.of("k")), none())))
        .containsExactly(Kind.PRODUCT);
    assertThat(kinds(delivery(state.name(), NO_PARTS, new Products(2, 3, List.of()), none())))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"WAITING", "DUPLICATE", "TEST_ONLY", "REJECTED"})
  void whatIsNotLoadedNeedsNoProductAndNoFailure(DeliveryState state) {
    assertThat(kinds(delivery(state.name(), NO_PARTS, new Products(0, 0, List.of()), none())))
        .isEmpty();
  }

  @Test
  void aFailureIsGivenTimeToArrive() {
    var quarantined = delivery("QUARANTINED", NO_PARTS, new Products(0, 0, List.of()), none());

    assertThat(Checks.of(quarantined, SOON)).isEmpty();
    assertThat(kinds(quarantined)).containsExactly(Kind.FAILURE);
  }

  @Test
  void aPackageIsSetAsideWithItsPartsOrByAFailureOfItsOwn() {
    assertThat(kinds(parcel("QUARANTINED", none(), "QUARANTINED", "QUARANTINED"))).isEmpty();
    assertThat(kinds(parcel("QUARANTINED", open(), "LOADED", ""))).isEmpty();
    assertThat(kinds(parcel("QUARANTINED", none(), "LOADED", "LOADED")))
        .contains(Kind.PACKAGE_STATE);
  }

  @Test
  void aPackageHasNoEndBeforeItsLastPart() {
    assertThat(kinds(parcel("", none(), "LOADED", ""))).isEmpty();
    assertThat(kinds(parcel("LOADED", none(), "LOADED", ""))).containsExactly(Kind.PACKAGE_STATE);
    assertThat(kinds(parcel("", none(), "LOADED", "REJECTED"))).containsExactly(Kind.PACKAGE_STATE);
    assertThat(kinds(parcel("PARTIAL", none(), "LOADED", "REJECTED"))).isEmpty();
  }

  @Test
  void aLineSaysWhichWhatAndWhatToDo() {
    var line = Checks.of(parcel("LOADED", none(), "LOADED", ""), LATE).getFirst().line();

    assertThat(line)
        .isEqualTo(
            "d1 (in/a.xml): expected the state none yet, which follows from its parts, found"
                + " LOADED; restore catalogue.db from a backup");
  }

  private static List<Kind> kinds(Accounted delivery) {
    return Checks.of(delivery, LATE).stream().map(Disagreement::kind).toList();
  }

  private static DeadLetters none() {
    return DeadLetters.NONE;
  }

  private static DeadLetters open() {
    return new DeadLetters(List.of("f1"), false, Optional.empty());
  }

  /// A package and the states of its parts; an empty word is one that is under way.
  private static Accounted parcel(String state, DeadLetters letters, String... parts) {
    var states =
        List.of(parts).stream().map(part -> Optional.of(part).filter(text -> !text.isEmpty()));
    var of = new Parts(Optional.of(parts.length), states.toList(), false, 0, List.of());
    return delivery(state, of, new Products(0, 0, List.of()), letters);
  }

  private static Accounted delivery(
      String state, Parts parts, Products products, DeadLetters letters) {
    return new Accounted(
        "d1",
        0,
        "in/a.xml",
        Optional.of("acme"),
        NOON,
        Optional.of(NOON),
        Optional.of(state).filter(text -> !text.isEmpty()),
        Optional.of(NOON),
        parts,
        products,
        new Files(1, List.of()),
        letters,
        Optional.empty());
  }
}
