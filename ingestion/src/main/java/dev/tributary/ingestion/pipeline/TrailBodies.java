package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Changes;
import dev.tributary.ingestion.json.Changes.Change;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.ledger.Trail.Hop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The bodies of the messages of a trail, as far as they are recorded, and what each application
/// changed in what it got.
public final class TrailBodies {
  private final DatabaseReader ledger;
  private final Bodies bodies;
  private final List<Sent> sent = new ArrayList<>();

  /// A message that an application sent.
  ///
  /// @param body absent if it was not recorded; JSON is set out in lines
  /// @param changes from what the application was given; absent unless both are JSON
  public record Sent(LedgerEntry entry, Optional<String> body, Optional<List<Change>> changes) {}

  private TrailBodies(DatabaseReader ledger, ContentStore content) {
    this.ledger = ledger;
    this.bodies = new Bodies(content);
  }

  /// Those of `trail`, each before what it led to. Reads all of them into memory.
  public static List<Sent> of(Trail trail, DatabaseReader ledger, ContentStore content)
      throws IOException, InterruptedException {
    var all = new TrailBodies(ledger, content);
    for (var root : trail.roots()) {
      all.add(root, Optional.empty());
    }
    return List.copyOf(all.sent);
  }

  private void add(Hop hop, Optional<JsonNode> given) throws IOException, InterruptedException {
    var json = Optional.<JsonNode>empty();
    if (hop.sent().isPresent()) {
      var entry = hop.sent().get();
      var text = text(entry);
      json = text.flatMap(TrailBodies::json);
      sent.add(
          new Sent(entry, json.map(JsonNode::toPrettyString).or(() -> text), changes(given, json)));
    }
    for (var work : hop.works()) {
      for (var result : work.results()) {
        add(result, json);
      }
    }
  }

  private Optional<String> text(LedgerEntry entry) throws IOException, InterruptedException {
    if (entry.body().isEmpty()) {
      return Optional.empty();
    }
    var recorded = LedgerStore.body(ledger, entry.body().get());
    return recorded.isPresent()
        ? Optional.of(new String(bodies.whole(recorded.get()), UTF_8))
        : Optional.empty();
  }

  private static Optional<JsonNode> json(String body) {
    try {
      return Optional.of(Json.tree(body));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<List<Change>> changes(
      Optional<JsonNode> before, Optional<JsonNode> after) {
    return before.flatMap(given -> after.map(made -> Changes.between(given, made)));
  }
}
