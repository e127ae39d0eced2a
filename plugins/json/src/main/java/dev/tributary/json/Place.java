package dev.tributary.json;

import tools.jackson.core.TokenStreamLocation;

/// Where in a text something is, both counted from 1.
record Place(int line, int column) {
  /// Right after `text`.
  static Place after(String text) {
    var lastBreak = text.lastIndexOf('\n');
    var line = 1 + (int) text.chars().filter(character -> character == '\n').count();
    return new Place(line, text.length() - lastBreak);
  }

  static Place of(TokenStreamLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  @Override
  public String toString() {
    return "(line " + line + ", column " + column + ")";
  }
}
