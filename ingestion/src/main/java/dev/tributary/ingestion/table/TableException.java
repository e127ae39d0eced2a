package dev.tributary.ingestion.table;

import java.io.IOException;
import java.util.Optional;

/// A table that cannot be read because of what it contains, or of what is not declared about it.
public final class TableException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;
  private final transient Optional<String> value;
  private final int line;

  /// @param rule that the table breaks, such as `table.columns`
  /// @param line of the file, from 1
  TableException(String rule, String message, Optional<String> value, int line) {
    super(message);
    this.rule = rule;
    this.value = value;
    this.line = line;
  }

  public String rule() {
    return rule;
  }

  /// What was found.
  public Optional<String> value() {
    return value;
  }

  /// Where, in lines of the file from 1.
  public int line() {
    return line;
  }

  /// What is wrong, what was expected, and the fix.
  public String message() {
    return String.valueOf(getMessage());
  }
}
