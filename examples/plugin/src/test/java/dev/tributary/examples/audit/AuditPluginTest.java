package dev.tributary.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.StartException;
import dev.tributary.spi.Command.Invocation;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.testing.TestRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditPluginTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter messages = new StringWriter();

  @Test
  void writesDownWhatBecameOfEachMessage() throws Exception {
    settle(Map.of(), message -> List.of(message), order("1"));
    settle(
        Map.of(),
        _ -> {
          throw new Abort("order.cancelled", "the customer called");
        },
        order("2"));

    assertThat(Files.readAllLines(file()))
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .containsExactly(
            "shop\tcompleted\tplace.order\t1", "shop\taborted: order.cancelled\tplace.order\t2");
  }

  @Test
  void writesNothingDownUnlessItIsEnabled() throws Exception {
    settle(Map.of("audit.enabled", "no"), message -> List.of(message), order("1"));

    assertThat(file()).doesNotExist();
  }

  @Test
  void theProcessDoesNotStartWithoutItsFile() throws Exception {
    Files.createDirectory(file());

    assertThatThrownBy(() -> settle(Map.of(), message -> List.of(message), order("1")))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("plugin audit does not start: " + file());
  }

  @Test
  void theCommandShowsTheLatestLines() throws Exception {
    Files.writeString(file(), "one\ntwo\nthree\n");

    assertThat(run(Map.of("last", "2"))).isZero();
    assertThat(out.toString()).isEqualTo("two\nthree\n");
  }

  @Test
  void theCommandSaysWhenThereIsNothingToShow() throws Exception {
    assertThat(run(Map.of())).isZero();
    assertThat(messages.toString())
        .isEqualTo("nothing is written down in " + file() + " yet" + System.lineSeparator());
  }

  @Test
  void theCommandRefusesWhatIsNoNumber() {
    assertThatThrownBy(() -> run(Map.of("last", "ten")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected --last to be a positive integer, got: \"ten\"");
  }

  @Test
  void isHealthyAsLongAsTheFileCanBeWritten() throws Exception {
    var settings = settings(Map.of());
    try (var plugins = plugins()) {
      plugins.start(settings);
      var check = plugins.healthChecks(settings).getFirst();
      assertThat(check.ask()).isEqualTo(new Healthy(file() + " can be written"));

      Files.delete(file());

      assertThat(check.ask())
          .isEqualTo(
              new Unhealthy(
                  file() + " cannot be written",
                  "let this user write it, or choose another audit.file"));
    }
  }

  @Test
  void isFoundWhereItsJarIs() {
    assertThat(Plugins.find(AuditPlugin.class.getClassLoader(), List.of()).all())
        .hasAtLeastOneElementOfType(AuditPlugin.class);
  }

  /// Runs an application with the plugin around it until `message` is settled.
  private void settle(Map<String, String> given, Callback callback, Message message)
      throws InterruptedException {
    var settings = settings(given);
    var shop =
        Application.named("shop")
            .consumes("orders", "#")
            .callback(callback)
            .listenersOptional()
            .build();
    try (var plugins = plugins()) {
      plugins.start(settings);
      try (var run = TestRun.of(plugins.installInto(shop, settings))) {
        run.send(message);
      }
    }
  }

  private int run(Map<String, String> options) throws Exception {
    var command = new AuditPlugin().commands().getFirst();
    return command
        .action()
        .run(
            new Invocation(
                settings(Map.of()),
                options,
                List.of(),
                new PrintWriter(out, true),
                new PrintWriter(messages, true)));
  }

  private static Message order(String id) {
    return Message.of(id, "place.order", Body.utf8("{}"), Instant.now());
  }

  private Settings settings(Map<String, String> given) {
    var all = new TreeMap<>(given);
    all.put("audit.file", file().toString());
    return Settings.resolve(plugins().settings(), List.of(new Source("test", all, false)));
  }

  private Path file() {
    return folder.resolve("audit.log");
  }

  private static Plugins plugins() {
    return Plugins.of(List.of(new AuditPlugin()));
  }
}
