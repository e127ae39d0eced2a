package dev.tributary.console;

import static dev.tributary.console.TestConsole.SAMPLES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.console.web.PasswordHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the page refuses. Those who may look and those who may act have to sign in here.
@Timeout(120)
class SafetyTest {
  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir private static Path folder;
  private static TestConsole console;

  @BeforeAll
  static void start() throws Exception {
    var hash = PasswordHash.of("secret");
    var users =
        Files.writeString(
            folder.resolve("users"), "olga operator %s\nvera viewer %s\n".formatted(hash, hash));
    console = TestConsole.in(folder, Map.of("console.users", users.toString()));
  }

  @AfterAll
  static void close() {
    console.close();
  }

  @Test
  void aTitleThatIsAScriptIsShownAsText() throws Exception {
    var ep = Files.readString(SAMPLES.resolve("05-ern-43-ep.xml"));
    var title =
        ep.replaceAll(
            "<TitleText>[^<]*</TitleText>",
            "<TitleText>&lt;script>alert(1)&lt;/script></TitleText>");
    assertThat(title).isNotEqualTo(ep);
    Files.createDirectories(folder.resolve("shipped"));
    var file = Files.writeString(folder.resolve("shipped/<img src=x onerror=alert(1)>.xml"), title);
    console.ingest(file);
    console.signIn("vera");

    var id = console.json("/deliveries?text=onerror").at("/deliveries/0/id").stringValue();
    for (var path :
        List.of(
            "/deliveries",
            "/deliveries?text=" + encoded(SCRIPT),
            "/deliveries/" + id,
            "/deliveries/" + id + "/file")) {
      var page = console.look(path);
      assertThat(page.body()).as(path).doesNotContain("<script>", "<img src=x").contains("onerror");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("script-src 'self'", "default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void aFormOfAnotherSiteIsRefused() throws Exception {
    console.signIn("olga");

    var forged = console.act("/submit", Map.of("path", "x", "csrf", "guessed"));

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("did not come from a page of this server");
  }

  @Test
  void aPathThatLeadsOutOfTheRootsIsRefused() throws Exception {
    console.signIn("olga");
    var shipped = Files.createDirectories(folder.resolve("shipped"));
    Files.createDirectories(shipped.resolve("linked"));
    var link = shipped.resolve("linked/out");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, folder.resolve("users"));

    for (var path :
        List.of(
            "../users",
            shipped + "/../users",
            "/etc/passwd",
            link.toString(),
            shipped.resolve("linked").toString())) {
      var refused = console.act("/submit", Map.of("path", path));
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
    }
    assertThat(console.act("/submit", Map.of("path", "a\0b")).statusCode()).isEqualTo(400);
  }

  @Test
  void aForgedOrEndedSessionIsNobodys() throws Exception {
    console.signIn("vera");
    var cookie = Map.copyOf(console.cookies());
    assertThat(console.look("/deliveries").statusCode()).isEqualTo(200);
    console.act("/sign-out", Map.of());

    for (var session : List.of(cookie.values().iterator().next(), "forged", "")) {
      console.cookies().replaceAll((_, _) -> session);
      assertThat(console.look("/deliveries").statusCode()).isEqualTo(303);
      assertThat(console.json("/deliveries").path("error").stringValue()).contains("session");
      assertThat(console.look("/live?of=/deliveries").body()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndSetsNoSession() throws Exception {
    console.cookies().clear();
    console.look("/sign-in");

    var refused = console.act("/sign-in", Map.of("name", "olga", "password", "guess"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(console.look("/deliveries").statusCode()).isEqualTo(303);
  }

  @Test
  void whoSignsInIsNotLedToAnotherServer() throws Exception {
    for (var next :
        List.of("//evil.example", "/\t/evil.example", "/\\evil.example", "https://evil.example")) {
      console.cookies().clear();
      console.look("/sign-in");

      var done =
          console.act("/sign-in", Map.of("name", "vera", "password", "secret", "next", next));

      assertThat(TestConsole.location(done)).as(next).isEqualTo("/");
    }
  }

  @Test
  void theCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
    console.cookies().clear();
    var page = console.look("/sign-in");

    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict");
  }

  @Test
  void aViewerLooksAndDoesNotAct() throws Exception {
    console.signIn("vera");

    for (var act : List.of("/submit", "/submit/upload", "/failures/redrive", "/failures/discard")) {
      assertThat(console.act(act, Map.of("why", "x")).statusCode()).as(act).isEqualTo(403);
    }
    assertThat(console.look("/submit").body()).doesNotContain("<button class=\"main\">");
  }

  @Test
  void anActThatMisspellsANameIsRefusedRatherThanDoneToMore() throws Exception {
    console.signIn("olga");

    var misspelt =
        console.act("/failures/discard", Map.of("application", "transform", "why", "mended"));
    var elsewhere =
        console.act("/failures/discard?provider=acme", Map.of("app", "load", "why", "mended"));
    var upload =
        console.send(
            console
                .request("/submit/upload?name=a.xml&provder=acme")
                .header("X-Csrf-Token", console.token())
                .POST(BodyPublishers.ofString("<a/>")));

    assertThat(misspelt.statusCode()).isEqualTo(400);
    assertThat(misspelt.body())
        .contains("unknown name in the form", "application", "there are app, provider, error");
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(elsewhere.body()).contains("unknown name in the address of this form", "provider");
    assertThat(upload.statusCode()).isEqualTo(400);
    assertThat(upload.body()).contains("provder", "there are name, provider");
  }

  @Test
  void anActThatNamesNothingIsRefusedUnlessItSaysAll() throws Exception {
    console.signIn("olga");

    for (var act : List.of("/failures/redrive", "/failures/discard")) {
      var nothing = console.act(act, Map.of("why", "mended"));
      assertThat(nothing.statusCode()).as(act).isEqualTo(400);
      assertThat(nothing.body()).contains("found none; all=yes means every open one");
      var empty = console.act(act, Map.of("app", "transform", "id", "", "why", "mended"));
      assertThat(empty.statusCode()).as(act).isEqualTo(400);
      assertThat(empty.body()).contains("expected a value for id");
      assertThat(TestConsole.location(console.act(act, Map.of("all", "yes", "why", "mended"))))
          .startsWith("/acts/");
    }
  }

  @Test
  void aScriptComesWithNameAndPassword() throws Exception {
    console.cookies().clear();
    var right = Base64.getEncoder().encodeToString("vera:secret".getBytes(UTF_8));
    var wrong = Base64.getEncoder().encodeToString("vera:guess".getBytes(UTF_8));

    assertThat(basic(right)).isEqualTo(200);
    assertThat(basic(wrong)).isEqualTo(401);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    console.signIn("olga");

    var refused = console.upload("large.xml", new byte[100_001]);

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("at most 100000 bytes");
  }

  /// As a page does whose name was made to lead to this machine.
  @Test
  void anotherHostIsNotThisOne() throws Exception {
    assertThat(statusFor("evil.example:80")).contains("421");
    assertThat(statusFor("localhost.evil.example")).contains("421");
    assertThat(statusFor("")).contains("421");
    assertThat(statusFor("127.0.0.1")).contains("303");
  }

  @Test
  void itDoesNotListenElsewhereUnlessPeopleSignIn() {
    assertThatThrownBy(() -> bind(Map.of("console.address", "0.0.0.0", "console.port", "0")))
        .hasMessageContaining("expected console.users")
        .hasMessageContaining("console.address 0.0.0.0");
  }

  @Test
  void aPortThatIsTakenIsNamedWithWhatToDo() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      var port = Integer.toString(taken.getLocalPort());

      assertThatThrownBy(() -> bind(Map.of("console.port", port)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--port N");
    }
  }

  @Test
  void aPortIsFreeAgainAlsoIfNothingWasEverShown() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      port = free.getLocalPort();
    }
    for (var time = 0; time < 2; time++) {
      bind(Map.of("console.port", Integer.toString(port)));
    }
  }

  @Test
  void aUserIsALineAndAWeakHashIsNone() throws Exception {
    var file =
        Files.writeString(folder.resolve("weak"), "olga operator pbkdf2-sha512$10$AA==$AA==\n");

    assertThatThrownBy(() -> bind(Map.of("console.users", file.toString())))
        .hasMessageContaining("line 1")
        .hasMessageContaining("iterations");
  }

  private static void bind(Map<String, String> chosen) throws IOException {
    var settings = Settings.resolve(ConsoleSettings.ALL, List.of(new Source("test", chosen, true)));
    Console.bind(settings, Optional.empty(), "tester").close();
  }

  private int basic(String credentials) throws IOException, InterruptedException {
    return console
        .send(
            console
                .request("/deliveries.json")
                .header("Authorization", "Basic " + credentials)
                .GET())
        .statusCode();
  }

  /// The client of the JDK sets the host itself.
  private String statusFor(String host) throws IOException {
    var port = Integer.parseInt(console.url().substring(console.url().lastIndexOf(':') + 1));
    try (var socket = new Socket(InetAddress.getByName("localhost"), port)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(UTF_8));
      return firstLine(socket.getInputStream());
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8).lines().findFirst().orElse("");
  }

  private static String encoded(String text) {
    return text.replace("<", "%3C").replace(">", "%3E").replace("(", "%28").replace(")", "%29");
  }
}
