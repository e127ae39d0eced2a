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
        .isEqualTo("(tributary_words = 2 AND tributary_word_0 = 'upsert')");
  }

  @Test
  void aHashStandsForEveryNumberOfWordsThatAKeyCanHave() {
    assertThat(filter("a.#.b").split(" OR ")).hasSize(RoutingKeys.MAX_WORDS - 1);
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
