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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
  @TempDir private Path elsewhere;
  private final AtomicLong nanoTime = new AtomicLong();
  private final StringWriter told = new StringWriter();
  private final List<Path> attempts = new ArrayList<>();
  private Inbox inbox;

  @BeforeEach
  void open() throws IOException {
    inbox = inbox(OwnFolders.NONE, elsewhere.resolve("inbox.taken"));
  }

  private Inbox inbox(OwnFolders own, Path record) throws IOException {
    return Inbox.in(folder, own, record, QUIET, nanoTime::get);
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

  @Test
  void aLinkThatLeadsOutOfTheInboxIsLeftAloneAndThatIsToldOnce() throws IOException {
    var secret = Files.writeString(elsewhere.resolve("secret.xml"), "<release/>");
    for (var target : List.of(secret, elsewhere, folder, folder.resolve("gone.xml"))) {
      Files.createSymbolicLink(folder.resolve("to-" + target.getFileName()), target);
    }
    Files.createSymbolicLink(folder.resolve("BatchComplete_1.xml"), secret);

    assertThat(completeOnceQuiet()).isEmpty();
    assertThat(completeOnceQuiet()).isEmpty();
    assertThat(told.toString())
        .containsOnlyOnce(
            folder.resolve("to-secret.xml")
                + " is left alone: it is a link that leads out of the inbox, to "
                + secret.toRealPath())
        .containsOnlyOnce(folder.resolve("to-" + elsewhere.getFileName()) + " is left alone")
        .containsOnlyOnce(
            folder.resolve("to-gone.xml")
                + " is left alone: it is a link that cannot be followed: NoSuchFileException")
        .hasLineCount(5);
  }

  @Test
  void aLinkThatStaysInTheInboxIsTakenAsWhatItLeadsTo() throws IOException {
    Files.createDirectories(folder.resolve(".staged"));
    write(".staged/release.xml", "<release/>");
    var linked = Files.createSymbolicLink(folder.resolve("package"), folder.resolve(".staged"));
    var file =
        Files.createSymbolicLink(
            folder.resolve("release.xml"), folder.resolve(".staged/release.xml"));

    assertThat(completeOnceQuiet()).containsExactly(linked, file);
  }

  @Test
  void oneThatBecomesALinkAfterItWasLookedAtIsNotTaken() throws Exception {
    var secret = Files.writeString(elsewhere.resolve("secret.xml"), "<release/>");
    write("a.xml", "<");
    var swapped = write("b.xml", "<");
    look();
    pass(QUIET);
    inbox.look(
        (path, _) -> {
          attempts.add(path);
          Files.deleteIfExists(swapped);
          Files.createSymbolicLink(swapped, secret);
        },
        new PrintWriter(told));

    assertThat(attempts).containsExactly(folder.resolve("a.xml"));
    assertThat(look()).contains(swapped + " is left alone");
  }

  @Test
  void whatTributaryItselfWritesIntoTheInboxIsNotTaken() throws IOException {
    var acknowledgements = Files.createDirectories(folder.resolve("acknowledgements/acme"));
    write("acknowledgements/acme/ACK_1.json", "{}");
    Files.createSymbolicLink(folder.resolve("acks"), acknowledgements);
    var file = write("release.xml", "<release/>");
    var own = new OwnFolders.Own(acknowledgements.getParent().toRealPath(), "acknowledgements");
    inbox = inbox(new OwnFolders(List.of(own)), elsewhere.resolve("inbox.taken"));

    assertThat(completeOnceQuiet()).containsExactly(file);
    assertThat(completeOnceQuiet()).containsExactly(file);
    assertThat(told.toString())
        .containsOnlyOnce("acknowledgements is left alone: Tributary itself writes there")
        .containsOnlyOnce("acks is left alone: Tributary itself writes there");
  }

  @Test
  void whatIsReadyTogetherIsTakenInTheOrderInWhichItCame() throws IOException {
    var tuesday = at(write("prices_10.csv", "2"), "2026-06-02T10:00:00Z");
    var monday = at(write("prices_9.csv", "1"), "2026-06-01T10:00:00Z");
    Files.createDirectories(folder.resolve("A1_20260601110000000"));
    at(write("A1_20260601110000000/A1.xml", "<release/>"), "2026-06-03T10:00:00Z");
    Files.createDirectories(folder.resolve("B1_20260601105959999"));
    at(write("B1_20260601105959999/B1.xml", "<release/>"), "2026-06-04T10:00:00Z");
    Files.createDirectories(folder.resolve("package"));
    at(write("package/a.xml", "<release/>"), "2026-06-01T09:00:00Z");
    at(write("package/b.xml", "<release/>"), "2026-06-05T10:00:00Z");
    Files.createDirectories(folder.resolve("no-time_20261399110000000"));
    at(write("no-time_20261399110000000/a.xml", "<release/>"), "2026-06-01T10:00:00Z");

    assertThat(completeOnceQuiet())
        .containsExactly(
            folder.resolve("no-time_20261399110000000"),
            monday,
            folder.resolve("B1_20260601105959999"),
            folder.resolve("A1_20260601110000000"),
            tuesday,
            folder.resolve("package"));
  }

  private static Path at(Path file, String time) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
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
    inbox = inbox(OwnFolders.NONE, elsewhere.resolve("missing/inbox.taken"));
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
