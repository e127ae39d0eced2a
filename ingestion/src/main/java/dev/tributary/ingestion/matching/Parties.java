package dev.tributary.ingestion.matching;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Which parties may be the same: one identifier with two names, or one name in two ways to write
/// it. As with products, this is a function of what products say at the moment, and what people
/// decide stands beside it.
public final class Parties {
  /// An identifier that more names have is nobody's.
  private static final int MOST_NAMES = 20;

  private static final int MOST_PAIRS = 10_000;
  private static final double SAME_IDENTIFIER = 0.95;
  private static final double SAME_NAME = 0.75;

  /// What decisions about them are kept under, beside those about products.
  private static final String PREFIX = "party:";

  private static final Comparator<Proposed> SUREST_FIRST =
      Comparator.comparingDouble(Proposed::confidence)
          .thenComparingLong(proposed -> proposed.productsOfOne() + proposed.productsOfOther())
          .reversed()
          .thenComparing(Proposed::one)
          .thenComparing(Proposed::other);

  private Parties() {}

  /// Two names that may be the same party's, and what was decided about them.
  ///
  /// @param one the name that comes first in the alphabet
  /// @param productsOfOne how many products name it
  /// @param confidence from 0 to 1
  /// @param reason in words
  public record Proposed(
      String one,
      String other,
      long productsOfOne,
      long productsOfOther,
      double confidence,
      String reason,
      Optional<Decision> decision) {}

  /// Two names, the first in the alphabet first.
  private record Pair(String one, String other) {
    static Pair of(String name, String other) {
      return name.compareTo(other) < 0 ? new Pair(name, other) : new Pair(other, name);
    }
  }

  private record Likely(Pair pair, double confidence, String reason) {}

  /// Whom the product `key` names, as of now. It is known to [Matches], and names nobody yet.
  static void put(Handle transaction, String key, List<NamedParty> parties) {
    for (var party : parties) {
      transaction.execute(
          "insert into party (product_key, name, plain) values (?, ?, ?)",
          key,
          party.name(),
          PartyName.plain(party.name()));
      for (var id : party.ids()) {
        transaction.execute(
            "insert into party_id (product_key, name, id) values (?, ?, ?)", key, party.name(), id);
      }
    }
  }

  /// The product `key` names nobody any more.
  static void remove(Handle transaction, String key) {
    transaction.execute("delete from party where product_key = ?", key);
    transaction.execute("delete from party_id where product_key = ?", key);
  }

  /// What is proposed, the surest first, and of these the names first that many products have.
  ///
  /// @param decided also that about which somebody decided
  public static List<Proposed> list(Handle handle, boolean decided, int limit) {
    return likely(handle, Optional.empty()).values().stream()
        .map(likely -> proposed(handle, likely))
        .filter(proposed -> decided || proposed.decision().isEmpty())
        .sorted(SUREST_FIRST)
        .limit(limit)
        .toList();
  }

  /// Whether these two names are proposed.
  public static boolean isProposed(Handle handle, String name, String other) {
    return likely(handle, Optional.of(name)).containsKey(Pair.of(name, other));
  }

  /// Somebody decided about these two names. What was decided before is kept.
  public static void decide(Handle transaction, String name, String other, Decision decision) {
    Matches.decide(transaction, PREFIX + name, PREFIX + other, decision);
  }

  /// @param name only pairs of those that share something with this name
  private static Map<Pair, Likely> likely(Handle handle, Optional<String> name) {
    var all = new LinkedHashMap<Pair, Likely>();
    byIdentifier(handle, name).forEach(likely -> all.putIfAbsent(likely.pair(), likely));
    byName(handle, name).forEach(likely -> all.putIfAbsent(likely.pair(), likely));
    return all;
  }

  private static List<Likely> byIdentifier(Handle handle, Optional<String> name) {
    return pairs(
            handle,
            """
            with named as (select distinct id, name from party_id <only>),
              shared as (select id from named group by id having count(*) between 2 and :names)
            select a.name, b.name as other, a.id
            from shared
            join named a on a.id = shared.id
            join named b on b.id = a.id and a.name < b.name
            order by a.id, a.name, b.name limit :pairs
            """,
            "where id in (select id from party_id where name = :name)",
            name)
        .bind("names", MOST_NAMES)
        .map(
            (row, _) ->
                new Likely(
                    pair(row), SAME_IDENTIFIER, "the same identifier: " + row.getString("id")))
        .list();
  }

  /// Two of one name whose identifiers differ are two.
  private static List<Likely> byName(Handle handle, Optional<String> name) {
    return pairs(
            handle,
            """
            with named as (select distinct plain, name from party <only>)
            select a.name, b.name as other
            from named a join named b on b.plain = a.plain and a.name < b.name
            where not exists (
              select 1
              from (select distinct id from party_id where name = a.name) i
              join (select distinct id from party_id where name = b.name) j
                on j.id <> i.id and substr(j.id, 1, 4) = substr(i.id, 1, 4))
            order by a.name, b.name limit :pairs
            """,
            "where plain in (select plain from party where name = :name)",
            name)
        .map((row, _) -> new Likely(pair(row), SAME_NAME, "the same name, written otherwise"))
        .list();
  }

  /// What looks for pairs among distinct names: of a name that thousands of products have it would
  /// else join each of them with each.
  ///
  /// @param only the condition that narrows it to `name`
  private static Query pairs(Handle handle, String sql, String only, Optional<String> name) {
    var query =
        handle
            .createQuery(sql.replace("<only>", name.map(_ -> only).orElse("")))
            .bind("pairs", MOST_PAIRS);
    name.ifPresent(value -> query.bind("name", value));
    return query;
  }

  private static Pair pair(ResultSet row) throws SQLException {
    return Pair.of(row.getString("name"), row.getString("other"));
  }

  private static Proposed proposed(Handle handle, Likely likely) {
    var one = likely.pair().one();
    var other = likely.pair().other();
    return new Proposed(
        one,
        other,
        products(handle, one),
        products(handle, other),
        likely.confidence(),
        likely.reason(),
        Matches.decision(handle, PREFIX + one, PREFIX + other));
  }

  private static long products(Handle handle, String name) {
    return handle
        .createQuery("select count(*) from party where name = :name")
        .bind("name", name)
        .mapTo(Long.class)
        .one();
  }
}
