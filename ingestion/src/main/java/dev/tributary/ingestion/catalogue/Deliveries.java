package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The register of all that was shipped and of what became of it.
///
/// What writes needs to be alone: use it in a work of [dev.tributary.database.Database#write].
public final class Deliveries {
  /// How many ids one query may ask for.
  public static final int CHUNK = 500;

  private final InstantSource clock;

  /// A register that reads its times from `clock`.
  public Deliveries(InstantSource clock) {
    this.clock = clock;
  }

  /// Registers what was shipped, in the order of the paths, which is the order of the intake
  /// numbers.
  ///
  /// What is known by its provider (as declared) and fingerprint is not new: if the latest of the
  /// kind has the same path and has not come to its end it is resumed, otherwise this one is a
  /// duplicate of it, and settled. It is new all the same where the time received is the version,
  /// something else counts now of the same products, and it was not just found at its path again;
  /// or where the known one was refused for what came with it, and that is right now.
  ///
  /// @return in the order of the paths
  public List<Registration> register(Handle transaction, List<Candidate> candidates) {
    var registrations = new ArrayList<Registration>();
    long number = nextNumber(transaction);
    for (var candidate :
        candidates.stream().sorted(Comparator.comparing(Candidate::path)).toList()) {
      var known = SameContent.find(transaction, candidate);
      if (known.isPresent() && isToBeResumed(known.get(), candidate)) {
        registrations.add(new Registration.Resumed(known.get().delivery()));
      } else {
        var place = new Place(number++, 0, Optional.empty(), clock.instant());
        registrations.add(insert(transaction, candidate, place, known));
      }
    }
    return List.copyOf(registrations);
  }

  /// Registers all that the package `parent` was unpacked into, in this order and once: it has no
  /// [#children] yet. They have its number, were received when it was, are its provider's unless
  /// they say another's, and need not be marked as sent.
  ///
  /// From now on the state of the package follows from theirs, and from its own violations.
  ///
  /// @param violations that are about none of them, such as a message that the manifest names and
  ///   that did not come
  public List<Registration> registerChildren(
      Handle transaction, String parent, List<Candidate> candidates, List<Violation> violations) {
    var packed =
        find(transaction, parent)
            .orElseThrow(() -> new UnknownDeliveryException(parent))
            .delivery();
    var registrations = new ArrayList<Registration>();
    for (var candidate : candidates) {
      var child = withProvider(candidate, packed.provider());
      var part = registrations.size() + 1;
      var place = new Place(packed.number(), part, Optional.of(parent), packed.receivedAt());
      registrations.add(insert(transaction, child, place, SameContent.find(transaction, child)));
    }
    transaction
        .createUpdate("update delivery set children = :children where id = :id")
        .bind("children", candidates.size())
        .bind("id", parent)
        .execute();
    DeliveryRows.writeViolations(transaction, parent, violations);
    settleParent(transaction, Optional.of(parent));
    return List.copyOf(registrations);
  }

  /// The deliveries whose messages may not have reached the broker, in the order of their numbers;
  /// to be sent (again) at a start. What waits is among them if files came for it.
  public static List<ProductDelivery> unsent(Handle handle) {
    return handle
        .createQuery(
            "select "
                + DeliveryRows.COLUMNS
                + """
                from delivery where sent_at is null and (state is null or state = 'WAITING')
                order by number, part
                """)
        .map((row, _) -> DeliveryRows.delivery(row))
        .list();
  }

