package dev.tributary.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.console.pages.Submissions.Taking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an upload whose intake ends well, fails, or is broken off.
@Timeout(60)
class SubmissionsTest {
  @TempDir private Path folder;

  @Test
  void whatIsTakenInDoesNotStay() throws IOException {
    var state = taken((_, provider, taken) -> taken.accept(List.of("1 of " + provider.orElse(""))));

    assertThat(state.deliveries()).containsExactly("1 of acme");
    assertThat(state.problem()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeTakenInIsToldAndDoesNotStay() throws IOException {
    var state =
        taken(
            (_, _, _) -> {
              throw new IOException("no room");
            });

    assertThat(state.problem()).contains("it could not be taken in: no room");
    assertThat(folder).isEmptyDirectory();
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
    var upload = UploadTest.of(folder, "a.xml", new ByteArrayInputStream(new byte[] {'<'}));
    var submission = new Submission(upload.id(), upload.name(), "olga", Instant.now());
    submissions.take(submission, upload.file(), upload.note().provider(), upload::end);
    return submission;
  }
}
