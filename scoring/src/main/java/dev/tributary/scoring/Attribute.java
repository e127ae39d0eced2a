package dev.tributary.scoring;

/// What objects are judged by, and whether more of it is better.
///
/// @param name not blank
public record Attribute(String name, Direction direction) {
  public Attribute {
    if (name.isBlank()) {
      throw new ScoringException("expected an attribute to have a name, found none");
    }
  }
}
