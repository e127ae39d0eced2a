package dev.tributary.ingestion.acknowledgement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.model.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An acknowledgement as a table (RFC 4180): a row for each thing that is wrong, with the delivery
/// it is wrong with; one row for a delivery with which nothing is.
final class CsvForm {
  private static final List<String> COLUMNS =
      List.of(
          "delivery",
          "file",
          "provider",
          "format",
          "state",
          "outcome",
          "products",
          "rule",
          "severity",
          "path",
          "line",
          "value",
          "message");

  private CsvForm() {}

  static byte[] bytes(Acknowledgement acknowledgement) {
    var text = new StringBuilder();
    addRow(text, COLUMNS);
    acknowledgement.all().forEach(each -> addRows(text, each));
    return text.toString().getBytes(UTF_8);
  }

  private static void addRows(StringBuilder text, Acknowledgement delivery) {
    if (delivery.violations().isEmpty()) {
      addRow(text, delivery, List.of("", "", "", "", "", ""));
    }
    for (var violation : delivery.violations()) {
      addRow(text, delivery, cells(violation));
    }
  }

  private static List<String> cells(Violation violation) {
    return List.of(
        violation.rule(),
        violation.severity().name(),
        violation.path().orElse(""),
        violation.line().map(String::valueOf).orElse(""),
        violation.value().orElse(""),
        violation.message());
  }

  private static void addRow(StringBuilder text, Acknowledgement delivery, List<String> violation) {
    var cells =
        List.of(
            delivery.delivery(),
            delivery.file(),
            text(delivery.provider()),
            text(delivery.format()),
            delivery.state().name(),
            delivery.outcome(),
            String.join(" ", delivery.products()));
    addRow(text, Stream.concat(cells.stream(), violation.stream()).toList());
  }

  private static String text(Optional<String> value) {
    return value.orElse("");
  }

  private static void addRow(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(CsvForm::cell).collect(Collectors.joining(","))).append("\r\n");
  }

  /// What a spreadsheet would take for a formula is kept from being one, since a provider decides
  /// what stands in a cell, and somebody else opens it.
  private static String cell(String value) {
    var safe = value.matches("(?s)[=+\\-@\t\r].*") ? "'" + value : value;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
