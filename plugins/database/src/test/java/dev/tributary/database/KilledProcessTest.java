package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
@ParameterizedClass
@EnumSource(TestStorage.class)
class KilledProcessTest {
  private static final int REPORTED = 300;

  @Parameter TestStorage storage;
  @TempDir Path folder;

  @RepeatedTest(2)
  void whatWasReportedAsCommittedSurvivesKillMinus9() throws Exception {
    storage.in(folder, "notes").makeRoom();

    var reported = writeUntilKilled();

    assertThat(reported).hasSizeGreaterThanOrEqualTo(REPORTED);
    try (var reader = storage.read(folder, "notes", Notes.SCHEMA)) {
      assertThat(reader.read(Notes::all)).containsAll(reported);
    }
    try (var database = storage.open(folder, "notes", Notes.SCHEMA)) {
      database.write(transaction -> Notes.add(transaction, "after"));
      assertThat(database.read(Notes::all)).containsAll(reported).contains("after");
    }
    if (storage.in(folder, "notes") instanceof SqliteFile(var file)) {
      try (var connection = Sqlite.readOnly(file).getConnection()) {
        assertThat(Sqlite.inspect(connection, Duration.ofSeconds(30)))
            .isEqualTo(new Sqlite.Inspection(Optional.empty(), true));
      }
    }
  }

  private List<String> writeUntilKilled() throws IOException, InterruptedException {
    var child =
        JavaProcess.of(NoteWriter.class, NoteWriter.arguments(storage.values(folder)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var reported = new ArrayList<String>();
    try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      while (reported.size() < REPORTED) {
        reported.add(lines.readLine());
      }
      child
          .toHandle()
          .destroyForcibly(); // unlike the process's own, this leaves its output readable
      lines.lines().forEach(reported::add);
    }
    return reported;
  }
}
