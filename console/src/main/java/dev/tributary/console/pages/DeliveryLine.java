package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Settlement;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A delivery as lists show it; names as scripts rely on them, and as `tributary deliveries --json`
/// has them.
record DeliveryLine(
    String id,
    String path,
    Instant receivedAt,
    Optional<String> provider,
    Optional<String> format,
    String state,
    Optional<String> action,
    Optional<Instant> settledAt,
    List<String> products,
    List<Violation> violations,
    Optional<String> error) {

  static final List<String> COLUMNS =
      List.of("File", "State", "Provider", "Products", "Violations", "Received (UTC)");

  private static final String UNSETTLED = "UNSETTLED";

  static DeliveryLine of(RegisteredDelivery registered) {
    var delivery = registered.delivery();
    var end = registered.settlement();
    return new DeliveryLine(
        delivery.id(),
        delivery.path(),
        delivery.receivedAt(),
        registered.provider(),
        registered.format(),
        end.map(it -> it.state().name()).orElse(UNSETTLED),
        end.flatMap(Settlement::action).map(Action::name).map(it -> it.toLowerCase(Locale.ROOT)),
        registered.settledAt(),
        end.map(Settlement::products).orElse(List.of()),
        end.map(Settlement::violations).orElse(List.of()),
        end.flatMap(Settlement::error));
  }

  boolean isSettled() {
    return !state.equals(UNSETTLED);
  }

  /// Whether it failed for good.
  boolean isQuarantined() {
    return state.equals(DeliveryState.QUARANTINED.name());
  }

  long errors() {
    return violations.stream().filter(it -> it.severity() == Severity.ERROR).count();
  }

  /// As a row of a table with [#COLUMNS].
  Html row() {
    return Html.of(
        """
        <tr><td>{}</td><td>{}</td><td>{}</td><td class="short">{}</td><td>{}</td><td>{}</td></tr>
        """,
        Shown.file(path, link()),
        stateAsShown(),
        provider.orElse("–"),
        productsInShort(),
        violationsInShort(),
        Shown.time(receivedAt));
  }

  private Html link() {
    return Html.of("<a href=\"/deliveries/{}\">{}</a>", id, Shown.fileName(path));
  }

  Html stateAsShown() {
    return isSettled() ? Shown.state(state) : Shown.state("UNDER_WAY");
  }

  private Html productsInShort() {
    return products.isEmpty()
        ? Html.EMPTY
        : Html.join(
            Shown.productInShort(products.getFirst()),
            Html.of(" and {} more", products.size() - 1).when(products.size() > 1));
  }

  private Html violationsInShort() {
    if (violations.isEmpty()) {
      return Html.EMPTY;
    }
    var warnings = violations.size() - errors();
    return errors() == 0
        ? Html.of("{}", Shown.count(warnings, "warning", "warnings"))
        : Html.of("<strong>{}</strong>", Shown.count(errors(), "error", "errors"));
  }

  /// The violations in words, those that the delivery was refused for first.
  Html violationsInWords() {
    return ViolationsShown.of(violations, Optional.of(id));
  }
}
