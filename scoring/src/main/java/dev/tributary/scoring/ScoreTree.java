package dev.tributary.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/// Scores of which some are attributes of others: an attribute is the score of its name, if there
/// is one. What is asked for is the score that is no attribute of another. Safe for use by many
/// threads.
public final class ScoreTree {
  /// Each after those that are its attributes; the last is the score of the whole.
  private final List<Scorer> scorers;

  private final List<String> attributes;

  /// Where the attributes of each scorer are: among all attributes and, after these, all scores.
  private final List<int[]> sources;

  private ScoreTree(List<Scorer> scorers, List<String> attributes) {
    this.scorers = scorers;
    this.attributes = attributes;
    var names = new ArrayList<>(attributes);
    scorers.forEach(scorer -> names.add(name(scorer)));
    this.sources = scorers.stream().map(scorer -> places(scorer.specification(), names)).toList();
  }

  private static int[] places(Specification score, List<String> names) {
    return score.attributes().stream()
        .mapToInt(attribute -> names.indexOf(attribute.name()))
        .toArray();
  }

  /// Fits all scores.
  ///
  /// @throws ScoringException if there are none, if one is an attribute of itself, be it by way of
  ///   others, or if not just one is no attribute of another
  public static ScoreTree fit(List<Specification> specifications) {
    var _ = new ScoreOrder(specifications);
    return of(specifications.stream().map(Scorer::fit).toList());
  }

  /// A tree of scores that are fitted already.
  ///
  /// @throws ScoringException as [#fit]
  public static ScoreTree of(List<Scorer> scorers) {
    var order = new ScoreOrder(scorers.stream().map(Scorer::specification).toList());
    var byName = new LinkedHashMap<String, Scorer>();
    scorers.forEach(scorer -> byName.put(name(scorer), scorer));
    return new ScoreTree(
        order.scores().stream().map(name -> Objects.requireNonNull(byName.get(name))).toList(),
        order.attributes());
  }

  /// The scores, each after those that are its attributes; the last is the score of the whole.
  public List<Scorer> scorers() {
    return scorers;
  }

  /// What an object is scored by: the attributes that are no scores.
  public List<String> attributes() {
    return attributes;
  }

  /// The score of an object, and its bounds.
  ///
  /// @param values one for each of [#attributes], in their order
  /// @throws ScoringException if there are more or fewer, or one is not finite
  public Score score(double... values) {
    return scorers.getLast().score(inputs(scorers.size() - 1, all(values)));
  }

  /// The scores that the references allow an object whose attributes score as they do.
  ///
  /// @throws ScoringException as [#score]
  public Bounds bounds(double... values) {
    return scorers.getLast().bounds(inputs(scorers.size() - 1, all(values)));
  }

  /// The score of an object, and the references that decide it.
  ///
  /// @throws ScoringException as [#score]
  public Explanation explain(double... values) {
    return explain(scorers.size() - 1, all(values));
  }

  private Explanation explain(int score, double[] all) {
    var parts = new LinkedHashMap<String, Explanation>();
    for (var source : sources.get(score)) {
      var part = source - attributes.size();
      if (part >= 0) {
        parts.put(name(scorers.get(part)), explain(part, all));
      }
    }
    return scorers.get(score).explain(inputs(score, all)).with(parts);
  }

  /// The values of all attributes and, after these, of all scores but that of the whole.
  private double[] all(double[] values) {
    requireValues(values);
    var all = Arrays.copyOf(values, attributes.size() + scorers.size());
    for (var part = 0; part < scorers.size() - 1; part++) {
      all[attributes.size() + part] = scorers.get(part).score(inputs(part, all)).score();
    }
    return all;
  }

  private void requireValues(double[] values) {
    if (values.length != attributes.size()) {
      throw new ScoringException(
          "expected %d values, one for each of %s, got %d"
              .formatted(attributes.size(), String.join(", ", attributes), values.length));
    }
    for (var at = 0; at < values.length; at++) {
      if (!Double.isFinite(values[at])) {
        throw new ScoringException(
            "expected %s to be a finite number, got: %s".formatted(attributes.get(at), values[at]));
      }
    }
  }

  private double[] inputs(int score, double[] all) {
    return Arrays.stream(sources.get(score)).mapToDouble(source -> all[source]).toArray();
  }

  /// What a score was fitted to.
  ///
  /// @param score its name; empty for the score of the whole
  /// @throws ScoringException if there is no such score
  public Specification specification(String score) {
    return scorer(score).specification();
  }

  private Scorer scorer(String score) {
    var named = scorers.stream().filter(each -> name(each).equals(score)).findFirst();
    if (named.isEmpty() && !score.isEmpty()) {
      throw new ScoringException(
          "expected one of the scores %s, got: \"%s\""
              .formatted(String.join(", ", scorers.stream().map(ScoreTree::name).toList()), score));
    }
    return named.orElse(scorers.getLast());
  }

  private static String name(Scorer scorer) {
    return ScoreOrder.name(scorer.specification());
  }

  /// The same with one more reference for a score.
  ///
  /// @param score its name; empty for the score of the whole
  /// @throws ConflictException if the reference contradicts others; names the scores that would not
  /// @throws ScoringException if there is no such score, or the reference is not as it must be
  public ScoreTree with(String score, Reference reference) {
    var before = scorer(score);
    var after = Scorer.fit(before.specification().with(reference));
    return of(scorers.stream().map(each -> each == before ? after : each).toList());
  }

  /// From where to where the references spread in an attribute.
  Bounds spread(String attribute) {
    var values =
        scorers.stream()
            .map(Scorer::specification)
            .flatMapToDouble(score -> score.valuesOf(attribute))
            .summaryStatistics();
    return new Bounds(values.getMin(), values.getMax());
  }
}
