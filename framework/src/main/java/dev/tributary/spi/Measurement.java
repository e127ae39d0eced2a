package dev.tributary.spi;

import java.util.Map;

/// A number that a plugin knows of itself, at one moment.
///
/// @param name what is measured, by the conventions of Prometheus without the prefix `tributary_`:
///   lower-case words joined by `_`, the unit last, such as `database_readers_busy`
/// @param description one sentence
/// @param labels by which measurements of one name differ, each with few values
public record Measurement(
    String name, String description, Kind kind, Map<String, String> labels, double value) {
  public Measurement {
    labels = Map.copyOf(labels);
  }

  /// What a number does as time goes by.
  public enum Kind {
    /// Goes up and down.
    GAUGE,
    /// Only goes up, from the start of the process.
    COUNTER
  }
}
