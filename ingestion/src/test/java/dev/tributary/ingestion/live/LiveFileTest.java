package dev.tributary.ingestion.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFileTest {
  @TempDir Path folder;
  private final List<Exception> failures = new ArrayList<>();
  private int reads;
  private Path file;
  private LiveFile<String> live;

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(folder.resolve("words.txt"), "old");
    live = LiveFile.open(file, this::read);
  }

  private String read(Path path) throws IOException {
    reads++;
    if (!failures.isEmpty()) {
      switch (failures.removeFirst()) {
        case IOException unreadable -> throw unreadable;
        case RuntimeException broken -> throw broken;
        case Exception other -> throw new AssertionError(other);
      }
    }
    return Files.readString(path);
  }

  @Test
  void whatCannotBeReadForAMomentIsReadAtTheNextLook() throws Exception {
    Files.writeString(file, "newer");
    failures.add(new IOException("too many open files"));
    failures.add(new IllegalArgumentException("cannot be read", new IOException("again")));

    live.look();
    live.look();
    assertThat(live.current()).isEqualTo("old");
    live.look();

    assertThat(live.current()).isEqualTo("newer");
  }

  @Test
  void whatSaysSomethingThatItCannotIsReadOnce() throws Exception {
    Files.writeString(file, "wrong");
    failures.add(new IllegalArgumentException("expected words"));

    live.look();
    live.look();

    assertThat(reads).as("at the opening, and once since").isEqualTo(2);
    assertThat(live.current()).isEqualTo("old");
  }
}
