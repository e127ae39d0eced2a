package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When an entry of the inbox counts as complete, and what becomes of one that cannot be taken in.
class InboxTest {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration MOMENT = Duration.ofMillis(100);

  @TempDir private Path folder;
  private final AtomicLong nanoTime = new AtomicLong();
  private final StringWriter told = new StringWriter();
  private final List<Path> attempts = new ArrayList<>();
  private Inbox inbox;

  @BeforeEach
  void open() throws IOException {
    inbox = Inbox.in(folder, folder.resolveSibling("inbox.taken"), QUIET, nanoTime::get);
  }

  @Test
  void aFileIsTakenOnceItIsQuiet() throws IOException {
    var file = write("release.xml", "<");
    assertThat(complete()).isEmpty();
    pass(QUIET.minus(MOMENT));
    assertThat(complete()).isEmpty();

    pass(MOMENT);

    assertThat(complete()).containsExactly(file);
  }

  @Test
  void oneThatGrowsIsWaitedFor() throws IOException {
    var file = write("release.xml", "<");
    assertThat(complete()).isEmpty();
    pass(QUIET.minus(MOMENT));
    write("release.xml", "release/>");
    assertThat(complete()).isEmpty();
    pass(QUIET.minus(MOMENT));
    assertThat(complete()).isEmpty();

    pass(MOMENT);

    assertThat(complete()).containsExactly(file);
  }

  @Test
  void aFolderIsCompleteWhenNothingInItChanges() throws IOException {
    Files.createDirectories(folder.resolve("package/resources"));
    assertThat(complete()).isEmpty();
    pass(QUIET);
    assertThat(complete()).as("there is nothing in it").isEmpty();
    write("package/release.xml", "<release/>");
    assertThat(complete()).isEmpty();
    pass(QUIET.minus(MOMENT));
    write("package/resources/cover.jpg", "…");
    assertThat(complete()).isEmpty();
    pass(QUIET.minus(MOMENT));
    assertThat(complete()).isEmpty();

    pass(MOMENT);

    assertThat(complete()).containsExactly(folder.resolve("package"));
  }

  @Test
  void whatIsUploadedUnderAHiddenNameIsTakenUnderItsOwn() throws IOException {
    var hidden = write(".release.xml.part", "<release/>");
    assertThat(complete()).isEmpty();
    pass(QUIET);
    assertThat(complete()).isEmpty();

    var file = Files.move(hidden, folder.resolve("release.xml"));
    assertThat(complete()).isEmpty();
    pass(QUIET);

    assertThat(complete()).containsExactly(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"release.xml.part", "release.xml.filepart", "RELEASE.TMP"})
  void oneThatIsNamedAsUnfinishedIsLeftAloneUntilItIsRenamed(String name) throws IOException {
    var partial = write(name, "<release/>");
    assertThat(completeOnceQuiet()).isEmpty();

    var file = Files.move(partial, folder.resolve("release.xml"));

    assertThat(completeOnceQuiet()).containsExactly(file);
  }

  @Test
  void aFolderWaitsForTheLastOfItsFilesAndSaysSoOnce() throws IOException {
    Files.createDirectories(folder.resolve("package/resources"));
    write("package/release.xml", "<release/>");
    var partial = write("package/resources/track.wav.filepart", "…");
    assertThat(completeOnceQuiet()).isEmpty();
    assertThat(completeOnceQuiet()).isEmpty();
    assertThat(told.toString()).containsOnlyOnce("it waits for the rest of track.wav.filepart");

    Files.move(partial, folder.resolve("package/resources/track.wav"));

    assertThat(completeOnceQuiet()).containsExactly(folder.resolve("package"));
  }

