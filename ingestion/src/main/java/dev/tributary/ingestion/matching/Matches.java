package dev.tributary.ingestion.matching;

import dev.tributary.database.Schema;
import dev.tributary.database.Timestamps;
import dev.tributary.ingestion.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Which products may be the same. A function of what the products are at the moment, whatever the
/// order in which they changed; what people decide stands beside it and outlasts it.
public final class Matches {
  /// The tables that this needs.
  public static final Schema SCHEMA = new Schema("matching", 2);

  /// What more products share than these names none of them: a barcode of convenience, a track that
  /// is on every compilation.
  private static final int MOST_CARRIERS = 50;

  /// What a product is like that is there no more, so that a change that is told late does not
  /// bring it back.
  private static final String GONE = "";

  private static final String PROPOSALS =
      """
      select p.one, p.other, p.confidence, p.reason, d.same, d.why, d.who, d.at
      from proposal p left join decision d on d.one = p.one and d.other = p.other
        and d.number = (select max(number) from decision where one = p.one and other = p.other)
      """;

  private Matches() {}

  /// What the product `key` is like as of its change `sequence`, and so which others it may be.
  /// Nothing is written if it was looked at because of a later change already.
  ///
  /// @param parties whom it names
  static void put(
      Handle transaction, String key, long sequence, Facts facts, List<NamedParty> parties) {
    if (isLater(transaction, key, sequence)) {
      return;
    }
    var former = marks(transaction, key);
    remember(transaction, key, sequence, Json.text(facts));
    Parties.put(transaction, key, parties);
    addMarks(transaction, key, facts);
    crossLimit(transaction, former, facts.marks());
    for (var other : candidates(transaction, key)) {
      Likeness.of(facts, facts(transaction, other))
          .ifPresent(likeness -> propose(transaction, key, other, likeness));
    }
  }

  /// The product `key` is there no more, as of its change `sequence`.
  static void remove(Handle transaction, String key, long sequence) {
    if (!isLater(transaction, key, sequence)) {
      var former = marks(transaction, key);
      remember(transaction, key, sequence, GONE);
      crossLimit(transaction, former, Set.of());
    }
  }

  /// Forgets all else that follows from the product.
  private static void remember(Handle transaction, String key, long sequence, String facts) {
    transaction
        .createUpdate("delete from proposal where one = :key or other = :key")
        .bind("key", key)
        .execute();
    transaction
        .createUpdate("delete from mark where product_key = :key")
        .bind("key", key)
        .execute();
    transaction
        .createUpdate(
            """
            insert into likened (product_key, sequence, facts) values (:key, :sequence, :facts)
            on conflict (product_key) do update
              set sequence = excluded.sequence, facts = excluded.facts
            """)
        .bind("key", key)
        .bind("sequence", sequence)
        .bind("facts", facts)
        .execute();
    Parties.remove(transaction, key);
  }

  private static boolean isLater(Handle transaction, String key, long sequence) {
    return transaction
        .createQuery("select sequence from likened where product_key = :key")
        .bind("key", key)
        .mapTo(Long.class)
        .findOne()
        .filter(looked -> looked > sequence)
        .isPresent();
  }

  private static void addMarks(Handle transaction, String key, Facts facts) {
    var marks = facts.marks();
    if (marks.isEmpty()) {
      return;
    }
    var batch =
        transaction.prepareBatch("insert into mark (product_key, name) values (:key, :name)");
    marks.forEach(name -> batch.bind("key", key).bind("name", name).add());
    batch.execute();
  }

  /// Those that share anything with `key` that few products have.
  private static List<String> candidates(Handle handle, String key) {
    return handle
        .createQuery(
            """
            select distinct theirs.product_key
            from mark ours join mark theirs on theirs.name = ours.name
            where ours.product_key = :key and theirs.product_key <> :key
              and
            """
                + isOfFew("ours"))
        .bind("key", key)
        .bind("most", MOST_CARRIERS)
        .mapTo(String.class)
        .list();
  }

  /// Whether few products have the mark of `row`. No more of them are counted than there may be.
  private static String isOfFew(String row) {
    return """
    (select count(*) from
      (select 1 from mark each where each.name = %s.name limit :most + 1) carriers) <= :most
    """
        .formatted(row);
  }

  private static Set<String> marks(Handle handle, String key) {
    return handle
        .createQuery("select name from mark where product_key = :key")
        .bind("key", key)
        .mapTo(String.class)
        .set();
  }

  /// What a mark says of its first fifty carriers must not depend on who came first: when there is
  /// one too many, it proposes none of them, and when that one is gone, all of them.
  private static void crossLimit(Handle transaction, Set<String> former, Set<String> marks) {
    for (var name : marks) {
      if (!former.contains(name)
          && carriers(transaction, name, MOST_CARRIERS + 2).size() == MOST_CARRIERS + 1) {
        withdraw(transaction, name);
      }
    }
    for (var name : former) {
      var carriers =
          marks.contains(name) ? List.<String>of() : carriers(transaction, name, MOST_CARRIERS + 1);
      if (carriers.size() == MOST_CARRIERS) {
        proposeAll(transaction, carriers);
      }
    }
  }

