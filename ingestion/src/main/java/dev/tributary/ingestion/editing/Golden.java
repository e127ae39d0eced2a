package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a golden file holds: everything that came of a sample, message by message, but for the
/// version of the mapping and the wording of violations, which may change without anything being
/// different.
final class Golden {
  private Golden() {}

  private record Message(
      String path,
      Optional<String> format,
      DeliveryState state,
      Optional<Header> header,
      List<Product> products,
      Set<Integer> purged,
      List<Broken> violations) {}

  private record Broken(
      String rule,
      Severity severity,
      Optional<String> path,
      Optional<Integer> line,
      Optional<String> value) {}

  /// As it would be written.
  static JsonNode of(List<Tried> messages) {
    // By way of text, since a number of a tree that was read is not one of a tree that was made.
    return Json.tree(Json.text(messages.stream().map(Golden::message).toList()));
  }

  private static Message message(Tried tried) {
    return new Message(
        tried.path(),
        tried.format(),
        tried.state(),
        tried.header(),
        tried.products(),
        tried.purged(),
        tried.violations().stream().map(Golden::broken).toList());
  }

  private static Broken broken(Violation violation) {
    return new Broken(
        violation.rule(),
        violation.severity(),
        violation.path(),
        violation.line(),
        violation.value());
  }

  /// Reads a golden file.
  ///
  /// @throws IllegalArgumentException if it is not JSON in UTF-8
  static JsonNode read(Path file) throws IOException {
    try {
      return Json.tree(Files.readString(file));
    } catch (JacksonException broken) {
      throw unreadable(file, broken.getOriginalMessage(), broken);
    } catch (CharacterCodingException broken) {
      throw unreadable(file, "bytes that are not UTF-8", broken);
    }
  }

  private static IllegalArgumentException unreadable(Path file, String found, Exception cause) {
    return new IllegalArgumentException(
        "expected JSON in %s, found: %s".formatted(file, found), cause);
  }

  /// Writes a golden file, all of it or nothing.
  static void write(Path file, JsonNode golden) throws IOException {
    var half = file.resolveSibling("." + file.getFileName());
    Files.writeString(half, golden.toPrettyString() + "\n");
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
