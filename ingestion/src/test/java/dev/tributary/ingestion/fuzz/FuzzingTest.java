package dev.tributary.ingestion.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.ingestion.fuzz.Fuzzing.Bounds;
import dev.tributary.ingestion.fuzz.Parser.Form;
import dev.tributary.ingestion.fuzz.Parser.Reading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A moment of what `scripts/fuzz` does for long: what once did harm does none, and neither does
/// what comes of changing our samples by chance, the same chance each time.
class FuzzingTest {
  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final int LONGEST_INSTRUCTIONS = 40;
  private static final byte[] DOCUMENT = "<a><b c=\"d\">e</b></a>".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatIsWrongIsRefusedWithinBounds(Parser parser) throws Exception {
    var fuzzing = Fuzzing.of(parser);
    var random = new Random(parser.word().hashCode());
    var end = System.nanoTime() + MOMENT.toNanos();

    do {
      var instructions = new byte[1 + random.nextInt(LONGEST_INSTRUCTIONS)];
      random.nextBytes(instructions);
      fuzzing.readChanged(instructions);
    } while (System.nanoTime() < end);
  }

  @Test
  void sameInstructionsMakeTheSameDocument() {
    var random = new Random(1);
    var instructions = new byte[20];

    for (var round = 0; round < 1_000; round++) {
      random.nextBytes(instructions);
      assertThat(Mutation.of(List.of(DOCUMENT), instructions))
          .isEqualTo(Mutation.of(List.of(DOCUMENT), instructions));
    }
    assertThat(Mutation.of(List.of(DOCUMENT), new byte[0])).isEqualTo(DOCUMENT);
  }

  @Test
  void whoFailsOtherwiseThanDocumentedIsFound() throws IOException {
    assertFound(
        _ -> {
          throw new IllegalStateException("no more");
        },
        "no more");
  }

  @Test
  void whoTakesMuchMemoryIsFound() throws IOException {
    assertFound(_ -> Arrays.fill(new byte[2 << 20], (byte) 1), "of memory");
  }

  @Test
  void whoTakesLongIsFound() throws IOException {
    assertFound(
        _ -> {
          var threads = ManagementFactory.getThreadMXBean();
          var end = threads.getCurrentThreadCpuTime() + Duration.ofMillis(80).toNanos();
          while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
          }
        },
        "of the processor");
  }

  private static void assertFound(Reading harmful, String because) throws IOException {
    var bounds = new Bounds(Duration.ofMillis(50), 1 << 20);
    var fuzzing = new Fuzzing("harmful", Form.TEXT, List.of(DOCUMENT), harmful, bounds);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> fuzzing.read(DOCUMENT))
        .withMessageContaining(because)
        .satisfies(found -> assertThat(document(found)).isEqualTo(DOCUMENT));
  }

  /// What was left for whoever looks into it; it is not left here.
  private static byte[] document(AssertionError found) throws IOException {
    var message = String.valueOf(found.getMessage());
    var file = Path.of(message.substring(message.lastIndexOf(": ") + 2));
    var document = Files.readAllBytes(file);
    Files.delete(file);
    return document;
  }
}
