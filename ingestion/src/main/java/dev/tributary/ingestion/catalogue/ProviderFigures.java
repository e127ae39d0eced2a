package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// What one provider shipped, and how it went.
///
/// @param provider absent for deliveries of which nobody found out whose they are
/// @param received deliveries, parts of packages among them
/// @param states how many ended in which state
/// @param median from the receipt of one of the last deliveries that were loaded to its end
/// @param violations the commonest rules that are broken, the commonest first
public record ProviderFigures(
    Optional<String> provider,
    long received,
    Map<DeliveryState, Long> states,
    Optional<Duration> median,
    List<Broken> violations) {
  /// Rules that are told.
  private static final int RULES = 5;

  /// Deliveries whose times are looked at.
  private static final int SAMPLE = 501;

  /// How often a rule is broken.
  public record Broken(String rule, long count) {}

  /// Of those that came to an end, how many percent are neither rejected nor set aside.
  public Optional<Integer> accepted() {
    var ended = states.values().stream().mapToLong(Long::longValue).sum();
    var refused =
        states.getOrDefault(DeliveryState.REJECTED, 0L)
            + states.getOrDefault(DeliveryState.QUARANTINED, 0L);
    return ended == 0
        ? Optional.empty()
        : Optional.of(Math.toIntExact(100 * (ended - refused) / ended));
  }

  /// Those of all providers, by name.
  public static List<ProviderFigures> all(Handle handle) {
    var figures = new ArrayList<ProviderFigures>();
    states(handle)
        .forEach(
            (name, states) -> {
              var received = states.values().stream().mapToLong(Long::longValue).sum();
              var ended = new TreeMap<DeliveryState, Long>();
              states.forEach(
                  (state, count) -> {
                    if (!state.isEmpty()) {
                      ended.put(DeliveryState.valueOf(state), count);
                    }
                  });
              figures.add(
                  new ProviderFigures(
                      Optional.of(name).filter(it -> !it.isEmpty()),
                      received,
                      ended,
                      median(handle, name),
                      violations(handle, name)));
            });
    return List.copyOf(figures);
  }

  /// By provider and state, each empty if there is none.
  private static Map<String, Map<String, Long>> states(Handle handle) {
    var states = new TreeMap<String, Map<String, Long>>();
    handle
        .createQuery(
            """
            select coalesce(provider, '') as provider, coalesce(state, '') as state,
              count(*) as number
            from delivery group by provider, state
            """)
        .map(
            (row, _) ->
                states
                    .computeIfAbsent(row.getString("provider"), _ -> new TreeMap<>())
                    .put(row.getString("state"), row.getLong("number")))
        .list();
    return states;
  }

  private static Optional<Duration> median(Handle handle, String provider) {
    var times =
        handle
            .createQuery(
                """
                select received_at, settled_at from delivery
                where coalesce(provider, '') = :provider and state = 'LOADED'
                  and settled_at is not null
                order by number desc limit :limit
                """)
            .bind("provider", provider)
            .bind("limit", SAMPLE)
            .map(
                (row, _) ->
                    Duration.between(
                        Timestamps.instant(row.getString("received_at")),
                        Timestamps.instant(row.getString("settled_at"))))
            .list()
            .stream()
            .sorted()
            .toList();
    return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
  }

  private static List<Broken> violations(Handle handle, String provider) {
    return handle
        .createQuery(
            """
            select v.rule, count(*) as number
            from violation v join delivery d on d.id = v.delivery
            where coalesce(d.provider, '') = :provider
            group by v.rule order by number desc, v.rule limit :limit
            """)
        .bind("provider", provider)
        .bind("limit", RULES)
        .map((row, _) -> new Broken(row.getString("rule"), row.getLong("number")))
        .list();
  }
}
