package dev.tributary.opensearch;

import dev.tributary.Secret;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.UnavailableException;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Plugin;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Says where events go and how, and whether that node is well. The application is [OpenSearch].
///
/// This class is looked at whenever a command line starts, so what it does at once needs neither
/// HTTP nor JSON.
public final class OpenSearchPlugin implements Plugin {
  static final Setting<Optional<URI>> URL =
      Setting.uri(
              "opensearch.url",
              "Where all events are sent to: a node of OpenSearch or Elasticsearch, or the balancer"
                  + " before several.")
          .where(OpenSearchPlugin::isUsable, "a URL such as https://search.example.org:9200")
          .optional();

  static final Setting<Optional<String>> USER =
      Setting.text("opensearch.user", "The user there.").optional();

  static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("opensearch.password", "The password of the user.").optional();

  static final Setting<String> PREFIX =
      Setting.text("opensearch.prefix", "What the names of indices begin with, before the day.")
          .where(
              text -> text.matches("[a-z0-9][a-z0-9_-]{0,99}"),
              "lower-case letters, digits, `-` and `_`")
          .orElse("tributary");

  static final Setting<Duration> RETENTION =
      Setting.duration("opensearch.retention", "For how long an index is kept.")
          .where(age -> age.toHours() >= 1, "a duration of an hour or more, such as 30d")
          .orElse(Duration.ofDays(30));

  static final Setting<List<String>> RENAME =
      Setting.list("opensearch.rename", "Fields that get other names, such as productKey=sku.")
          .orElse(List.of());

  static final Setting<List<String>> DROP =
      Setting.list("opensearch.drop", "Fields that are left out.").orElse(List.of());

  static final Setting<Integer> BATCH_DOCUMENTS =
      Setting.integer("opensearch.batch-documents", "How many events one request has at most.")
          .where(number -> number > 0, "a positive integer")
          .orElse(1_000);

  static final Setting<Long> BATCH_BYTES =
      Setting.bytes("opensearch.batch-bytes", "How many bytes of events one request has at most.")
          .where(bytes -> bytes > 0, "a number of bytes such as 5 MB, 1 or more")
          .orElse(5_000_000L);

  static final Setting<Duration> BATCH_LINGER =
      Setting.duration("opensearch.batch-linger", "How long an event waits for others to go with.")
          .orElse(Duration.ofSeconds(1));

  static final Setting<Duration> TIMEOUT =
      Setting.duration("opensearch.timeout", "How long an answer may take to begin.")
          .where(Duration::isPositive, "a duration such as 30s, longer than none")
          .orElse(Duration.ofSeconds(30));

  private static final Duration PATIENCE_OF_CHECKS = Duration.ofSeconds(5);

  private static boolean isUsable(URI url) {
    return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
        && url.getHost() != null
        && url.getUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null;
  }

  @Override
  public String name() {
    return OpenSearch.NAME;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        URL,
        USER,
        PASSWORD,
        PREFIX,
        RETENTION,
        RENAME,
        DROP,
        BATCH_DOCUMENTS,
        BATCH_BYTES,
        BATCH_LINGER,
        TIMEOUT);
  }

  /// The node that `settings` name.
  ///
  /// @throws IllegalArgumentException if they name none, or just a half of who asks there
  static Node node(Settings settings) {
    return node(settings, settings.get(TIMEOUT));
  }

  private static Node node(Settings settings, Duration timeout) {
    var url =
        settings
            .get(URL)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected opensearch.url to say where events are to go, found none"));
    var user = settings.get(USER);
    var password = settings.get(PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "expected opensearch.user and opensearch.password.file together, found %s alone"
              .formatted(user.isPresent() ? USER : PASSWORD));
    }
    return new Node(url, user.map(name -> new Credentials(name, password.orElseThrow())), timeout);
  }

  /// One, if events are to go anywhere.
  @Override
  public List<HealthCheck> healthChecks(Settings settings) {
    return OpenSearch.isWanted(settings)
        ? List.of(new HealthCheck(OpenSearch.NAME, () -> health(settings)))
        : List.of();
  }

  private static Health health(Settings settings) throws InterruptedException {
    try {
      var _ = Fields.of(settings.get(RENAME), settings.get(DROP));
    } catch (IllegalArgumentException wrong) {
      return new Unhealthy(String.valueOf(wrong.getMessage()), "mend the setting");
    }
    try (var node = node(settings, PATIENCE_OF_CHECKS)) {
      return new Healthy("%s at %s".formatted(Product.of(node), node));
    } catch (UnavailableException away) {
      return new Unhealthy(
          String.valueOf(away.getMessage()),
          "events wait in the queue of the application opensearch until it is there");
    }
  }
}
