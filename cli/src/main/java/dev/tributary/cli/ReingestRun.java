package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Reingestion;
import dev.tributary.ingestion.catalogue.Settlement;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Has deliveries mapped anew: by the process that stays up over the data folder, or else by this
/// one. Sees to the end what this process began.
final class ReingestRun {
  private static final int SLICE = 250;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final DataOptions data;
  private final PrintWriter out;
  private final PrintWriter messages;

  ReingestRun(DataOptions data, PrintWriter out, PrintWriter messages) {
    this.data = data;
    this.out = out;
    this.messages = messages;
  }

  /// Sends them all, at most `rate` a second, and tells what became of them.
  void reingest(List<String> ids, String selection, String why, int rate)
      throws IOException, InterruptedException {
    try (var interruption =
            Interruption.ofThisThread(
                "stopped; ask again for those that are left, what was sent goes on");
        var system = LocalSystem.forAct(data, Set.of(), interruption, messages)) {
      var act = begin(system, ids, selection, why);
      var sent = send(system, act, ids, rate);
      if (system.seesToTheEnd()) {
        while (!system.pipeline().isIdle()) {
          Thread.sleep(BETWEEN_LOOKS);
        }
        tell(system.catalogue().read(handle -> Deliveries.find(handle, ids)), sent, act);
      } else {
        out.printf("%d sent to be mapped anew (act %s)%n", sent, act);
      }
    }
  }

  private static String begin(LocalSystem system, List<String> ids, String selection, String why)
      throws InterruptedException {
    var act =
        new Reingestion(
            UUID.randomUUID().toString(),
            Instant.now(),
            ActOptions.who(),
            why,
            selection,
            ids.size(),
            0,
            Optional.empty());
    system
        .catalogue()
        .write(
            transaction -> {
              act.begin(transaction);
              return act;
            });
    return act.id();
  }

  /// A slice is what is due in a tenth of a second.
  private static int send(LocalSystem system, String act, List<String> ids, int rate)
      throws IOException, InterruptedException {
    var begin = System.nanoTime();
    var slice = Math.clamp(rate / 10, 1, SLICE);
    var sent = 0;
    for (var from = 0; from < ids.size(); from += slice) {
      var due = Duration.ofSeconds(from).dividedBy(rate).toNanos();
      Thread.sleep(Duration.ofNanos(Math.max(0, begin + due - System.nanoTime())));
      var chosen = ids.subList(from, Math.min(ids.size(), from + slice));
      sent += system.pipeline().intake().takeAgain(chosen, act);
      system
          .catalogue()
          .write(
              transaction -> {
                Reingestion.sent(transaction, act, chosen.size(), Instant.now());
                return act;
              });
    }
    return sent;
  }

  private void tell(List<RegisteredDelivery> deliveries, int sent, String act) {
    var states = new TreeMap<String, Integer>();
    for (var delivery : deliveries) {
      var state = delivery.settlement().map(Settlement::state).map(DeliveryState::name);
      states.merge(state.orElse("UNDER WAY"), 1, Integer::sum);
    }
    out.printf("%d mapped anew (act %s): %s%n", sent, act, states);
  }
}
