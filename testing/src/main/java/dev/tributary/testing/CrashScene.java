package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// What is played when a process is to die: an application that completes, retries and
/// dead-letters, so that it comes to every point.
final class CrashScene {
  private static final String APPLICATION = "app";
  private static final String LISTENER = "sink";
  private static final List<String> GOOD = List.of("good-0", "good-1", "retried-0", "retried-1");
  private static final List<String> POISON = List.of("poison-0", "poison-1");

  private final Transport transport;
  private final List<Message> results = new CopyOnWriteArrayList<>();
  private final List<Message> deadLetters = new CopyOnWriteArrayList<>();

  private CrashScene(Transport transport) {
    this.transport = transport;
  }

  static CrashScene on(Transport transport) {
    return new CrashScene(transport);
  }

  /// Sends the inputs, for an application that is to start later.
  void sendInputs() throws InterruptedException {
    transport.declare(APPLICATION, List.of(new Binding("source", "#")));
    try (var producer = transport.producer()) {
      var inputs = Stream.concat(GOOD.stream(), POISON.stream()).map(CrashScene::input).toList();
      producer.send("source", inputs, Listeners.REQUIRED);
    }
  }

  private static Message input(String id) {
    return Message.of(id, "do.thing", Body.utf8(id), Instant.now());
  }

  /// Starts the application, once those who listen to it are there.
  ///
  /// @return ends it
  Runner start(Faults faults, CrashContract contract) {
    transport.declare(LISTENER, List.of(new Binding(APPLICATION, "#")));
    return Runner.start(faults.transport(transport), List.of(application(faults, contract)));
  }

  /// Its results tell by a random token which run of the work they come from.
  private static Application application(Faults faults, CrashContract contract) {
    var work =
        contract.once(
            faults,
            message -> {
              var token = " " + UUID.randomUUID();
              return List.of(
                  message.with("done.thing", Body.utf8("first" + token)),
                  message.with("done.thing", Body.utf8("second" + token)));
            });
    return Application.named(APPLICATION)
        .consumes("source", "#")
        .retry(
            RetryPolicy.standard()
                .on(IOException.class, RetryPolicy.atMost(2).startingWith(Duration.ofMillis(50)))
                .on(IllegalArgumentException.class, RetryPolicy.never()))
        .callback(
            faults.callback(
                message -> {
                  if (POISON.contains(message.id())) {
                    throw new IllegalArgumentException("poison");
                  }
                  if (message.id().startsWith("retried") && message.attempt() == 1) {
                    throw new IOException("not yet");
                  }
                  return work.apply(message);
                }))
        .build();
  }

  /// Runs those who listen, until everything has come through.
  Runner listen() {
    return Runner.start(
        transport,
        List.of(
            keeping(LISTENER, APPLICATION, results),
            keeping(DeadLetter.QUEUE, DeadLetter.EXCHANGE, deadLetters)));
  }

  private static Application keeping(String name, String exchange, List<Message> messages) {
    return Application.named(name)
        .consumes(exchange, "#")
        .callback(
            message -> {
              messages.add(message);
              return List.of();
            })
        .unrecorded()
        .build();
  }

  boolean isDone() {
    return Stream.of(APPLICATION, LISTENER, DeadLetter.QUEUE)
        .allMatch(queue -> transport.depth(queue) == 0);
  }

  void assertNothingIsLostAndEffectsHappenedOnce() {
    for (var input : GOOD) {
      var ofInput = results.stream().filter(result -> result.jobId().equals(input)).toList();
      assertThat(ofInput.stream().map(Message::id).distinct())
          .as("results of %s", input)
          .hasSize(2);
      assertThat(ofInput.stream().map(CrashScene::token).distinct())
          .as("runs of the work that results of %s come from", input)
          .hasSize(1);
    }
    assertThat(results).extracting(Message::jobId).hasSameElementsAs(GOOD);
    assertThat(deadLetters).extracting(Message::id).hasSameElementsAs(POISON);
  }

  private static String token(Message result) {
    return result.body().utf8().split(" ", 2)[1];
  }
}
