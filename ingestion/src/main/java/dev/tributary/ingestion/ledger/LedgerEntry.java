package dev.tributary.ingestion.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.InvalidMessageException;
import dev.tributary.ingestion.content.DigestAlgorithm;
import dev.tributary.ingestion.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// An event as the ledger keeps it; see `dev.tributary.Event` for what it says.
///
/// @param at ISO 8601
/// @param delivery the delivery that the message belongs to
/// @param product the key of the product that it speaks of
/// @param body SHA-256 of the message's body, if bodies are recorded
public record LedgerEntry(
    String id,
    String name,
    String at,
    String application,
    String messageId,
    String inputId,
    String jobId,
    String ancestorIds,
    String originatedAt,
    String routingKey,
    int attempt,
    int bytes,
    long waitedMillis,
    long workedMillis,
    Optional<String> reason,
    Optional<Long> delayMillis,
    Optional<String> delivery,
    Optional<String> provider,
    Optional<String> product,
    Optional<String> body) {

  /// Header: the id of the delivery that a message belongs to.
  public static final String DELIVERY = "delivery";

  /// Header: who shipped it.
  public static final String PROVIDER = "provider";

  /// Header: the key of the product, or the first of them.
  public static final String PRODUCT = "product";

  private static final String SENT = "result.sent";

  /// The event that `line` is, in the JSON that `Event.toJson` writes.
  ///
  /// @throws InvalidMessageException if it is none
  public static Recorded read(String line) {
    try {
      return Optional.ofNullable(Json.readOwn(line, Wire.class))
          .orElseThrow(() -> new IllegalArgumentException("expected an object, got: null"))
          .recorded();
    } catch (JacksonException | IllegalArgumentException | DateTimeException noEvent) {
      throw new InvalidMessageException(
          "expected an event, a JSON object on one line: " + noEvent.getMessage(), noEvent);
    }
  }

  /// An event as it travels, in the JSON that `Event.toJson` writes.
  record Wire(
      String id,
      String name,
      String at,
      String application,
      String messageId,
      String inputId,
      String jobId,
      List<String> ancestorIds,
      String originatedAt,
      String routingKey,
      int attempt,
      Map<String, String> headers,
      int bytes,
      long waitedMillis,
      long workedMillis,
      Optional<String> reason,
      Optional<Long> delayMillis,
      Optional<String> body,
      Optional<String> bodyBase64) {

    Wire {
      require("id", id);
      require("name", name);
      require("at", at);
      require("application", application);
      require("messageId", messageId);
      require("inputId", inputId);
      require("jobId", jobId);
      require("originatedAt", originatedAt);
      require("routingKey", routingKey);
      // Trails are in the order of this time, so it has to be one.
      begun(at, workedMillis);
    }

    private static void require(String name, @Nullable String value) {
      if (value == null) {
        throw new IllegalArgumentException("expected a text as " + name + ", got none");
      }
    }

    /// What the ledger keeps of it.
    ///
    /// @throws IllegalArgumentException if it has a body that is not Base64 (RFC 4648, section 4)
    Recorded recorded() {
      var bytes =
          body.map(text -> text.getBytes(UTF_8))
              .or(() -> bodyBase64.map(Base64.getDecoder()::decode));
      return new Recorded(entry(bytes.map(DigestAlgorithm.SHA_256::digest)), bytes);
    }

    private LedgerEntry entry(Optional<String> hash) {
      return new LedgerEntry(
          id,
          name,
          Instant.parse(at).toString(),
          application,
          messageId,
          inputId,
          jobId,
          String.join(" ", ancestorIds),
          originatedAt,
          routingKey,
          attempt,
          bytes,
          waitedMillis,
          workedMillis,
          reason,
          delayMillis,
          Optional.ofNullable(headers.get(DELIVERY)),
          Optional.ofNullable(headers.get(PROVIDER)),
          Optional.ofNullable(headers.get(PRODUCT)),
          hash);
    }
  }

  /// Whether it tells of a message that was sent, rather than of what became of one.
  public boolean isResult() {
    return name.equals(SENT);
  }

  /// What became of the message, such as `completed`; of a result, `sent`.
  public String outcome() {
    return name.substring(name.indexOf('.') + 1);
  }

  /// When the work began that this event tells of, to a millisecond.
  public Instant begunAt() {
    return begun(at, workedMillis);
  }

  private static Instant begun(String at, long workedMillis) {
    return Instant.parse(at).minusMillis(workedMillis);
  }

  static LedgerEntry of(ResultSet row) throws SQLException {
    return new LedgerEntry(
        row.getString("id"),
        row.getString("name"),
        row.getString("at"),
        row.getString("application"),
        row.getString("message_id"),
        row.getString("input_id"),
        row.getString("job_id"),
        row.getString("ancestor_ids"),
        row.getString("originated_at"),
        row.getString("routing_key"),
        row.getInt("attempt"),
        row.getInt("bytes"),
        row.getLong("waited_millis"),
        row.getLong("worked_millis"),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getObject("delay_millis"))
            .map(millis -> ((Number) millis).longValue()),
        Optional.ofNullable(row.getString("delivery")),
        Optional.ofNullable(row.getString("provider")),
        Optional.ofNullable(row.getString("product")),
        Optional.ofNullable(row.getString("body")));
  }
}
