package dev.tributary.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tributary.cli.ConsoleScene.SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The operator's page as people use it: in a browser, over `tributary up`.
@Timeout(180)
class ConsoleInBrowserTest {
  private static final String SENDER = "PADPIDA2099010101X";
  private static final int OK = 200;
  private static final int SOON = 3_000;
  private static final int PHONE = 390;
  private static final int FIRST_PAGE_LIMIT = 150_000;

  /// A second for people, and more for a machine that runs other tests beside this one.
  private static final Duration QUICK = Duration.ofSeconds(3);

  private static final List<String> PAGES =
      List.of(
          "/deliveries",
          "/submit",
          "/failures",
          "/failures-dry-run",
          "/acts",
          "/products",
          "/map",
          "/providers",
          "/try",
          "/reconciliation",
          "/health");

  @TempDir private static Path folder;
  private static TestBrowser browser;
  private static ConsoleScene scene;

  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  /// What the browser says, sooner or later, of an answer that a test asks for.
  private volatile Predicate<String> expected = _ -> false;

  private BrowserContext window;
  private Page page;

  @BeforeAll
  static void open() throws Exception {
    var chromium = TestBrowser.find();
    assumeTrue(chromium.isPresent(), "no Chromium: apt-get install chromium");
    scene = ConsoleScene.in(folder);
    browser = TestBrowser.start(chromium.orElseThrow());
    scene.ingest(
        SAMPLES.resolve("01-ern-43-album").toString(), SAMPLES.resolve("broken").toString());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (scene != null) {
      scene.close();
    }
  }

  @BeforeEach
  void openWindow() {
    use(new NewContextOptions());
  }

