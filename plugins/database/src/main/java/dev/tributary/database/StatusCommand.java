package dev.tributary.database;

import dev.tributary.spi.Command.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `tributary db status`: how the databases stand. Changes nothing.
final class StatusCommand {
  private static final List<String> TITLES =
      List.of("DATABASE", "PLACE", "SCHEMA", "VERSION", "APPLIED AT", "PENDING", "NOTE");
  private static final String NOTHING = "-";

  private StatusCommand() {}

  static int run(Invocation invocation) {
    return run(invocation, KnownDatabases.find());
  }

  static int run(Invocation invocation, KnownDatabases known) {
    var statuses =
        known.chosen(invocation.arguments().stream().findFirst()).stream()
            .map(definition -> DatabaseStatus.of(definition, invocation.settings()))
            .toList();
    if (invocation.option("json").isPresent()) {
      var databases = statuses.stream().map(StatusCommand::fields).toList();
      invocation.out().println(Json.text(Map.of("databases", databases)));
    } else if (statuses.isEmpty()) {
      invocation.out().println("no module on the class path keeps a database");
    } else {
      Columns.print(invocation.out(), TITLES, rows(statuses));
    }
    return 0;
  }

  private static List<List<String>> rows(List<DatabaseStatus> statuses) {
    var rows = new ArrayList<List<String>>();
    for (var status : statuses) {
      if (status.schemas().isEmpty()) {
        var note = status.there() ? status.problem().orElse("no schemas") : "not there yet";
        rows.add(row(status, NOTHING, NOTHING, NOTHING, NOTHING, note));
      }
      for (var schema : status.schemas()) {
        rows.add(row(status, schema));
      }
    }
    return rows;
  }

  private static List<String> row(DatabaseStatus status, SchemaStatus schema) {
    var pending =
        schema.pending().stream().map(Migration::toString).collect(Collectors.joining(", "));
    return row(
        status,
        schema.schema().name(),
        schema.history().version() == 0 ? NOTHING : String.valueOf(schema.history().version()),
        schema.history().appliedAt().map(Object::toString).orElse(NOTHING),
        pending.isEmpty() ? NOTHING : pending,
        schema.problem().orElse(""));
  }

  private static List<String> row(DatabaseStatus status, String... cells) {
    var row = new ArrayList<>(List.of(status.definition().name(), status.storage().place()));
    row.addAll(List.of(cells));
    return row;
  }

  private static Map<String, Object> fields(DatabaseStatus status) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", status.definition().name());
    fields.putAll(place(status.storage()));
    fields.put("there", status.there());
    fields.put("schemas", status.schemas().stream().map(StatusCommand::fields).toList());
    status.problem().ifPresent(problem -> fields.put("problem", problem));
    return fields;
  }

  private static Map<String, Object> place(Storage storage) {
    return switch (storage) {
      case SqliteFile(var file) -> Map.of("file", file.toString());
      case PostgresSchema schema -> Map.of("url", schema.address());
    };
  }

  private static Map<String, Object> fields(SchemaStatus status) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", status.schema().name());
    fields.put("version", status.history().version());
    fields.put("known", status.schema().version());
    status.history().appliedAt().ifPresent(at -> fields.put("appliedAt", at.toString()));
    fields.put("pending", status.pending().stream().map(StatusCommand::fields).toList());
    status.problem().ifPresent(problem -> fields.put("problem", problem));
    return fields;
  }

  private static Map<String, Object> fields(Migration migration) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", migration.version());
    fields.put("description", migration.description());
    return fields;
  }
}
