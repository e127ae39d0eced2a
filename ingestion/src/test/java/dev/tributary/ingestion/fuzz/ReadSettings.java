package dev.tributary.ingestion.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.InvalidMessageException;
import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.enrich.Enrichers;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.webhook.Endpoints;
import dev.tributary.ingestion.webhook.SigningSecrets;
import dev.tributary.scoring.ScoreFiles;
import dev.tributary.scoring.ScoringException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import tools.jackson.core.JacksonException;

/// What operators write and what our own processes write to each other.
final class ReadSettings {
  private ReadSettings() {}

  /// As each of the files that operators write in YAML, and as a secret.
  static void read(byte[] text) throws IOException {
    try (var scratch = new Scratch()) {
      var file = Files.write(scratch.folder().resolve("provider.yaml"), text);
      List.<Use>of(
              () -> Provider.read(file),
              () -> Endpoints.read(file),
              () -> Enrichers.read(file),
              () -> SigningSecrets.parse(new String(text, UTF_8), "a secret"))
          .forEach(Use::refusedAtMost);
    }
  }

  /// As each of the messages and stored values in JSON.
  static void own(byte[] json) {
    for (var type :
        List.of(
            CanonicalDocument.class,
            EditRequest.class,
            PackageListing.class,
            ProductDelivery.class)) {
      try {
        var _ = Json.readOwn(json, type);
      } catch (JacksonException _) {
        // refused, with a reason
      }
    }
    try {
      var _ = LedgerEntry.read(new String(json, UTF_8));
    } catch (InvalidMessageException _) {
      // refused, with a reason
    }
  }

  /// As a specification, and as fitted scores.
  static void scores(byte[] json) {
    var text = new String(json, UTF_8);
    try {
      var _ = ScoreFiles.specifications("scores", text);
    } catch (ScoringException _) {
      // refused, with a reason
    }
    try {
      var _ = ScoreFiles.tree("scores", text);
    } catch (ScoringException _) {
      // refused, with a reason
    }
  }

  private interface Use {
    Object read() throws IOException;

    default void refusedAtMost() {
      try {
        var _ = read();
      } catch (IllegalArgumentException _) {
        // refused, with a reason
      } catch (IOException unreadable) {
        throw new AssertionError("a file that is there was not read", unreadable);
      }
    }
  }
}
