package dev.tributary.metrics;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Whether a process can do its work.
///
/// @param reasons why it cannot
/// @param notes what does not keep it from working, such as an application that an operator paused
record Readiness(List<String> reasons, List<String> notes) {
  static final Readiness STARTING =
      new Readiness(List.of("the applications have not started yet"), List.of());

  private static final JsonFactory JSON = new JsonFactory();

  Readiness {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
  }

  boolean isReady() {
    return reasons.isEmpty();
  }

  /// As one object: `{"status":"ready","reasons":[],"notes":[]}`.
  String toJson() {
    return json(isReady() ? "ready" : "not-ready", reasons, notes);
  }

  /// The same of a process that answers, and so is alive: what keeps it from working is a note.
  String aliveAsJson() {
    var all = new ArrayList<>(reasons);
    all.addAll(notes);
    return json("live", List.of(), all);
  }

  private static String json(String status, List<String> reasons, List<String> notes) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("status", status);
      list(json, "reasons", reasons);
      list(json, "notes", notes);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void list(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
