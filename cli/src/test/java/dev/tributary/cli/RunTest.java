package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `tributary run` on the embedded broker: alone, joined by others, reloaded.
@Timeout(180)
class RunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<Running> running = new ArrayList<>();

  @AfterEach
  void stopAll() {
    running.reversed().forEach(Running::close);
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

    trial.close();

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
    keeper.close();
    assertThat(keeper.said()).contains("keeper has stopped");

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
    assertThat(app.said()).contains("Live.java:1: error:");
    assertThat(run("send", "numbers", input("1"))).isZero();
    await().atMost(PATIENCE).until(() -> lines(seen).equals(List.of("before 1")));
    writer("Live", "numbers", seen, "after");
    app.awaitSaying("starting anew");
    app.awaitSaying("live runs for a trial", 2);
    assertThat(run("send", "numbers", input("2"))).isZero();

    await().atMost(PATIENCE).until(() -> lines(seen).equals(List.of("before 1", "after 2")));
  }

  @Test
  void whatDoesNotCompileIsSaidAsJavacSaysIt() throws Exception {
    var source = folder.resolve("Broken.java");
    Files.writeString(source, "public class Broken {\n  int one = \"two\";\n}\n");

    var line = line("run", source.toString());

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages())
        .contains("Broken.java:2: error: incompatible types: String cannot be converted to int")
        .contains("1 error");
  }

  @Test
  void aNameThatIsNoServiceIsSaid() {
    var line = line("run", "org.example.Nowhere");

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages())
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

    var line = line("run", source.toString());

    assertThat(line.status()).isEqualTo(Main.INTERNAL);
    assertThat(line.messages()).contains("application no-start does not start: no license");
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
    var started = Running.start(onFolder(arguments));
    running.add(started);
    return started;
  }

  private int run(String... arguments) {
    return line(arguments).status();
  }

  private Line line(String... arguments) {
    return Line.run(onFolder(arguments));
  }

  private String[] onFolder(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--data", folder.resolve("data").toString()));
    return all.toArray(String[]::new);
  }
}
