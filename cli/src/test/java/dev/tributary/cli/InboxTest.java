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

/// When an entry of the inbox counts as complete, and what becomes of one that cannot be taken in.
class InboxTest {
  private static final Duration MOMENT = Duration.ofMillis(100);

  @TempDir private Path folder;
  private final AtomicLong nanoTime = new AtomicLong();
  private final List<Path> attempts = new ArrayList<>();
  private Inbox inbox;

  @BeforeEach
  void open() throws IOException {
    inbox = Inbox.in(folder, folder.resolveSibling("inbox.taken"), nanoTime::get);
  }

  @Test
  void aFileIsTakenOnceItIsQuiet() throws IOException {
    var file = write("release.xml", "<");
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET.minus(MOMENT));
    assertThat(inbox.quiet()).isEmpty();

    pass(MOMENT);

    assertThat(inbox.quiet()).containsExactly(file);
  }

  @Test
  void oneThatGrowsIsWaitedFor() throws IOException {
    var file = write("release.xml", "<");
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET.minus(MOMENT));
    write("release.xml", "release/>");
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET.minus(MOMENT));
    assertThat(inbox.quiet()).isEmpty();

    pass(MOMENT);

    assertThat(inbox.quiet()).containsExactly(file);
  }

  @Test
  void aFolderIsCompleteWhenNothingInItChanges() throws IOException {
    Files.createDirectories(folder.resolve("package/resources"));
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET);
    assertThat(inbox.quiet()).as("there is nothing in it").isEmpty();
    write("package/release.xml", "<release/>");
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET.minus(MOMENT));
    write("package/resources/cover.jpg", "…");
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET.minus(MOMENT));
    assertThat(inbox.quiet()).isEmpty();

    pass(MOMENT);

    assertThat(inbox.quiet()).containsExactly(folder.resolve("package"));
  }

  @Test
  void whatIsUploadedUnderAHiddenNameIsTakenUnderItsOwn() throws IOException {
    var hidden = write(".release.xml.part", "<release/>");
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET);
    assertThat(inbox.quiet()).isEmpty();

    var file = Files.move(hidden, folder.resolve("release.xml"));
    assertThat(inbox.quiet()).isEmpty();
    pass(Inbox.QUIET);

    assertThat(inbox.quiet()).containsExactly(file);
  }

  @Test
  void anIntakeThatFailsIsToldOnceTriedAgainAndEndsNothing() throws Exception {
    var broken = write("a.xml", "<");
    var sound = write("b.xml", "<");
    look(broken);
    pass(Inbox.QUIET);

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
    pass(Inbox.QUIET);

    assertThat(look()).startsWith("took in " + file);
  }

  @Test
  void aRestartThatCannotBePreparedForIsToldAndNothingIsTakenTwice() throws Exception {
    var file = write("a.xml", "<");
    inbox = Inbox.in(folder, folder.resolveSibling("missing/inbox.taken"), nanoTime::get);
    look();
    pass(Inbox.QUIET);

    assertThat(look()).contains("took in " + file, "after a restart, as a duplicate");
    assertThat(look()).isEmpty();
  }

  @Test
  void afterAnInterruptionNothingIsTold() throws Exception {
    write("a.xml", "<");
    look();
    pass(Inbox.QUIET);
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
