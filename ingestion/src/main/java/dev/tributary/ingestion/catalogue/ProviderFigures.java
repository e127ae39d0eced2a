package dev.tributary.ingestion.catalogue;

import dev.tributary.database.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// What one provider shipped, and how it went.
///
/// @param provider absent for deliveries of which nobody found out whose they are
/// @param received deliveries, parts of packages among them
/// @param states how many ended in which state
/// @param median how long half of the last deliveries that were loaded took at most, from receipt
///   to end
/// @param p95 the same of 95 in a hundred
/// @param mapping the version that read what was loaded last
/// @param violations the rules that the last five hundred deliveries broke most often, the
///   commonest first
public record ProviderFigures(
    Optional<String> provider,
    long received,
    Map<DeliveryState, Long> states,
    Optional<Duration> median,
    Optional<Duration> p95,
    Optional<String> mapping,
    List<Broken> violations) {
  /// Rules that are told.
  private static final int RULES = 5;

  /// Deliveries whose times are looked at.
  private static final int SAMPLE = 501;

  /// Deliveries whose violations are counted.
  private static final int LAST = 500;

  /// Deliveries of which one tells the mapping: those that changed nothing leave no history.
  private static final int LATEST = 50;

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
              var times = times(handle, name);
              figures.add(
                  new ProviderFigures(
                      Optional.of(name).filter(it -> !it.isEmpty()),
                      received,
                      ended,
                      percentile(times, 50),
                      percentile(times, 95),
                      mapping(handle, name),
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

  /// In order of length.
  private static List<Duration> times(Handle handle, String provider) {
    return theirs(
            handle,
            provider,
            """
            select received_at, settled_at from delivery d
            where <is_theirs> and state = 'LOADED' and settled_at is not null
            order by number desc limit :limit
            """)
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
  }

  private static Optional<Duration> percentile(List<Duration> times, int percent) {
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of(times.get((times.size() - 1) * percent / 100));
  }

  private static Optional<String> mapping(Handle handle, String provider) {
    return theirs(
            handle,
            provider,
            """
            select h.mapping from (
              select id, number from delivery d
              where <is_theirs> and state = 'LOADED' order by number desc limit :last) latest
            join delivery_product p on p.delivery = latest.id
            join history h on h.product_key = p.product_key and h.delivery = latest.id
            where h.mapping <> ''
            order by latest.number desc, h.sequence desc limit 1
            """)
        .bind("last", LATEST)
        .mapTo(String.class)
        .findOne();
  }

  private static List<Broken> violations(Handle handle, String provider) {
    return theirs(
            handle,
            provider,
            """
            select rule, count(*) as number from violation
            where delivery in (
              select id from delivery d where <is_theirs> order by number desc limit :last)
            group by rule order by number desc, rule limit :limit
            """)
        .bind("last", LAST)
        .bind("limit", RULES)
        .map((row, _) -> new Broken(row.getString("rule"), row.getLong("number")))
        .list();
  }

  /// A query about the deliveries of one provider, which an index answers.
  private static Query theirs(Handle handle, String provider, String sql) {
    var query = handle.createQuery(sql);
    return provider.isEmpty()
        ? query.define("is_theirs", "d.provider is null")
        : query.define("is_theirs", "d.provider = :provider").bind("provider", provider);
  }
}
