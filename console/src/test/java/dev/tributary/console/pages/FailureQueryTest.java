package dev.tributary.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.console.web.Values;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the form that a dry run has counted says of what it is about.
final class FailureQueryTest {
  @Test
  void theFormThatWasCountedSaysThatItIsAboutAll() {
    assertThat(hidden(Map.of())).isEqualTo("<input type=\"hidden\" name=\"all\" value=\"yes\">");
  }

  @Test
  void theFormThatWasCountedSaysWhatItIsAbout() {
    assertThat(hidden(Map.of("app", "transform", "state", "OPEN")))
        .isEqualTo("<input type=\"hidden\" name=\"app\" value=\"transform\">");
  }

  private static String hidden(Map<String, String> query) {
    return new FailureQuery(new Values(query)).hidden().text();
  }
}
