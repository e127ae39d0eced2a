package dev.tributary.recovery;

import static dev.tributary.RetryPolicy.atMost;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Body;
import dev.tributary.Detailed;
import dev.tributary.Event;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Runner;
import dev.tributary.database.Database;
import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Failure.State;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.testing.Faults;
import dev.tributary.testing.Faults.Point;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class RecoveryTest {
  private final MemoryBroker broker = new MemoryBroker();
  private final MemoryTransport transport = MemoryTransport.connect(broker);
  private final Faults faults = new Faults();
  private final AtomicInteger before = new AtomicInteger();
  private final List<String> worked = new CopyOnWriteArrayList<>();
  private volatile boolean broken = true;
  @TempDir private Path folder;
  private Database database;
  private Failures failures;
  private Runner runner;
  private Runner recovery;

  @BeforeEach
  void start() {
    database = Database.open(folder.resolve("failures.db"), Failures.SCHEMA);
    failures = new Failures(database);
    transport.declare("sink", List.of(new Binding("second", "#")));
    runner =
        Runner.start(transport, List.of(first(), second(), KeepFailures.application(failures)));
    recovery =
        Runner.start(
            faults.transport(transport),
            List.of(Acts.application(failures, faults.transport(transport), clock())));
  }

  @AfterEach
  void stop() {
    recovery.close();
    runner.close();
    transport.close();
    database.close();
  }

  private static InstantSource clock() {
    return InstantSource.system();
  }

  private Application first() {
    return Application.named("first")
        .consumes("source", "#")
        .callback(
            message -> {
              before.incrementAndGet();
              return List.of(message);
            })
        .build();
  }

  private Application second() {
    return Application.named("second")
        .version("7")
        .consumes("first", "#")
        .retry(
            RetryPolicy.standard()
                .on(IllegalStateException.class, atMost(2).startingWith(Duration.ofMillis(5))))
        .callback(
            message -> {
              if (broken) {
                throw new IllegalStateException("line 12 of \"a.xsl\" is broken", new Knowing());
              }
              worked.add(message.body().utf8());
              return List.of(message);
            })
        .build();
  }

  @Test
  void aFailureIsKeptWithAllThatIsKnownOfIt() throws Exception {
    send("one", "two");

    var listed = failed(2);

    assertThat(listed)
        .allSatisfy(
            each -> {
              assertThat(each.application()).isEqualTo("second");
              assertThat(each.provider()).contains("acme");
              assertThat(each.attempts()).isEqualTo(2);
              assertThat(each.state()).isEqualTo(State.OPEN);
            });
    var one = Failures.find(database, listed.getFirst().id().substring(0, 20)).getFirst();
    assertThat(one.letter().version()).isEqualTo("7");
    assertThat(one.letter().details()).containsEntry("stylesheet", "a.xsl");
    assertThat(one.letter().stack()).contains("IllegalStateException", "RecoveryTest");
    assertThat(one.letter().attempts()).hasSize(2);
    assertThat(one.letter().message().headers()).containsEntry("provider", "acme");
    assertThat(Failures.groups(database, Selection.open()))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.application()).isEqualTo("second");
              assertThat(group.count()).isEqualTo(2);
              assertThat(group.cause()).startsWith("IllegalStateException: line … of … is broken");
            });
  }

  @Test
  void whatIsRedrivenGoesOnFromWhereItFailedAndNowhereElse() throws Exception {
    send("one", "two", "three");
    failed(3);
    assertThat(before).hasValue(3);

    broken = false;
    var act = redrive(ofSecond(), Optional.empty());

    await().until(() -> worked.size() == 3);
    assertThat(worked).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(before).as("the application before").hasValue(3);
    assertThat(act.chosen()).isEqualTo(3);
    assertThat(act.done()).isEqualTo(3);
    assertThat(act.who()).isEqualTo("me");
    assertThat(act.why()).isEqualTo("mended");
    await().until(() -> transport.depth("sink") == 3);
    assertThat(Failures.list(database, Selection.open(), 10)).isEmpty();
  }

  @Test
  void aRedriveIsRecordedForEachMessageWithWhoWantedItAndWhy() throws Exception {
    transport.declare("events", List.of(new Binding(Event.EXCHANGE, "#")));
    send("one", "two");
    failed(2);

    broken = false;
    var act = redrive(ofSecond(), Optional.empty());

    var recorded = new ArrayList<String>();
    try (var consumer = transport.consumer("events", 10)) {
      await()
          .until(
              () -> {
                var delivery = consumer.receive();
                delivery.message().body().utf8().lines().forEach(recorded::add);
                delivery.ack();
                return recorded.stream().filter(line -> line.contains("redriven")).count() == 2;
              });
    }
    assertThat(recorded.stream().filter(line -> line.contains("redriven")))
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"name\":\"message.redriven\"", "\"application\":\"second\"")
                    .contains("\"reason\":\"by me: mended (act %s)\"".formatted(act.id())));
  }

  @Test
  void whatFailsAgainIsAnotherFailureAndSaysAfterWhichAct() throws Exception {
    send("one");
    failed(1);

    var act = redrive(ofSecond(), Optional.empty());

    var again = failed(1).getFirst();
    assertThat(again.attempts()).as("attempts start anew").isEqualTo(2);
    assertThat(Failures.list(database, Selection.all().after(act.id()), 10)).containsExactly(again);
    assertThat(Failures.counts(database, Selection.all()))
        .containsExactly(new Failures.Count("second", 2));
  }

  @Test
  void anEditedBodyTakesThePlaceOfTheOriginalOneWhichIsKept() throws Exception {
    send("one");
    var id = failed(1).getFirst().id();

    broken = false;
    var act = redrive(Selection.open().only(id), Optional.of("edited"));

    await().until(() -> worked.contains("edited"));
    assertThat(act.edited()).isTrue();
    assertThat(Failures.find(database, id).getFirst().letter().message().body().utf8())
        .isEqualTo("one");
  }

  @Test
  void whatIsDiscardedIsDroppedWithItsReasonAndNotSentOn() throws Exception {
    send("one", "two");
    failed(2);

    broken = false;
    var act =
        act(
            new Request(
                "act-1",
                Kind.DISCARD,
                "me",
                "obsolete",
                ofSecond(),
                Optional.empty(),
                Optional.empty(),
                Instant.now()));

    assertThat(act.done()).isEqualTo(2);
    assertThat(act.why()).isEqualTo("obsolete");
    assertThat(Failures.list(database, Selection.all(), 10))
        .allSatisfy(each -> assertThat(each.state()).isEqualTo(State.DISCARDED));
    assertThat(worked).isEmpty();
  }

  @Test
  void whatCannotBeSentOnStaysOpenAndTheActSaysWhy() throws Exception {
    send("one");
    failed(1);
    database.write(handle -> handle.execute("update failure set application = 'gone'"));

    var act = redrive(Selection.open().ofApplication("gone"), Optional.empty());

    assertThat(act.done()).isZero();
    assertThat(act.refused()).isEqualTo(1);
    assertThat(act.problem().orElseThrow()).contains("\"gone\"");
    assertThat(Failures.list(database, Selection.open(), 10)).hasSize(1);
  }

  @Test
  void aRateIsNotExceeded() throws Exception {
    var bodies = new ArrayList<String>();
    for (var number = 0; number < 30; number++) {
      bodies.add("number " + number);
    }
    send(bodies.toArray(String[]::new));
    failed(30);

    broken = false;
    var act =
        act(
            new Request(
                "act-1",
                Kind.REDRIVE,
                "me",
                "slowly",
                ofSecond(),
                Optional.of(20),
                Optional.empty(),
                Instant.now()));

    assertThat(act.done()).isEqualTo(30);
    assertThat(Duration.between(act.begunAt(), act.finishedAt().orElseThrow()))
        .as("time for 30 at 20 a second")
        .isGreaterThan(Duration.ofMillis(1_200));
  }

  /// Whatever fails on the way, all is sent on, and the act is counted once.
  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {
        "RECEIVED",
        "BEFORE_PUBLISH",
        "AFTER_PUBLISH",
        "AFTER_CONFIRM",
        "BEFORE_ACK",
        "AFTER_ACK"
      })
  void anActIsDoneWhateverFailsOnTheWay(Point point) throws Exception {
    send("one", "two");
    failed(2);

    broken = false;
    faults.at(point).fail();
    var act = redrive(ofSecond(), Optional.empty());

    await().until(() -> worked.containsAll(List.of("one", "two")));
    assertThat(act.chosen()).isEqualTo(2);
    assertThat(act.done()).isEqualTo(2);
    assertThat(Failures.acts(database, 10)).hasSize(1);
    assertThat(faults.isPlanned(point)).isFalse();
  }

  private static Selection ofSecond() {
    return Selection.open()
        .ofApplication("second")
        .ofProvider("acme")
        .withError("illegalstate")
        .before(Instant.now());
  }

  private void send(String... bodies) throws InterruptedException {
    try (var producer = transport.producer()) {
      for (var body : bodies) {
        producer.send(
            "source",
            List.of(Message.of("do.thing", Body.utf8(body)).withHeader("provider", "acme")),
            Listeners.REQUIRED);
      }
    }
  }

  private List<Failure.Summary> failed(int number) throws InterruptedException {
    await().until(() -> Failures.list(database, Selection.open(), 100).size() == number);
    return Failures.list(database, Selection.open(), 100);
  }

  private Act redrive(Selection selection, Optional<String> edited) throws InterruptedException {
    var encoded = edited.map(text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    return act(
        new Request(
            "act-1",
            Kind.REDRIVE,
            "me",
            "mended",
            selection,
            Optional.empty(),
            encoded,
            Instant.now()));
  }

  /// Asks for an act, and waits until it is done.
  private Act act(Request request) throws InterruptedException {
    try (var producer = transport.producer()) {
      producer.send(Acts.NAME, List.of(request.toMessage()), Listeners.REQUIRED);
    }
    await().until(() -> Failures.act(database, request.id()).flatMap(Act::finishedAt).isPresent());
    await().until(() -> transport.depth(Acts.NAME) == 0);
    return Failures.act(database, request.id()).orElseThrow();
  }

  /// Has something to say of itself, as the cause of what was thrown.
  private static final class Knowing extends Exception implements Detailed {
    private static final long serialVersionUID = 1L;

    @Override
    public Map<String, String> details() {
      return Map.of("stylesheet", "a.xsl");
    }
  }
}
