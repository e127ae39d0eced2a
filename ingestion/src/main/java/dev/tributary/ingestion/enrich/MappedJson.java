package dev.tributary.ingestion.enrich;

import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Any third party that answers a GET with JSON, as a mapping says.
///
/// @param path with `{isrc}`, `{barcode}`, `{isbn}` or `{key}` in it, relative to its URL; asked
///   once for each track if there is `{isrc}` in it
/// @param values JSON pointers into an answer, by the field that they give
record MappedJson(String path, Map<String, String> values, double confidence) implements Source {
  static final List<String> PLACEHOLDERS = List.of("{isrc}", "{barcode}", "{isbn}", "{key}");
  private static final String ISRC = PLACEHOLDERS.getFirst();

  MappedJson {
    values = Map.copyOf(new TreeMap<>(values));
  }

  @Override
  public List<Finding> ask(ThirdParty api, Subject subject, Steps.OfMessage paid)
      throws InterruptedException {
    var findings = new ArrayList<Finding>();
    var ofProduct = filled(subject);
    if (ofProduct.isEmpty()) {
      return findings;
    }
    if (!path.contains(ISRC)) {
      add(api, ofProduct.get(), Optional.empty(), findings);
      return findings;
    }
    for (var isrc : subject.isrcs()) {
      var ofItem = ofProduct.get().replace(ISRC, Subject.inUri(isrc));
      add(api, ofItem, Optional.of(isrc), findings);
    }
    return findings;
  }

  /// The path with all that is known of the product; empty if the product has not what it needs.
  private Optional<String> filled(Subject subject) {
    var known =
        Map.of(
            "{barcode}", subject.barcode(),
            "{isbn}", subject.identifier("ISBN"),
            "{key}", Optional.of(subject.key()));
    var text = path;
    for (var placeholder : known.entrySet()) {
      if (text.contains(placeholder.getKey())) {
        if (placeholder.getValue().isEmpty()) {
          return Optional.empty();
        }
        text = text.replace(placeholder.getKey(), Subject.inUri(placeholder.getValue().get()));
      }
    }
    return Optional.of(text);
  }

  private void add(ThirdParty api, String asked, Optional<String> item, List<Finding> findings)
      throws InterruptedException {
    var answer = api.get(asked, JsonAnswer::of);
    values.forEach(
        (field, pointer) ->
            new Text(field, answer.tree().at(pointer))
                .value()
                .map(value -> new Finding(item, field, value, confidence, answer.at()))
                .ifPresent(findings::add));
  }
}
