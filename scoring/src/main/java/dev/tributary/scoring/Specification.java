package dev.tributary.scoring;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What is scored, within which limits, and what some references score. There is a monotone score
/// for every specification that could be made: its references do not contradict each other.
///
/// @param name what the score is called, if it is
/// @param min no score is below
/// @param max no score is above
public record Specification(
    Optional<String> name,
    List<Attribute> attributes,
    double min,
    double max,
    List<Reference> references) {

  /// Checks all of it.
  ///
  /// @throws ConflictException if references contradict each other
  /// @throws ScoringException if anything else is not as it must be
  public Specification {
    references = List.copyOf(references);
    min += 0.0; // as in Reference
    max += 0.0;
    attributes = different(attributes);
    var range = range(min, max);
    if (references.isEmpty()) {
      throw new ScoringException("expected one reference or more, found none");
    }
    for (var at = 0; at < references.size(); at++) {
      var _ = meeting(references.get(at), label(references, at), attributes, range);
    }
    Conflicts.refuse(attributes, references, range);
  }

  /// The same with one more reference.
  ///
  /// @throws ConflictException if it contradicts another; names the scores that would not
  public Specification with(Reference reference) {
    var all = IntStream.rangeClosed(0, references.size());
    return new Specification(
        name,
        attributes,
        min,
        max,
        all.mapToObj(at -> at < references.size() ? references.get(at) : reference).toList());
  }

  /// What the references have of an attribute; nothing if it is none.
  DoubleStream valuesOf(String attribute) {
    var place = attributes.stream().map(Attribute::name).toList().indexOf(attribute);
    return place < 0
        ? DoubleStream.empty()
        : references.stream().mapToDouble(reference -> reference.values().get(place));
  }

  /// What the reference at a place is called: its name, or `reference` and its number.
  String called(int at) {
    return references.get(at).name().orElse(number(at));
  }

  /// The same in messages, where names are quoted.
  static String label(List<Reference> references, int at) {
    return references.get(at).name().map(name -> "\"" + name + "\"").orElse(number(at));
  }

  private static String number(int at) {
    return "reference " + (at + 1);
  }

  /// These attributes, if there are some and no two have one name.
  static List<Attribute> different(List<Attribute> attributes) {
    if (attributes.isEmpty()) {
      throw new ScoringException("expected one attribute or more, found none");
    }
    var names = new HashSet<String>();
    for (var attribute : attributes) {
      if (!names.add(attribute.name())) {
        throw new ScoringException(
            "expected attributes to have different names, found \"%s\" twice"
                .formatted(attribute.name()));
      }
    }
    return List.copyOf(attributes);
  }

  /// From `min` to `max`, if that is a range.
  static Bounds range(double min, double max) {
    if (!Double.isFinite(min) || !Double.isFinite(max) || !Double.isFinite(max - min)) {
      throw new ScoringException(
          "expected min and max to be finite, got: %s and %s"
              .formatted(Numbers.text(min), Numbers.text(max)));
    }
    if (min > max) {
      throw new ScoringException(
          "expected min to be at most max, got: min %s and max %s"
              .formatted(Numbers.text(min), Numbers.text(max)));
    }
    return new Bounds(min, max);
  }

  /// This reference, if it is an object of these attributes and its score within the range.
  static Reference meeting(
      Reference reference, String label, List<Attribute> attributes, Bounds range) {
    requireValues(label, attributes, Numbers.array(reference.values()));
    if (!(reference.score() >= range.lower() && reference.score() <= range.upper())) {
      throw new ScoringException(
          "expected the score of %s to be from %s to %s, got: %s"
              .formatted(
                  label,
                  Numbers.text(range.lower()),
                  Numbers.text(range.upper()),
                  Numbers.text(reference.score())));
    }
    return reference;
  }

  /// Refuses what is no object of these attributes.
  static void requireValues(String label, List<Attribute> attributes, double[] values) {
    if (values.length != attributes.size()) {
      throw new ScoringException(
          "expected %s to have %d values, one for each of %s, got %d"
              .formatted(label, attributes.size(), names(attributes), values.length));
    }
    for (var at = 0; at < values.length; at++) {
      if (!Double.isFinite(values[at])) {
        throw new ScoringException(
            "expected %s of %s to be a finite number, got: %s"
                .formatted(attributes.get(at).name(), label, values[at]));
      }
    }
  }

  private static String names(List<Attribute> attributes) {
    return attributes.stream().map(Attribute::name).collect(Collectors.joining(", "));
  }
}
