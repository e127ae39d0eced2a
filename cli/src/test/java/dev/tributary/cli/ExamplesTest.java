package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example is compiled and run as its comment says, and gives what stands beside it.
@Timeout(120)
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  /// What an example needs besides its input.
  private static final List<String> WITH_A_SERVER = List.of("PollingAnApi");

  @TempDir private Path folder;

  static Stream<String> examples() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .filter(name -> !WITH_A_SERVER.contains(name))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesWhatStandsBesideIt(String example) throws Exception {
    var run = filter(example);

    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.output()).isEqualTo(expected(example));
  }

  @Test
  void theArticlesExamplePrintsAndLeavesOutWhatItsSchemaRefuses() throws Exception {
    var run = filter("Article");

    assertThat(run.said())
        .contains("Message received: {\"title\":\"One\"}")
        .contains("Article.ndjson:2: ")
        .contains("title")
        .doesNotContain("Message received: {\"name\"");
  }

  @Test
  void theArticlesExampleTakesTenLines() throws Exception {
    var lines =
        Files.readAllLines(EXAMPLES.resolve("Article.java")).stream()
            .filter(
                line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("///"))
            .toList();

    assertThat(lines).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void aSnoozeCostsNoAttempt() throws Exception {
    assertThat(filter("Snoozing").said()).contains("answered at attempt 2");
  }

  @Test
  void pollsAnApiUntilItIsDone() throws Exception {
    var questions = new AtomicInteger();
    Map<String, String> jobs = new ConcurrentHashMap<>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jobs/",
        exchange -> {
          try (exchange) {
            var job = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT")) {
              jobs.put(job, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
              exchange.sendResponseHeaders(201, -1);
            } else if (!jobs.containsKey(job)) {
              exchange.sendResponseHeaders(404, -1);
            } else if (questions.incrementAndGet() < 3) {
              exchange.sendResponseHeaders(202, -1);
            } else {
              var answer = "{\"text\":\"Good morning.\"}".getBytes(UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
            }
          }
        });
    server.start();
    try {
      var api = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

      var run =
          filter(
              "PollingAnApi", "--set", "transcripts.api=" + api, "--set", "transcripts.pause=20ms");

      assertThat(run.status()).as(run.said()).isZero();
      assertThat(run.output()).isEqualTo(expected("PollingAnApi"));
      assertThat(jobs.values()).containsExactly("{\"recording\":\"interview.wav\"}");
    } finally {
      server.stop(0);
    }
  }

  /// @param said on standard error
  private record Run(int status, String output, String said) {}

  /// In a process of its own, whose standard output is the filter's.
  private Run filter(String example, String... options) throws Exception {
    var arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    arguments.add(EXAMPLES.resolve(example + ".java").toString());
    arguments.add(EXAMPLES.resolve("input").resolve(example + ".ndjson").toString());
    var output = folder.resolve("output");
    var said = folder.resolve("said");
    var status =
        JavaProcess.statusOf(
            JavaProcess.of(List.of(), Main.class, arguments)
                .redirectOutput(output.toFile())
                .redirectError(said.toFile()));
    return new Run(status, Files.readString(output), Files.readString(said));
  }

  private static String expected(String example) throws IOException {
    return Files.readString(EXAMPLES.resolve("expected").resolve(example + ".ndjson"));
  }
}
