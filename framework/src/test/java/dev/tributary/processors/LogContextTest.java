package dev.tributary.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.BatchCallback.Reply;
import dev.tributary.Body;
import dev.tributary.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(60)
class LogContextTest {
  private final OneQueue broker = new OneQueue();
  private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();
  private final Message message =
      Message.of("7", "upsert.order", Body.empty(), Instant.now()).withHeader("provider", "acme");

  @Test
  void whatIsLoggedInTheCallbackCarriesTheStandardContext() {
    run(application().with(LogContext.standard()));

    assertThat(contexts.getFirst())
        .isEqualTo(
            Map.of(
                "application", "orders",
                "message_id", "7",
                "job_id", "7",
                "routing_key", "upsert.order",
                "attempt", "1"));
  }

  @Test
  void furtherValuesAreTheApplicationsOwn() {
    run(application().with(LogContext.of("provider", each -> each.headers().get("provider"))));

    assertThat(contexts.getFirst()).isEqualTo(Map.of("provider", "acme"));
  }

  @Test
  void itIsClearedOnceTheMessageIsSettled() {
    var after = new CopyOnWriteArrayList<Map<String, String>>();
    run(
        application()
            .with(LogContext.standard())
            .with(LogContext.of("provider", each -> each.headers().get("provider")))
            .onSettled((_, _) -> after.add(context())));

    assertThat(after).containsExactly(Map.of());
  }

  @Test
  void aValueThatCannotBeHadIsLeftOutAndFailsNothing() {
    run(
        application()
            .with(LogContext.of("absent", each -> each.headers().get("no such header")))
            .with(LogContext.of("broken", each -> each.body().utf8().substring(99))));

    assertThat(contexts.getFirst()).isEmpty();
  }

  @Test
  void aValueThatIsAbsentDoesNotKeepWhatWasThereBefore() throws Exception {
    var provider = LogContext.of("provider", each -> each.headers().get("provider"));
    var put = application().with(provider).callback(List::of).build().preprocessors().getFirst();
    try {
      put.apply(message);
      put.apply(Message.of("upsert.order", Body.empty()));

      assertThat(MDC.get("provider")).isNull();
    } finally {
      MDC.clear();
    }
  }

  @Test
  void nobodysHeaderWritesLinesOfItsOwn() {
    run(
        application()
            .with(LogContext.of("evil", _ -> "a\r\n12:00 ERROR all is lost\u001b[2J\t"))
            .with(LogContext.of("long", _ -> "x".repeat(1_000_000))));

    assertThat(contexts.getFirst())
        .containsEntry("evil", "a  12:00 ERROR all is lost [2J ")
        .containsEntry("long", "x".repeat(255) + "…");
  }

  @Test
  void aBatchIsWorkedOnInTheContextOfOneOfItsMessages() {
    var application =
        application()
            .with(LogContext.standard())
            .batch(
                2,
                Duration.ofSeconds(30),
                messages -> {
                  contexts.add(context());
                  return messages.stream().map(_ -> Reply.done()).toList();
                })
            .build();
    try (var _ = broker.run(application)) {
      broker.waiting.add(message);
      broker.waiting.add(Message.of("8", "upsert.order", Body.empty(), Instant.now()));
      await().until(() -> broker.settledBy("ack") == 2);
    }

    assertThat(contexts).hasSize(1);
    assertThat(contexts.getFirst().get("message_id")).isIn("7", "8");
  }

  private static Application.Builder application() {
    return Application.named("orders").consumes("received", "#");
  }

  private void run(Application.Builder application) {
    var built =
        application
            .callback(
                _ -> {
                  contexts.add(context());
                  return List.of();
                })
            .build();
    try (var _ = broker.run(built)) {
      broker.waiting.add(message);
      await().until(() -> broker.settledBy("ack") == 1);
    }
  }

  private static Map<String, String> context() {
    var context = MDC.getCopyOfContextMap();
    return context == null ? Map.of() : context;
  }
}
