package dev.tributary.scoring;

import dev.tributary.scoring.JsonSource.Value;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A fitted scorer as JSON: its specification, and the cones of each reference.
final class ScorerText {
  private static final String CONES = "cones";
  private static final String UPPER = "upper";
  private static final String LOWER = "lower";
  private static final String UP = "up";
  private static final String DOWN = "down";

  private static final List<String> FIELDS =
      Stream.concat(SpecificationReader.FIELDS.stream(), Stream.of(CONES)).toList();

  private ScorerText() {}

  static void write(Scorer scorer, ObjectNode json) {
    write(scorer.specification(), json);
    var cones = json.putArray(CONES);
    for (var each : scorer.cones()) {
      var both = cones.addObject();
      write(each.upper(), both.putObject(UPPER));
      write(each.lower(), both.putObject(LOWER));
    }
  }

  private static void write(Specification specification, ObjectNode json) {
    specification.name().ifPresent(name -> json.put("name", name));
    var attributes = json.putArray("attributes");
    for (var attribute : specification.attributes()) {
      var direction = attribute.direction().sign();
      attributes.addObject().put("name", attribute.name()).put("direction", direction);
    }
    json.put("min", specification.min()).put("max", specification.max());
    var references = json.putArray("references");
    for (var reference : specification.references()) {
      var written = references.addObject();
      reference.name().ifPresent(name -> written.put("name", name));
      write(reference.values(), written.putArray("values"));
      written.put("score", reference.score());
    }
  }

  private static void write(Cone cone, ObjectNode json) {
    write(cone.slopesUp(), json.putArray(UP));
    write(cone.slopesDown(), json.putArray(DOWN));
  }

  private static void write(List<Double> numbers, ArrayNode json) {
    numbers.forEach(json::add);
  }

  static Scorer read(Value text) {
    var specification = SpecificationReader.one(text.onlyWith(FIELDS));
    var cones = text.required(CONES);
    requireSize(cones, cones.elements().size(), specification.references().size());
    var attributes = specification.attributes().size();
    return Scorer.fitted(
        specification, cones.elements().stream().map(each -> cones(each, attributes)).toList());
  }

  private static Cones cones(Value text, int attributes) {
    return new Cones(
        cone(text.required(UPPER), attributes), cone(text.required(LOWER), attributes));
  }

  private static Cone cone(Value text, int attributes) {
    return new Cone(slopes(text.required(UP), attributes), slopes(text.required(DOWN), attributes));
  }

  private static double[] slopes(Value text, int attributes) {
    var slopes = text.elements().stream().mapToDouble(Value::number).toArray();
    requireSize(text, slopes.length, attributes);
    for (var slope : slopes) {
      if (slope < 0) {
        throw new ScoringException("expected slopes of 0 or more, got: " + slope).at(text.place());
      }
    }
    return slopes;
  }

  private static void requireSize(Value text, int actual, int expected) {
    if (actual != expected) {
      throw new ScoringException("expected %d elements, got %d".formatted(expected, actual))
          .at(text.place());
    }
  }
}
