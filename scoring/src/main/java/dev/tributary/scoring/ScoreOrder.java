package dev.tributary.scoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;

/// Puts the scores of a tree in order: each after those that are its attributes, and the one that
/// is no attribute last.
final class ScoreOrder {
  private final Map<String, Specification> scores = new LinkedHashMap<>();

  /// The scores that are looked into, from the outermost on.
  private final SequencedSet<String> path = new LinkedHashSet<>();

  private final SequencedSet<String> ordered = new LinkedHashSet<>();
  private final SequencedSet<String> attributes = new LinkedHashSet<>();

  /// @throws ScoringException if they are no tree
  ScoreOrder(List<Specification> specifications) {
    if (specifications.isEmpty()) {
      throw new ScoringException("expected one score or more, found none");
    }
    specifications.forEach(each -> add(each, specifications.size()));
    scores.keySet().forEach(this::visit);
    var whole = whole();
    ordered.clear();
    attributes.clear();
    visit(whole);
  }

  /// The names of the scores.
  List<String> scores() {
    return List.copyOf(ordered);
  }

  /// The names of the attributes that are no scores.
  List<String> attributes() {
    return List.copyOf(attributes);
  }

  /// What a score is called; where there is one only, it may have no name.
  static String name(Specification score) {
    return score.name().orElse("");
  }

  private void add(Specification score, int count) {
    var name = name(score);
    if (name.isBlank() && count > 1) {
      throw new ScoringException("expected each of several scores to have a name, found none");
    }
    if (scores.put(name, score) != null) {
      throw new ScoringException(
          "expected scores to have different names, found \"%s\" twice".formatted(name));
    }
  }

  private void visit(String score) {
    if (!path.add(score)) {
      throw new ScoringException(
          "expected no score to be an attribute of itself, found: " + circle(score));
    }
    for (var attribute : Objects.requireNonNull(scores.get(score)).attributes()) {
      if (!scores.containsKey(attribute.name())) {
        attributes.add(attribute.name());
      } else if (!ordered.contains(attribute.name())) {
        visit(attribute.name());
      }
    }
    path.remove(score);
    ordered.add(score);
  }

  private String circle(String score) {
    var names = new ArrayList<>(path);
    var circle = new ArrayList<>(names.subList(names.indexOf(score), names.size()));
    circle.add(score);
    return String.join(" → ", circle);
  }

  /// The score that is no attribute of another.
  private String whole() {
    var candidates = new ArrayList<>(scores.keySet());
    for (var score : scores.values()) {
      score.attributes().forEach(attribute -> candidates.remove(attribute.name()));
    }
    if (candidates.size() != 1) {
      throw new ScoringException(
          "expected one score that is no attribute of another, found %d: %s"
              .formatted(candidates.size(), String.join(", ", candidates)));
    }
    return candidates.getFirst();
  }
}
