package dev.tributary.recovery;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.database.Timestamps;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Failure.Group;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Failure.Summary;
import dev.tributary.spi.Headers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of the tables, and what is in their columns.
final class Rows {
  private Rows() {}

  static String json(Map<String, String> values) {
    return Body.json(values).utf8();
  }

  static String attempts(List<Message.FailedAttempt> attempts) {
    return Body.json(attempts).utf8();
  }

  static Failure failure(ResultSet row) throws SQLException {
    var headers = map(row.getString("headers"));
    var message = Headers.read(headers, row.getBytes("body"), row.getString("message_id"));
    var letter =
        new DeadLetter(
            message,
            row.getString("application"),
            row.getString("version"),
            row.getString("error"),
            row.getString("reason"),
            row.getString("stack"),
            map(row.getString("details")),
            Timestamps.instant(row.getString("failed_at")));
    return new Failure(
        row.getString("id"),
        letter,
        State.valueOf(row.getString("state")),
        text(row, "act"),
        instant(row, "acted_at"));
  }

  static Summary summary(ResultSet row) throws SQLException {
    return new Summary(
        row.getString("id"),
        row.getString("application"),
        Timestamps.instant(row.getString("failed_at")),
        row.getString("error"),
        row.getString("reason"),
        Body.utf8(row.getString("attempts")).as(Message.FailedAttempt[].class).length,
        row.getString("message_id"),
        text(row, "delivery"),
        text(row, "provider"),
        text(row, "product"),
        State.valueOf(row.getString("state")));
  }

  static Group group(ResultSet row) throws SQLException {
    return new Group(
        row.getString("application"),
        row.getString("cause"),
        row.getLong("number"),
        Timestamps.instant(row.getString("first")),
        Timestamps.instant(row.getString("last")),
        row.getString("example"));
  }

  static Act act(ResultSet row) throws SQLException {
    return new Act(
        row.getString("id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("who"),
        row.getString("why"),
        row.getString("selection"),
        row.getBytes("edited") != null,
        number(row, "rate"),
        Timestamps.instant(row.getString("requested_at")),
        Timestamps.instant(row.getString("begun_at")),
        instant(row, "finished_at"),
        row.getLong("chosen"),
        row.getLong("done"),
        row.getLong("refused"),
        text(row, "problem"));
  }

  private static Map<String, String> map(String json) {
    var values = new HashMap<String, String>();
    Map<?, ?> read = Body.utf8(json).as(Map.class);
    read.forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
    return values;
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return text(row, column).map(Timestamps::instant);
  }

  private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
    var value = row.getInt(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
