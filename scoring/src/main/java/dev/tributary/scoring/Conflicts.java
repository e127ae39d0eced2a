package dev.tributary.scoring;

import static java.util.stream.Collectors.joining;

import dev.tributary.scoring.ConflictException.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the references that contradict each other.
final class Conflicts {
  /// Of more, only the number is told.
  private static final int TOLD = 10;

  private final List<Attribute> attributes;
  private final List<Reference> references;
  private final Bounds range;
  private final List<double[]> points;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private Conflicts(List<Attribute> attributes, List<Reference> references, Bounds range) {
    this.attributes = attributes;
    this.references = references;
    this.range = range;
    this.points =
        references.stream()
            .map(reference -> Space.point(attributes, Numbers.array(reference.values())))
            .toList();
  }

  /// Refuses references that contradict each other.
  ///
  /// @throws ConflictException if there are some
  static void refuse(List<Attribute> attributes, List<Reference> references, Bounds range) {
    var conflicts = new Conflicts(attributes, references, range);
    conflicts.find();
    if (!conflicts.conflicts.isEmpty()) {
      throw conflicts.exception();
    }
  }

  private void find() {
    for (var better = 0; better < points.size(); better++) {
      for (var worse = 0; worse < points.size(); worse++) {
        if (score(worse) > score(better) && Space.atMost(points.get(worse), points.get(better))) {
          add(worse, better);
        }
      }
    }
  }

  private double score(int at) {
    return references.get(at).score();
  }

  private void add(int worse, int better) {
    var conflict =
        new Conflict(
            Specification.label(references, worse),
            Specification.label(references, better),
            allowed(worse),
            allowed(better));
    conflicts.add(conflict);
    if (lines.size() < TOLD) {
      lines.add(
          Space.atMost(points.get(better), points.get(worse))
              ? ofOneObject(conflict, worse, better)
              : ofTwo(conflict, worse, better));
    }
  }

  private String ofOneObject(Conflict conflict, int worse, int better) {
    return "%s and %s are the same object %s and score %s and %s: expected one score of it"
        .formatted(
            conflict.worse(),
            conflict.better(),
            shown(worse),
            Numbers.text(score(worse)),
            Numbers.text(score(better)));
  }

  private String ofTwo(Conflict conflict, int worse, int better) {
    return "%s %s scores %s, and %s %s, which is nowhere worse, only %s: allowed beside the others are %s for %s, or %s for %s"
        .formatted(
            conflict.worse(),
            shown(worse),
            Numbers.text(score(worse)),
            conflict.better(),
            shown(better),
            Numbers.text(score(better)),
            conflict.allowedToWorse(),
            conflict.worse(),
            conflict.allowedToBetter(),
            conflict.better());
  }

  private String shown(int at) {
    return IntStream.range(0, attributes.size())
        .mapToObj(
            attribute ->
                attributes.get(attribute).name()
                    + ": "
                    + Numbers.text(references.get(at).values().get(attribute)))
        .collect(joining(", ", "{", "}"));
  }

  /// What all others leave to that one.
  private Bounds allowed(int at) {
    var lower = range.lower();
    var upper = range.upper();
    for (var other = 0; other < points.size(); other++) {
      if (other != at && Space.atMost(points.get(other), points.get(at))) {
        lower = Math.max(lower, score(other));
      }
      if (other != at && Space.atMost(points.get(at), points.get(other))) {
        upper = Math.min(upper, score(other));
      }
    }
    return new Bounds(lower, upper);
  }

  private ConflictException exception() {
    if (conflicts.size() > TOLD) {
      lines.add("and %d more such pairs".formatted(conflicts.size() - TOLD));
    }
    return new ConflictException(String.join("\n", lines), List.copyOf(conflicts));
  }
}
