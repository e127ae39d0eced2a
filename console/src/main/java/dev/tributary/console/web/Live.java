package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Sends the part of a page that changes, whenever it has changed, as server-sent events. Safe for
/// use by many threads.
final class Live {
  /// Pages that are followed at a time. More have to be loaded anew to change.
  private static final int MOST = 64;

  /// From one look to the next, so that what has changed is there within a second as long as a look
  /// takes less than a third of one.
  private static final Duration PERIOD = Duration.ofMillis(600);

  /// Looks without a change after which something is sent all the same, to find out who is gone.
  private static final int SILENT_LOOKS = 10;

  private static final byte[] NOTHING_NEW = ":\n\n".getBytes(UTF_8);

  private final Semaphore places = new Semaphore(MOST);

  /// What is to be seen.
  @FunctionalInterface
  interface View {
    /// As it is now; empty if it may not be seen any more.
    Optional<Html> look() throws IOException, InterruptedException;
  }

  /// Follows `view` until whoever looks is gone, or this thread is interrupted.
  void follow(View view, Reply reply) throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      throw RefusedException.of(503, "too many pages are open; close some");
    }
    try (var out = reply.events()) {
      send(view, out);
    } finally {
      places.release();
    }
  }

  private static void send(View view, OutputStream out) throws IOException, InterruptedException {
    var last = "";
    var silent = 0;
    while (true) {
      var began = System.nanoTime();
      var seen = view.look();
      if (seen.isEmpty()) {
        return;
      }
      var text = seen.get().text();
      if (!text.equals(last)) {
        out.write(("data: " + Json.text(text) + "\n\n").getBytes(UTF_8));
        out.flush();
        last = text;
        silent = 0;
      } else if (++silent >= SILENT_LOOKS) {
        out.write(NOTHING_NEW);
        out.flush();
        silent = 0;
      }
      pauseAfter(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /// A page that takes long to look at is looked at less often.
  private static void pauseAfter(Duration look) throws InterruptedException {
    var rest = PERIOD.minus(look);
    Thread.sleep(rest.compareTo(look) > 0 ? rest : look);
  }
}
