package dev.tributary.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Binding;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutingKeysTest {
  @Test
  void aBindingKeyBecomesAConditionOnWords() {
    assertThat(filter("upsert.*"))
        .endsWith(" OR (tributary_words = 2 AND tributary_word_0 = 'upsert')");
  }

  @Test
  void theKeysCanBeReadBackFromTheCondition() {
    var keys = List.of("#", "it's", "upsert.#", "x') OR tributary_keys IN ('y");
    var bindings = keys.stream().map(key -> new Binding("exchange", key)).toList();

    assertThat(RoutingKeys.bindingKeys(RoutingKeys.filter(bindings)))
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(RoutingKeys.bindingKeys(RoutingKeys.NOTHING)).isEmpty();
  }

  @Test
  void aHashStandsForEveryNumberOfWordsThatAKeyCanHave() {
    assertThat(filter("a.#.b").split("tributary_words", -1)).hasSize(RoutingKeys.MAX_WORDS);
  }

  @Test
  void quotesDoNotLeaveTheCondition() {
    assertThat(filter("it's")).contains("'it''s'");
  }

  @Test
  void aKeyOfTooManyWordsIsRefused() {
    assertThatThrownBy(() -> RoutingKeys.properties("a.b.c.d.e.f.g.h.i"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 8 words, got 9");
  }

  private static String filter(String key) {
    return RoutingKeys.filter(List.of(new Binding("exchange", key)));
  }
}
