package dev.tributary.database;

import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.Function;

/// `lower(text)` for all letters, as it is in PostgreSQL; SQLite's own knows those of ASCII only.
final class Lower extends Function {
  static final String NAME = "lower";

  @Override
  protected void xFunc() throws SQLException {
    var text = value_text(0);
    if (text == null) {
      result();
    } else {
      result(text.toLowerCase(Locale.ROOT));
    }
  }
}
