package dev.tributary.database;

/// One step of a schema from a version to the next.
///
/// @param version to which it leads
/// @param description in the words of its script's name
record Migration(int version, String description) {
  @Override
  public String toString() {
    return "V" + version + " " + description;
  }
}
