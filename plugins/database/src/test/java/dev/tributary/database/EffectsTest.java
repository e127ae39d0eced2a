package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Abort;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.spi.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class EffectsTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private Database database;
  private volatile Instant now = NOON;
  private final AtomicInteger worked = new AtomicInteger();

  @BeforeEach
  void open() {
    database = storage.open(folder, "notes", Notes.SCHEMA, Effects.SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aMessageDeliveredAgainReturnsTheSameResultsAndWritesNothing() throws Exception {
    var input = message("1", "hello");
    var first = noting().apply(input);

    // The process dies between commit and publish; the broker delivers the message to the next one.
    database.close();
    open();
    var again = noting().apply(input);

    assertThat(again).isEqualTo(first).hasSize(2);
    assertThat(again.getFirst().headers()).containsEntry("colour", "blue\nand \"green\"");
    assertThat(worked).hasValue(1);
    assertThat(database.read(Notes::all)).containsExactly("hello");
  }

  @Test
  void theNextAttemptOfAMessageIsStillTheSameInput() throws Exception {
    var input = message("1", "hello");
    noting().apply(input);

    noting()
        .apply(
            new Message(
                input.id(),
                input.jobId(),
                input.ancestorIds(),
                input.originatedAt(),
                input.routingKey(),
                2,
                List.of(new Message.Hop("before", NOON, NOON)),
                input.headers(),
                input.body()));

    assertThat(worked).hasValue(1);
  }

  @Test
  void theSameIdWithOtherContentIsWorkedOn() throws Exception {
    noting().apply(message("1", "hello"));
    noting().apply(message("1", "mended"));
    noting().apply(message("1", "hello").withHeader("mapping", "2"));

    assertThat(worked).hasValue(3);
  }

  @Test
  void theSameInputOnAnotherTraceIsTheSameInput() throws Exception {
    noting().apply(message("1", "hello").withHeader(Headers.TRACE_PARENT, "00-1-1-01"));
    noting()
        .apply(
            message("1", "hello")
                .withHeader(Headers.TRACE_PARENT, "00-1-2-01")
                .withHeader(Headers.TRACE_STATE, "other=1"));

    assertThat(worked).hasValue(1);
  }

  @Test
  void twoApplicationsWorkOnTheSameMessage() throws Exception {
    noting().apply(message("1", "hello"));
    effects().once("other", this::note).apply(message("1", "hello"));

    assertThat(worked).hasValue(2);
  }

  @Test
  void whatIsPreparedIsReadyBeforeTheTransactionBegins() throws Exception {
    var noting =
        effects()
            .<String>once(
                "noting",
                message -> database.write(_ -> message.body().utf8() + ", prepared"),
                (transaction, _, text) -> {
                  Notes.add(transaction, text);
                  return List.of();
                });

    noting.apply(message("1", "hello"));
    noting.apply(message("1", "hello"));

    assertThat(database.read(Notes::all)).containsExactly("hello, prepared");
  }

  @Test
  void whatAWorkWroteBeforeItThrewIsUndoneAndItIsTriedAgain() throws Exception {
    var failing =
        effects()
            .once(
                "noting",
                (transaction, message) -> {
                  note(transaction, message);
                  throw new Abort("note.refused", "not today");
                });

    assertThatThrownBy(() -> failing.apply(message("1", "hello"))).isInstanceOf(Abort.class);
    assertThat(database.read(Notes::all)).isEmpty();

    noting().apply(message("1", "hello"));
    assertThat(database.read(Notes::all)).containsExactly("hello");
  }

  @Test
  void theSameMessageDeliveredTwiceAtOnceIsWorkedOnOnce() throws Exception {
    var noting = noting();
    var results = new ArrayList<Future<List<Message>>>();
    try (var deliveries = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        var message = message(Integer.toString(i % 50), "note " + i % 50);
        results.add(deliveries.submit(() -> noting.apply(message)));
      }
    }

    assertThat(worked).hasValue(50);
    assertThat(database.read(Notes::all)).hasSize(50);
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).get()).isEqualTo(results.get(i % 50).get());
    }
  }

  @Test
  void whatIsForgottenIsWorkedOnAgain() throws Exception {
    noting().apply(message("old", "old"));
    now = NOON.plus(Duration.ofDays(1));
    noting().apply(message("new", "new"));

    assertThat(effects().forgetBefore(NOON.plusSeconds(1))).isEqualTo(1);

    noting().apply(message("new", "new"));
    assertThat(worked).hasValue(2);
    noting().apply(message("old", "old"));
    assertThat(worked).hasValue(3);
  }

  @Test
  void whatIsOlderThanThirtyDaysIsForgottenAsOthersCome() throws Exception {
    keep(NOON, "old", 3);

    now = NOON.plus(Effects.KEPT).plusSeconds(1);
    noting().apply(message("new", "new"));

    assertThat(kept()).containsExactly("new");
  }

  @Test
  void nothingYoungerThanThatIsForgotten() throws Exception {
    keep(NOON, "young", 3);

    now = NOON.plus(Effects.KEPT);
    noting().apply(message("new", "new"));

    assertThat(kept()).containsExactly("new", "young-0", "young-1", "young-2");
  }

  @Test
  void noWorkForgetsMoreThanAFewAndTogetherTheyForgetMoreThanTheyAdd() throws Exception {
    keep(NOON, "old", 1_000);
    now = NOON.plus(Effects.KEPT).plusSeconds(1);
    var noting = noting();

    noting.apply(message("new", "new"));
    assertThat(kept()).hasSize(1_000 - Effects.THINNED_AT_ONCE + 1);

    var works = 1;
    for (var before = kept().size(); before > works; before = kept().size()) {
      for (var work = 0; work < Effects.THINNED_EVERY; work++) {
        noting.apply(message("new " + works++, "new"));
      }
      assertThat(kept()).hasSizeLessThan(before);
    }
    assertThat(kept()).noneMatch(id -> id.startsWith("old"));
  }

  /// Has `count` messages worked on at `instant`.
  private void keep(Instant instant, String ids, int count) throws Exception {
    now = instant;
    try (var deliveries = Executors.newVirtualThreadPerTaskExecutor()) {
      var noting = noting();
      for (var number = 0; number < count; number++) {
        var id = ids + "-" + number;
        var _ = deliveries.submit(() -> noting.apply(message(id, "")));
      }
    }
    assertThat(kept()).hasSize(count);
  }

  private List<String> kept() throws InterruptedException {
    return database.read(
        handle ->
            handle
                .createQuery("select message_id from effect order by message_id")
                .mapTo(String.class)
                .list());
  }

  private Callback noting() {
    return effects().once("noting", this::note);
  }

  private Effects effects() {
    return new Effects(database, () -> now);
  }

  private List<Message> note(Handle transaction, Message message) {
    worked.incrementAndGet();
    Notes.add(transaction, message.body().utf8());
    return List.of(
        message.with("noted.note", Body.utf8("1")).withHeader("colour", "blue\nand \"green\""),
        message.fanOut(1, "noted.copy", Body.of(new byte[] {0, -1, 7})));
  }

  private static Message message(String id, String text) {
    return Message.of(id, "upsert.note", Body.utf8(text), NOON);
  }
}
