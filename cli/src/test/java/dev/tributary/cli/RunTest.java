package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `tributary run` on the embedded broker: alone, joined by others, reloaded.
@Timeout(180)
class RunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Running> running = new ArrayList<>();

  /// A command under way on a thread of its own.
  private record Running(Future<Integer> status, StringWriter said) {
    void awaitSaying(String text) {
      await().atMost(PATIENCE).until(() -> said.toString().contains(text) || status.isDone());
      assertThat(said.toString()).contains(text);
    }
  }

  @AfterEach
  void stopAll() {
    running.reversed().forEach(each -> each.status().cancel(true));
    threads.shutdownNow();
    await().atMost(PATIENCE).until(threads::isTerminated);
  }

  @Test
  void aSourceFileRunsAloneAndTakesWhatIsSent() throws Exception {
    var seen = folder.resolve("seen");
    var app = start("run", writer("Alone", "numbers", seen, "one"));
    app.awaitSaying("alone runs for a trial: consumes numbers (#)");
    app.awaitSaying("this process runs one");

    assertThat(run("send", "numbers", input("1", "2"))).isZero();

    await().atMost(PATIENCE).until(() -> lines(seen).size() == 2);
    assertThat(lines(seen)).containsExactlyInAnyOrder("one 1", "one 2");
  }

  @Test
  void aPairOfApplicationsInTwoProcessesFeedEachOther() throws Exception {
    var seen = folder.resolve("seen");
    var first = start("run", writer("First", "numbers", folder.resolve("first"), "f"));
    first.awaitSaying("first runs for a trial");
    var second = start("run", writer("Second", "first", seen, "second"));
    second.awaitSaying("second runs for a trial");

    assertThat(run("send", "numbers", input("7"))).isZero();

    await().atMost(PATIENCE).until(() -> lines(seen).size() == 1);
    assertThat(lines(seen)).containsExactly("second 7");
  }

  @Test
  void aTrialLeavesNoQueueBehind() throws Exception {
    var host = start("run", writer("Host", "numbers", folder.resolve("host"), "h"));
    host.awaitSaying("host runs for a trial");
    var trial = start("run", writer("Passing", "letters", folder.resolve("passing"), "p"));
    trial.awaitSaying("passing runs for a trial");
    assertThat(run("send", "letters", input("\"a\""))).isZero();

    trial.status().cancel(true);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(run("send", "letters", input("\"b\""))).isEqualTo(1));
  }

  @Test
  void aDurableOneKeepsWhatComesMeanwhile() throws Exception {
    var host = start("run", writer("Host", "numbers", folder.resolve("host"), "h"));
    host.awaitSaying("host runs for a trial");
    var seen = folder.resolve("seen");
    var source = writer("Keeper", "letters", seen, "k");
    var keeper = start("run", "--durable", source);
    keeper.awaitSaying("keeper runs: consumes letters (#)");
    keeper.status().cancel(true);
    await().atMost(PATIENCE).until(() -> keeper.said().toString().contains("keeper has stopped"));

    assertThat(run("send", "letters", input("\"meanwhile\""))).isZero();
    start("run", "--durable", source).awaitSaying("keeper runs");

    await().atMost(PATIENCE).until(() -> lines(seen).equals(List.of("k \"meanwhile\"")));
  }

  @Test
  void aChangedSourceIsReloadedAndABrokenOneIsNot() throws Exception {
    var seen = folder.resolve("seen");
    var source = writer("Live", "numbers", seen, "before");
    var app = start("run", "--reload", source);
    app.awaitSaying("live runs for a trial");

    Files.writeString(Path.of(source), "public class Live { broken }");
    app.awaitSaying("not reloaded");
    assertThat(app.said().toString()).contains("Live.java:1: error:");
    assertThat(run("send", "numbers", input("1"))).isZero();
    await().atMost(PATIENCE).until(() -> lines(seen).equals(List.of("before 1")));
    writer("Live", "numbers", seen, "after");
    app.awaitSaying("starting anew");
    await()
        .atMost(PATIENCE)
        .until(() -> app.said().toString().split("live runs for a trial", -1).length == 3);
    assertThat(run("send", "numbers", input("2"))).isZero();

    await().atMost(PATIENCE).until(() -> lines(seen).equals(List.of("before 1", "after 2")));
  }

  @Test
  void whatDoesNotCompileIsSaidAsJavacSaysIt() throws Exception {
    var source = folder.resolve("Broken.java");
    Files.writeString(source, "public class Broken {\n  int one = \"two\";\n}\n");
    var said = new StringWriter();

    var status = run(said, "run", source.toString());

    assertThat(status).isEqualTo(Main.USAGE);
    assertThat(said.toString())
        .contains("Broken.java:2: error: incompatible types: String cannot be converted to int")
        .contains("1 error");
  }

  @Test
  void aNameThatIsNoServiceIsSaid() {
    var said = new StringWriter();

    assertThat(run(said, "run", "org.example.Nowhere")).isEqualTo(Main.USAGE);
    assertThat(said.toString())
        .contains("expected the name of a service or a source file, got: \"org.example.Nowhere\"");
  }

  @Test
  void aFailingStartHookIsSaid() throws Exception {
    var source = folder.resolve("NoStart.java");
    Files.writeString(
        source,
        """
        import dev.tributary.*;
        import java.util.List;

        public class NoStart implements Service {
          public Application application(Settings settings) {
            return Application.named("no-start")
                .consumes("numbers", "#")
                .callback(message -> List.of(message))
                .onStart(() -> { throw new java.io.IOException("no license"); })
                .build();
          }
        }
        """);
    var said = new StringWriter();

    assertThat(run(said, "run", source.toString())).isEqualTo(Main.INTERNAL);
    assertThat(said.toString()).contains("application no-start does not start: no license");
  }

  /// A source file of a service that writes what it consumes into the file `seen`, and sends it on.
  private String writer(String type, String exchange, Path seen, String mark) throws IOException {
    var source = folder.resolve(type + ".java");
    Files.writeString(
        source,
        """
        import static java.nio.file.StandardOpenOption.*;

        import dev.tributary.*;
        import java.nio.file.*;
        import java.util.List;

        public class %s implements Service {
          public Application application(Settings settings) {
            return Application.named("%s")
                .consumes("%s", "#")
                .callback(
                    message -> {
                      var line = "%s " + message.body().utf8() + "\\n";
                      Files.writeString(Path.of("%s"), line, CREATE, APPEND);
                      return List.of(message);
                    })
                .build();
          }
        }
        """
            .formatted(type, type.toLowerCase(java.util.Locale.ROOT), exchange, mark, seen));
    return source.toString();
  }

  private String input(String... lines) throws IOException {
    var file = Files.createTempFile(folder, "input", ".ndjson");
    Files.write(file, List.of(lines));
    return file.toString();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Running start(String... arguments) {
    var said = new StringWriter();
    var status = threads.submit(() -> run(said, arguments));
    var started = new Running(status, said);
    running.add(started);
    return started;
  }

  private int run(String... arguments) {
    return run(new StringWriter(), arguments);
  }

  private int run(StringWriter said, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--data", folder.resolve("data").toString()));
    return Main.run(
        all.toArray(String[]::new),
        new PrintWriter(new StringWriter(), true),
        new PrintWriter(said, true));
  }
}
