package dev.tributary.ingestion.trust;

import dev.tributary.ingestion.catalogue.Edit;
import dev.tributary.ingestion.catalogue.Field;
import dev.tributary.ingestion.catalogue.ProductItems;
import dev.tributary.ingestion.enrich.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Gathers what is said of a product, and puts over it what is trusted most.
final class Overlay {
  private final ObjectNode product;
  private final Instant saidAt;
  private final TrustOrder order;
  private final Map<Topic, List<Claim>> claims = new LinkedHashMap<>();

  /// What is spoken of.
  private record Topic(Optional<String> item, String field) {
    Optional<Field> known() {
      return Field.find(field, item.isPresent());
    }

    /// What it is about; nothing if the item is not there.
    List<ObjectNode> of(ObjectNode product) {
      return item.map(name -> ProductItems.find(product, name)).orElse(List.of(product));
    }
  }

  /// What it comes to.
  record Resolved(ObjectNode product, List<Provenance> provenance, List<Conflict> conflicts) {}

  /// @param product as its provider states it; it is changed
  Overlay(ObjectNode product, Instant saidAt, TrustOrder order) {
    this.product = product;
    this.saidAt = saidAt;
    this.order = order;
  }

  void add(Edit edit) {
    edit.value()
        .ifPresent(
            value ->
                add(
                    new Topic(edit.item(), edit.field()),
                    new Claim(TrustOrder.EDITOR, value, 1, edit.at())));
  }

  /// What the model has no such value for (a date in words, say) cannot be shown.
  void add(String source, Finding finding) {
    var topic = new Topic(finding.item(), finding.field());
    readable(topic, finding.value())
        .ifPresent(
            value -> add(topic, new Claim(source, value, finding.confidence(), finding.at())));
  }

  private static Optional<String> readable(Topic topic, String value) {
    try {
      return Optional.of(topic.known().map(field -> field.read(value)).orElse(value));
    } catch (IllegalArgumentException unfit) {
      return Optional.empty();
    }
  }

  private void add(Topic topic, Claim claim) {
    claims.computeIfAbsent(topic, _ -> new ArrayList<>()).add(claim);
  }

  Resolved resolve() {
    var provenance = new ArrayList<Provenance>();
    var conflicts = new ArrayList<Conflict>();
    claims.forEach(
        (topic, others) -> {
          var about = topic.of(product);
          if (!about.isEmpty()) {
            var ranked = ranked(topic, about.getFirst(), others);
            var shown = ranked.getFirst();
            show(topic, about, shown);
            provenance.add(provenance(topic, shown));
            ranked.stream()
                .filter(other -> !Agreement.isThere(topic.field(), shown.value(), other.value()))
                .map(other -> conflict(topic, shown, other))
                .forEach(conflicts::add);
          }
        });
    return new Resolved(product, provenance, conflicts);
  }

  private List<Claim> ranked(Topic topic, ObjectNode about, List<Claim> others) {
    var stated =
        topic.known().flatMap(field -> field.said(about)).stream()
            .map(said -> new Claim(TrustOrder.PROVIDER, said, 1, saidAt));
    return Stream.concat(stated, others.stream())
        .sorted(Comparator.comparing(Claim::source, order.on(topic.field())))
        .toList();
  }

  private static void show(Topic topic, List<ObjectNode> about, Claim shown) {
    if (!shown.source().equals(TrustOrder.PROVIDER)) {
      topic.known().ifPresent(field -> about.forEach(each -> field.put(each, shown.value())));
    }
  }

  private static Provenance provenance(Topic topic, Claim shown) {
    return new Provenance(
        topic.item(), topic.field(), shown.value(), shown.source(), shown.at(), shown.confidence());
  }

  private static Conflict conflict(Topic topic, Claim shown, Claim other) {
    return new Conflict(
        topic.item(), topic.field(), shown.value(), shown.source(), other.value(), other.source());
  }
}
