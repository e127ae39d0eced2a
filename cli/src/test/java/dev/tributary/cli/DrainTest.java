package dev.tributary.cli;

import static dev.tributary.cli.RunProcess.TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a thousand deliveries in flight when their process gets SIGTERM.
@Timeout(180)
final class DrainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int IN_FLIGHT = 1_000;
  private static final int WAITING = 200;
  private static final String UNFINISHED =
      "not finished in time, and going to be delivered again: ";

  @TempDir private Path folder;
  private final List<RunProcess> processes = new ArrayList<>();
  private Path service;

  @BeforeEach
  void writeService() throws IOException {
    service =
        Files.writeString(
            folder.resolve("Slow.java"), SERVICE.replace("FOLDER", folder.toString()));
  }

  @AfterEach
  void end() {
    processes.forEach(RunProcess::close);
  }

  @Test
  void whatFinishesInTimeIsNeitherLostNorDeliveredAgain() throws Exception {
    var first = start();
    send(IN_FLIGHT + WAITING);
    awaitDone("received", IN_FLIGHT);

    first.terminate();
    awaitDone("stopping", 1);
    letFinish(first, "even", "odd");

    assertThat(first.status()).as(first.said()).isEqualTo(TERMINATED);
    assertThat(first.said())
        .doesNotContain(UNFINISHED)
        .contains("slow has stopped", "stopped; what comes meanwhile");
    assertThat(lines()).endsWith("stopped slow");
    var finished = done("finished");
    assertThat(finished).hasSize(IN_FLIGHT).containsExactlyInAnyOrderElementsOf(done("received"));

    var second = start();
    letFinish(second, "even", "odd");
    awaitDone("finished", IN_FLIGHT + WAITING);
    second.terminate();
    assertThat(second.status()).isEqualTo(TERMINATED);
    assertThat(done("received")).doesNotHaveDuplicates().hasSize(IN_FLIGHT + WAITING);
  }

  @Test
  void whatDoesNotFinishInTimeIsNamedAndDeliveredAgainAndNothingElseIs() throws Exception {
    var first = start("--set", "drain=5s");
    send(IN_FLIGHT);
    awaitDone("received", IN_FLIGHT);

    first.terminate();
    awaitDone("stopping", 1);
    letFinish(first, "even");

    assertThat(first.status()).as(first.said()).isEqualTo(Main.UNFINISHED);
    var received = done("received");
    var unfinished = new ArrayList<>(received);
    unfinished.removeAll(done("finished"));
    // On a slow machine, those too whose callback had returned, but which were not settled.
    var named = named(first);
    assertThat(unfinished).hasSize(IN_FLIGHT / 2);
    assertThat(named).containsAll(unfinished);

    var second = start();
    letFinish(second, "even", "odd");
    await().atMost(PATIENCE).until(() -> Set.copyOf(done("finished")).size() == IN_FLIGHT);
    awaitDone("received", IN_FLIGHT + named.size());
    second.terminate();
    assertThat(second.status()).isEqualTo(TERMINATED);
    assertThat(done("received").subList(IN_FLIGHT, done("received").size()))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void aSecondSignalEndsTheProcessAtOnceAndNothingIsLost() throws Exception {
    var first = start("--set", "drain=10m");
    send(IN_FLIGHT);
    awaitDone("received", IN_FLIGHT);

    first.terminate();
    awaitDone("stopping", 1);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              first.terminate();
              return !first.isAlive();
            });

    assertThat(first.status()).isEqualTo(Main.UNFINISHED);
    assertThat(done("finished")).isEmpty();
    letFinish(start(), "even", "odd");
    awaitDone("finished", IN_FLIGHT);
    assertThat(done("finished")).doesNotHaveDuplicates();
  }

  @Test
  void aSignalDuringStartUpEndsItInOrder() throws Exception {
    Files.createFile(folder.resolve("wait-in-start-hook"));
    var first = RunProcess.begin(folder, service);
    processes.add(first);
    awaitDone("starting", 1);

    first.terminate();

    assertThat(first.status()).as(first.said()).isEqualTo(TERMINATED);
    assertThat(done("stopped")).as("stop hooks of what had started").hasSize(1);
    assertThat(first.said())
        .contains("stopped; what comes meanwhile")
        .doesNotContain("tributary: ", "Exception");
  }

  @Test
  void aSignalWhileTheBrokerStartsEndsItInOrder() throws Exception {
    var first = RunProcess.begin(folder, service);
    processes.add(first);
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("data/broker")));

    first.terminate();

    assertThat(first.status()).as(first.said()).isEqualTo(TERMINATED);
    assertThat(first.said()).doesNotContain("tributary: ", "Exception");
  }

  private RunProcess start(String... options) throws IOException {
    var run = RunProcess.start(folder, service, options);
    processes.add(run);
    return run;
  }

  private void send(int messages) throws IOException {
    var lines = IntStream.range(0, messages).mapToObj(Integer::toString).toList();
    var input = Files.write(folder.resolve("input.ndjson"), lines);
    var sent = Line.run("send", "--data", folder.resolve("data").toString(), "numbers", "" + input);
    assertThat(sent.status()).as(sent.messages()).isZero();
  }

  private static void letFinish(RunProcess run, String... parities) throws IOException {
    for (var parity : parities) {
      run.tell(parity);
    }
  }

  private void awaitDone(String event, int times) {
    await().atMost(PATIENCE).until(() -> done(event).size() >= times);
  }

  /// The ids of messages to which `event` happened, as the service wrote them down.
  private List<String> done(String event) throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith(event + " "))
        .map(line -> line.substring(event.length() + 1))
        .toList();
  }

  /// All that the service wrote down.
  private List<String> lines() throws IOException {
    var file = folder.resolve("done");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /// The ids of messages that the process said it did not finish.
  private static List<String> named(RunProcess run) throws IOException {
    var begin = UNFINISHED + "slow ";
    return run.said()
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .toList();
  }

  /// A service that writes down what it does. Even numbers are finished once it is told `even` on
  /// its standard input, odd ones once it is told `odd`.
  private static final String SERVICE =
      """
      import static java.nio.file.StandardOpenOption.*;

      import dev.tributary.*;
      import java.nio.file.*;
      import java.util.List;
      import java.util.Scanner;
      import java.util.concurrent.CountDownLatch;

      public class Slow implements Service {
        private static final CountDownLatch even = new CountDownLatch(1);
        private static final CountDownLatch odd = new CountDownLatch(1);

        static {
          Thread.ofPlatform().daemon().start(Slow::listen);
        }

        public Application application(Settings settings) {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> log("stopping", "slow")));
          return Application.named("slow")
              .consumes("numbers", "#")
              .concurrency(1_000)
              .onStop(() -> log("stopped", "slow"))
              .onStart(
                  () -> {
                    log("starting", "slow");
                    if (Files.exists(Path.of("FOLDER/wait-in-start-hook"))) {
                      new CountDownLatch(1).await();
                    }
                  })
              .callback(
                  message -> {
                    log("received", message.id());
                    var isEven = Integer.parseInt(message.body().utf8()) % 2 == 0;
                    (isEven ? even : odd).await();
                    log("finished", message.id());
                    return List.of();
                  })
              .build();
        }

        private static void listen() {
          var told = new Scanner(System.in);
          while (told.hasNextLine()) {
            (told.nextLine().equals("even") ? even : odd).countDown();
          }
        }

        private static synchronized void log(String event, String what) {
          try {
            var line = event + " " + what + "\\n";
            Files.writeString(Path.of("FOLDER/done"), line, CREATE, APPEND);
          } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
          }
        }
      }
      """;
}
