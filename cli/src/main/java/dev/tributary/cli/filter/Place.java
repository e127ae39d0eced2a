package dev.tributary.cli.filter;

/// Where a line stands.
///
/// @param input name of the file, or `stdin`
/// @param line counted from 1 in each file, empty ones too; 0 for the file as a whole
record Place(String input, long line) {
  @Override
  public String toString() {
    return line == 0 ? input : input + ":" + line;
  }
}
