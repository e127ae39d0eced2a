package dev.tributary.cli.filter;

import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.Outcome;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.Outcome.Interrupted;
import dev.tributary.Outcome.OutOfTurn;
import dev.tributary.Outcome.Retried;
import dev.tributary.Outcome.Snoozed;
import dev.tributary.Outcome.Unavailable;
import dev.tributary.SettlementObserver;

/// Makes endings of lines from the outcomes of their messages.
record Settlements(LineQueue queue, Window window, ResultFormat format)
    implements SettlementObserver {

  @Override
  public void settled(Message message, Outcome outcome) {
    try {
      switch (outcome) {
        case Completed(var results, var dropped) ->
            end(
                message,
                new Ending.Worked(results.stream().map(format::line).toList(), dropped.size()));
        case Aborted _ -> end(message, new Ending.Aborted());
        case DeadLettered(var letter, _) -> end(message, new Ending.Bad(reason(letter)));
        case Retried _, Snoozed _, Unavailable _, OutOfTurn _, Interrupted _ -> {
          // Its delivery has put it back into the queue.
        }
      }
    } catch (Throwable defect) {
      // Nobody else would ever end this line, and all would wait for it.
      window.fail(defect);
    }
  }

  private void end(Message message, Ending ending) {
    queue.done(message).ifPresent(entry -> window.finish(entry, ending));
  }

  private static String reason(DeadLetter letter) {
    var error = letter.error().substring(letter.error().lastIndexOf('.') + 1);
    var attempts = letter.message().attempt();
    return "%s failed: %s (%s%s)"
        .formatted(
            letter.application(),
            letter.reason(),
            error,
            attempts == 1 ? "" : ", after " + attempts + " attempts");
  }
}
