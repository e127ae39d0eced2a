package dev.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What holds for databases that are files.
@Timeout(60)
class SqliteFileTest {
  @TempDir Path folder;

  @Test
  void theFoldersOfANewOneAreMade() {
    Database.open(file(), Notes.SCHEMA).close();

    assertThat(file()).exists();
  }

  @Test
  void aBackupTakenWhileItIsWrittenToIsWhole() throws Exception {
    var database = Database.open(file(), Notes.SCHEMA);
    var backup = folder.resolve("backup.db");
    var some = new CountDownLatch(50);
    try (database;
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        var text = "note " + i;
        var _ =
            callers.submit(
                () -> {
                  database.write(transaction -> Notes.add(transaction, text));
                  some.countDown();
                  return text;
                });
      }
      some.await();
      try (var other = Sqlite.readOnly(file()).getConnection()) {
        Sql.execute(other, "vacuum into '%s'".formatted(backup));
      }
    }

    try (var copy = Sqlite.readOnly(backup).getConnection()) {
      assertThat(Sqlite.inspect(copy, Duration.ofSeconds(30)))
          .isEqualTo(new Sqlite.Inspection(Optional.empty(), true));
    }
    try (var restored = Database.open(backup, Notes.SCHEMA)) {
      restored.write(transaction -> Notes.add(transaction, "later"));
      assertThat(restored.read(Notes::all)).hasSizeBetween(51, 1_001).contains("later");
    }
  }

  private Path file() {
    return folder.resolve("data").resolve("notes.db");
  }
}
