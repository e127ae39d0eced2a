package dev.tributary.ingestion.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LikenessTest {
  @Test
  void whatNamesOneProductInTheWorldIsTheSurest() {
    var one = facts("MusicRelease", Set.of("icpn:02990001000018"), Set.of(), "a", List.of());
    var other = facts("MusicRelease", Set.of("icpn:02990001000018"), Set.of(), "b", List.of());

    assertThat(Likeness.of(one, other))
        .hasValueSatisfying(it -> assertThat(it.confidence()).isGreaterThan(0.9));
    assertThat(Likeness.of(other, one)).isEqualTo(Likeness.of(one, other));
  }

  @Test
  void theSameRecordingsUnderACorrectedBarcodeAreRecognised() {
    var recordings = Set.of("XXA", "XXB", "XXC");
    var one = facts("MusicRelease", Set.of("icpn:1"), recordings, "a", List.of());
    var other = facts("MusicRelease", Set.of("icpn:2"), recordings, "another title", List.of());

    assertThat(Likeness.of(one, other)).contains(new Likeness(0.9, "the same 3 recordings"));
  }

  @Test
  void aTrackThatIsOnBothMakesThemNotTheSame() {
    var one = facts("MusicRelease", Set.of(), Set.of("XXA", "XXB"), "a", List.of());
    var other = facts("MusicRelease", Set.of(), Set.of("XXA", "XXC"), "b", List.of());

    assertThat(Likeness.of(one, other)).isEmpty();
  }

  @Test
  void titleArtistAndTracksAreAWeakReason() {
    var one = facts("MusicRelease", Set.of("icpn:1"), Set.of(), "a", List.of("x", "y"));
    var other = facts("MusicRelease", Set.of("icpn:2"), Set.of(), "a", List.of("x", "y"));
    var longer = facts("MusicRelease", Set.of("icpn:3"), Set.of(), "a", List.of("x", "y", "z"));

    assertThat(Likeness.of(one, other))
        .hasValueSatisfying(it -> assertThat(it.confidence()).isEqualTo(0.5));
    assertThat(Likeness.of(one, longer)).isEmpty();
  }

  @Test
  void editionsOfABookAndAnotherKindOfThingAreNotTheSame() {
    var hardback = facts("Book", Set.of("isbn:9789999900010"), Set.of(), "a", List.of());
    var paperback = facts("Book", Set.of("isbn:9789999900027"), Set.of(), "a", List.of());
    var audiobook = facts("Audiobook", Set.of("isbn:9789999900010"), Set.of(), "a", List.of());

    assertThat(Likeness.of(hardback, paperback)).isEmpty();
    assertThat(Likeness.of(hardback, audiobook)).isEmpty();
  }

  @Test
  void howANameIsSetMakesNoDifference() {
    assertThat(Facts.plain("Mädchen — (Live!)")).isEqualTo(Facts.plain("MADCHEN LIVE"));
  }

  private static Facts facts(
      String type,
      Set<String> identifiers,
      Set<String> recordings,
      String title,
      List<String> tracks) {
    return new Facts(type, identifiers, Set.of(), recordings, title, "artist", tracks);
  }
}
