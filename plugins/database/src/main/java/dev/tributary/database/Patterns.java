package dev.tributary.database;

import java.util.Locale;

/// Patterns for `like … escape '!'`.
public final class Patterns {
  private Patterns() {}

  /// What has `text` somewhere in it, whatever the case: `lower(column) like :pattern escape '!'`.
  /// No character of `text` stands for others.
  public static String anywhere(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return "%" + lower.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }
}
