package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.spi.Plugin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `tributary run` and what it is told: settings of the application, its plugins, its options.
@Timeout(180)
class RunSettingsTest {
  @TempDir private Path folder;

  @Test
  void anApplicationIsGivenItsOwnSettingsOnTheLine() throws Exception {
    try (var app = start("--set", "listener.source=crowd", service())) {
      app.awaitSaying("listener runs for a trial: consumes crowd (#)");
    }
  }

  @Test
  void whatIsWrongAfterAChangeIsToldAndWhatRanGoesOn() throws Exception {
    var settings = Files.writeString(folder.resolve("tributary.yaml"), "concurrency: 3\n");
    var line = List.of("--reload", "--watch", "" + settings, "--config", "" + settings, service());
    try (var app = start(line.toArray(String[]::new))) {
      app.awaitSaying("consumes people (#)");

      Files.writeString(settings, "applications: {listener: {sorce: crowd}}\n");
      app.awaitSaying("not reloaded; what was there before goes on", 1);
      assertThat(app.said()).contains("listener.sorce, did you mean listener.source?");
      Files.delete(settings);
      app.awaitSaying("not reloaded; what was there before goes on", 2);
      assertThat(app.said()).contains("expected a settings file at " + settings);
      Files.writeString(settings, "applications: {listener: {source: ''}}\n");
      app.awaitSaying("not reloaded; what was there before goes on", 3);
      assertThat(app.said()).doesNotContain("listener has stopped");

      Files.writeString(settings, "applications: {listener: {source: crowd}}\n");
      app.awaitSaying("consumes crowd (#)");
    }
  }

  @Test
  void pluginsBesideTheServiceAreFoundAndStarted() throws Exception {
    var services = folder.resolve("more/META-INF/services").resolve(Plugin.class.getName());
    Files.createDirectories(services.getParent());
    Files.writeString(services, DemandingPlugin.class.getName());
    var input = Files.writeString(folder.resolve("input.ndjson"), "1\n").toString();
    var more = folder.resolve("more").toString();

    var asFilter = line("--class-path", more, service(), input);
    var onABroker = line("--class-path", more, service());

    for (var line : List.of(asFilter, onABroker)) {
      assertThat(line.status()).as(line.messages()).isEqualTo(Main.USAGE);
      assertThat(line.messages())
          .contains("plugin demanding does not start: expected a value for the setting");
    }
  }

  @Test
  void settingsThatDoNotFitTogetherAreWrongUsage() throws Exception {
    var input = Files.writeString(folder.resolve("input.ndjson"), "1\n").toString();

    var asFilter = line("--concurrency", "0", service(), input);
    var onABroker = line("--concurrency", "0", service());

    for (var line : List.of(asFilter, onABroker)) {
      assertThat(line.status()).as(line.messages()).isEqualTo(Main.USAGE);
      assertThat(line.messages().strip())
          .isEqualTo("tributary: expected the concurrency of listener to be 1 or more, got: 0");
    }
  }

  @Test
  void theBrokerIsTheOneThatTheSettingsName() throws Exception {
    var port = freePort();

    var line =
        line(
            "--set",
            "transport=rabbitmq",
            "--set",
            "rabbitmq.uri=amqp://127.0.0.1:" + port,
            service());

    assertThat(line.status()).isEqualTo(Main.INTERNAL);
    assertThat(line.messages()).contains("127.0.0.1:" + port);
    assertThat(folder.resolve("data")).as("no broker of our own is started").doesNotExist();
  }

  /// One on which nobody listens.
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// A source file of a service with a setting of its own.
  private String service() throws IOException {
    return Files.writeString(
            folder.resolve("Listener.java"),
            """
            import dev.tributary.*;
            import java.util.List;

            public class Listener implements Service {
              static final Setting<String> SOURCE =
                  Setting.text("listener.source", "To whom it listens.").orElse("people");

              public List<Setting<?>> settings() {
                return List.of(SOURCE);
              }

              public Application application(Settings settings) {
                return Application.named("listener")
                    .consumes(settings.get(SOURCE), "#")
                    .callback(message -> List.of())
                    .build();
              }
            }
            """)
        .toString();
  }

  private Running start(String... arguments) {
    return Running.start(run(arguments));
  }

  private Line line(String... arguments) {
    return Line.run(run(arguments));
  }

  private String[] run(String... arguments) {
    var all = new ArrayList<>(List.of("run", "--data", folder.resolve("data").toString()));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }
}
