package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What SIGTERM does to an application that `tributary run` runs in a process of its own.
@Timeout(180)
class StoppedBySignalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int IN_FLIGHT = 3;
  private static final List<String> NUMBERS =
      IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList();

  @TempDir private Path folder;
  private final List<RunProcess> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(RunProcess::close);
  }

  @Test
  void sigtermFinishesWhatIsInFlightAndLeavesTheRestForTheNextRun() throws Exception {
    var first = start();
    send(NUMBERS);
    await().atMost(PATIENCE).until(() -> done("received").size() == IN_FLIGHT);

    first.terminate();
    await().atMost(PATIENCE).until(() -> done("stopping").size() == 1);
    Files.createFile(folder.resolve("go-on"));
    awaitTheEnd(first);

    assertThat(done("finished")).containsExactlyInAnyOrderElementsOf(done("received"));
    assertThat(lines()).endsWith("stopped slow");
    assertThat(first.said()).contains("slow has stopped").doesNotContain("not finished in time");

    var second = start();
    await().atMost(PATIENCE).until(() -> done("finished").size() >= NUMBERS.size());
    second.terminate();
    awaitTheEnd(second);

    assertThat(done("finished")).containsExactlyInAnyOrderElementsOf(NUMBERS);
  }

  private static void awaitTheEnd(RunProcess process) throws Exception {
    assertThat(process.status()).isEqualTo(RunProcess.TERMINATED);
  }

  private void send(List<String> numbers) throws IOException {
    var input = Files.write(folder.resolve("input.ndjson"), numbers);
    var sent = Line.run("send", "--data", folder.resolve("data").toString(), "numbers", "" + input);
    assertThat(sent.status()).as(sent.messages()).isZero();
  }

  /// What the service wrote down of `event`.
  private List<String> done(String event) throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith(event + " "))
        .map(line -> line.substring(event.length() + 1))
        .toList();
  }

  private List<String> lines() throws IOException {
    var file = folder.resolve("done");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /// The service in a process of its own, once it runs.
  private RunProcess start() throws IOException {
    var process =
        RunProcess.start(folder, slowService(), "--concurrency", Integer.toString(IN_FLIGHT));
    processes.add(process);
    return process;
  }

  /// A service that writes down what it does, and finishes nothing before there is the file
  /// `go-on`.
  private Path slowService() throws IOException {
    return Files.writeString(
        folder.resolve("Slow.java"),
        """
            import static java.nio.file.StandardOpenOption.*;

            import dev.tributary.*;
            import java.nio.file.*;
            import java.util.List;

            public class Slow implements Service {
              public Application application(Settings settings) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> log("stopping", "slow")));
                return Application.named("slow")
                    .consumes("numbers", "#")
                    .callback(
                        message -> {
                          log("received", message.body().utf8());
                          while (Files.notExists(Path.of("FOLDER/go-on"))) {
                            Thread.sleep(20);
                          }
                          log("finished", message.body().utf8());
                          return List.of();
                        })
                    .onStop(() -> log("stopped", "slow"))
                    .build();
              }

              private static void log(String event, String what) {
                try {
                  var line = event + " " + what + "\\n";
                  Files.writeString(Path.of("FOLDER/done"), line, CREATE, APPEND);
                } catch (java.io.IOException failure) {
                  throw new java.io.UncheckedIOException(failure);
                }
              }
            }
            """
            .replace("FOLDER", folder.toString()));
  }
}
