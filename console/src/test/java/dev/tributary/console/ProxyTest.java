package dev.tributary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// People sign in with a reverse proxy, which says who they are.
@Timeout(120)
class ProxyTest {
  private static final String HEADER = "X-Forwarded-User";

  @TempDir private Path folder;

  @Test
  void whomATrustedProxyNamesLooksAndActsAsTheSettingsSay() throws Exception {
    try (var console =
        TestConsole.in(
            folder, Map.of("console.proxy-header", HEADER, "console.operators", "olga"))) {
      assertThat(status(console, "olga")).isEqualTo(200);
      assertThat(console.look("/submit").statusCode()).as("without the header").isEqualTo(401);

      assertThat(submitting(console, "vera")).isEqualTo(403);
      assertThat(submitting(console, "olga")).as("the path is missing").isEqualTo(400);
      assertThat(twice(console)).as("one of two may be anybody's").isEqualTo(401);
    }
  }

  @Test
  void aFormThatSomebodyElseGotIsNotThatOfWhoActs() throws Exception {
    try (var console =
        TestConsole.in(
            folder, Map.of("console.proxy-header", HEADER, "console.operators", "olga"))) {
      console.look("/sign-in");

      assertThat(console.act("/submit", Map.of(), Map.of(HEADER, "olga")).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void theHeaderOfAnybodyElseIsNothing() throws Exception {
    try (var console =
        TestConsole.in(
            folder,
            Map.of(
                "console.proxy-header",
                HEADER,
                "console.operators",
                "olga",
                "console.proxy-addresses",
                "192.0.2.7"))) {
      assertThat(status(console, "olga")).isEqualTo(401);
    }
  }

  @Test
  void anAddressIsOneInFigures() {
    var chosen =
        Map.of(
            "console.proxy-header",
            HEADER,
            "console.proxy-addresses",
            "proxy.example",
            "console.port",
            "0");
    var settings = Settings.resolve(ConsoleSettings.ALL, List.of(new Source("test", chosen, true)));

    assertThatThrownBy(() -> Console.bind(settings, Optional.empty(), "tester").close())
        .hasMessageContaining("console.proxy-addresses")
        .hasMessageContaining("proxy.example");
  }

  private static int status(TestConsole console, String name)
      throws IOException, InterruptedException {
    return console.send(console.request("/deliveries").header(HEADER, name).GET()).statusCode();
  }

  private static int twice(TestConsole console) throws IOException, InterruptedException {
    return console
        .send(console.request("/deliveries").header(HEADER, "olga").header(HEADER, "mallory").GET())
        .statusCode();
  }

  private static int submitting(TestConsole console, String name)
      throws IOException, InterruptedException {
    var named = Map.of(HEADER, name);
    console.look("/submit", named);
    return console.act("/submit", Map.of(), named).statusCode();
  }
}
