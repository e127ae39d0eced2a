package dev.tributary.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.console.web.PasswordHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The file of users changes while the page is up.
@Timeout(120)
class DismissedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HASH = PasswordHash.of("secret");
  private static final String VERA = "vera viewer " + HASH;
  private static final String OLGA = "olga operator " + HASH;

  @TempDir private Path folder;
  private TestConsole console;

  @BeforeEach
  void start() throws Exception {
    usersAre(VERA, OLGA);
    console = TestConsole.in(folder, Map.of("console.users", users().toString()));
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void whoIsTakenOutOfTheFileIsSignedOutForGoodAndNobodyElseIs() throws Exception {
    var olga = cookiesOf("olga");
    var vera = cookiesOf("vera");

    usersAre(VERA);

    console.cookies().putAll(olga);
    await().atMost(PATIENCE).until(() -> console.look("/deliveries").statusCode() == 303);
    assertThat(statusByPassword("olga")).isEqualTo(401);
    console.cookies().putAll(vera);
    assertThat(console.look("/deliveries").statusCode()).isEqualTo(200);

    usersAre(VERA, OLGA);

    await().atMost(PATIENCE).until(() -> statusByPassword("olga") == 200);
    console.cookies().putAll(olga);
    assertThat(console.look("/deliveries").statusCode()).isEqualTo(303);
  }

  @Test
  void whoseRoleOrPasswordIsAnotherSignsInAnew() throws Exception {
    for (var line : List.of("olga viewer " + HASH, "olga viewer " + PasswordHash.of("secret"))) {
      console.signIn("olga");

      usersAre(VERA, line);

      await().atMost(PATIENCE).until(() -> console.look("/deliveries").statusCode() == 303);
    }
    console.signIn("olga");
    assertThat(console.act("/submit", Map.of("path", "x")).statusCode()).isEqualTo(403);
  }

  private Path users() {
    return folder.resolve("users");
  }

  private void usersAre(String... lines) throws IOException {
    Files.write(users(), List.of(lines));
  }

  private Map<String, String> cookiesOf(String name) throws IOException, InterruptedException {
    console.signIn(name);
    return Map.copyOf(console.cookies());
  }

  private int statusByPassword(String name) throws IOException, InterruptedException {
    console.cookies().clear();
    var both = Base64.getEncoder().encodeToString((name + ":secret").getBytes(UTF_8));
    return console
        .send(console.request("/deliveries.json").header("Authorization", "Basic " + both).GET())
        .statusCode();
  }
}
