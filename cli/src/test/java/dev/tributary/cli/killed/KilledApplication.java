package dev.tributary.cli.killed;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.DeadLetter;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;

/// An application that writes, sends, fails and tries again, on a broker and a database in a
/// folder: started with the name of a point, it is killed there.
///
/// Three messages are there: one that is worked on, one that fails at its first attempt, and one
/// that fails for good.
final class KilledApplication implements AutoCloseable {
  static final String WRITTEN = "written";
  static final String RETRIED = "retried";
  static final String POISON = "poison";

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Schema DONE = Schema.of("done", "create table done (message text not null)");

  private final EmbeddedBroker broker;
  private final Transport transport;
  private final Database database;
  private final Runner runner;

  private KilledApplication(
      EmbeddedBroker broker, Transport transport, Database database, Runner runner) {
    this.broker = broker;
    this.transport = transport;
    this.database = database;
    this.runner = runner;
  }

  /// Runs until it is killed.
  ///
  /// @param arguments the folder, and the point to be killed at
  public static void main(String[] arguments) throws Exception {
    var faults = new Faults();
    faults.at(Point.valueOf(arguments[1])).kill();
    try (var application = start(Path.of(arguments[0]), faults)) {
      application.send();
      application.awaitTheEnd();
    }
  }

  static KilledApplication start(Path folder, Faults faults) {
    var broker = EmbeddedBroker.start(folder.resolve("broker"));
    var transport = ArtemisTransport.connect(broker);
    var database = Database.open(folder.resolve("effects.db"), Effects.SCHEMA, DONE);
    transport.declare("sink", List.of(new Binding("killed", "#")));
    var runner = Runner.start(faults.transport(transport), List.of(application(database, faults)));
    return new KilledApplication(broker, transport, database, runner);
  }

  private static Application application(Database database, Faults faults) {
    var once =
        new Effects(database).once("killed", (handle, message) -> write(handle, message, faults));
    return Application.named("killed")
        .consumes("source", "#")
        .callback(faults.callback(committed(once, faults)))
        .retry(
            RetryPolicy.standard()
                .on(IOException.class, atMost(5).startingWith(Duration.ofMillis(20)))
                .on(IllegalStateException.class, never()))
        .build();
  }

  private static List<Message> write(Handle transaction, Message message, Faults faults)
      throws Exception {
    var name = message.body().utf8();
    if (name.equals(POISON)) {
      throw new IllegalStateException("this one never works");
    }
    if (name.equals(RETRIED) && message.attempt() == 1) {
      throw new IOException("the first attempt fails");
    }
    transaction.execute("insert into done (message) values (?)", name);
    faults.reach(Point.BEFORE_COMMIT);
    return List.of(
        message.with("one", Body.utf8(name + " one")),
        message.with("two", Body.utf8(name + " two")));
  }

  private static Callback committed(Callback once, Faults faults) {
    return message -> {
      var results = once.apply(message);
      faults.reach(Point.AFTER_COMMIT);
      return results;
    };
  }

  private void send() throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send(
          "source",
          List.of(
              Message.of("a", Body.utf8(WRITTEN)),
              Message.of("a", Body.utf8(RETRIED)),
              Message.of("a", Body.utf8(POISON))),
          Listeners.REQUIRED);
    }
  }

  void awaitTheEnd() {
    Awaitility.await().atMost(PATIENCE).until(() -> transport.depth("killed") == 0);
  }

  /// What was written, as often as it was.
  List<String> written() throws InterruptedException {
    return database.read(
        handle ->
            handle
                .createQuery("select message from done order by message")
                .mapTo(String.class)
                .list());
  }

  /// The bodies of what was sent, as often as it was.
  List<String> sent() throws InterruptedException {
    return bodies("sink");
  }

  /// The bodies of what was set aside, as often as it was.
  List<String> setAside() throws InterruptedException {
    return bodies(DeadLetter.QUEUE);
  }

  private List<String> bodies(String queue) throws InterruptedException {
    var bodies = new ArrayList<String>();
    var count = transport.depth(queue);
    try (var consumer = transport.consumer(queue, 100)) {
      for (var received = 0; received < count; received++) {
        bodies.add(consumer.receive().message().body().utf8());
      }
    }
    return bodies;
  }

  @Override
  public void close() {
    runner.close();
    transport.close();
    database.close();
    broker.close();
  }
}
