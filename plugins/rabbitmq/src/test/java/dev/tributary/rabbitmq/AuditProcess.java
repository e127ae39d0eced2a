package dev.tributary.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.spi.TransportException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// One of the chained applications of the [LossAuditTest], in a process of its own, which runs
/// until it is ended.
final class AuditProcess {
  static final String SOURCE = "numbers";
  static final List<String> STAGES = List.of("first", "second", "third");
  static final String READY = "ready";

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String stage;
  private final OutputStream calls;
  private final OutputStream effects;
  private final Set<String> done;

  private AuditProcess(String stage, Path folder) throws IOException {
    this.stage = stage;
    this.done = new HashSet<>(ids(effects(folder)));
    this.calls = new FileOutputStream(calls(folder, stage).toFile(), true);
    this.effects = new FileOutputStream(effects(folder).toFile(), true);
  }

  /// A byte for each call of the callback of `stage`.
  static Path calls(Path folder, String stage) {
    return folder.resolve(stage + ".calls");
  }

  /// A line for each effect: the id of the message, and its number.
  static Path effects(Path folder) {
    return folder.resolve("effects");
  }

  private static List<String> ids(Path effects) throws IOException {
    return Files.exists(effects)
        ? Files.readAllLines(effects).stream()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList()
        : List.of();
  }

  /// The exchange that the application consumes.
  static String exchangeBefore(String stage) {
    var before = STAGES.indexOf(stage) - 1;
    return before < 0 ? SOURCE : STAGES.get(before);
  }

  private Application application() {
    return Application.named(stage)
        .consumes(exchangeBefore(stage), "#")
        .concurrency(20)
        .callback(this::apply)
        .build();
  }

  private List<Message> apply(Message message) throws IOException {
    calls.write('.');
    if (!stage.equals(STAGES.getLast())) {
      return List.of(message);
    }
    haveEffectOnce(message);
    return List.of();
  }

  /// One write, so that being killed leaves a whole line or none.
  private synchronized void haveEffectOnce(Message message) throws IOException {
    if (!done.contains(message.id())) {
      effects.write((message.id() + " " + message.body().utf8() + "\n").getBytes(UTF_8));
      done.add(message.id());
    }
  }

  /// Connects and starts the application, as often as it takes.
  private Runner start(RabbitOptions options) {
    return await()
        .forever()
        .pollInterval(PAUSE)
        .ignoreExceptionsInstanceOf(TransportException.class)
        .until(() -> startOnce(options), Objects::nonNull);
  }

  private Runner startOnce(RabbitOptions options) {
    var transport = RabbitTransport.connect(options);
    try {
      var runner = Runner.start(transport, List.of(application()));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    runner.close();
                    transport.close();
                  }));
      return runner;
    } catch (TransportException notYet) {
      System.err.println(stage + " does not start yet: " + notYet.getMessage());
      transport.close();
      throw notYet;
    }
  }

  /// Runs an application.
  ///
  /// @param arguments its name, the broker's URI, and the folder for what it writes
  public static void main(String... arguments) throws Exception {
    var process = new AuditProcess(arguments[0], Path.of(arguments[2]));
    var options =
        RabbitOptions.of(arguments[1]).withHeartbeat(HEARTBEAT).withConnectionName(arguments[0]);
    try (var _ = process.start(options)) {
      System.out.println(READY);
      new CountDownLatch(1).await();
    }
  }
}
