package dev.tributary.ingestion.matching;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How far two products are likely to be the same, and why.
///
/// @param confidence from 0 to 1; from 0.9 on what they share names one product in the world
/// @param reason in words
record Likeness(double confidence, String reason) {
  private static final double SAME_IDENTIFIER = 0.95;
  private static final double SAME_INVALID_IDENTIFIER = 0.7;
  private static final double SAME_RECORDINGS = 0.9;
  private static final double SAME_RECORDING = 0.6;
  private static final double MOST_RECORDINGS = 0.75;
  private static final double SAME_NAMES = 0.5;

  /// The share of recordings, of all that either has, beyond which most are the same.
  private static final double MOST = 0.8;

  /// The likeness of two products; none if nothing speaks for it. It is the same the other way
  /// round.
  static Optional<Likeness> of(Facts one, Facts other) {
    if (!one.contentType().equals(other.contentType())) {
      return Optional.empty();
    }
    var reasons = new ArrayList<Likeness>();
    byIdentifiers(one, other).ifPresent(reasons::add);
    byRecordings(one.recordings(), other.recordings()).ifPresent(reasons::add);
    byNames(one, other).ifPresent(reasons::add);
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Likeness(
                reasons.stream().mapToDouble(Likeness::confidence).max().orElseThrow(),
                String.join("; ", reasons.stream().map(Likeness::reason).toList())));
  }

  private static Optional<Likeness> byIdentifiers(Facts one, Facts other) {
    var shared = shared(one.identifiers(), other.identifiers());
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    var valid = new ArrayList<>(shared);
    valid.removeAll(one.invalid());
    valid.removeAll(other.invalid());
    return Optional.of(
        valid.isEmpty()
            ? new Likeness(
                SAME_INVALID_IDENTIFIER,
                "the same identifier, with a wrong check digit: " + words(shared))
            : new Likeness(SAME_IDENTIFIER, "the same identifier: " + words(valid)));
  }

  private static Optional<Likeness> byRecordings(Set<String> one, Set<String> other) {
    var shared = shared(one, other);
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    var all = new HashSet<>(one);
    all.addAll(other);
    if (shared.size() < all.size()) {
      return (double) shared.size() / all.size() < MOST
          ? Optional.empty()
          : Optional.of(
              new Likeness(
                  MOST_RECORDINGS,
                  "%d of %d recordings are the same".formatted(shared.size(), all.size())));
    }
    return Optional.of(
        shared.size() == 1
            ? new Likeness(SAME_RECORDING, "the same single recording: " + shared.getFirst())
            : new Likeness(SAME_RECORDINGS, "the same %d recordings".formatted(shared.size())));
  }

  /// Editions of a book have one name and numbers of their own, which say that they differ.
  private static Optional<Likeness> byNames(Facts one, Facts other) {
    var same =
        one.isNamed()
            && one.title().equals(other.title())
            && one.artist().equals(other.artist())
            && one.tracks().equals(other.tracks());
    return same && !(one.hasBookNumber() && other.hasBookNumber())
        ? Optional.of(
            new Likeness(
                SAME_NAMES,
                one.tracks().isEmpty()
                    ? "the same title and artist"
                    : "the same title, artist and titles of %d items"
                        .formatted(one.tracks().size())))
        : Optional.empty();
  }

  private static List<String> shared(Set<String> one, Set<String> other) {
    return one.stream().filter(other::contains).sorted().toList();
  }

  private static String words(List<String> identifiers) {
    return String.join(
        ", ",
        identifiers.stream()
            .map(
                name -> {
                  int colon = name.indexOf(':');
                  return name.substring(0, colon).toUpperCase(Locale.ROOT)
                      + " "
                      + name.substring(colon + 1);
                })
            .toList());
  }
}
