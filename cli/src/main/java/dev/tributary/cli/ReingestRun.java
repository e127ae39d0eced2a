package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.Reingestion;
import dev.tributary.ingestion.catalogue.Settlement;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Has deliveries mapped anew: by the process that stays up over the data folder, or else by this
/// one. Sees to the end what this process began.
final class ReingestRun {
  private static final int SLICE = 250;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private static final String UNDER_WAY = "UNDER WAY";

  /// In which nothing of a delivery comes to the catalogue.
  private static final Set<String> LOST =
      Set.of(DeliveryState.REJECTED.name(), DeliveryState.QUARANTINED.name(), UNDER_WAY);

  private final DataOptions data;
  private final PrintWriter messages;

  /// What came of it.
  ///
  /// @param sent how many deliveries were sent
  /// @param before how many of them were in which state
  /// @param states the same afterwards; empty if another process sees to that
  record Outcome(
      String act, int sent, Map<String, Integer> before, Optional<Map<String, Integer>> states) {
    /// Whether deliveries that were in the catalogue are not any more, or no longer as a whole.
    boolean isWorse() {
      return states
          .filter(
              after ->
                  after.keySet().stream().anyMatch(LOST::contains)
                      || partial(after) > partial(before))
          .isPresent();
    }

    private static int partial(Map<String, Integer> states) {
      return states.getOrDefault(DeliveryState.PARTIAL.name(), 0);
    }
  }

  ReingestRun(DataOptions data, PrintWriter messages) {
    this.data = data;
    this.messages = messages;
  }

  /// Sends them all, at most `rate` a second, and sees what becomes of them.
  Outcome reingest(List<String> ids, String selection, String why, int rate)
      throws IOException, InterruptedException {
    try (var interruption =
            Interruption.ofThisThread(
                "stopped; ask again for those that are left, what was sent goes on");
        var system = LocalSystem.forAct(data, Set.of(), interruption, messages)) {
      var before = states(system, ids);
      var act = begin(system, ids, selection, why);
      var sent = send(system, act, ids, rate);
      if (!system.seesToTheEnd()) {
        return new Outcome(act, sent, before, Optional.empty());
      }
      while (!system.pipeline().isIdle()) {
        Thread.sleep(BETWEEN_LOOKS);
      }
      return new Outcome(act, sent, before, Optional.of(states(system, ids)));
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

  /// How many of the deliveries are in which state.
  private static Map<String, Integer> states(LocalSystem system, List<String> ids)
      throws InterruptedException {
    var states = new TreeMap<String, Integer>();
    for (var delivery : system.catalogue().read(handle -> Deliveries.find(handle, ids))) {
      var state = delivery.settlement().map(Settlement::state).map(DeliveryState::name);
      states.merge(state.orElse(UNDER_WAY), 1, Integer::sum);
    }
    return states;
  }
}
