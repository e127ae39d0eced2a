package dev.tributary.cli;

import dev.tributary.ingestion.editing.Tried;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.Violation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What became of a message on trial, for people to read.
final class TriedText {
  private static final int SHOWN_OF_VERSION = 8;

  private TriedText() {}

  /// All of it: the products, what is wrong with them or with the mapping.
  static void print(Tried tried, PrintWriter out) {
    printOutcome(tried, out);
    for (var place = 0; place < tried.products().size(); place++) {
      var product = Json.tree(tried.products().get(place));
      out.printf(
          "%n%s%s%n",
          product.path("contentType").asString("-"),
          tried.purged().contains(place) ? ", to be removed" : "");
      var text = new ProductText(out);
      text.printHead(product);
      text.printParts(product);
    }
    printProblems(tried, out);
  }

  /// In one line, what became of it.
  static void printOutcome(Tried tried, PrintWriter out) {
    var known = new ArrayList<String>();
    tried.format().ifPresent(known::add);
    tried.provider().ifPresent(provider -> known.add("provider " + provider));
    tried.mapping().ifPresent(version -> known.add("mapping " + shortened(version)));
    out.printf("%s: %s  %s%n", tried.path(), tried.state(), String.join(", ", known));
  }

  /// What is wrong with it, each with its place.
  static void printProblems(Tried tried, PrintWriter out) {
    tried.error().ifPresent(error -> out.println(error.indent(2).stripTrailing()));
    if (!tried.violations().isEmpty()) {
      out.printf("%nviolations%n");
      tried.violations().forEach(violation -> print(violation, out));
    }
  }

  private static void print(Violation violation, PrintWriter out) {
    var severity = violation.severity().name().toLowerCase(Locale.ROOT);
    var line = violation.line().map(number -> "line %d: ".formatted(number)).orElse("");
    out.printf("  %-7s  %s%s: %s%n", severity, line, violation.rule(), violation.message());
    violation.path().ifPresent(path -> out.printf("           at %s%n", path));
  }

  /// What came of all of them, if there are several.
  static void printSum(List<Tried> all, PrintWriter out) {
    if (all.size() > 1) {
      var sum = new TreeMap<String, Integer>();
      all.forEach(tried -> sum.merge(tried.state().name(), 1, Integer::sum));
      out.printf("%n%d messages: %s%n", all.size(), sum);
    }
  }

  static String shortened(String version) {
    return version.substring(0, Math.min(SHOWN_OF_VERSION, version.length()));
  }
}
