package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Settings.Source;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.Plugin;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportPlugin;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsTest {
  private static final Setting<String> GREETING =
      Setting.text("greeter.greeting", "What is said.").orElse("hello");

  private final List<String> log = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void pluginsStartInTheOrderOfTheirNamesAndStopInReverse() {
    var plugins = Plugins.of(List.of(new Logged("second"), new Logged("first")));

    plugins.start(settings(plugins));
    plugins.close();
    plugins.close();

    assertThat(plugins.all()).extracting(Plugin::name).containsExactly("first", "second");
    assertThat(log).containsExactly("start first", "start second", "stop second", "stop first");
  }

  @Test
  void ifOneDoesNotStartThoseThatDidAreStopped() {
    var failing =
        new Logged("second") {
          @Override
          public void start(Settings settings) throws Exception {
            throw new IOException("no license");
          }
        };
    var plugins = Plugins.of(List.of(new Logged("first"), failing, new Logged("third")));

    assertThatThrownBy(() -> plugins.start(settings(plugins)))
        .isInstanceOf(StartException.class)
        .hasMessage("plugin second does not start: no license")
        .hasCauseInstanceOf(IOException.class);

    assertThat(log).containsExactly("start first", "stop first");
  }

  @Test
  void oneThatDoesNotStopDoesNotKeepTheOthersFromIt() {
    var failing =
        new Logged("second") {
          @Override
          public void stop() {
            throw new AssertionError("broken");
          }
        };
    var plugins = Plugins.of(List.of(new Logged("first"), failing));
    plugins.start(settings(plugins));

    plugins.close();

    assertThat(log).endsWith("stop first");
  }

  @Test
  void anInterruptionHoldsNoPluginUpAndIsKept() {
    var interrupted =
        new Logged("second") {
          @Override
          public void stop() throws Exception {
            super.stop();
            throw new InterruptedException();
          }
        };
    var plugins = Plugins.of(List.of(new Logged("first"), interrupted, new Logged("third")));
    plugins.start(settings(plugins));

    Thread.currentThread().interrupt();
    plugins.close();

    assertThat(Thread.interrupted()).as("the caller learns of it").isTrue();
    assertThat(log).endsWith("stop third", "stop second", "stop first");
  }

  @Test
  void oneThatIsInterruptedAsItStartsIsToldOnceTheOthersHaveStopped() {
    var interrupted =
        new Logged("second") {
          @Override
          public void start(Settings settings) throws Exception {
            throw new InterruptedException();
          }
        };
    var plugins = Plugins.of(List.of(new Logged("first"), interrupted));

    assertThatThrownBy(() -> plugins.start(settings(plugins))).isInstanceOf(StartException.class);

    assertThat(Thread.interrupted()).as("the caller learns of it").isTrue();
    assertThat(log).endsWith("stop first");
  }

  @Test
  void twoOfOneNameAreRefused() {
    var twins = List.<Plugin>of(new Logged("twin"), new Logged("twin"));

    assertThatThrownBy(() -> Plugins.of(twins))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected plugins of different names, found two called twin");
  }

  @Test
  void settingsAreThoseOfTheFrameworkAndOfAllPlugins() {
    var plugins = Plugins.of(List.of(new Greeter()));

    assertThat(plugins.settings()).contains(Plugins.TRANSPORT, Plugins.NAMED, GREETING);
  }

  @Test
  void whatPluginsInstallStandsAroundTheApplication() throws Exception {
    var plugins = Plugins.of(List.of(new Greeter()));
    Processor own = message -> message;
    var application =
        Application.named("app").consumes("source", "#").preprocess(own).callback(List::of).build();

    var installed =
        plugins.installInto(application, settings(plugins, Map.of("greeter.greeting", "ahoy")));

    assertThat(installed.preprocessors()).hasSize(2).endsWith(own);
    var message = installed.preprocessors().getFirst().apply(Message.of("a", Body.empty()));
    assertThat(message.headers()).containsEntry("greeting", "ahoy");
  }

  @Test
  void healthIsAskedOfAll() throws Exception {
    var plugins = Plugins.of(List.of(new Greeter(), new Logged("silent")));

    var checks = plugins.healthChecks(settings(plugins));

    assertThat(checks).extracting(HealthCheck::name).containsExactly("greeter");
    assertThat(checks.getFirst().ask()).isEqualTo(new Healthy("in good voice"));
  }

  @Test
  void aTransportThatNoPluginBringsIsRefusedWithASuggestion() {
    var plugins = Plugins.of(List.of(new Carrier(), new Logged("other")));

    assertThatThrownBy(() -> plugins.connect(settings(plugins, Map.of("transport", "carier"))))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "expected transport to be one of [carrier], got: \"carier\", did you mean carrier?");
  }

  @Test
  void pluginsAreFoundByTheServiceLoaderAndByName() throws IOException {
    try (var loader = loaderOf(Greeter.class.getName())) {
      var plugins = Plugins.find(loader, List.of(Greeter.class.getName(), Carrier.class.getName()));

      assertThat(plugins.all())
          .extracting(Plugin::name)
          .as("one found both ways is there once")
          .contains("greeter", "carrier")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    var loader = PluginsTest.class.getClassLoader();

    assertThatThrownBy(() -> Plugins.find(loader, List.of("org.example.Missing")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("got: \"org.example.Missing\"")
        .hasMessageContaining("ClassNotFoundException");
  }

  @Test
  void aClassThatIsNoPluginIsNamed() {
    var loader = PluginsTest.class.getClassLoader();

    assertThatThrownBy(() -> Plugins.find(loader, List.of("java.lang.String")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("expected plugins to name classes on the class path that implement")
        .hasMessageContaining("got: \"java.lang.String\"");
  }

  @Test
  void aServiceThatIsNotThereIsToldAsAProblemOfTheSettings() throws IOException {
    try (var loader = loaderOf("org.example.Missing")) {
      assertThatThrownBy(() -> Plugins.find(loader, List.of()))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("a plugin cannot be loaded: ")
          .hasMessageContaining("org.example.Missing");
    }
  }

  /// Finds `service` among the plugins, beside those on the class path.
  private URLClassLoader loaderOf(String service) throws IOException {
    var file = folder.resolve("META-INF/services").resolve(Plugin.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, service + "\n");
    var urls = new URL[] {folder.toUri().toURL()};
    return new URLClassLoader("plugins", urls, PluginsTest.class.getClassLoader());
  }

  private static Settings settings(Plugins plugins) {
    return settings(plugins, Map.of());
  }

  private static Settings settings(Plugins plugins, Map<String, String> values) {
    return Settings.resolve(plugins.settings(), List.of(new Source("test", values, false)));
  }

  /// Writes down what is done with it.
  private class Logged implements Plugin {
    private final String name;

    Logged(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start(Settings settings) throws Exception {
      log.add("start " + name);
    }

    @Override
    public void stop() throws Exception {
      log.add("stop " + name + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
    }
  }

  /// Greets.
  public static final class Greeter implements Plugin {
    @Override
    public String name() {
      return "greeter";
    }

    @Override
    public List<Setting<?>> settings() {
      return List.of(GREETING);
    }

    @Override
    public void install(Application.Builder application, Settings settings) {
      var greeting = settings.get(GREETING);
      application.preprocess(message -> message.withHeader("greeting", greeting));
    }

    @Override
    public List<HealthCheck> healthChecks(Settings settings) {
      return List.of(new HealthCheck("greeter", () -> new Healthy("in good voice")));
    }
  }

  /// Brings a transport, if somebody asks for it.
  public static final class Carrier implements TransportPlugin {
    @Override
    public String name() {
      return "carrier";
    }

    @Override
    public Transport connect(Settings settings) {
      throw new UnsupportedOperationException(URI.create("carrier:none").toString());
    }
  }
}