  /// These deliveries, which wait, are to be sent once more, with the files that have come: by the
  /// next start, unless they are marked as sent before.
  public static void markUnsent(Handle transaction, Collection<String> ids) {
    var batch = transaction.prepareBatch("update delivery set sent_at = null where id = :id");
    for (var id : ids) {
      batch.bind("id", id).add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /// The broker has confirmed the messages of these deliveries.
  public void markSent(Handle transaction, Collection<String> ids) {
    var batch =
        transaction.prepareBatch(
            "update delivery set sent_at = :now where id = :id and sent_at is null");
    for (var id : ids) {
      batch.bind("now", clock.instant()).bind("id", id).add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /// What the mapping found out: whose it is, and in which format, such as `ern 4.3`.
  public static void identify(Handle transaction, String id, String provider, String format) {
    transaction
        .createUpdate("update delivery set provider = :provider, format = :format where id = :id")
        .bind("provider", provider)
        .bind("format", format)
        .bind("id", id)
        .execute();
  }

  /// Whose the parts of the package `parent` are, and of which trade, as long as nothing else is
  /// known of them: what is refused before it is identified is theirs, too.
  public static void expect(Handle transaction, String parent, String provider, String format) {
    transaction
        .createUpdate(
            """
            update delivery set provider = coalesce(provider, :provider),
              format = coalesce(format, :format)
            where parent = :parent
            """)
        .bind("provider", provider)
        .bind("format", format)
        .bind("parent", parent)
        .execute();
  }

  /// Says what became of the delivery `id`. A final state is kept unless it is revisable; what is
  /// said after that, or twice, has no effect. When the last part of a package is settled, so is
  /// the package.
  ///
  /// @throws UnknownDeliveryException if there is none
  public void settle(Handle transaction, String id, Settlement settlement) {
    var delivery = find(transaction, id).orElseThrow(() -> new UnknownDeliveryException(id));
    if (delivery.settlement().map(last -> last.state().isRevisable()).orElse(true)) {
      writeIfOther(transaction, delivery, settlement);
      settleParent(transaction, delivery.delivery().parent());
    }
  }

  /// Opens deliveries again that have come to their end, to be sent once more: what comes of that
  /// becomes their state, and that of the packages that they are in. Until they are marked as sent,
  /// the next start sends them, too. What was taken apart is left out: its parts are to be opened.
  ///
  /// @param reingestion what they are opened for
  /// @return those that were opened, in the order of `ids`
  public static List<ProductDelivery> reopen(
      Handle transaction, List<String> ids, String reingestion) {
    var opened = new ArrayList<ProductDelivery>();
    for (var known : find(transaction, ids)) {
      var id = known.delivery().id();
      var count =
          transaction.execute(
              """
              update delivery set state = null, action = null, error = null, settled_at = null,
                sent_at = null, reingestion = ?
              where id = ? and state is not null and children is null
              """,
              reingestion,
              id);
      if (count > 0) {
        known.delivery().parent().ifPresent(parent -> reopenPackage(transaction, parent));
        opened.add(known.delivery());
      }
    }
    return List.copyOf(opened);
  }

  /// The package `id`, and those that it is in, have no end before their parts have. They are not
  /// sent themselves.
  private static void reopenPackage(Handle transaction, String id) {
    transaction.execute(
        """
        with recursive packed (id, parent) as (
          select id, parent from delivery where id = ?
          union all
          select whole.id, whole.parent
          from delivery whole join packed on whole.id = packed.parent)
        update delivery set state = null, action = null, error = null, settled_at = null
        where state is not null and id in (select id from packed)
        """,
        id);
  }

  /// How many deliveries have no final state.
  public static long unsettled(Handle handle) {
    return handle
        .createQuery("select count(*) from delivery where state is null")
        .mapTo(Long.class)
        .one();
  }

  /// Which of the deliveries `ids`, [#CHUNK] at most, have no final state, or a part without one.
  public static Set<String> unsettledOf(Handle handle, Collection<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : handle
            .createQuery(
                """
                select id from delivery where id in (<ids>) and (state is null or exists (
                  select 1 from delivery as part
                  where part.parent = delivery.id and part.state is null))
                """)
            .bindList("ids", List.copyOf(ids))
            .mapTo(String.class)
            .set();
  }

  /// The delivery `id`.
  public static Optional<RegisteredDelivery> find(Handle handle, String id) {
    return find(handle, List.of(id)).stream().findFirst();
  }

  /// These deliveries, in this order; those that are not known are left out.
  public static List<RegisteredDelivery> find(Handle handle, List<String> ids) {
    var found = new HashMap<String, RegisteredDelivery>();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      var chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
      var query =
          handle
              .createQuery("select " + DeliveryRows.COLUMNS + " from delivery where id in (<ids>)")
              .bindList("ids", chunk);
      DeliveryRows.list(handle, query).forEach(each -> found.put(each.delivery().id(), each));
    }
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  /// What the duplicate `id` repeats.
  public static Optional<RegisteredDelivery> repeatedBy(Handle handle, String id) {
    return SameContent.repeatedBy(handle, id);
  }

  /// What the package `parent` was unpacked into, in its order.
  public static List<RegisteredDelivery> children(Handle handle, String parent) {
    return children(handle, parent, Integer.MAX_VALUE);
  }

  /// The first `limit` of them.
  public static List<RegisteredDelivery> children(Handle handle, String parent, int limit) {
    var query =
        handle
            .createQuery(
                "select "
                    + DeliveryRows.COLUMNS
                    + " from delivery where parent = :parent order by part limit :limit")
            .bind("parent", parent)
            .bind("limit", limit);
    return DeliveryRows.list(handle, query);
  }

  private record Place(long number, int part, Optional<String> parent, Instant receivedAt) {}

  private static long nextNumber(Handle transaction) {
    return transaction
            .createQuery("select coalesce(max(number), 0) from delivery")
            .mapTo(Long.class)
            .one()
        + 1;
  }

  private static boolean isToBeResumed(RegisteredDelivery known, Candidate candidate) {
    return known.settlement().isEmpty() && known.delivery().path().equals(candidate.path());
  }

  private Registration insert(
      Handle transaction, Candidate candidate, Place place, Optional<RegisteredDelivery> known) {
    var repeated = known.filter(each -> SameContent.isRepeated(transaction, candidate, each));
    var delivery =
        new ProductDelivery(
            freeId(transaction, candidate),
            place.number(),
            place.part(),
            place.parent(),
            candidate.provider(),
            candidate.path(),
            candidate.kind(),
            place.receivedAt(),
            candidate.content(),
            candidate.bytes(),
            candidate.files());
    transaction
        .createUpdate(
            """
            insert into delivery (id, number, part, parent, declared_provider, provider, path, kind,
              content, bytes, files, fingerprint, received_at, sent_at, reingestion)
            values (:id, :number, :part, :parent, :provider, :provider, :path, :kind,
              :content, :bytes, :files, :fingerprint, :received_at, :sent_at,
              (select reingestion from delivery where id = :parent))
            """)
        .bind("id", delivery.id())
        .bind("number", delivery.number())
        .bind("part", delivery.part())
        .bind("parent", delivery.parent())
        .bind("provider", delivery.provider())
        .bind("path", delivery.path())
        .bind("kind", delivery.kind().name())
        .bind("content", delivery.content())
        .bind("bytes", delivery.bytes())
        .bind("files", delivery.files())
        .bind("fingerprint", candidate.fingerprint())
        .bind("received_at", delivery.receivedAt())
        .bind("sent_at", delivery.parent().map(_ -> clock.instant()))
        .execute();
    if (repeated.isEmpty()) {
      return new Registration.New(delivery);
    }
    repeat(transaction, delivery.id(), repeated.get());
    return new Registration.Duplicate(delivery);
  }

  /// What was refused is so still, and counts as that in its package: what is wrong with it is told
  /// again.
  private void repeat(Handle transaction, String id, RegisteredDelivery known) {
    var refusal = known.settlement().filter(end -> end.state() == DeliveryState.REJECTED);
    write(
        transaction,
        id,
        new Settlement(
            DeliveryState.DUPLICATE,
            Optional.empty(),
            List.of(),
            refusal.map(Settlement::violations).orElse(List.of()),
            Optional.of(
                "the same content was shipped before, as %s (%s)%s"
                    .formatted(
                        known.delivery().id(),
                        known.delivery().path(),
                        refusal.map(_ -> andRefused(known)).orElse("")))));
    if (known.provider().isPresent() && known.format().isPresent()) {
      identify(transaction, id, known.provider().get(), known.format().get());
    }
  }

  /// What repeats it is refused as well, whatever was mended since: it has to be mapped anew
  /// itself.
  private static String andRefused(RegisteredDelivery known) {
    return Refused.isAsShipped(known)
        ? ", and refused"
        : ", and refused; once the mapping or the severity is mended that refused it: tributary"
            + " reingest "
            + known.delivery().id();
  }

  /// The candidate's id or, if it was shipped before, that with the first suffix that is free.
  private static String freeId(Handle transaction, Candidate candidate) {
    long repetition =
        transaction
            .createQuery("select count(*) from delivery where fingerprint = :fingerprint")
            .bind("fingerprint", candidate.fingerprint())
            .mapTo(Long.class)
            .one();
    String id;
    do {
      repetition++;
      id = repetition == 1 ? candidate.id() : candidate.id() + "-" + repetition;
    } while (isTaken(transaction, id));
    return id;
  }

  private static boolean isTaken(Handle transaction, String id) {
    return transaction
        .createQuery("select 1 from delivery where id = :id")
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static Candidate withProvider(Candidate candidate, Optional<String> provider) {
    return new Candidate(
        candidate.provider().or(() -> provider),
        candidate.path(),
        candidate.kind(),
        candidate.content(),
        candidate.bytes(),
        candidate.files(),
        candidate.fingerprint(),
        candidate.violations());
  }

  /// So that the time of an end is not that of its repetition.
  private void writeIfOther(
      Handle transaction, RegisteredDelivery delivery, Settlement settlement) {
    if (!delivery.settlement().equals(Optional.of(settlement))) {
      write(transaction, delivery.delivery().id(), settlement);
    }
  }

  private void write(Handle transaction, String id, Settlement settlement) {
    transaction
        .createUpdate(
            """
            update delivery set state = :state, action = :action, error = :error, settled_at = :now
            where id = :id
            """)
        .bind("state", settlement.state().name())
        .bind("action", settlement.action().map(Action::name))
        .bind("error", settlement.error())
        .bind("now", clock.instant())
        .bind("id", id)
        .execute();
    DeliveryRows.writeProducts(transaction, id, settlement.products());
    DeliveryRows.writeViolations(transaction, id, settlement.violations());
  }

  /// Gives the package `parent` its state, once all of its parts have theirs; and so on upwards. It
  /// is looked at again whenever the state of a part changes.
  private void settleParent(Handle transaction, Optional<String> parent) {
    if (parent.isEmpty() || hasOpenPart(transaction, parent.get())) {
      return;
    }
    var counts = countStates(transaction, parent.get());
    if (counts.isEmpty()) {
      return;
    }
    var failures = failures(counts);
    var own = DeliveryRows.violations(transaction, parent.get());
    if (own.stream().anyMatch(violation -> violation.severity() == Severity.ERROR)) {
      counts.merge(DeliveryState.REJECTED, 1, Integer::sum);
    }
    var state = DeliveryState.ofPackage(counts.keySet());
    var packed =
        find(transaction, parent.get())
            .orElseThrow(() -> new UnknownDeliveryException(parent.get()));
    var settlement = new Settlement(state, Optional.empty(), List.of(), own, failures);
    writeIfOther(transaction, packed, settlement);
    settleParent(transaction, packed.delivery().parent());
  }

  /// Asked whenever a part ends, so it finds one without looking at the others.
  private static boolean hasOpenPart(Handle transaction, String parent) {
    return transaction
        .createQuery("select 1 from delivery where parent = :parent and state is null limit 1")
        .bind("parent", parent)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// How many parts ended in each state, as that counts for their package.
  private static Map<DeliveryState, Integer> countStates(Handle transaction, String parent) {
    var counts = new EnumMap<DeliveryState, Integer>(DeliveryState.class);
    transaction
        .createQuery(
            """
            select outcome, count(*) as parts from (
              select <outcome> as outcome from delivery
              where parent = :parent and state is not null) ended
            group by outcome
            """)
        .define("outcome", DeliveryRows.STATE_OF_PART)
        .bind("parent", parent)
        .map(
            (row, _) ->
                counts.put(DeliveryState.valueOf(row.getString("outcome")), row.getInt("parts")))
        .list();
    return counts;
  }

  private static Optional<String> failures(Map<DeliveryState, Integer> counts) {
    int failed =
        counts.getOrDefault(DeliveryState.REJECTED, 0)
            + counts.getOrDefault(DeliveryState.QUARANTINED, 0);
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return failed == 0
        ? Optional.empty()
        : Optional.of("%d of %d parts failed".formatted(failed, all));
  }
}
