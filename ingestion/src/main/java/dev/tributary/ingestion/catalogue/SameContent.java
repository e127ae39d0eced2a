package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What was shipped before with the same content.
final class SameContent {
  /// What the content said, itself or in its parts, whenever it came; and what else was said of the
  /// same products. Only where the time received is the version: what has a time of its own says
  /// with the same time what it said before, and overtakes nobody.
  private static final String IS_OVERTAKEN =
      """
      with recursive content (id, fingerprint, provider) as (
        select id, fingerprint, coalesce(declared_provider, '') from delivery where id = :id
        union all
        select part.id, part.fingerprint, coalesce(part.declared_provider, '')
        from delivery part join content on part.parent = content.id)
      select 1
      from content
      join delivery shipped on shipped.fingerprint = content.fingerprint
        and coalesce(shipped.declared_provider, '') = content.provider
      join statement said on said.delivery = shipped.id and said.said_at = shipped.received_at
      join statement other on other.product_key = said.product_key
      join delivery source on source.id = other.delivery
      where source.fingerprint not in (select fingerprint from content)
        and (exists (
            select 1 from product
            where product.key = said.product_key and product.delivery = source.id)
          or exists (
            select 1 from delivery again
            where again.fingerprint = source.fingerprint and again.state is null))
      limit 1
      """;

  /// The manifest declares another message than the one that came.
  private static final String NOT_THE_DECLARED_ONE = "manifest.hash-mismatch";

  /// Errors that are not in the content: what came with it is wrong, or was not there, or it was
  /// more than was allowed.
  private static final Set<String> OF_THE_SHIPMENT =
      Set.of(NOT_THE_DECLARED_ONE, "container.no-message", "container.too-large");

  private SameContent() {}

  /// The latest delivery with the content and the declared provider of `candidate` that is no
  /// duplicate itself.
  static Optional<RegisteredDelivery> find(Handle handle, Candidate candidate) {
    return handle
        .createQuery(
            """
            select id from delivery
            where fingerprint = :fingerprint and coalesce(declared_provider, '') = :provider
            order by case when state = 'DUPLICATE' then 1 else 0 end, number desc, part desc
            limit 1
            """)
        .bind("fingerprint", candidate.fingerprint())
        .bind("provider", candidate.provider().orElse(""))
        .mapTo(String.class)
        .findOne()
        .flatMap(id -> Deliveries.find(handle, id));
  }

  /// What the duplicate `id` repeats.
  static Optional<RegisteredDelivery> repeatedBy(Handle handle, String id) {
    return handle
        .createQuery(
            """
            select known.id
            from delivery again join delivery known
              on known.fingerprint = again.fingerprint
              and coalesce(known.declared_provider, '') = coalesce(again.declared_provider, '')
              and (known.number, known.part) < (again.number, again.part)
            where again.id = :id and coalesce(known.state, '') <> 'DUPLICATE'
            order by known.number desc, known.part desc limit 1
            """)
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .flatMap(known -> Deliveries.find(handle, known));
  }

  /// Whether there is nothing to be done about `candidate`, having been shipped as `known`.
  ///
  /// What was refused for what came with it is worked on if that is right now, and what is refused
  /// for that is told so, whatever became of it before.
  static boolean isRepeated(Handle handle, Candidate candidate, RegisteredDelivery known) {
    return !has(candidate.violations(), Set.of(NOT_THE_DECLARED_ONE))
        && !(wasRefusedAsShipped(known) && !isRefused(candidate))
        && !isNews(handle, candidate, known);
  }

  private static boolean wasRefusedAsShipped(RegisteredDelivery known) {
    return known
        .settlement()
        .filter(end -> end.state() == DeliveryState.REJECTED)
        .filter(end -> has(end.violations(), OF_THE_SHIPMENT))
        .isPresent();
  }

  private static boolean isRefused(Candidate candidate) {
    return candidate.violations().stream()
        .anyMatch(violation -> violation.severity() == Severity.ERROR);
  }

  private static boolean has(List<Violation> violations, Set<String> rules) {
    return violations.stream().anyMatch(violation -> rules.contains(violation.rule()));
  }

  /// Whether `candidate` says something again, having been shipped as `known`: something else
  /// counts now of a product, or is about to be said once more. Not while `known` is under way, and
  /// not if it is only still there: what came to its path last was the same.
  private static boolean isNews(Handle handle, Candidate candidate, RegisteredDelivery known) {
    return known.settlement().isPresent()
        && !isStillThere(handle, candidate)
        && isOvertaken(handle, known.delivery().id());
  }

  private static boolean isStillThere(Handle handle, Candidate candidate) {
    return handle
        .createQuery(
            """
            select fingerprint from delivery where path = :path
            order by number desc, part desc limit 1
            """)
        .bind("path", candidate.path())
        .mapTo(String.class)
        .findOne()
        .filter(candidate.fingerprint()::equals)
        .isPresent();
  }

  private static boolean isOvertaken(Handle handle, String id) {
    return handle
        .createQuery(IS_OVERTAKEN)
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
