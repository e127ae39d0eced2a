package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes notes from many threads until it is killed, and prints each once it is committed.
final class NoteWriter {
  private static final int THREADS = 16;

  private NoteWriter() {}

  /// How its process is told these settings.
  static String arguments(Map<String, String> settings) {
    return settings.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  public static void main(String[] arguments) throws InterruptedException {
    var values =
        Arrays.stream(arguments[0].split(",", -1))
            .map(value -> value.split("=", 2))
            .collect(Collectors.toMap(value -> value[0], value -> value[1]));
    var settings =
        Settings.resolve(
            new DatabasePlugin().settings(), List.of(new Source("the test", values, false)));
    var database = DatabasePlugin.open(settings, "notes", Notes.SCHEMA);
    var threads =
        IntStream.range(0, THREADS)
            .mapToObj(number -> Thread.ofVirtual().start(() -> write(database, number)))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
  }

  private static void write(Database database, int thread) {
    try {
      for (int i = 0; true; i++) {
        var text = thread + "-" + i;
        database.write(transaction -> Notes.add(transaction, text));
        System.out.writeBytes((text + "\n").getBytes(UTF_8));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
