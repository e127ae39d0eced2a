package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.rabbitmq.RabbitNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A RabbitMQ broker and a PostgreSQL server without anything in them, for one test. Where there is
/// no broker, the test is skipped.
final class Servers implements AutoCloseable {
  private final RabbitNode broker;
  private final EmbeddedPostgres database;
  private final Path password;

  private Servers(RabbitNode broker, EmbeddedPostgres database, Path password) {
    this.broker = broker;
    this.database = database;
    this.password = password;
  }

  /// @param folder for a file with the broker's password
  static Servers start(Path folder) throws IOException {
    var broker = RabbitNode.shared();
    broker.remove(Pipeline.names());
    var userInfo = URI.create(broker.uri()).getRawUserInfo();
    var password = userInfo.substring(userInfo.indexOf(':') + 1);
    var file = Files.writeString(folder.resolve("password"), URLDecoder.decode(password, UTF_8));
    var database = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    return new Servers(broker, database, file);
  }

  /// The options that make a command use them.
  List<String> options() {
    var uri = URI.create(broker.uri());
    var user = URLDecoder.decode(uri.getRawUserInfo().split(":", -1)[0], UTF_8);
    return List.of(
        "--set",
        "transport=rabbitmq",
        "--set",
        "rabbitmq.uri=" + broker.uri().replaceFirst("//.*@", "//"),
        "--set",
        "rabbitmq.user=" + user,
        "--set",
        "rabbitmq.password.file=" + password,
        "--set",
        "database.url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(database.getPort()),
        "--set",
        "database.user=postgres");
  }

  @Override
  public void close() throws IOException {
    broker.remove(Pipeline.names());
    database.close();
  }
}
