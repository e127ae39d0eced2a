package dev.tributary.testing;

import static dev.tributary.RetryPolicy.atMost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The order of a key over times that no test can wait for.
@Timeout(60)
final class OrderOverTimeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicReference<VirtualClock> clock = new AtomicReference<>();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void thoseBehindAFailureDoNotPassItWhileItWaitsInALongBacklog() throws Exception {
    var application =
        Application.named("app")
            .consumes("source", "#")
            .concurrency(1)
            .orderedBy(message -> message.headers().getOrDefault("account", ""))
            .retry(
                RetryPolicy.standard()
                    .on(Throwable.class, atMost(3).startingWith(SECOND).jitteredBy(0)))
            .callback(this::takeASecond)
            .build();
    var messages = new ArrayList<Message>();
    messages.add(of("held", "held 0"));
    others(messages, 100);
    messages.add(of("held", "held 1"));
    others(messages, 100);

    try (var run = TestRun.of(application)) {
      clock.set(run.clock());
      run.send(messages.toArray(Message[]::new));
      run.advance(Duration.ofMinutes(10));
    }

    assertThat(done).hasSize(202).containsSubsequence("held 0", "held 1");
  }

  private List<Message> takeASecond(Message message) throws IOException {
    clock.get().advance(SECOND);
    var body = message.body().utf8();
    if (body.equals("held 0") && message.attempt() == 1) {
      throw new IOException("not yet");
    }
    done.add(body);
    return List.of();
  }

  private static void others(List<Message> messages, int count) {
    for (var number = 0; number < count; number++) {
      var key = "other " + messages.size();
      messages.add(of(key, key));
    }
  }

  private static Message of(String key, String body) {
    return Message.of("do.thing", Body.utf8(body)).withHeader("account", key);
  }
}
