package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about the territories of deals: where they hold.
final class TerritoryRules {

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.warning(
                  "territory.missing",
                  "A deal says where it holds; without that it holds nowhere.",
                  "DDEX ERN, TerritoryCode"),
              TerritoryRules::nowhere),
          Check.ofProduct(
              Rule.warning(
                  "territory.unknown",
                  "A territory is given by its code; for any other word nothing is on offer.",
                  "ISO 3166-1 alpha-2, ISO 3166-2; CISAC TIS; DDEX Allowed Value Sets,"
                      + " TerritoryCode"),
              TerritoryRules::unknownTerritory),
          Check.ofProduct(
              Rule.warning(
                  "territory.number",
                  "A territory is given by letters; whoever looks for a country does not find it"
                      + " under its number.",
                  "DDEX ERN, TerritoryCode: ISO codes are strongly encouraged; CISAC TIS"),
              TerritoryRules::numberedTerritory),
          Check.ofProduct(
              Rule.warning(
                  "territory.former",
                  "A territory is a country of today; nobody is in one that is no more.",
                  "ISO 3166-3"),
              TerritoryRules::formerTerritory),
          Check.ofProduct(
              Rule.warning(
                  "territory.exclusion",
                  "A deal excludes only what it includes: parts of the world where it holds"
                      + " worldwide, parts of a country where it holds there.",
                  "DDEX ERN, ExcludedTerritoryCode"),
              TerritoryRules::needlessExclusion));

  private TerritoryRules() {}

  private static Stream<Problem> nowhere(Part<Product> product) {
    return DealRules.offers(product)
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

  private static Stream<Problem> numberedTerritory(Part<Product> product) {
    return territories(product)
        .filter(code -> Territories.isTis(code.value()))
        .map(
            code ->
                code.problem(
                    code.value(),
                    """
                    expected the code of a country (ISO 3166-1, two capital letters), or Worldwide, \
                    found %s, a number of CISAC's; send the letters, or have a table bring the number to them\
                    """
                        .formatted(Words.quoted(code.value()))));
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
  static List<String> included(Deal deal) {
    var included = deal.territories().included();
    return included.isEmpty() && !deal.territories().excluded().isEmpty()
        ? List.of(Territories.WORLDWIDE)
        : included;
  }
}
