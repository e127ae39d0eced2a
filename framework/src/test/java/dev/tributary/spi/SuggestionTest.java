package dev.tributary.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuggestionTest {
  private static final List<String> KNOWN = List.of("amqp.prefetch", "amqp.port", "transport");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amqp.prefech",
        "amqp.preefetch",
        "amqp.prefetcg",
        "amqp.prfeetch",
        "ampq.prefetch"
      })
  void aSlipOfTheFingerIsUnderstood(String given) {
    assertThat(Suggestion.of(given, KNOWN)).contains("amqp.prefetch");
  }

  @Test
  void neighboursThatWereSwappedCountOnce() {
    assertThat(Suggestion.of("prot", List.of("port", "pro"))).contains("port");
  }

  @Test
  void theNearestIsSuggestedAndOfThoseEquallyNearTheFirstByName() {
    assertThat(Suggestion.of("amqp.pport", KNOWN)).contains("amqp.port");
    assertThat(Suggestion.of("cat", List.of("rat", "bat"))).contains("bat");
  }

  @Test
  void whatIsTooFarAwayIsNotSuggested() {
    assertThat(Suggestion.of("colour", KNOWN)).isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
    assertThat(Suggestion.of("anything", List.of())).isEmpty();
  }

  @Test
  void itEndsASentence() {
    assertThat(Suggestion.didYouMean("tranport", KNOWN)).isEqualTo(", did you mean transport?");
    assertThat(Suggestion.didYouMean("colour", KNOWN)).isEmpty();
  }
}
