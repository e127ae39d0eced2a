package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Item;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The states of a product over time. It is worked out when a statement is applied, so that the
/// state of thousands of products is known at a glance, and a deal begins and ends without anybody
/// doing anything.
///
/// As text: `SCHEDULED 2026-01-02T00:00:00Z LIVE 2027-01-01T00:00:00Z TAKEN_DOWN`.
///
/// @param first the state before the first change
/// @param changes from each instant on, the state
record Timeline(ProductState first, NavigableMap<Instant, ProductState> changes) {

  /// Always in the same state.
  static Timeline always(ProductState state) {
    return new Timeline(state, new TreeMap<>());
  }

  /// The states of a product that is not purged.
  ///
  /// @param wasOffered whether any statement ever put it on offer
  static Timeline of(Product product, boolean wasOffered) {
    if (!wasOffered) {
      return always(ProductState.DRAFT);
    }
    var offers =
        product.deals().stream()
            .flatMap(deal -> Validity.of(deal).stream().map(validity -> new Offer(deal, validity)))
            .toList();
    var instants = new TreeSet<Instant>();
    for (var offer : offers) {
      offer.validity().start().ifPresent(instants::add);
      offer.validity().end().ifPresent(instants::add);
    }
    var timeline = always(state(product, offers, Instant.MIN));
    for (var instant : instants) {
      timeline.change(instant, state(product, offers, instant));
    }
    return timeline;
  }

  static Timeline parse(String text) {
    var words = text.split(" ", -1);
    var timeline = always(ProductState.valueOf(words[0]));
    for (int i = 1; i < words.length; i += 2) {
      timeline.change(Instant.parse(words[i]), ProductState.valueOf(words[i + 1]));
    }
    return timeline;
  }

  ProductState at(Instant instant) {
    var change = changes.floorEntry(instant);
    return change == null ? first : change.getValue();
  }

  @Override
  public String toString() {
    return Stream.concat(
            Stream.of(first.name()),
            changes.entrySet().stream().map(change -> change.getKey() + " " + change.getValue()))
        .collect(Collectors.joining(" "));
  }

  private void change(Instant instant, ProductState state) {
    if (at(instant) != state) {
      changes.put(instant, state);
    }
  }

  private static ProductState state(Product product, List<Offer> offers, Instant instant) {
    var open = offers.stream().filter(offer -> offer.validity().holdsAt(instant)).toList();
    if (!open.isEmpty()) {
      return coverAll(product, open) ? ProductState.LIVE : ProductState.PARTLY_AVAILABLE;
    }
    return offers.stream().anyMatch(offer -> offer.validity().startsAfter(instant))
        ? ProductState.SCHEDULED
        : ProductState.TAKEN_DOWN;
  }

  private static boolean coverAll(Product product, List<Offer> open) {
    if (open.stream().anyMatch(offer -> offer.deal().items().isEmpty())) {
      return true;
    }
    var covered = new HashSet<String>();
    open.forEach(offer -> covered.addAll(offer.deal().items()));
    return product.items().stream().map(Item::ref).allMatch(covered::contains);
  }

  private record Offer(Deal deal, Validity validity) {}
}
