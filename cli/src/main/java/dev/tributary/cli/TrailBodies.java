package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Changes;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.ledger.Trail.Hop;
import dev.tributary.ingestion.pipeline.Bodies;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The bodies of the messages of a trail, and what each application changed in what it got.
final class TrailBodies {
  private final DatabaseReader ledger;
  private final Bodies bodies;
  private final PrintWriter out;

  TrailBodies(DatabaseReader ledger, ContentStore content, PrintWriter out) {
    this.ledger = ledger;
    this.bodies = new Bodies(content);
    this.out = out;
  }

  void print(Trail trail) throws IOException, InterruptedException {
    for (var root : trail.roots()) {
      print(root, Optional.empty());
    }
  }

  private void print(Hop hop, Optional<JsonNode> before) throws IOException, InterruptedException {
    var after = Optional.<JsonNode>empty();
    if (hop.sent().isPresent()) {
      var sent = hop.sent().get();
      out.printf(
          "%n%s  sent by %s  %s  message %s%n",
          sent.at(), sent.application(), sent.routingKey(), sent.messageId());
      var body = body(sent);
      after = body.flatMap(TrailBodies::json);
      show(sent, body, after);
      if (before.isPresent() && after.isPresent()) {
        changes(sent.application(), before.get(), after.get());
      }
    }
    for (var work : hop.works()) {
      for (var result : work.results()) {
        print(result, after);
      }
    }
  }

  private void show(LedgerEntry sent, Optional<byte[]> body, Optional<JsonNode> json) {
    if (body.isEmpty()) {
      out.printf(
          "  %d bytes, not recorded; the setting events=bodies records those of up to 1 MiB%n", sent.bytes());
      return;
    }
    var text = json.map(JsonNode::toPrettyString).orElseGet(() -> new String(body.get(), UTF_8));
    out.println(text.indent(2).stripTrailing());
  }

  private Optional<byte[]> body(LedgerEntry sent) throws IOException, InterruptedException {
    if (sent.body().isEmpty()) {
      return Optional.empty();
    }
    var recorded = LedgerStore.body(ledger, sent.body().get());
    return recorded.isPresent() ? Optional.of(bodies.whole(recorded.get())) : Optional.empty();
  }

  private static Optional<JsonNode> json(byte[] body) {
    try {
      return Optional.of(Json.tree(new String(body, UTF_8)));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private void changes(String application, JsonNode before, JsonNode after) {
    var changes = Changes.between(before, after);
    out.printf("  %s changed%s%n", application, changes.isEmpty() ? " nothing" : ":");
    for (var change : changes) {
      out.printf(
          "    %s: %s → %s%n",
          change.path(), change.before().orElse("(nothing)"), change.after().orElse("(nothing)"));
    }
  }
}
