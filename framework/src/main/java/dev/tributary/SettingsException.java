package dev.tributary;

import java.util.List;

/// Settings are not as they must be. Its message names all that is wrong, one a line.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
