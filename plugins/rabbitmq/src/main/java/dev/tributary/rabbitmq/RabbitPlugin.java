package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Secret;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.SettingsException;
import dev.tributary.rabbitmq.RabbitOptions.QueueType;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportPlugin;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The transport `rabbitmq`.
///
/// Its URI is shown to whoever lists the settings, so there is no place in it for a password. One
/// that is there all the same is refused, and not repeated.
public final class RabbitPlugin implements TransportPlugin {
  private static final String GUEST = "guest";
  private static final Set<String> SCHEMES = Set.of("amqp", "amqps");

  private static final Setting<String> ADDRESS =
      Setting.text("rabbitmq.uri", "Where the broker is; amqps:// for TLS.")
          .where(RabbitPlugin::isAddress, "such as amqps://broker.example:5671/vhost")
          .orElse("amqp://localhost:5672");

  private static final Setting<String> USER =
      Setting.text("rabbitmq.user", "Who connects.").orElse(GUEST);

  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("rabbitmq.password", "The password of the user; guest has a known one.")
          .optional();

  private static final Setting<QueueType> QUEUES =
      Setting.choice("rabbitmq.queues", QueueType.class, "What kind of queues are declared.")
          .orElse(QueueType.QUORUM);

  @Override
  public String name() {
    return "rabbitmq";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ADDRESS, USER, PASSWORD, QUEUES);
  }

  @Override
  public Transport connect(Settings settings) {
    return RabbitTransport.connect(options(settings));
  }

  /// What `settings` come to.
  ///
  /// @throws SettingsException if there is a user and no password
  static RabbitOptions options(Settings settings) {
    var address = settings.get(ADDRESS).strip();
    var user = settings.get(USER);
    var userInfo = encoded(user) + ":" + encoded(password(user, settings.get(PASSWORD)));
    var uri = address.replaceFirst("://", "://" + userInfo + "@");
    return RabbitOptions.of(uri).withQueueType(settings.get(QUEUES));
  }

  private static String password(String user, Optional<Secret> given) {
    if (given.isEmpty() && !user.equals(GUEST)) {
      throw new SettingsException(
          List.of(
              "expected a password for the user \"%s\" of %s, found none; name a file with it in %s.file"
                  .formatted(user, USER.name(), PASSWORD.name())));
    }
    return given.map(Secret::reveal).orElse(GUEST);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /// Whether `text` is the address of a broker, and nothing else.
  ///
  /// @throws IllegalArgumentException if there may be a password in it
  private static boolean isAddress(String text) {
    if (text.contains("@")) {
      throw new IllegalArgumentException(
          "expected rabbitmq.uri to be the broker's address alone, got one with a user (not"
              + " repeated here, for the sake of a password); give the user as "
              + USER.name()
              + ", and the password in a file that "
              + PASSWORD.name()
              + ".file names");
    }
    try {
      var uri = new URI(text.strip());
      return uri.getHost() != null
          && uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
