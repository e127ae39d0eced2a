package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal.Validity;
import java.util.List;
import java.util.stream.Stream;

/// Rules about the periods of deals: from when until when they hold.
final class PeriodRules {

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.warning(
                  "validity.form",
                  "The start and the end of a deal are dates or date-times; a start that is neither"
                      + " never comes, an end that is neither does not bound the deal.",
                  "ISO 8601-1, 5.2.2 and 5.4; DDEX ERN, ValidityPeriod"),
              PeriodRules::unreadableValidity),
          Check.ofProduct(
              Rule.warning(
                  "validity.order",
                  "A deal ends after it has started; otherwise it is never on offer.",
                  "DDEX ERN, ValidityPeriod"),
              PeriodRules::endBeforeStart),
          Check.ofProduct(
              Rule.info(
                  "validity.start-missing",
                  "A deal says when it starts; without that it is on offer at once.",
                  "DDEX ERN, ValidityPeriod"),
              PeriodRules::missingStart));

  private PeriodRules() {}

  private static Stream<Problem> unreadableValidity(Part<Product> product) {
    return validities(product)
        .flatMap(
            validity ->
                Stream.concat(
                    validity
                        .one("start", Validity::start)
                        .flatMap(start -> unreadable(start, "until then the deal has not begun")),
                    validity
                        .one("end", Validity::end)
                        .flatMap(end -> unreadable(end, "until then the deal has no end"))));
  }

  private static Stream<Problem> unreadable(Part<String> time, String consequence) {
    return Stream.of(time)
        .filter(stated -> Times.start(stated.value()).isEmpty())
        .map(
            stated ->
                stated.problem(
                    stated.value(),
                    """
                    expected a date such as 2026-01-31 or a date-time such as \
                    2026-01-31T00:00:00+01:00, found %s; send it so, %s\
                    """
                        .formatted(Words.quoted(stated.value()), consequence)));
  }

  private static Stream<Problem> endBeforeStart(Part<Product> product) {
    return validities(product)
        .filter(
            validity -> {
              var period = Times.period(validity.value());
              return validity.value().start().flatMap(Times::start).isPresent()
                  && !period.start().isBefore(period.end());
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
    return DealRules.offers(product)
        .filter(deal -> deal.value().validity().start().isEmpty())
        .map(
            deal ->
                deal.problem(
                    "expected the deal to say when it starts, found nothing; it holds at once"));
  }

  private static Stream<Part<Validity>> validities(Part<Product> product) {
    return product
        .each("deals", Product::deals)
        .map(deal -> new Part<>(deal.pointer() + "/validity", deal.value().validity()));
  }
}
