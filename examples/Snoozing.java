import static dev.tributary.RetryPolicy.atMost;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Service;
import dev.tributary.Settings;
import dev.tributary.Snooze;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks a third party that first says "come back later", then fails, then answers.
///
/// A snooze costs no attempt; a failure does. Either way the message waits in the broker, not here:
/// nothing is held meanwhile, and others go on.
public final class Snoozing implements Service {
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public Application application(Settings settings) {
    return Application.named("snoozing")
        .consumes("questions", "#")
        .retry(
            RetryPolicy.standard()
                .on(IOException.class, atMost(3).startingWith(Duration.ofMillis(100))))
        .callback(this::ask)
        .build();
  }

  private List<Message> ask(Message message) throws IOException {
    switch (calls.incrementAndGet()) {
      case 1 -> throw new Snooze(Duration.ofMillis(200), "the API said Retry-After");
      case 2 -> throw new IOException("the API did not answer");
      default -> {
        System.out.println("answered at attempt " + message.attempt());
        return List.of(message);
      }
    }
  }
}