  @Test
  void aBatchIsLeftAloneUntilItsManifestIsThereBeThatEmpty() throws IOException {
    Files.createDirectories(folder.resolve("20260601120000000/A1_20260601110000000"));
    write("20260601120000000/A1_20260601110000000/A1.xml", "<release/>");
    assertThat(completeOnceQuiet()).isEmpty();
    assertThat(told.toString()).contains("it waits for BatchComplete_*.xml in 20260601120000000");

    write("20260601120000000/BatchComplete_20260601120000000.xml", "");

    assertThat(completeOnceQuiet()).containsExactly(folder.resolve("20260601120000000"));
  }

  @Test
  void aReleaseThatIsSentByItselfIsLeftAloneUntilItsMessageIsThere() throws IOException {
    Files.createDirectories(folder.resolve("A1_20260601110000000/resources"));
    write("A1_20260601110000000/resources/track.wav", "…");
    assertThat(completeOnceQuiet()).isEmpty();

    write("A1_20260601110000000/A1.xml", "<release/>");

    assertThat(completeOnceQuiet()).containsExactly(folder.resolve("A1_20260601110000000"));
  }

  private List<Path> complete() throws IOException {
    return inbox.complete(new PrintWriter(told));
  }

  private List<Path> completeOnceQuiet() throws IOException {
    complete();
    pass(QUIET);
    return complete();
  }

  @Test
  void anIntakeThatFailsIsToldOnceTriedAgainAndEndsNothing() throws Exception {
    var broken = write("a.xml", "<");
    var sound = write("b.xml", "<");
    look(broken);
    pass(QUIET);

    assertThat(look(broken))
        .contains("cannot take in %s: no room".formatted(broken), "took in %s: 1".formatted(sound));
    assertThat(look(broken)).as("at once").isEmpty();
    for (var attempt = 0; attempt < 3; attempt++) {
      pass(Duration.ofMinutes(10));
      assertThat(look(broken)).as("told already").isEmpty();
    }
    assertThat(attempts).containsExactly(broken, sound, broken, broken, broken);

    pass(Duration.ofMinutes(10));
    assertThat(look()).isEqualTo("took in %s: 1%n".formatted(broken));
    pass(Duration.ofMinutes(10));
    assertThat(look()).isEmpty();
  }

  @Test
  void oneThatFailedAndIsMendedIsTakenOnceItIsQuiet() throws Exception {
    var file = write("a.xml", "<");
    look(file);
    for (var attempt = 0; attempt < 9; attempt++) {
      pass(Duration.ofMinutes(10));
      look(file);
    }
    write("a.xml", "mended/>");
    look();
    pass(QUIET);

    assertThat(look()).startsWith("took in " + file);
  }

  @Test
  void aRestartThatCannotBePreparedForIsToldAndNothingIsTakenTwice() throws Exception {
    var file = write("a.xml", "<");
    inbox = Inbox.in(folder, folder.resolveSibling("missing/inbox.taken"), QUIET, nanoTime::get);
    look();
    pass(QUIET);

    assertThat(look()).contains("took in " + file, "after a restart, as a duplicate");
    assertThat(look()).isEmpty();
  }

  @Test
  void afterAnInterruptionNothingIsTold() throws Exception {
    write("a.xml", "<");
    look();
    pass(QUIET);
    var text = new StringWriter();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                inbox.look(
                    (_, _) -> {
                      Thread.currentThread().interrupt();
                      throw new ClosedByInterruptException();
                    },
                    new PrintWriter(text)));
    assertThat(text.toString()).isEmpty();
  }

  /// Looks once, with an intake that fails for these.
  ///
  /// @return what was told
  private String look(Path... broken) throws InterruptedException {
    var text = new StringWriter();
    inbox.look(
        (path, taken) -> {
          attempts.add(path);
          if (List.of(broken).contains(path)) {
            throw new IOException("no room");
          }
          taken.accept(List.of("1"));
        },
        new PrintWriter(text));
    return text.toString();
  }

  private void pass(Duration duration) {
    nanoTime.addAndGet(duration.toNanos());
  }

  private Path write(String name, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name), more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