  private static List<String> carriers(Handle handle, String name, int limit) {
    return handle
        .createQuery("select product_key from mark where name = :name limit :limit")
        .bind("name", name)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /// Takes back what rests on the mark `name` alone.
  private static void withdraw(Handle transaction, String name) {
    transaction
        .createUpdate(
            """
            delete from proposal
            where one in (select product_key from mark where name = :name)
              and other in (select product_key from mark where name = :name)
              and not exists (
                select 1 from mark ones
                join mark others on others.name = ones.name and others.product_key = proposal.other
                where ones.product_key = proposal.one and
            """
                + isOfFew("ones")
                + ")")
        .bind("name", name)
        .bind("most", MOST_CARRIERS)
        .execute();
  }

  private static void proposeAll(Handle transaction, List<String> carriers) {
    var facts = new HashMap<String, Facts>();
    carriers.forEach(key -> facts.put(key, facts(transaction, key)));
    facts.forEach(
        (one, ofOne) ->
            facts.forEach(
                (other, ofOther) -> {
                  if (one.compareTo(other) < 0) {
                    Likeness.of(ofOne, ofOther)
                        .ifPresent(likeness -> propose(transaction, one, other, likeness));
                  }
                }));
  }

  private static Facts facts(Handle handle, String key) {
    return Json.readOwn(
        handle
            .createQuery("select facts from likened where product_key = :key")
            .bind("key", key)
            .mapTo(String.class)
            .one(),
        Facts.class);
  }

  private static void propose(Handle transaction, String key, String other, Likeness likeness) {
    transaction
        .createUpdate(
            """
            insert into proposal (one, other, confidence, reason)
            values (:one, :other, :confidence, :reason)
            on conflict do nothing
            """)
        .bind("one", first(key, other))
        .bind("other", second(key, other))
        .bind("confidence", likeness.confidence())
        .bind("reason", likeness.reason())
        .execute();
  }

  /// Somebody decided about the products `key` and `other`. What was decided before is kept.
  public static void decide(Handle transaction, String key, String other, Decision decision) {
    transaction
        .createUpdate(
            """
            insert into decision (number, one, other, same, why, who, at)
            select coalesce(max(number), 0) + 1, :one, :other, :same, :why, :who, :at
            from decision where one = :one and other = :other
            """)
        .bind("one", first(key, other))
        .bind("other", second(key, other))
        .bind("same", decision.same())
        .bind("why", decision.why())
        .bind("who", decision.who())
        .bind("at", decision.at())
        .execute();
  }

  /// What was decided last about `key` and `other`.
  static Optional<Decision> decision(Handle handle, String key, String other) {
    return handle
        .createQuery(
            """
            select same, why, who, at from decision where one = :one and other = :other
            order by number desc limit 1
            """)
        .bind("one", first(key, other))
        .bind("other", second(key, other))
        .map((row, _) -> decision(row))
        .findOne()
        .flatMap(decision -> decision);
  }

  /// What is proposed, the surest first.
  ///
  /// @param decided also that about which somebody decided
  public static List<Proposal> list(Handle handle, boolean decided, int limit) {
    return handle
        .createQuery(
            PROPOSALS
                + """
                where :decided or d.number is null
                order by p.confidence desc, p.one, p.other limit :limit
                """)
        .bind("decided", decided)
        .bind("limit", limit)
        .map((row, _) -> proposal(row))
        .list();
  }

  /// What is proposed and decided about the product `key`, the surest first.
  public static List<Proposal> of(Handle handle, String key) {
    return handle
        .createQuery(
            PROPOSALS
                + """
                where p.one = :key or p.other = :key order by p.confidence desc, p.one, p.other
                """)
        .bind("key", key)
        .map((row, _) -> proposal(row))
        .list();
  }

  /// What is proposed about these two.
  public static Optional<Proposal> find(Handle handle, String key, String other) {
    return of(handle, key).stream()
        .filter(proposal -> proposal.otherThan(key).equals(other))
        .findFirst();
  }

  private static String first(String key, String other) {
    return key.compareTo(other) < 0 ? key : other;
  }

  private static String second(String key, String other) {
    return key.compareTo(other) < 0 ? other : key;
  }

  private static Proposal proposal(ResultSet row) throws SQLException {
    return new Proposal(
        row.getString("one"),
        row.getString("other"),
        row.getDouble("confidence"),
        row.getString("reason"),
        decision(row));
  }

  private static Optional<Decision> decision(ResultSet row) throws SQLException {
    var at = row.getString("at");
    return at == null
        ? Optional.empty()
        : Optional.of(
            new Decision(
                row.getBoolean("same"),
                row.getString("why"),
                row.getString("who"),
                Timestamps.instant(at)));
  }
}
