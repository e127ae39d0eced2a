package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.SettingsException;
import dev.tributary.rabbitmq.RabbitOptions.QueueType;
import dev.tributary.spi.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RabbitPluginTest {
  private static final String ODD_PASSWORD = "p@ss:w/o rd#%+";

  @TempDir private Path folder;

  @Test
  void itIsFoundByItself() {
    assertThat(Plugins.find(getClass().getClassLoader(), List.of()).all())
        .hasAtLeastOneElementOfType(RabbitPlugin.class);
  }

  @Test
  void asItComesItIsABrokerOfThisMachineThatNobodySetUp() {
    var options = RabbitPlugin.options(settings(Map.of()));

    assertThat(options.uri()).hasToString("amqp://guest:guest@localhost:5672");
    assertThat(options.queueType()).isEqualTo(QueueType.QUORUM);
  }

  @Test
  void aPasswordInTheUriIsRefusedAndNotRepeated() {
    for (var uri :
        List.of(
            "amqp://user:geheim@host",
            "amqps://user:ge heim@host/vhost",
            "amqp://user:ge/heim@host",
            "user:geheim@host",
            "http://user:geheim@host")) {
      assertThatThrownBy(() -> settings(Map.of("rabbitmq.uri", uri)))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("rabbitmq.user")
          .hasMessageContaining("rabbitmq.password.file")
          .hasMessageNotContaining("heim");
    }
  }

  @Test
  void whatIsNoAddressOfABrokerIsRefused() {
    for (var uri : List.of("http://host", "host:5672", "amqp:///vhost", "amqp://a b")) {
      assertThatThrownBy(() -> settings(Map.of("rabbitmq.uri", uri)))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining(
              "expected rabbitmq.uri to be such as amqps://broker.example:5671/vhost, got: \""
                  + uri
                  + "\"");
    }
  }

  @Test
  void aUserNeedsAPassword() {
    assertThatThrownBy(() -> RabbitPlugin.options(settings(Map.of("rabbitmq.user", "pipeline"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected a password for the user \"pipeline\" of rabbitmq.user")
        .hasMessageContaining("rabbitmq.password.file");
  }

  @Test
  void aPasswordIsNotTakenFromWhereOthersCanReadIt() {
    var plugin = new RabbitPlugin();
    var commandLine = new Source("--set", Map.of("rabbitmq.password", "geheim"), true);

    assertThatThrownBy(() -> Settings.resolve(plugin.settings(), List.of(commandLine)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("rabbitmq.password.file")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void whatListsSettingsShowsNoPassword() throws Exception {
    var settings = settings(withPassword(Map.of("rabbitmq.user", "pipeline"), ODD_PASSWORD));

    var shown = new ArrayList<String>();
    for (var setting : settings.declared()) {
      settings.given(setting).ifPresent(shown::add);
    }

    assertThat(shown).contains("pipeline", "(secret)").doesNotContain(ODD_PASSWORD);
    assertThat(RabbitPlugin.options(settings).toString()).doesNotContain("p@ss", "p%40ss");
  }

  @Test
  void itConnectsAsTheUserWithThePasswordOfTheFile() throws Exception {
    var node = RabbitNode.shared().own();
    node.control("add_user", "pipe line", ODD_PASSWORD);
    node.control("set_permissions", "pipe line", ".*", ".*", ".*");
    var address = node.uri().replace("guest:guest@", "");
    var values = Map.of("rabbitmq.uri", address, "rabbitmq.user", "pipe line");

    try (var transport = new RabbitPlugin().connect(settings(withPassword(values, ODD_PASSWORD)))) {
      assertThat(transport.remove("nobody")).isZero();
    }
    var wrong = settings(withPassword(values, "geheim"));
    assertThatThrownBy(() -> new RabbitPlugin().connect(wrong))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no connection to " + address)
        .hasMessageContaining("the broker refuses the user or the password")
        .hasMessageNotContaining("geheim");
  }

  private Map<String, String> withPassword(Map<String, String> values, String password)
      throws Exception {
    var file = Files.writeString(folder.resolve("password"), password + "\n");
    var all = new HashMap<>(values);
    all.put("rabbitmq.password.file", file.toString());
    return all;
  }

  private static Settings settings(Map<String, String> values) {
    var source = new Source("tributary.yaml", values, false);
    return Settings.resolve(new RabbitPlugin().settings(), List.of(source));
  }
}
