package dev.tributary.recovery;

import static dev.tributary.RetryPolicy.never;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.database.Database;
import dev.tributary.database.Effects;
import dev.tributary.database.Schema;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.testing.Faults;
import dev.tributary.testing.Faults.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// An application that fails as long as there is a file `broken`, and those that keep and send on
/// what failed, on a broker and a database in a folder. Started with the name of a point, the one
/// that acts is killed there.
final class KilledSystem implements AutoCloseable {
  static final List<String> BODIES = List.of("one", "three", "two");

  private static final Schema DONE = Schema.of("done", "create table done (message text not null)");

  private final EmbeddedBroker broker;
  private final Transport transport;
  private final Database database;
  private final List<Runner> runners;

  private KilledSystem(
      EmbeddedBroker broker, Transport transport, Database database, List<Runner> runners) {
    this.broker = broker;
    this.transport = transport;
    this.database = database;
    this.runners = runners;
  }

  /// Asks for an act, and runs until it is killed.
  ///
  /// @param arguments the folder, the point to be killed at, and what to do
  public static void main(String[] arguments) throws Exception {
    var faults = new Faults();
    faults.at(Point.valueOf(arguments[1])).kill();
    try (var system = start(Path.of(arguments[0]), faults)) {
      system.request(Act.Kind.valueOf(arguments[2]));
      Thread.currentThread().join();
    }
  }

  static KilledSystem start(Path folder, Faults faults) {
    var broker = EmbeddedBroker.start(folder.resolve("broker"));
    var transport = ArtemisTransport.connect(broker);
    var database = Database.open(folder.resolve("all.db"), Failures.SCHEMA, Effects.SCHEMA, DONE);
    var failures = new Failures(database);
    var faulty = faults.transport(transport);
    var working =
        Runner.start(
            transport, List.of(fragile(folder, database), KeepFailures.application(failures)));
    var acting =
        Runner.start(faulty, List.of(Acts.application(failures, faulty, InstantSource.system())));
    return new KilledSystem(broker, transport, database, List.of(working, acting));
  }

  private static Application fragile(Path folder, Database database) {
    var once =
        new Effects(database)
            .once(
                "fragile",
                (handle, message) -> {
                  handle.execute("insert into done (message) values (?)", message.body().utf8());
                  return List.of();
                });
    return Application.named("fragile")
        .consumes("source", "#")
        .retry(RetryPolicy.standard().on(IllegalStateException.class, never()))
        .callback(
            message -> {
              if (Files.exists(folder.resolve("broken"))) {
                throw new IllegalStateException("broken");
              }
              return once.apply(message);
            })
        .build();
  }

  void send() throws InterruptedException {
    try (var producer = transport.producer()) {
      for (var body : BODIES) {
        producer.send(
            "source", List.of(Message.of("do.thing", Body.utf8(body))), Listeners.REQUIRED);
      }
    }
  }

  private void request(Act.Kind kind) throws InterruptedException {
    var request =
        new Request(
            "act-1",
            kind,
            "me",
            "killed",
            Selection.open(),
            Optional.empty(),
            Optional.empty(),
            Instant.now());
    try (var producer = transport.producer()) {
      producer.send(Acts.NAME, List.of(request.toMessage()), Listeners.REQUIRED);
    }
  }

  Database database() {
    return database;
  }

  boolean isIdle() {
    return transport.depth(Acts.NAME) == 0
        && transport.depth("fragile") == 0
        && transport.depth(KeepFailures.NAME) == 0;
  }

  /// What was worked on, as often as it was.
  List<String> done() throws InterruptedException {
    return database.read(
        handle ->
            handle
                .createQuery("select message from done order by message")
                .mapTo(String.class)
                .list());
  }

  @Override
  public void close() {
    runners.forEach(Runner::close);
    transport.close();
    database.close();
    broker.close();
  }
}
