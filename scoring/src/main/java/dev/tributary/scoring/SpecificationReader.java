package dev.tributary.scoring;

import dev.tributary.scoring.JsonSource.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads what an editor has written, and tells what is wrong with the line it stands in.
final class SpecificationReader {
  static final List<String> FIELDS = List.of("name", "attributes", "min", "max", "references");

  private SpecificationReader() {}

  /// One specification, or several as `{"scores": […]}`.
  static List<Specification> all(Value text) {
    if (text.find("scores").isEmpty()) {
      return List.of(one(text.onlyWith(FIELDS)));
    }
    return text.onlyWith(List.of("scores")).required("scores").elements().stream()
        .map(score -> one(score.onlyWith(FIELDS)))
        .toList();
  }

  /// What `text` specifies, whatever other fields it has.
  static Specification one(Value text) {
    var name = text.find("name").map(Value::text);
    var attributes = attributes(text.required("attributes"));
    var min = text.required("min").number();
    var max = text.required("max").number();
    checked(text.required("min"), () -> Specification.range(min, max));
    var references = references(text.required("references"), attributes, new Bounds(min, max));
    return checked(
        text.required("references"),
        () -> new Specification(name, attributes, min, max, references));
  }

  private static List<Attribute> attributes(Value text) {
    var attributes = text.elements().stream().map(SpecificationReader::attribute).toList();
    return checked(text, () -> Specification.different(attributes));
  }

  private static Attribute attribute(Value text) {
    text.onlyWith(List.of("name", "direction"));
    var name = text.required("name").text();
    var sign = text.required("direction").number();
    return checked(text, () -> new Attribute(name, Direction.of(sign)));
  }

  private static List<Reference> references(Value text, List<Attribute> attributes, Bounds range) {
    var references = new ArrayList<Reference>();
    for (var element : text.elements()) {
      var reference = reference(element, attributes);
      references.add(reference);
      var label = Specification.label(references, references.size() - 1);
      checked(element, () -> Specification.meeting(reference, label, attributes, range));
    }
    return references;
  }

  private static Reference reference(Value text, List<Attribute> attributes) {
    text.onlyWith(List.of("values", "score", "name"));
    var names = attributes.stream().map(Attribute::name).toList();
    return new Reference(
        text.find("name").map(Value::text),
        Numbers.list(Values.of(names, text.required("values"))),
        text.required("score").number());
  }

  /// What `made` gives; what is wrong with it is told with the place of `text`.
  private static <T> T checked(Value text, Supplier<T> made) {
    try {
      return made.get();
    } catch (ScoringException wrong) {
      throw wrong.at(text.place());
    }
  }
}
