package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Deal.Validity;
import dev.tributary.ingestion.rules.Times.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about deals: what is on offer, where, and when.
///
/// All are warnings at most: what a faulty deal does not grant is not available, so that loading it
/// gives nothing away. No deal at all is only worth knowing here, since it is the usual way to take
/// a product down; where it is the first delivery of a product, the catalogue warns (`deal.none`).
final class RightsRules {

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).collect(toSet());

  /// How many takedowns of a product are compared with its other deals.
  private static final int TAKEDOWNS = 100;

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.info(
                  "deal.missing",
                  "A product has a deal; what no deal names is not available.",
                  "DDEX ERN, DealList: no deal = no deal"),
              RightsRules::noDeal),
          Check.ofProduct(
              Rule.warning(
                  "deal.item-uncovered",
                  "Every item is covered by a deal, its own or the product's.",
                  "DDEX ERN, DealReleaseReference"),
              RightsRules::uncoveredItem),
          Check.ofProduct(
              Rule.warning(
                  "deal.use-missing",
                  "A deal says on what terms and for what use; otherwise it grants nothing.",
                  "DDEX ERN, CommercialModelType and UseType"),
              RightsRules::missingUse),
          Check.ofProduct(
              Rule.warning(
                  "deal.overlap",
                  "Deals for the same use in the same territory at the same time have the same"
                      + " price; otherwise it cannot be known which one to ask for.",
                  "DDEX ERN, DealTerms"),
              RightsRules::overlap),
          Check.ofProductAt(
              Rule.info(
                  "deal.ended",
                  "A product has a deal that has not ended; ended ones are how some providers take"
                      + " a product down, and others forget to renew.",
                  "DDEX ERN, ValidityPeriod"),
              RightsRules::ended),
          Check.ofProduct(
              Rule.warning(
                  "deal.takedown-contradicted",
                  "What one deal takes down no other deal offers.",
                  "DDEX ERN 3, TakeDown"),
              RightsRules::contradictedTakedown),
          Check.ofProduct(
              Rule.warning(
                  "deal.pre-order",
                  "A pre-order begins before the sale.",
                  "DDEX ERN 3, PreOrderReleaseDate; ERN 4, IsPreOrderDeal"),
              RightsRules::latePreOrder),
          Check.ofProduct(
              Rule.warning(
                  "validity.form",
                  "The start and the end of a deal are dates or date-times; one that is not does"
                      + " not bound the deal.",
                  "ISO 8601-1, 5.2.2 and 5.4; DDEX ERN, ValidityPeriod"),
              RightsRules::unreadableValidity),
          Check.ofProduct(
              Rule.warning(
                  "validity.order",
                  "A deal ends after it has started; otherwise it is never on offer.",
                  "DDEX ERN, ValidityPeriod"),
              RightsRules::endBeforeStart),
          Check.ofProduct(
              Rule.info(
                  "validity.start-missing",
                  "A deal says when it starts; without that it is on offer at once.",
                  "DDEX ERN, ValidityPeriod"),
              RightsRules::missingStart),
          Check.ofProduct(
              Rule.warning(
                  "territory.missing",
                  "A deal says where it holds; without that it holds nowhere.",
                  "DDEX ERN, TerritoryCode"),
              RightsRules::nowhere),
          Check.ofProduct(
              Rule.warning(
                  "territory.unknown",
                  "A territory is given by its code; for any other word nothing is on offer.",
                  "ISO 3166-1 alpha-2, ISO 3166-2; CISAC TIS; DDEX Allowed Value Sets,"
                      + " TerritoryCode"),
              RightsRules::unknownTerritory),
          Check.ofProduct(
              Rule.warning(
                  "territory.former",
                  "A territory is a country of today; nobody is in one that is no more.",
                  "ISO 3166-3"),
              RightsRules::formerTerritory),
          Check.ofProduct(
              Rule.warning(
                  "territory.exclusion",
                  "A deal excludes only what it includes: parts of the world where it holds"
                      + " worldwide, parts of a country where it holds there.",
                  "DDEX ERN, ExcludedTerritoryCode"),
              RightsRules::needlessExclusion),
          Check.ofProduct(
              Rule.warning(
                  "price.currency",
                  "An amount has its currency; otherwise it is a mere number.",
                  "ISO 4217; DDEX ERN, CurrencyCode"),
              RightsRules::currency));

  private RightsRules() {}

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

  /// Compares deals for the same items, and territories that are written the same. Of deals that
  /// start one after the other, each is compared with the one before it that ends last, which finds
  /// at least one contradiction wherever there are any, without comparing all with all.
  private static Stream<Problem> overlap(Part<Product> product) {
    var alike = new LinkedHashMap<Grant, List<Offer>>();
    offers(product)
        .map(deal -> new Offer(deal, period(deal)))
        .sorted(Comparator.comparing(offer -> offer.period().start()))
        .forEach(
            offer ->
                grants(offer.terms())
                    .forEach(
                        grant -> alike.computeIfAbsent(grant, _ -> new ArrayList<>()).add(offer)));
    return alike.entrySet().stream()
        .flatMap(offers -> overlaps(offers.getKey(), offers.getValue()))
        .distinct();
  }

  /// @param offers those of the grant, by their start
  private static Stream<Problem> overlaps(Grant grant, List<Offer> offers) {
    var lasting = new HashMap<String, Offer>();
    return offers.stream()
        .flatMap(
            offer -> {
              var problem =
                  included(offer.terms()).stream()
                      .flatMap(
                          territory ->
                              Optional.ofNullable(lasting.get(territory))
                                  .filter(offer::contradicts)
                                  .map(last -> overlapProblem(grant, territory, last, offer))
                                  .stream())
                      .findFirst();
              included(offer.terms())
                  .forEach(territory -> lasting.merge(territory, offer, Offer::lastingOne));
              return problem.stream();
            });
  }

  private static Problem overlapProblem(Grant grant, String territory, Offer earlier, Offer later) {
    return later
        .deal()
        .problem(
            price(later.terms()),
            """
            expected one price for %s (%s) in %s at a time, found %s here and %s in another deal \
            whose period overlaps; let the one end where the other starts\
            """
                .formatted(
                    grant.use(),
                    grant.commercialModel(),
                    Words.cut(territory),
                    price(later.terms()),
                    price(earlier.terms())));
  }

  /// A deal and when it holds.
  private record Offer(Part<Deal> deal, Period period) {

    Deal terms() {
      return deal.value();
    }

    boolean contradicts(Offer other) {
      return period.overlaps(other.period) && !terms().price().equals(other.terms().price());
    }

    Offer lastingOne(Offer other) {
      return period.end().isBefore(other.period.end()) ? other : this;
    }
  }

  private static String price(Deal deal) {
    return deal.price()
        .map(
            price ->
                Stream.of(
                        price.amount().map(amount -> amount.toPlainString()),
                        price.currency(),
                        price.code().map("code %s"::formatted))
                    .flatMap(Optional::stream)
                    .map(Words::cut)
                    .collect(joining(" ")))
        .orElse("no price");
  }

  private static Stream<Grant> grants(Deal deal) {
    return deal.commercialModelType().stream()
        .distinct()
        .flatMap(
            model ->
                deal.useType().stream().distinct().map(use -> new Grant(deal.items(), model, use)));
  }

  /// What a deal grants, apart from where and when.
  private record Grant(List<String> items, String commercialModel, String use) {}

  private static Stream<Problem> ended(Part<Product> product, Instant now) {
    return offers(product)
        .map(deal -> new Offer(deal, period(deal)))
        .max(Comparator.comparing(offer -> offer.period().end()))
        .filter(last -> !last.period().end().isAfter(now))
        .map(
            last ->
                last.deal()
                    .problem(
                        last.terms().validity().end().orElse(""),
                        """
                        expected a deal that lasts, found that the last one ended with %s, so the \
                        product is not available any more; renew it unless that is what you want\
                        """
                            .formatted(Words.cut(last.terms().validity().end().orElse("")))))
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

  private static boolean contradict(Deal takedown, Deal offer) {
    return takedown.items().equals(offer.items())
        && (takedown.useType().isEmpty()
            || !Collections.disjoint(takedown.useType(), offer.useType()))
        && !Collections.disjoint(included(takedown), included(offer))
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

  private static Stream<Problem> unreadableValidity(Part<Product> product) {
    return validities(product)
        .flatMap(
            validity ->
                Stream.concat(
                    validity.one("start", Validity::start), validity.one("end", Validity::end)))
        .filter(time -> Times.start(time.value()).isEmpty())
        .map(
            time ->
                time.problem(
                    time.value(),
                    """
                    expected a date such as 2026-01-31 or a date-time such as \
                    2026-01-31T00:00:00+01:00, found %s; send it so\
                    """
                        .formatted(Words.quoted(time.value()))));
  }

  private static Stream<Problem> endBeforeStart(Part<Product> product) {
    return validities(product)
        .filter(
            validity -> {
              var period = Times.period(validity.value());
              return !period.start().isBefore(period.end());
            })
        .map(
            validity ->
                validity.problem(
                    validity.value().end().orElse(""),
                    "expected the deal to end after its start (%s), found %s; correct the dates"
                        .formatted(
                            Words.cut(validity.value().start().orElse("")),
                            Words.cut(validity.value().end().orElse("")))));
  }

  private static Stream<Problem> missingStart(Part<Product> product) {
    return offers(product)
        .filter(deal -> deal.value().validity().start().isEmpty())
        .map(
            deal ->
                deal.problem(
                    "expected the deal to say when it starts, found nothing; it holds at once"));
  }

  private static Stream<Problem> nowhere(Part<Product> product) {
    return offers(product)
        .filter(deal -> deal.value().territories().included().isEmpty())
        .filter(deal -> deal.value().territories().excluded().isEmpty())
        .map(
            deal ->
                deal.problem(
                    """
                    expected the deal to name a territory, found none; add where it holds, such as \
                    Worldwide\
                    """));
  }

  private static Stream<Problem> unknownTerritory(Part<Product> product) {
    return territories(product)
        .filter(code -> !Territories.isKnown(code.value()) && !Territories.isFormer(code.value()))
        .map(
            code ->
                code.problem(
                    code.value(),
                    """
                    expected the code of a country (ISO 3166-1, two capital letters), of a part of \
                    one, or Worldwide, found %s%s\
                    """
                        .formatted(
                            Words.quoted(code.value()),
                            Territories.instead(code.value()).stream()
                                .findFirst()
                                .map("; did you mean %s?"::formatted)
                                .orElse("; send the code"))));
  }

  private static Stream<Problem> formerTerritory(Part<Product> product) {
    return territories(product)
        .filter(code -> Territories.isFormer(code.value()))
        .map(
            code ->
                code.problem(
                    code.value(),
                    "expected a country of today, found %s, which is no more; send %s"
                        .formatted(
                            code.value(),
                            Territories.instead(code.value()).isEmpty()
                                ? "what became of it"
                                : String.join(", ", Territories.instead(code.value())))));
  }

  private static Stream<Problem> needlessExclusion(Part<Product> product) {
    return product
        .each("deals", Product::deals)
        .flatMap(
            deal -> {
              var included = Set.copyOf(included(deal.value()));
              return excluded(deal)
                  .filter(code -> !isPartOf(code.value(), included))
                  .map(code -> exclusionProblem(code, included));
            });
  }

  /// CISAC's numbers are taken for wide enough, since they also stand for groups of countries.
  private static boolean isPartOf(String excluded, Set<String> included) {
    return included.contains(Territories.WORLDWIDE)
        || included.stream().anyMatch(Territories::isTis)
        || (!included.contains(excluded) && included.contains(Territories.country(excluded)));
  }

  private static Problem exclusionProblem(Part<String> excluded, Set<String> included) {
    return excluded.problem(
        excluded.value(),
        included.contains(excluded.value())
            ? "expected a territory to be included or excluded, found %s as both; leave out one"
                .formatted(Words.cut(excluded.value()))
            : """
            expected exclusions only from what the deal includes (%s), found %s; leave it out, or \
            include Worldwide\
            """
                .formatted(
                    Words.list(included.stream().sorted().toList()), Words.cut(excluded.value())));
  }

  private static Stream<Problem> currency(Part<Product> product) {
    return product
        .each("deals", Product::deals)
        .flatMap(deal -> deal.one("price", Deal::price))
        .filter(price -> price.value().amount().isPresent())
        .filter(price -> price.value().currency().filter(CURRENCIES::contains).isEmpty())
        .map(
            price ->
                price.problem(
                    price.value().currency().orElse(""),
                    "expected the amount %s to have a currency such as EUR (ISO 4217), found %s"
                        .formatted(
                            price.value().amount().map(Object::toString).orElse(""),
                            price.value().currency().map(Words::quoted).orElse("none"))));
  }

  /// The deals that offer something.
  private static Stream<Part<Deal>> offers(Part<Product> product) {
    return product.each("deals", Product::deals).filter(deal -> !deal.value().takedown());
  }

  private static Stream<Part<Validity>> validities(Part<Product> product) {
    return product
        .each("deals", Product::deals)
        .map(deal -> new Part<>(deal.pointer() + "/validity", deal.value().validity()));
  }

  private static Stream<Part<String>> territories(Part<Product> product) {
    return product
        .each("deals", Product::deals)
        .flatMap(
            deal ->
                Stream.concat(
                    deal.each("territories/included", offer -> offer.territories().included()),
                    excluded(deal)));
  }

  private static Stream<Part<String>> excluded(Part<Deal> deal) {
    return deal.each("territories/excluded", offer -> offer.territories().excluded());
  }

  /// Where the deal holds; one that only excludes holds in the rest of the world.
  private static List<String> included(Deal deal) {
    var included = deal.territories().included();
    return included.isEmpty() && !deal.territories().excluded().isEmpty()
        ? List.of(Territories.WORLDWIDE)
        : included;
  }

  private static Period period(Part<Deal> deal) {
    return Times.period(deal.value().validity());
  }
}
