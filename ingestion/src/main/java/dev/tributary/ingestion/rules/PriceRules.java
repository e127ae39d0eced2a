package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.rules.Times.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about the prices of deals.
final class PriceRules {

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).collect(toSet());

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.warning(
                  "deal.overlap",
                  "Deals for the same use in the same territory at the same time have the same"
                      + " price; otherwise it cannot be known which one to ask for.",
                  "DDEX ERN, DealTerms"),
              PriceRules::overlap),
          Check.ofProduct(
              Rule.warning(
                  "price.currency",
                  "An amount has its currency; otherwise it is a mere number.",
                  "ISO 4217; DDEX ERN, CurrencyCode"),
              PriceRules::currency));

  private PriceRules() {}

  /// Compares deals for the same items, and territories that are written the same. Of deals that
  /// start one after the other, each is compared with the one before it that ends last, which finds
  /// at least one contradiction wherever there are any, without comparing all with all.
  private static Stream<Problem> overlap(Part<Product> product) {
    var alike = new LinkedHashMap<Grant, List<Offer>>();
    DealRules.offers(product)
        .map(deal -> new Offer(deal, DealRules.period(deal)))
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
                  TerritoryRules.included(offer.terms()).stream()
                      .flatMap(
                          territory ->
                              Optional.ofNullable(lasting.get(territory))
                                  .filter(offer::contradicts)
                                  .map(last -> overlapProblem(grant, territory, last, offer))
                                  .stream())
                      .findFirst();
              TerritoryRules.included(offer.terms())
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
}
