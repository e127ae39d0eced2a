package dev.tributary.cli.filter;

import static dev.tributary.cli.filter.FilterProcess.LABELS;
import static dev.tributary.cli.filter.FilterProcess.PRICES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Message.Hop;
import dev.tributary.cli.filter.Filtered.Options;
import dev.tributary.testing.TestRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `A | B` comes to what A and B come to on a broker, B bound to what A sends.
@Timeout(120)
class PipelineTest {
  private static final int LINES = 100;

  @TempDir private Path folder;

  @Test
  void wholeMessagesThroughAPipeComeToWhatTheyComeToInQueues() throws Exception {
    var received = received();

    var first =
        Filtered.run(
            PRICES,
            Options.none().withMessages(),
            received.stream()
                .map(message -> new String(MessageLine.write(message), UTF_8) + "\n")
                .collect(joining()));
    var second = Filtered.run(LABELS, Options.none().withMessages(), first.output());

    assertThat(first.status() + second.status()).isZero();
    assertThat(second.lines())
        .extracting(line -> timeless(MessageLineReader.read(line)))
        .containsExactlyInAnyOrderElementsOf(inQueues(received));
    assertThat(second.said())
        .isEqualTo(
            "labels: 120 lines worked on, 34 left out, since no binding matches; 120 results\n");
  }

  @Test
  void plainLinesThroughAPipeGiveTheSameBodiesWhereTheKeysAllMatch() throws Exception {
    var plain = received().stream().map(message -> message.body().utf8() + "\n").collect(joining());

    var first = Filtered.run(PRICES, plain);
    var second = Filtered.run(LABELS, first.output());

    assertThat(second.lines()).hasSameSizeAs(first.lines());
    assertThat(second.lines())
        .containsAll(
            inQueues(received()).stream()
                .map(message -> message.body().utf8())
                .filter(body -> body.contains("{"))
                .toList());
  }

  @Test
  void twoProcessesAndAPipeBetweenThemDoTheSame() throws Exception {
    var input = Files.writeString(folder.resolve("in"), lines());
    var output = folder.resolve("out");
    var processes =
        ProcessBuilder.startPipeline(
            List.of(
                FilterProcess.builder("64m", "prices", "messages").redirectInput(input.toFile()),
                FilterProcess.builder("64m", "labels").redirectOutput(output.toFile())));

    for (var process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    assertThat(Files.readAllLines(output))
        .containsExactlyInAnyOrderElementsOf(
            inQueues(received()).stream().map(message -> message.body().utf8()).toList());
  }

  private static String lines() {
    return IntStream.range(0, LINES).mapToObj(number -> number + "\n").collect(joining());
  }

  private static List<Message> received() {
    return IntStream.range(0, LINES)
        .mapToObj(
            number ->
                Message.of(
                    "m-" + number,
                    "upsert.number",
                    Body.utf8(Integer.toString(number)),
                    Instant.EPOCH))
        .toList();
  }

  /// What the second application sends when both run on a broker.
  private static List<Message> inQueues(List<Message> received) throws InterruptedException {
    try (var run = TestRun.of(PRICES, LABELS)) {
      run.send("received", received.toArray(Message[]::new));
      return run.results(LABELS.name()).stream().map(PipelineTest::timeless).toList();
    }
  }

  /// `message` with nothing of when it went through.
  private static Message timeless(Message message) {
    return new Message(
        message.id(),
        message.jobId(),
        message.ancestorIds(),
        message.originatedAt(),
        message.routingKey(),
        message.attempt(),
        message.history().stream()
            .map(hop -> new Hop(hop.application(), Instant.EPOCH, Instant.EPOCH))
            .toList(),
        message.headers(),
        message.body());
  }

  /// Reads back what `--messages` writes.
  private static final class MessageLineReader {
    static Message read(String line) {
      var bytes = line.getBytes(UTF_8);
      try (var parser = JsonText.parser(bytes)) {
        parser.nextToken();
        return MessageLine.read(parser, bytes).orElseThrow();
      }
    }
  }
}
