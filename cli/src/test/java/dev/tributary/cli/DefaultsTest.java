package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DefaultsTest {
  @Test
  void aDefaultIsWrittenAsItsSettingReadsIt() {
    assertWritten(Setting.text("a", "").orElse("b c"), "b c");
    assertWritten(Setting.integer("a", "").orElse(-3), "-3");
    assertWritten(Setting.flag("a", "").orElse(false), "false");
    assertWritten(Setting.path("a", "").orElse(Path.of("b", "c")), "b/c");
    assertWritten(Setting.duration("a", "").orElse(Duration.ofDays(14)), "14d");
    assertWritten(Setting.duration("a", "").orElse(Duration.ofHours(36)), "36h");
    assertWritten(Setting.duration("a", "").orElse(Duration.ofSeconds(90)), "90s");
    assertWritten(Setting.duration("a", "").orElse(Duration.ofMillis(1500)), "1500ms");
    assertWritten(Setting.duration("a", "").orElse(Duration.ZERO), "PT0S");
    assertWritten(Setting.duration("a", "").orElse(Duration.ofNanos(1)), "PT0.000000001S");
    assertWritten(Setting.bytes("a", "").orElse(3L << 20), "3 MiB");
    assertWritten(Setting.bytes("a", "").orElse(0L), "0");
    assertWritten(Setting.bytes("a", "").orElse(1_000_000L), "1000000");
    assertWritten(
        Setting.choice("a", TimeUnit.class, "").orElse(TimeUnit.MICROSECONDS), "microseconds");
    assertWritten(Setting.list("a", "").orElse(List.of("b", "c")), "b,c");
  }

  @Test
  void whatHasNoValueIsNotWritten() {
    assertThat(Defaults.of(Setting.text("a", ""))).isEmpty();
    assertThat(Defaults.of(Setting.text("a", "").optional())).isEmpty();
    assertThat(Defaults.of(Setting.list("a", "").orElse(List.of()))).isEmpty();
  }

  private static void assertWritten(Setting<?> setting, String text) {
    assertThat(Defaults.of(setting)).contains(text);
    assertThat(setting.parse(text)).isEqualTo(setting.fallback().orElseThrow());
  }
}
