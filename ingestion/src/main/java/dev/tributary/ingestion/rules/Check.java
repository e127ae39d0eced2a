package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// A rule and the search for what breaks it.
///
/// @param search finds every place in a document that breaks the rule at a given time, in the order
///   of the document; it takes whatever a mapping may yield and never throws
record Check(Rule rule, BiFunction<Part<CanonicalDocument>, Instant, Stream<Problem>> search) {

  static Check ofMessage(
      Rule rule, BiFunction<Part<CanonicalDocument>, Instant, Stream<Problem>> search) {
    return new Check(rule, search);
  }

  static Check ofProduct(Rule rule, Function<Part<Product>, Stream<Problem>> search) {
    return new Check(rule, (document, _) -> products(document).flatMap(search));
  }

  /// For what is right on one day and wrong on another.
  static Check ofProductAt(Rule rule, BiFunction<Part<Product>, Instant, Stream<Problem>> search) {
    return new Check(
        rule, (document, now) -> products(document).flatMap(product -> search.apply(product, now)));
  }

  static Stream<Part<Product>> products(Part<CanonicalDocument> document) {
    return document.each("products", CanonicalDocument::products);
  }
}
