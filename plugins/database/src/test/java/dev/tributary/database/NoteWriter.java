package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.stream.IntStream;

/// Writes notes from many threads until it is killed, and prints each once it is committed.
final class NoteWriter {
  private static final int THREADS = 16;

  private NoteWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    var database = Database.open(Path.of(arguments[0]), Notes.SCHEMA);
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
