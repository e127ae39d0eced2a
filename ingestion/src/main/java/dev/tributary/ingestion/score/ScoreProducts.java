package dev.tributary.ingestion.score;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.catalogue.ToldChange;
import dev.tributary.ingestion.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Scores each product that changes, or of which something new is known, and tells what it scores:
/// `scored.<type>`, or `review.<type>` if that is so little that somebody is to look at it. It runs
/// beside the pipeline: no load waits for it.
public final class ScoreProducts {
  /// What the application is called.
  public static final String NAME = "score";

  private static final String SCORED = "scored.";
  private static final String REVIEW = "review.";

  private final Scoreboard board;
  private final Optional<Double> review;

  /// @param review products that score less are to be looked at
  private ScoreProducts(Scoreboard board, Optional<Double> review) {
    this.board = board;
    this.review = review;
  }

  /// What it is called and consumes, without what it does.
  ///
  /// @param exchange the name of the application that tells of changes
  /// @param others what tells that something new is known of a product
  public static Application.Builder declared(String exchange, List<Binding> others) {
    var declared =
        Application.named(NAME)
            .consumes(exchange, "upsert.*")
            .consumes(exchange, "takedown.*")
            .consumes(exchange, "purge.*");
    others.forEach(binding -> declared.consumes(binding.exchange(), binding.key()));
    return declared;
  }

  /// The application, which also scores anew what an earlier version of the scorer has scored.
  public static Application application(
      Application.Builder declared, Scoreboard board, Optional<Double> review) {
    var scoring = new ScoreProducts(board, review);
    var rescoring = new Rescoring(board);
    return declared
        .callback(scoring::apply)
        .listenersOptional()
        .onStart(rescoring::start)
        .onStop(rescoring::close)
        .build();
  }

  private List<Message> apply(Message message) throws InterruptedException {
    var change = ToldChange.read(message, "key");
    var scored = board.score(change.path("key").stringValue(""));
    return scored.map(score -> told(message, change, score)).stream().toList();
  }

  private Message told(Message message, JsonNode change, Scored scored) {
    var type = change.path("type").stringValue("product");
    var isPoor = review.filter(limit -> scored.score() < limit).isPresent();
    return message.with((isPoor ? REVIEW : SCORED) + type, Body.of(Json.bytes(scored)));
  }
}
