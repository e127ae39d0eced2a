package dev.tributary.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class DealsShownTest {
  private static String shown(String validity, String today) {
    var product = JsonMapper.shared().readTree("{\"deals\":[{\"validity\":" + validity + "}]}");
    return DealsShown.of(product, LocalDate.parse(today)).text();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02, 2026-02-28, deal-now",
    "2026-02, 2026-03-01, deal-over",
    "2026, 2026-12-31, deal-now",
    "2026, 2027-01-01, deal-over",
    "2026-02-10, 2026-02-10, deal-now",
    "2026-02-10T23:59:59Z, 2026-02-11, deal-over"
  })
  void aMonthOrAYearEndsWithItsLastDay(String end, String today, String kind) {
    assertThat(shown("{\"end\":\"" + end + "\"}", today)).contains("class=\"" + kind + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02, 2026-01-31, deal-to-come",
    "2026-02, 2026-02-01, deal-now",
    "2026, 2025-12-31, deal-to-come",
    "2026, 2026-01-01, deal-now"
  })
  void aMonthOrAYearBeginsWithItsFirstDay(String start, String today, String kind) {
    assertThat(shown("{\"start\":\"" + start + "\"}", today)).contains("class=\"" + kind + "\"");
  }

  @Test
  void aDealWhoseStartCannotBeReadHasNotBegun() {
    assertThat(shown("{\"start\":\"in spring\"}", "2026-06-01"))
        .contains("class=\"deal-to-come\"", "from in spring");
  }
}
