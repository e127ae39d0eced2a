package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Secret;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.rabbitmq.RabbitOptions.QueueType;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportPlugin;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;

/// The transport `rabbitmq`.
public final class RabbitPlugin implements TransportPlugin {
  private static final Setting<URI> URI_OF_BROKER =
      Setting.uri("rabbitmq.uri", "Where the broker is: amqp:// or amqps://, host, port, vhost.")
          .orElse(URI.create("amqp://localhost:5672"));

  private static final Setting<String> USER =
      Setting.text("rabbitmq.user", "Who connects, if the URI does not say.").orElse("guest");

  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("rabbitmq.password", "The password of the user.").optional();

  private static final Setting<QueueType> QUEUES =
      Setting.choice("rabbitmq.queues", QueueType.class, "What kind of queues are declared.")
          .orElse(QueueType.QUORUM);

  @Override
  public String name() {
    return "rabbitmq";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(URI_OF_BROKER, USER, PASSWORD, QUEUES);
  }

  @Override
  public Transport connect(Settings settings) {
    return RabbitTransport.connect(
        RabbitOptions.of(uri(settings)).withQueueType(settings.get(QUEUES)));
  }

  /// The URI with user and password, where it is said apart from them.
  private static String uri(Settings settings) {
    var uri = settings.get(URI_OF_BROKER);
    var password = settings.get(PASSWORD);
    if (uri.getRawUserInfo() != null || password.isEmpty()) {
      return uri.toString();
    }
    var userInfo = encoded(settings.get(USER)) + ":" + encoded(password.get().reveal());
    return uri.getScheme() + "://" + userInfo + "@" + uri.toString().split("://", 2)[1];
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
