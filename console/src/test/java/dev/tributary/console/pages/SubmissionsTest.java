package dev.tributary.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.UnavailableException;
import dev.tributary.console.pages.Submissions.Taking;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.spi.TransportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an upload whose intake ends well, is put off, or is broken off.
@Timeout(60)
class SubmissionsTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  @Test
  void whatIsTakenInDoesNotStay() throws IOException {
    var state = taken((_, provider, taken) -> taken.accept(List.of("1 of " + provider.orElse(""))));

    assertThat(state.deliveries()).containsExactly("1 of acme");
    assertThat(state.problem()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeUsedIsToldAndDoesNotStay() throws IOException {
    var shipments = new Shipments(ContentStore.in(elsewhere, 0), ShipmentLimits.DEFAULT);
    var state = taken((_, _, _) -> shipments.find(List.of(elsewhere.resolve("gone.xml")), _ -> {}));

    assertThat(state.problem().orElseThrow()).contains("gone.xml");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeTakenInForTheMomentStaysAndIsTriedAgainUntilItWorks() throws Exception {
    var failures = new ArrayDeque<Exception>();
    failures.add(new UnavailableException("the database is away", null));
    failures.add(new IOException("no room"));
    failures.add(new TransportException("the broker is away", null));
    var pauses = new ArrayList<Duration>();
    var told = new ArrayList<String>();
    var submitted = new AtomicReference<Submission>();
    Taking intake =
        (_, _, taken) -> {
          if (!failures.isEmpty()) {
            rethrow(failures.remove());
          }
          taken.accept(List.of("d1"));
        };

    try (var submissions =
        new Submissions(
            intake,
            pause -> {
              pauses.add(pause);
              told.add(submitted.get().state().problem().orElse(""));
              assertThat(folder).as("while it is put off").isNotEmptyDirectory();
            })) {
      var submission = submit(submissions, submitted::set);
      await().until(() -> submission.state().taken());

      assertThat(submission.state().deliveries()).containsExactly("d1");
      assertThat(submission.state().problem()).isEmpty();
    }
    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L);
    assertThat(told)
        .containsExactly(
            "it cannot be taken in: the database is away; it is tried again until it works",
            "it cannot be taken in: no room; it is tried again until it works",
            "it cannot be taken in: the broker is away; it is tried again until it works");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsPutOffWhenThisStopsIsThereForTheNextStart() throws Exception {
    var waiting = new CountDownLatch(1);
    var submissions =
        new Submissions(
            (_, _, _) -> {
              throw new UnavailableException("no room", null);
            },
            _ -> {
              waiting.countDown();
              new CountDownLatch(1).await();
            });
    submit(submissions);
    waiting.await();

    submissions.close();

    var left = Upload.left(folder);
    assertThat(left).hasSize(1);
    left.getFirst().end(true);
  }

  /// Whether the interruption comes through as it is, or as what some library made of it.
  @ParameterizedTest
  @ValueSource(
      classes = {
        InterruptedException.class,
        ClosedByInterruptException.class,
        IllegalStateException.class
      })
  void whatIsBrokenOffByAStopIsThereForTheNextStart(Class<? extends Exception> kind)
      throws Exception {
    var failure = kind.getConstructor().newInstance();
    var begun = new CountDownLatch(1);
    var submissions =
        new Submissions(
            (_, _, _) -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException stopping) {
                rethrow(failure);
              }
            });
    var submission = submit(submissions);
    begun.await();

    submissions.close();

    assertThat(submission.state().problem().orElseThrow())
        .contains("a file that was uploaded is taken in when it is up again");
    var left = Upload.left(folder);
    assertThat(left).singleElement().extracting(Upload::id).isEqualTo(submission.id());
    left.getFirst().end(true);
  }

  private static void rethrow(Exception failure) throws IOException, InterruptedException {
    switch (failure) {
      case IOException io -> throw io;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException other -> throw other;
      default -> throw new AssertionError(failure);
    }
  }

  private Submission.State taken(Taking intake) throws IOException {
    try (var submissions = new Submissions(intake)) {
      var submission = submit(submissions);
      await().until(() -> submission.state().taken());
      assertThat(submissions.find(submission.id())).contains(submission);
      return submission.state();
    }
  }

  private Submission submit(Submissions submissions) throws IOException {
    return submit(submissions, _ -> {});
  }

  /// @param before is handed it before anything is done
  private Submission submit(Submissions submissions, Consumer<Submission> before)
      throws IOException {
    var upload = UploadTest.of(folder, "a.xml", new ByteArrayInputStream(new byte[] {'<'}));
    var submission = new Submission(upload.id(), upload.name(), "olga", Instant.now());
    before.accept(submission);
    submissions.take(submission, upload.file(), upload.note().provider(), upload::end);
    return submission;
  }
}
