package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTimesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 31 Jan 2026 12:00:00 GMT|2026-01-31T12:00:00Z",
        "Sat, 31 Jan 2026 12:00:00 +0130|2026-01-31T10:30:00Z",
        "Mon,05 Jan 2026 10:00:00 -0500|2026-01-05T15:00:00Z",
        "Mon, 05 Jan 2026 10:00:00 GMT+1|2026-01-05T09:00:00Z",
        "Mon, 05 Jan 2026 10:00:00 UTC-03:30|2026-01-05T13:30:00Z",
        "31 Jan 26 12:00 EST|2026-01-31T17:00:00Z",
        "Sat,  1 January 2026 24:00:00 -0000|2026-01-02T00:00:00Z",
        "Wrongday, 7 Sep 2002 9:42:31 PDT|2002-09-07T16:42:31Z",
        "Thu, 01 Apr 2021 08:00:00 XYZ|2021-04-01T08:00:00Z",
        "Fri, 09 Oct 99 04:30:38 CEST (summer)|1999-10-09T02:30:38Z",
        "2026-01-31T12:00:00+01:00|2026-01-31T11:00:00Z",
        "2026-01-31 12:00|2026-01-31T12:00:00Z",
        "2026-01-31|2026-01-31T00:00:00Z",
      })
  void datesOfFeedsAreReadAsTheyAreMeant(String written, String iso) {
    assertThat(FeedTimes.iso(written)).hasValue(iso);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "31 Foo 2026",
        "31 Feb 2026 12:00:00 GMT",
        "Sat, 31 Jan 2026 25:00"
      })
  void whatIsNoDateIsNone(String written) {
    assertThat(FeedTimes.iso(written)).isEmpty();
  }
}
