package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InstallationTest {
  private static final String NOTING = "plugins=" + NotingPlugin.class.getName();
  private static final Setting<String> SOURCE =
      Setting.text("hello.source", "Where greetings come from.").orElse("people");

  @TempDir private Path folder;

  private static final class Hello implements Service {
    @Override
    public List<Setting<?>> settings() {
      return List.of(SOURCE);
    }

    @Override
    public Application application(Settings settings) {
      return Application.named("hello")
          .consumes(settings.get(SOURCE), "#")
          .concurrency(5)
          .callback(message -> List.of(message))
          .build();
    }
  }

  @Test
  void anApplicationIsBuiltWithItsSettingsAndThePluginsAroundIt() throws Exception {
    var hello = new Hello();
    try (var installation =
        Installation.open(
            options("--set", "hello.source=crowd", "--set", NOTING, "--data", "here"), hello)) {
      assertThat(installation.configuration().data().root()).isEqualTo(Path.of("here"));
      var application = installation.build(hello, Optional.empty());

      assertThat(application.bindings().getFirst().exchange()).isEqualTo("crowd");
      var noted =
          application.preprocessors().getLast().apply(Message.of("greet", Body.utf8("Ada")));
      assertThat(noted.headers()).containsEntry("noted", "hello");
    }
  }

  @Test
  void theLineGoesBeforeTheSettingAndThatBeforeTheApplicationsOwnConcurrency() {
    assertThat(concurrency(Optional.empty())).isEqualTo(5);
    assertThat(concurrency(Optional.empty(), "--set", "concurrency=7")).isEqualTo(7);
    assertThat(concurrency(Optional.of(9), "--set", "concurrency=7")).isEqualTo(9);
  }

  private static int concurrency(Optional<Integer> asked, String... line) {
    var hello = new Hello();
    try (var installation = Installation.open(options(line), hello)) {
      return installation.build(hello, asked).concurrency();
    }
  }

  @Test
  void oneThatChangedIsBuiltAnewWithTheSettingsAsTheyAreThen() throws Exception {
    var hello = new Hello();
    var file = Files.writeString(folder.resolve("tributary.yaml"), "hello.source: crowd\n");
    var options = options("--config", file.toString());
    try (var installation = Installation.open(options, hello)) {
      Files.writeString(file, "applications: {hello: {source: choir}}\n");

      var application = installation.rebuild(hello, options, Optional.empty());

      assertThat(application.bindings().getFirst().exchange()).isEqualTo("choir");
    }
  }

  @Test
  void theTransportSaysWhetherTheBrokerIsTheEmbeddedOne() {
    try (var installation = Installation.open(options())) {
      assertThat(installation.configuration().isEmbedded()).isTrue();
    }
    try (var installation = Installation.open(options("--set", "transport=rabbitmq"))) {
      assertThat(installation.configuration().isEmbedded()).isFalse();
    }
  }

  private static DataOptions options(String... line) {
    return CommandLine.populateCommand(new DataOptions(), line);
  }
}
