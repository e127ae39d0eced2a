package dev.tributary.thirdparty;

import dev.tributary.spi.HealthCheck.Health;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Measurement.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The third parties of this process. Whoever opens one need not know that it is measured.
final class ThirdParties {
  private static final Set<ThirdParty> OPEN = ConcurrentHashMap.newKeySet();

  private ThirdParties() {}

  static void opened(ThirdParty party) {
    OPEN.add(party);
  }

  static void closed(ThirdParty party) {
    OPEN.remove(party);
  }

  /// Whether all of them are there.
  static Health health() {
    var away =
        OPEN.stream().flatMap(party -> party.outage().stream()).collect(Collectors.joining("; "));
    return away.isEmpty()
        ? new Healthy(OPEN.size() + " third parties are asked by this process; none is away")
        : new Unhealthy(away, "nothing is lost: what asks it pauses, and goes on by itself");
  }

  static List<Measurement> measurements() {
    return OPEN.stream().flatMap(ThirdParties::of).toList();
  }

  private static Stream<Measurement> of(ThirdParty party) {
    var counts = party.counts();
    return Stream.of(
        calls(party, "answered", counts.answers()),
        calls(party, "failed", counts.failures()),
        calls(party, "put-off", counts.putsOff()),
        calls(party, "kept", counts.keptAnswers()),
        new Measurement(
            "third_party_call_seconds",
            "How long calls of a third party took, all together.",
            Kind.COUNTER,
            Map.of("host", party.host()),
            counts.seconds()),
        gauge(party, "in_flight", "How many calls are under way.", party.inFlight()),
        gauge(
            party,
            "away",
            "Whether it counts as away: 1 or 0.",
            party.outage().isPresent() ? 1 : 0));
  }

  private static Measurement calls(ThirdParty party, String outcome, long number) {
    return new Measurement(
        "third_party_calls",
        "Calls of a third party: answered, failed, put off, or spared by an answer that was kept.",
        Kind.COUNTER,
        Map.of("host", party.host(), "outcome", outcome),
        number);
  }

  private static Measurement gauge(ThirdParty party, String what, String description, int value) {
    return new Measurement(
        "third_party_" + what, description, Kind.GAUGE, Map.of("host", party.host()), value);
  }
}
