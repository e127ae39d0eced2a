package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Deals as a timeline: a row for each set of territories, a bar for each deal in it.
final class DealsShown {
  /// Before and after today.
  private static final int YEARS_SHOWN = 10;

  private static final int WIDTH = 1_000;
  private static final int LEAST = 4;

  private final LocalDate today;
  private final LocalDate from;
  private final LocalDate until;

  private DealsShown(LocalDate today, LocalDate from, LocalDate until) {
    this.today = today;
    this.from = from;
    this.until = until;
  }

  static Html of(JsonNode product, LocalDate today) {
    var deals = List.copyOf(product.path("deals").values());
    if (deals.isEmpty()) {
      return Html.EMPTY;
    }
    var days = new ArrayList<>(List.of(today.minusMonths(6), today.plusMonths(6)));
    deals.forEach(
        deal -> {
          day(deal, "start").ifPresent(day -> days.add(day.minusMonths(1)));
          day(deal, "end").ifPresent(day -> days.add(day.plusMonths(1)));
        });
    // "For ever" is written as the year 9999.
    days.removeIf(day -> Math.abs(ChronoUnit.YEARS.between(today, day)) > YEARS_SHOWN);
    var shown =
        new DealsShown(
            today,
            days.stream().min(LocalDate::compareTo).orElse(today),
            days.stream().max(LocalDate::compareTo).orElse(today));
    return Html.of("<h2>Deals</h2>{}", shown.table(deals));
  }

  private Html table(List<JsonNode> deals) {
    Map<String, List<JsonNode>> byTerritories =
        deals.stream()
            .collect(
                Collectors.groupingBy(
                    DealsShown::territories, LinkedHashMap::new, Collectors.toList()));
    return Shown.table(
        "From %s to %s; the line is today".formatted(from, until),
        List.of("Where", "When", "What"),
        Html.each(
            byTerritories.entrySet(),
            entry ->
                Html.join(
                    row(heading(entry.getKey(), entry.getValue()), entry.getValue().getFirst()),
                    Html.each(
                        entry.getValue().subList(1, entry.getValue().size()),
                        deal -> row(Html.EMPTY, deal)))));
  }

  private static Html heading(String where, List<JsonNode> deals) {
    return Html.of("<th scope=\"row\" rowspan=\"{}\">{}</th>", deals.size(), where);
  }

  private Html row(Html heading, JsonNode deal) {
    return Html.of(
        "<tr>{}<td class=\"span\">{}<small>{}</small></td><td>{}</td></tr>",
        heading,
        bar(deal),
        period(deal),
        terms(deal));
  }

  private Html bar(JsonNode deal) {
    var begin = place(day(deal, "start").orElse(from));
    var end = place(day(deal, "end").orElse(until));
    return Html.of(
        """
        <svg viewBox="0 0 {} 14" preserveAspectRatio="none" aria-hidden="true">
        <rect class="{}" x="{}" y="2" width="{}" height="10"/>
        <rect class="today" x="{}" y="0" width="2" height="14"/></svg>
        """,
        WIDTH,
        kind(deal),
        begin,
        Math.max(LEAST, end - begin),
        place(today));
  }

  private String kind(JsonNode deal) {
    if (deal.path("takedown").booleanValue(false)) {
      return "deal-takedown";
    }
    var isOver = day(deal, "end").filter(today::isAfter).isPresent();
    var isToCome = !begins(deal) || day(deal, "start").filter(today::isBefore).isPresent();
    return isOver ? "deal-over" : isToCome ? "deal-to-come" : "deal-now";
  }

  private static String period(JsonNode deal) {
    var validity = deal.path("validity");
    var start = validity.path("start").asString("");
    var end = validity.path("end").asString("");
    return "%s %s"
        .formatted(start.isEmpty() ? "" : "from " + start, end.isEmpty() ? "" : "until " + end)
        .strip();
  }

  private static Html terms(JsonNode deal) {
    var price = deal.path("price");
    return Html.join(
        Html.of("takedown ").when(deal.path("takedown").booleanValue(false)),
        Html.of("{} ", words(deal.path("commercialModelType"))),
        Html.of("<span class=\"quiet\">{}</span> ", words(deal.path("useType"))),
        Html.of(
                "<br>{} {}",
                price.path("amount").asString(price.path("code").asString("")),
                price.path("currency").asString(""))
            .when(deal.has("price")),
        Html.of("<br><small>items {}</small>", words(deal.path("items"))).when(deal.has("items")));
  }

  private static String territories(JsonNode deal) {
    var included = words(deal.path("territories").path("included"));
    var excluded = words(deal.path("territories").path("excluded"));
    var everywhere = included.isEmpty() ? "Worldwide" : included;
    return excluded.isEmpty() ? everywhere : everywhere + " without " + excluded;
  }

  private static String words(JsonNode array) {
    return array.values().stream().map(word -> word.asString("")).collect(Collectors.joining(", "));
  }

  private long place(LocalDate day) {
    var whole = Math.max(1, ChronoUnit.DAYS.between(from, until));
    return Math.clamp(WIDTH * ChronoUnit.DAYS.between(from, day) / whole, 0, WIDTH);
  }

  /// A deal whose start cannot be read does not begin.
  private static boolean begins(JsonNode deal) {
    return deal.path("validity").path("start").isMissingNode() || day(deal, "start").isPresent();
  }

  /// The day that a date or a date and time says; of a month or a year the first, and the last if
  /// it is an end. What says none is not drawn.
  private static Optional<LocalDate> day(JsonNode deal, String which) {
    var text = deal.path("validity").path(which).asString("");
    var isEnd = which.equals("end");
    try {
      return switch (text.length()) {
        case 4 -> Optional.of(day(Year.parse(text).atMonth(isEnd ? 12 : 1), isEnd));
        case 7 -> Optional.of(day(YearMonth.parse(text), isEnd));
        default -> Optional.of(LocalDate.parse(text.substring(0, Math.min(10, text.length()))));
      };
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static LocalDate day(YearMonth month, boolean isEnd) {
    return isEnd ? month.atEndOfMonth() : month.atDay(1);
  }
}
