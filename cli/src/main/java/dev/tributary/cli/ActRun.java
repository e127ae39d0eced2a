package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Acts;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// Has one act done about failures, and tells how far it has come: by the process that stays up
/// over the data folder, or else by this one, which then sees to the end what was sent on.
final class ActRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final DataOptions data;
  private final PrintWriter out;
  private final PrintWriter messages;
  private final Duration patience;

  ActRun(DataOptions data, PrintWriter out, PrintWriter messages) {
    this(data, out, messages, A_MINUTE);
  }

  /// @param patience how long to wait until the act begins: a minute, except in tests
  ActRun(DataOptions data, PrintWriter out, PrintWriter messages, Duration patience) {
    this.data = data;
    this.out = out;
    this.messages = messages;
    this.patience = patience;
  }

  /// Says how many failures of each application are meant.
  ///
  /// @return how many in all
  static long count(DatabaseReader ledger, Selection selection, PrintWriter out)
      throws InterruptedException {
    var counts = Failures.counts(ledger, selection);
    var all = counts.stream().mapToLong(Failures.Count::number).sum();
    var each =
        counts.stream()
            .map(count -> count.number() + " of " + count.application())
            .collect(Collectors.joining(", "));
    out.println(all == 0 ? "no failures: " + selection : all + " failures: " + each);
    out.flush();
    return all;
  }

  /// Waits until the act is done.
  ///
  /// @throws UsageException if nobody begins it for a minute: it will be done once somebody does
  Act request(Request request) throws IOException, InterruptedException {
    try (var interruption =
            Interruption.ofThisThread(
                "stopped; the act goes on: with `tributary up`, or the next command that acts");
        var system = LocalSystem.forAct(data, Set.of(Acts.NAME), interruption, messages);
        var ledger = data.configuration().readLedger()) {
      system.pipeline().request(request);
      var act = awaitTheEnd(request, ledger);
      if (system.seesToTheEnd()) {
        awaitIdle(system);
        tellOfThoseThatFailedAgain(act, ledger);
      }
      return act;
    }
  }

  private Act awaitTheEnd(Request request, DatabaseReader ledger) throws InterruptedException {
    var requestedAt = System.nanoTime();
    var toldAt = requestedAt;
    while (true) {
      var act = Failures.act(ledger, request.id());
      if (act.flatMap(Act::finishedAt).isPresent()) {
        return act.orElseThrow();
      }
      if (act.isEmpty() && System.nanoTime() - requestedAt > patience.toNanos()) {
        throw new UsageException(
            "nobody began the act %s for a minute, and it waits: is %s paused or left out? (tributary apps)"
                .formatted(request.id(), Acts.NAME));
      }
      if (act.isPresent() && System.nanoTime() - toldAt > BETWEEN_LINES.toNanos()) {
        toldAt = System.nanoTime();
        messages.printf("%d of %d%n", act.get().done(), act.get().chosen());
        messages.flush();
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static void awaitIdle(LocalSystem system) throws InterruptedException {
    while (!system.pipeline().isIdle()) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void tellOfThoseThatFailedAgain(Act act, DatabaseReader ledger)
      throws InterruptedException {
    var again =
        Failures.counts(ledger, Selection.all().after(act.id())).stream()
            .mapToLong(Failures.Count::number)
            .sum();
    if (again > 0) {
      out.printf("%d of them failed again: tributary failures --after %s%n", again, act.id());
    }
  }
}
