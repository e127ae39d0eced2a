package dev.tributary.scoring;

import java.util.List;
import java.util.Optional;

/// An object that an expert has scored.
///
/// @param name what it is called, if it is
/// @param values one for each attribute, in their order
public record Reference(Optional<String> name, List<Double> values, double score) {
  public Reference {
    values = List.copyOf(values);
    score += 0.0; // makes -0.0 the 0.0 that it is compared with
  }

  /// A reference that has a name.
  public static Reference of(String name, double score, double... values) {
    return new Reference(Optional.of(name), Numbers.list(values), score);
  }
}