  private void use(NewContextOptions options) {
    if (window != null) {
      window.close();
    }
    window = browser.window(options.setBaseURL(scene.url()));
    page = window.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !expected.test(message.text())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  /// Neither a script that fails nor anything that the policy for contents forbids.
  @AfterEach
  void nothingWasComplainedOf() {
    window.close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void whatFailsIsUnderstoodMendedAndSentOnWithoutLoadingThePageAnew() throws Exception {
    scene.breakStylesheet("meadow", SENDER, "broken on purpose");
    page.navigate("/submit");
    page.evaluate("window.loadedOnce = true");

    page.getByLabel("Path of a file or folder")
        .fill(scene.submittable("05-ern-43-ep.xml").toString());
    button("Submit").click();

    var reason = page.locator("#live .reason");
    assertThat(reason).containsText("broken on purpose", within(SOON));
    assertThat(reason).containsText("in transform");
    page.getByText("Understand and mend").click();
    assertThat(page.locator("main")).containsText("own.xsl");
    scene.mendStylesheet("meadow", SENDER);
    var form = page.locator("form[action='/failures/redrive']").first();
    form.getByLabel("Why").fill("the stylesheet is mended");
    form.getByRole(AriaRole.BUTTON).click();

    assertThat(page.locator("#live")).containsText("finished");
    assertThat(page.locator("#live tbody .loaded")).isVisible();
    assertThat(page.evaluate("window.loadedOnce")).isEqualTo(true);
  }

  /// As after a restart of the server, and after the end of a session.
  @Test
  void whatWasFilledInStaysWhenItIsRefusedAndIsSentOnceMore() throws Exception {
    expected = text -> text.contains("status of 403");
    scene.breakStylesheet("bramble", "PADPIDA2099010103T", "overgrown");
    scene.ingest("--provider", "bramble", SAMPLES.resolve("09-ern-43-test-message.xml").toString());
    page.navigate("/failures?provider=bramble");
    page.locator("#live tbody a code").first().click();
    page.getByText("Edit and send on").click();
    var form = page.locator("form:has(textarea)");
    var body = form.locator("textarea");
    assertThat(body).hasValue(Pattern.compile("^\\{"));
    var edited = body.inputValue() + "\n\n";
    body.fill(edited);
    form.getByLabel("Why").fill("by hand");
    var send = form.getByRole(AriaRole.BUTTON);

    page.evaluate("document.querySelector('meta[name=csrf]').content = 'of before'");
    send.click();

    assertThat(form.getByRole(AriaRole.ALERT)).containsText("load the page again");
    assertThat(body).hasValue(edited);

    page.route(
        "**/failures/redrive",
        route ->
            route.fulfill(
                new FulfillOptions().setStatus(303).setHeaders(Map.of("Location", "/sign-in"))));
    send.click();

    assertThat(form.getByRole(AriaRole.ALERT)).containsText("You are signed out");
    assertThat(body).hasValue(edited);

    page.unroute("**/failures/redrive");
    send.click();

    assertThat(page.locator("#live")).containsText("1 of 1 done");
  }

  @Test
  void theCatalogueIsSearchedAsOneTypes() {
    page.navigate("/products");
    var rows = page.locator("#live tbody tr");
    assertThat(rows.first()).isVisible();

    page.getByRole(AriaRole.SEARCHBOX).pressSequentially("2990001000018");
    assertThat(rows).hasCount(1);
    assertThat(page).hasURL(Pattern.compile("text=2990001000018"));

    page.getByRole(AriaRole.SEARCHBOX).fill("nothing is called so");
    assertThat(page.locator("#live")).containsText("No products like that");
    assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
  }

  @Test
  void anApplicationIsPausedAndResumed() {
    page.navigate("/map");
    var form = page.locator("form[action='/map/pause']");
    form.getByLabel("Application").selectOption("notify");
    form.getByLabel("Why").fill("they move house");
    button("Pause").click();

    assertThat(page.locator(".box-paused")).containsText("notify");
    assertThat(page.locator("#live")).containsText("they move house");

    button("Resume").click();
    assertThat(page.locator(".box-paused")).hasCount(0);
  }

  @Test
  void aDryRunCountsBeforeAnythingIsDone() throws Exception {
    scene.breakStylesheet("thistle", "PADPIDA2099010102V", "withered");
    scene.ingest("--provider", "thistle", SAMPLES.resolve("09-ern-43-test-message.xml").toString());
    page.navigate("/failures?provider=thistle");

    page.getByText("Act on these").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 open failure");
    assertThat(page.locator("main tbody")).containsText("transform");

    var form = page.locator("form[action='/failures/discard']");
    form.getByLabel("Why").fill("it was a trial");
    button("Discard").click();
    assertThat(page.locator("#live")).containsText("1 of 1 done");
    page.navigate("/failures?provider=thistle");
    assertThat(page.locator("#live")).containsText("No failures");
  }

  @Test
  void tenThousandDeliveriesArePagedAndFoundQuickly() {
    var quickest = IntStream.range(0, 3).mapToObj(_ -> timeOf("bygone")).min(Duration::compareTo);
    assertThat(quickest.orElseThrow()).isLessThan(QUICK);

    page.getByText("Older").click();
    assertThat(page.locator("#live")).containsText("box-09950.xml");

    page.getByRole(AriaRole.SEARCHBOX).fill("box-00001");
    assertThat(page.locator("#live tbody tr")).hasCount(1);
  }

  private Duration timeOf(String provider) {
    var begin = Instant.now();
    page.navigate("/deliveries?provider=" + provider);
    assertThat(page.locator("#live tbody tr")).hasCount(50);
    assertThat(page.locator("#live")).containsText("box-10000.xml");
    return Duration.between(begin, Instant.now());
  }

  @Test
  void aPhoneHasToScrollDownOnly() {
    use(new NewContextOptions().setViewportSize(PHONE, 844));
    for (var path : allPages()) {
      page.navigate(path);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(PHONE);
    }
  }

  @Test
  void theKeyboardIsEnough() {
    page.navigate("/deliveries");
    page.keyboard().press("Tab");
    assertThat(focused()).hasText("To the content");
    assertThat(focused()).isInViewport();
    for (var link : List.of("Tributary", "Deliveries", "Submit")) {
      page.keyboard().press("Tab");
      assertThat(focused()).containsText(link);
      assertThat(focused()).not().hasCSS("outline-style", "none");
    }
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("/submit$"));
    assertThat(page.locator("h1")).isFocused();

    expected = text -> text.contains("status of 403");
    page.getByLabel("Path of a file or folder").focus();
    page.keyboard().type("not there");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("expected a path");
  }

  @Test
  void nobodyIsShutOut() throws IOException {
    var axe = axe();
    for (var path : allPages()) {
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      page.navigate(path);
      page.evaluate(axe);
      assertThat(barriers("")).as(path).isEmpty();

      // Colours are all that differs in the dark.
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat(barriers("runOnly: ['color-contrast'],")).as("%s, dark", path).isEmpty();
    }
  }

  private List<?> barriers(String options) {
    return (List<?>)
        page.evaluate(
            """
            async () => (await axe.run({ %s resultTypes: ["violations"] })).violations
              .filter((each) => each.impact === "serious" || each.impact === "critical")
              .map((each) => each.id + " " + each.nodes[0].html.slice(0, 300))
            """
                .formatted(options));
  }

  @Test
  void theFirstPageIsLight() {
    var bytes = new AtomicLong();
    page.onResponse(
        response -> {
          if (response.status() == OK && !response.url().contains("/live")) {
            bytes.addAndGet(response.body().length);
          }
        });
    page.navigate("/");

    assertThat(bytes.get()).isBetween(1L, (long) FIRST_PAGE_LIMIT);
  }

  /// Those that are there from the start, and one of each kind of thing.
  private List<String> allPages() {
    var all = new ArrayList<>(PAGES);
    for (var list : List.of("/deliveries?text=not-xml", "/products?text=2990001000018")) {
      page.navigate(list);
      all.add(page.locator("#live tbody a").first().getAttribute("href"));
    }
    all.add(all.get(PAGES.size()) + "/file");
    all.add(all.get(PAGES.size()) + "/bodies");
    return all;
  }

  private static String axe() throws IOException {
    try (InputStream in = ConsoleInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Locator focused() {
    return page.locator(":focus");
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private static ContainsTextOptions within(int millis) {
    return new ContainsTextOptions().setTimeout(millis);
  }
}
