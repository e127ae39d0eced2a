package dev.tributary.cli;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Chromium without a window: the one that the environment names, or an installed one. It loads
/// nothing but what a test asks for.
final class TestBrowser implements AutoCloseable {
  private static final String NAMED = "TRIBUTARY_TEST_CHROMIUM";

  /// `scripts/servers.sh` looks in the same places.
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final int PATIENCE_MILLIS = 10_000;

  private final Playwright playwright;
  private final Browser browser;

  private TestBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// Where there is one.
  static Optional<Path> find() {
    return Stream.concat(Optional.ofNullable(System.getenv(NAMED)).stream(), PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static TestBrowser start(Path program) {
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      var options = new LaunchOptions().setExecutablePath(program).setArgs(ARGUMENTS);
      return new TestBrowser(playwright, playwright.chromium().launch(options));
    } catch (RuntimeException failure) {
      playwright.close();
      throw failure;
    }
  }

  /// A window of its own, without anything that another one remembers.
  BrowserContext window(Browser.NewContextOptions options) {
    var window = browser.newContext(options);
    window.setDefaultTimeout(PATIENCE_MILLIS);
    return window;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
