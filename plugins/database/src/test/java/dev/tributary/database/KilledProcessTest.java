package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KilledProcessTest {
  private static final int REPORTED = 300;

  @TempDir Path folder;

  @RepeatedTest(2)
  void whatWasReportedAsCommittedSurvivesKillMinus9() throws Exception {
    var file = folder.resolve("notes.db");

    var reported = writeUntilKilled(file);

    assertThat(reported).hasSizeGreaterThanOrEqualTo(REPORTED);
    try (var reader = DatabaseReader.open(file, Notes.SCHEMA)) {
      assertThat(reader.read(Notes::all)).containsAll(reported);
    }
    try (var database = Database.open(file, Notes.SCHEMA)) {
      database.write(transaction -> Notes.add(transaction, "after"));
      assertThat(database.read(Notes::all)).containsAll(reported).contains("after");
      String integrity =
          database.read(
              handle -> handle.createQuery("pragma integrity_check").mapTo(String.class).one());
      assertThat(integrity).isEqualTo("ok");
    }
  }

  private static List<String> writeUntilKilled(Path file) throws IOException, InterruptedException {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NoteWriter.class.getName(),
                file.toString())
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
