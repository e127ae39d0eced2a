package dev.tributary.internal;

import dev.tributary.Application;
import dev.tributary.Application.Step.Start;
import dev.tributary.Application.Step.Stop;
import dev.tributary.Hook;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hooks of one application: started in order, stopped in reverse.
public final class Steps {
  private static final Logger log = LoggerFactory.getLogger(Steps.class);

  private final Application application;
  private final Deque<Hook> toStop = new ArrayDeque<>();

  public Steps(Application application) {
    this.application = application;
  }

  /// Runs the start hooks. If one fails, those stop hooks that were added before it are run, and
  /// its exception goes on.
  public void start() throws Exception {
    try {
      for (var step : application.steps()) {
        switch (step) {
          case Start(var hook) -> hook.run();
          case Stop(var hook) -> toStop.push(hook);
        }
      }
    } catch (Throwable failure) {
      stop();
      throw failure;
    }
  }

  /// Runs the stop hooks that are due, each of them whatever the others throw, and none of them
  /// interrupted: an interruption is kept for the caller.
  public void stop() {
    var interrupted = false;
    while (!toStop.isEmpty()) {
      interrupted |= Thread.interrupted();
      try {
        toStop.pop().run();
      } catch (Throwable failure) {
        interrupted |= failure instanceof InterruptedException;
        log.atWarn()
            .addKeyValue("application", application.name())
            .addKeyValue("consequence", "the other hooks run all the same")
            .setCause(failure)
            .log("stop-hook.failed");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
