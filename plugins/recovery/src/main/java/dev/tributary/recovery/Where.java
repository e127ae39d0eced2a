package dev.tributary.recovery;

import dev.tributary.database.Patterns;
import dev.tributary.database.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/// A [Selection] as a condition of SQL.
final class Where {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();

  Where(Selection selection) {
    in("id", selection.ids());
    in("state", selection.states().stream().map(Enum::name).toList());
    selection.application().ifPresent(name -> add("application = :application", name));
    selection.provider().ifPresent(name -> add("provider = :provider", name));
    selection
        .error()
        .ifPresent(
            text ->
                add(
                    "(lower(error) like :error escape '!' or lower(cause) like :error escape '!')",
                    Patterns.anywhere(text)));
    selection.since().ifPresent(time -> add("failed_at >= :since", Timestamps.text(time)));
    selection.after().ifPresent(act -> add("redriven_by = :after", act));
    selection.before().ifPresent(time -> add("failed_at <= :before", Timestamps.text(time)));
  }

  private void in(String column, List<String> allowed) {
    if (allowed.isEmpty()) {
      return;
    }
    var names = new ArrayList<String>();
    for (var at = 0; at < allowed.size(); at++) {
      var name = column + at;
      names.add(":" + name);
      values.put(name, allowed.get(at));
    }
    conditions.add(column + " in (" + String.join(", ", names) + ")");
  }

  /// @param condition with one value, called as its first word that begins with a colon
  private void add(String condition, String value) {
    var start = condition.indexOf(':') + 1;
    var end = start;
    while (end < condition.length() && Character.isLetter(condition.charAt(end))) {
      end++;
    }
    values.put(condition.substring(start, end), value);
    conditions.add(condition);
  }

  String sql() {
    return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    values.forEach(statement::bind);
    return statement;
  }
}
