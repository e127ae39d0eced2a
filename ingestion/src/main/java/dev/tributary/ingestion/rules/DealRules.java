package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.rules.Times.Period;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Rules about deals: what is on offer, and for what. [PriceRules], [PeriodRules] and
/// [TerritoryRules] are about the terms of a deal.
///
/// All are warnings at most: what a faulty deal does not grant is not available, so that loading it
/// gives nothing away. No deal at all is only worth knowing here, since it is the usual way to take
/// a product down; where it is the first delivery of a product, the catalogue warns (`deal.none`).
final class DealRules {

  /// How many takedowns of a product are compared with its other deals.
  private static final int TAKEDOWNS = 100;

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.info(
                  "deal.missing",
                  "A product has a deal; what no deal names is not available.",
                  "DDEX ERN, DealList: no deal = no deal"),
              DealRules::noDeal),
          Check.ofProduct(
              Rule.warning(
                  "deal.item-uncovered",
                  "Every item is covered by a deal, its own or the product's.",
                  "DDEX ERN, DealReleaseReference"),
              DealRules::uncoveredItem),
          Check.ofProduct(
              Rule.warning(
                  "deal.use-missing",
                  "A deal says on what terms and for what use; otherwise it grants nothing.",
                  "DDEX ERN, CommercialModelType and UseType"),
              DealRules::missingUse),
          Check.ofProductAt(
              Rule.info(
                  "deal.ended",
                  "A product has a deal that has not ended; ended ones are how some providers take"
                      + " a product down, and others forget to renew.",
                  "DDEX ERN, ValidityPeriod"),
              DealRules::ended),
          Check.ofProduct(
              Rule.warning(
                  "deal.takedown-contradicted",
                  "What one deal takes down no other deal offers.",
                  "DDEX ERN 3, TakeDown"),
              DealRules::contradictedTakedown),
          Check.ofProductAt(
              Rule.warning(
                  "deal.takedown-early",
                  "A takedown is for now; one that begins later is carried out at once, lest"
                      + " something is on sale that should not be.",
                  "DDEX ERN 3, TakeDown, AllDealsCancelled and ValidityPeriod"),
              DealRules::earlyTakedown),
          Check.ofProduct(
              Rule.warning(
                  "deal.pre-order",
                  "A pre-order begins before the sale.",
                  "DDEX ERN 3, PreOrderReleaseDate; ERN 4, IsPreOrderDeal"),
              DealRules::latePreOrder));

  private DealRules() {}

  private static Stream<Problem> noDeal(Part<Product> product) {
    return Stream.of(product)
        .filter(undealt -> undealt.value().deals().isEmpty())
        .map(
            undealt ->
                undealt.problem(
                    """
                    expected a deal for the product, found none, so it is not available, and no \
                    longer if it was; add a deal unless that is what you want\
                    """));
  }

  private static Stream<Problem> uncoveredItem(Part<Product> product) {
    var deals = product.value().deals();
    if (deals.isEmpty() || deals.stream().anyMatch(deal -> deal.items().isEmpty())) {
      return Stream.empty();
    }
    var covered = deals.stream().flatMap(deal -> deal.items().stream()).collect(toSet());
    return ItemRules.notAmong(covered, product)
        .map(
            item ->
                item.problem(
                    item.value().ref(),
                    """
                    expected a deal for %s or for the product as a whole, found deals for other \
                    items only; add one, or it is not available\
                    """
                        .formatted(ItemRules.name(item.value()))));
  }

  private static Stream<Problem> missingUse(Part<Product> product) {
    return offers(product)
        .filter(
            deal ->
                deal.value().commercialModelType().isEmpty() || deal.value().useType().isEmpty())
        .map(
            deal ->
                deal.problem(
                    "expected the deal to name a commercial model and a use, found no %s; add it"
                        .formatted(
                            deal.value().commercialModelType().isEmpty()
                                ? "commercial model"
                                : "use")));
  }

  private static Stream<Problem> ended(Part<Product> product, Instant now) {
    return offers(product)
        .max(Comparator.comparing(deal -> period(deal).end()))
        .filter(last -> !period(last).end().isAfter(now))
        .map(
            last ->
                last.problem(
                    last.value().validity().end().orElse(""),
                    """
                        expected a deal that lasts, found that the last one ended with %s, so the \
                        product is not available any more; renew it unless that is what you want\
                        """
                        .formatted(Words.cut(last.value().validity().end().orElse("")))))
        .stream();
  }

  private static Stream<Problem> contradictedTakedown(Part<Product> product) {
    return product
        .each("deals", Product::deals)
        .filter(deal -> deal.value().takedown())
        .limit(TAKEDOWNS)
        .filter(
            takedown ->
                product.value().deals().stream()
                    .anyMatch(offer -> !offer.takedown() && contradict(takedown.value(), offer)))
        .map(
            takedown ->
                takedown.problem(
                    """
                    expected no deal for what this one takes down, found one that offers the same \
                    at the same time; leave out the one that is wrong\
                    """));
  }

  private static Stream<Problem> earlyTakedown(Part<Product> product, Instant now) {
    return product
        .each("deals", Product::deals)
        .filter(deal -> deal.value().takedown())
        .filter(deal -> deal.value().validity().start().isPresent())
        .filter(deal -> period(deal).start().isAfter(now))
        .filter(
            deal ->
                offers(product)
                    .noneMatch(offer -> !period(offer).end().isAfter(period(deal).start())))
        .map(
            deal -> {
              var start = deal.value().validity().start().orElse("");
              return deal.problem(
                  start,
                  """
                  expected a takedown that holds from now on, found one from %s; it is carried out \
                  at once, and what is offered until then needs a deal that ends there\
                  """
                      .formatted(Words.cut(start)));
            });
  }

  private static boolean contradict(Deal takedown, Deal offer) {
    return takedown.items().equals(offer.items())
        && (takedown.useType().isEmpty()
            || !Collections.disjoint(takedown.useType(), offer.useType()))
        && !Collections.disjoint(TerritoryRules.included(takedown), TerritoryRules.included(offer))
        && Times.period(takedown.validity()).overlaps(Times.period(offer.validity()));
  }

  private static Stream<Problem> latePreOrder(Part<Product> product) {
    return offers(product)
        .flatMap(
            deal -> deal.one("preOrder", Deal::preOrder).filter(day -> isAfterStart(day, deal)))
        .map(
            preOrder ->
                preOrder.problem(
                    preOrder.value(),
                    "expected the pre-order to begin before the deal starts, found %s; correct it"
                        .formatted(Words.cut(preOrder.value()))));
  }

  private static boolean isAfterStart(Part<String> preOrder, Part<Deal> deal) {
    return Times.start(preOrder.value())
        .filter(
            begin ->
                deal.value().validity().start().isPresent() && begin.isAfter(period(deal).start()))
        .isPresent();
  }

  /// The deals that offer something.
  static Stream<Part<Deal>> offers(Part<Product> product) {
    return product.each("deals", Product::deals).filter(deal -> !deal.value().takedown());
  }

  static Period period(Part<Deal> deal) {
    return Times.period(deal.value().validity());
  }
}
