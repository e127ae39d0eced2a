package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When an entry of the inbox counts as complete.
class InboxTest {
  private static final Duration MOMENT = Duration.ofMillis(100);

  @TempDir private Path folder;
  private final AtomicLong nanoTime = new AtomicLong();
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

  private void pass(Duration duration) {
    nanoTime.addAndGet(duration.toNanos());
  }

  private Path write(String name, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name), more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
