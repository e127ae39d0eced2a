package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T07:30:00Z",
        "2026-11-22T07:30:00.1Z",
        "2026-11-22T07:30:00.123Z",
        "2026-11-22T07:30:00.123456789Z",
        "2024-02-29T23:59:59.000000001Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2016-12-31T23:59:60Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T07:30:00.Z",
        "2026-11-22T07:30:00+01:00",
        "2026-11-22t07:30:00z",
        "+12026-11-22T07:30:00Z"
      })
  void readsAsTheJdkDoes(String text) {
    assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22T07:61:00Z",
        "2026-11-22T07:30Z",
        "2026-11-22T07:30:00.1234567890Z",
        "2026-11-22T07:30:00",
        "2026-11-22T07:30:0٣Z"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2024-02-29T00:00:00.000001Z",
        "2026-11-22T07:30:00.100Z",
        "2026-11-22T07:30:00.000000001Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void writesAsTheJdkDoes(String text) {
    assertThat(Times.text(Instant.parse(text))).isEqualTo(Instant.parse(text).toString());
  }

  @Test
  void readsAndWritesWhatInstantsWrite() {
    var random = new Random(1);
    Stream.generate(() -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt()))
        .limit(1_000)
        .forEach(
            instant -> {
              assertThat(Times.text(instant)).isEqualTo(instant.toString());
              assertThat(Times.parse(instant.toString())).isEqualTo(instant);
            });
  }
}
