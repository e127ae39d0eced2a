package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.mapping.OnixDates.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The formats of ONIX's list 55.
class OnixDatesTest {

  @ParameterizedTest(name = "{1} in format {0} is {2}, from {3} to {4}")
  @CsvSource({
    "00, 20300215, 2030-02-15, 2030-02-15, 2030-02-15",
    "01, 203002, 2030-02, 2030-02-01, 2030-02-28",
    "02, 203007, 2030-02-11, 2030-02-11, 2030-02-17",
    "02, 202653, 2026-12-28, 2026-12-28, 2027-01-03",
    "03, 20304, 2030-10-01, 2030-10-01, 2030-12-31",
    "04, 20301, 2030-03-01, 2030-03-01, 2030-05-31",
    "04, 20304, 2030-12-01, 2030-12-01, 2031-02-28",
    "05, 2030, 2030, 2030-01-01, 2030-12-31",
    "06, 2030050120300601, 2030-05-01, 2030-05-01, 2030-06-01",
    "07, 203005203006, 2030-05, 2030-05-01, 2030-06-30",
    "08, 203001203002, 2029-12-31, 2029-12-31, 2030-01-13",
    "09, 2030120302, 2030-01-01, 2030-01-01, 2030-06-30",
    "10, 2030120302, 2030-03-01, 2030-03-01, 2030-08-31",
    "11, 20302031, 2030, 2030-01-01, 2031-12-31",
    "20, 14470901, 2026-02-18, 2026-02-18, 2026-02-18",
    "21, 144709, 2026-02-18, 2026-02-18, 2026-03-19",
    "25, 1447, 2025-06-26, 2025-06-26, 2026-06-15",
    "'', 203002, 2030-02, 2030-02-01, 2030-02-28",
    "13, 20300215T0930, 2030-02-15T09:30:00, 2030-02-15T09:30:00, 2030-02-15T09:30:00",
  })
  void dateIsThePeriodThatItsFormatNames(
      String format, String written, String iso, String first, String last) {
    assertThat(OnixDates.read(written, format)).hasValue(new Period(iso, first, last));
  }

  @ParameterizedTest(name = "{1} in format {0}")
  @CsvSource({
    "00, 20301399",
    "00, 00000000",
    "02, 203054",
    "03, 20305",
    "03, 203010",
    "06, 2030060120300501",
    "12, soon",
    "12, 2030",
    "20, 14471399",
    "20, 20300215",
    "32, 1447",
    "'', soon",
    "'', 20300215T99",
  })
  void whatIsNoneIsNotGuessed(String format, String written) {
    assertThat(OnixDates.read(written, format)).isEmpty();
  }
}
