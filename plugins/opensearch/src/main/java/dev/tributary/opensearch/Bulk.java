package dev.tributary.opensearch;

import dev.tributary.UnavailableException;
import dev.tributary.opensearch.Bulk.Result.NotNow;
import dev.tributary.opensearch.Bulk.Result.Refused;
import dev.tributary.opensearch.Bulk.Result.Stored;
import dev.tributary.opensearch.Node.Answer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Puts documents into their indices, many in one request, and knows what became of each.
///
/// @param documents at most in one request
/// @param bytes at most in one request, unless a single document has more
record Bulk(Node node, int documents, long bytes) {
  /// Of each document just what is needed, so that an answer is a fraction of its request.
  private static final String PATH =
      "/_bulk?filter_path=items.*.status,items.*.error.type,items.*.error.reason";

  /// Statuses of a request that some of its documents are to blame for: Bad Request, Content Too
  /// Large.
  private static final Set<Integer> TO_BLAME = Set.of(400, 413);

  /// An error of status 400 that blames the cluster: it has as many shards as it may.
  private static final String OUT_OF_SHARDS = "validation_exception";

  /// What became of a document.
  sealed interface Result {
    /// It is there, perhaps since before.
    record Stored() implements Result {}

    /// The index does not take it, however often it is sent.
    record Refused(String reason) implements Result {}

    /// Neither; another time it may be.
    record NotNow(String reason) implements Result {}
  }

  /// Puts `all` where they belong, in as many requests as the bounds ask for. A document whose id
  /// is there already stays as it is.
  ///
  /// @return what became of each, in their order
  /// @throws UnavailableException if the node does not do a request; those before it are done
  List<Result> store(List<Document> all) throws InterruptedException {
    var results = new ArrayList<Result>(all.size());
    for (var from = 0; from < all.size(); ) {
      var part = all.subList(from, end(all, from));
      results.addAll(storeTogether(part));
      from += part.size();
    }
    return results;
  }

  /// The end of the request that begins with document number `from`.
  private int end(List<Document> all, int from) {
    var end = from;
    for (var room = bytes; end < all.size() && end - from < documents; end++) {
      room -= all.get(end).source().size();
      if (room < 0 && end > from) {
        break;
      }
    }
    return end;
  }

  /// In one request; in two, if the node blames it for what may be just one document.
  private List<Result> storeTogether(List<Document> part) throws InterruptedException {
    var answer = node.post(PATH, lines(part));
    if (answer.isGood()) {
      return results(part, answer);
    }
    if (!TO_BLAME.contains(answer.status())) {
      throw node.refusal("events are not taken", answer);
    }
    if (part.size() == 1) {
      return List.of(new Refused(answer.toString()));
    }
    var middle = part.size() / 2;
    var results = new ArrayList<>(storeTogether(part.subList(0, middle)));
    results.addAll(storeTogether(part.subList(middle, part.size())));
    return results;
  }

  private static byte[] lines(List<Document> part) {
    var lines = new ByteArrayOutputStream();
    for (var document : part) {
      var action = Json.object();
      action.putObject("create").put("_index", document.index()).put("_id", document.id());
      lines.writeBytes(Json.bytes(action));
      lines.write('\n');
      lines.writeBytes(document.source().bytes());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private List<Result> results(List<Document> part, Answer answer) {
    var items = Json.read(answer.body()).path("items");
    if (items.size() != part.size()) {
      throw new UnavailableException(
          "expected %s to say what became of each of %d events, it %s"
              .formatted(node, part.size(), answer),
          null);
    }
    return items.values().stream().map(item -> result(item.path("create"))).toList();
  }

  /// What an answer says of one document. Conflict: its id is there already.
  private static Result result(JsonNode item) {
    var status = item.path("status").intValue(0);
    if (status / 100 == 2 || status == 409) {
      return new Stored();
    }
    var type = item.path("error").path("type").stringValue("");
    var reason = "%d %s: %s".formatted(status, type, item.at("/error/reason").stringValue(""));
    return TO_BLAME.contains(status) && !type.equals(OUT_OF_SHARDS)
        ? new Refused(reason)
        : new NotNow(reason);
  }
}
