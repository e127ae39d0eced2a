package dev.tributary.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome.Aborted;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.DeadLettered;
import dev.tributary.processors.ClaimCheck;
import dev.tributary.processors.Deduplication;
import dev.tributary.processors.FolderStore;
import dev.tributary.processors.LogContext;
import dev.tributary.processors.Selection;
import dev.tributary.processors.Timestamps;
import dev.tributary.testing.Settlement;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example of docs/processors.md, run.
@Timeout(60)
class ReadyMadeProcessorsTest {
  private static final String ORDER =
      """
      {"id": "a-1", "lines": [{"sku": "x", "quantity": 1}, {"sku": "y", "quantity": 2}]}
      """;

  record Order(String id, List<Line> lines) {}

  record Line(String sku, int quantity) {}

  @TempDir Path folder;

  private Application orders() throws IOException {
    return Application.named("orders")
        .consumes("received", "#")
        .with(LogContext.standard())
        .preprocess(Timestamps.stampOnce("received_at"))
        .preprocess(Selection.include("provider", List.of("a", "b")))
        .preprocess(JsonSchema.resource(JsonSchemaTest.class, "order.schema.json").validate())
        .with(Deduplication.byIdAndContent().remembering(10_000, Duration.ofHours(1)))
        .callback(Order.class, order -> order.lines())
        .sends(Line.class, "upsert.line")
        .build()
        .surroundedBy(ClaimCheck.over(20).in(FolderStore.in(folder)));
  }

  private Application invoices() throws IOException {
    return Application.named("invoices")
        .consumes("orders", "upsert.line")
        .callback(
            Line.class,
            (line, message) -> List.of(message.with("upsert.sku", Body.utf8(line.sku()))))
        .build()
        .surroundedBy(ClaimCheck.over(64 * 1024).in(FolderStore.in(folder)));
  }

  @Test
  void theyWorkTogether() throws Exception {
    try (var run = TestRun.of(orders(), invoices())) {
      run.send("received", message("1", ORDER));

      assertThat(run.results("orders"))
          .extracting(Message::body)
          .as("checked in")
          .containsOnly(Body.empty());
      assertThat(run.results("invoices"))
          .extracting(sku -> sku.body().utf8())
          .containsExactlyInAnyOrder("x", "y");
      assertThat(run.results("invoices"))
          .allSatisfy(sku -> assertThat(sku.headers()).containsOnlyKeys("provider", "received_at"));
    }
  }

  @Test
  void aDuplicateAndAnExcludedMessageAreAborted() throws Exception {
    try (var run = TestRun.of(orders(), invoices())) {
      run.send("received", message("1", ORDER));
      run.send("received", message("1", ORDER));
      run.send("received", message("2", ORDER).withHeader("provider", "c"));

      assertThat(run.outcomes())
          .filteredOn(settlement -> settlement.application().equals("orders"))
          .extracting(Settlement::outcome)
          .satisfiesExactly(
              first -> assertThat(first).isInstanceOf(Completed.class),
              second -> assertThat(reason((Aborted) second)).isEqualTo("message.duplicate"),
              third -> assertThat(reason((Aborted) third)).isEqualTo("provider.excluded"));
    }
  }

  @Test
  void aMessageThatDoesNotMatchIsADeadLetterAtOnceWithEveryViolation() throws Exception {
    try (var run = TestRun.of(orders(), invoices())) {
      run.send("received", message("1", "{\"id\": \"A 1\", \"lines\": [{\"sku\": 1}]}"));

      assertThat(run.outcomes())
          .extracting(Settlement::outcome)
          .singleElement()
          .isInstanceOf(DeadLettered.class);
      assertThat(run.deadLetters().getFirst().reason())
          .startsWith("the message does not match the schema order.schema.json: ")
          .contains("/id: ", "/lines/0/sku: ", "/lines/0/quantity: ");
    }
  }

  @Test
  void aMessageMadeForAnotherRecordIsADeadLetterAtOnce() throws Exception {
    var application =
        Application.named("lines")
            .consumes("received", "#")
            .callback(Line.class, _ -> List.of())
            .build();
    try (var run = TestRun.of(application)) {
      run.send(message("1", ORDER));

      assertThat(run.deadLetters().getFirst().reason())
          .isEqualTo(
              "the message does not hold a line: /sku: expected a text (line 1, column 1), got:"
                  + " nothing");
    }
  }

  private static String reason(Aborted aborted) {
    return aborted.abort().reason();
  }

  private static Message message(String id, String json) {
    return Message.of(id, "upsert.order", Body.utf8(json), Instant.now())
        .withHeader("provider", "a");
  }
}
