package dev.tributary.ingestion.fuzz;

import com.sun.management.ThreadMXBean;
import dev.tributary.ingestion.fuzz.Parser.Form;
import dev.tributary.ingestion.fuzz.Parser.Reading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A parser that is fed with what may be wrong, and watched: it may refuse in the way that it
/// documents, within bounds, and nothing else.
///
/// This is the class that Jazzer calls; the system property `tributary.fuzz` names the parser.
public final class Fuzzing {

  /// For one document of at most 200,000 bytes.
  record Bounds(Duration processor, long allocatedBytes) {
    static final Bounds USUAL = new Bounds(Duration.ofSeconds(5), 512L << 20);

    /// While Jazzer changes each class as it is loaded, in the thread that needs it.
    static final Bounds INSTRUMENTED = new Bounds(Duration.ofSeconds(20), 4L << 30);

    static final Bounds NONE = new Bounds(Duration.ofDays(1), Long.MAX_VALUE);
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Where documents are left that did harm.
  private static final Path FOUND = Path.of("target", "fuzz", "found");

  private static final AtomicReference<Optional<Fuzzing>> BY_JAZZER =
      new AtomicReference<>(Optional.empty());

  private final String name;
  private final Form form;
  private final List<byte[]> documents;
  private final Reading reading;
  private final Bounds bounds;

  Fuzzing(String name, Form form, List<byte[]> documents, Reading reading, Bounds bounds) {
    this.name = name;
    this.form = form;
    this.documents = documents;
    this.reading = reading;
    this.bounds = bounds;
  }

  /// One that has read the documents of `parser`, so that stylesheets are compiled already.
  static Fuzzing of(Parser parser) throws IOException {
    var fuzzing =
        new Fuzzing(
            parser.word(), parser.form(), parser.documents(), parser.reading(), Bounds.USUAL);
    // The first time classes are loaded, and Jazzer changes each of them.
    fuzzing.documents.forEach(fuzzing.within(Bounds.NONE)::read);
    return fuzzing;
  }

  private Fuzzing within(Bounds other) {
    return new Fuzzing(name, form, documents, reading, other);
  }

  /// Called by Jazzer before anything else.
  public static void fuzzerInitialize() throws IOException {
    var parser = Parser.named(System.getProperty("tributary.fuzz", ""));
    BY_JAZZER.set(Optional.of(of(parser).within(Bounds.INSTRUMENTED)));
  }

  /// Called by Jazzer with bytes that may reach what was not reached before.
  public static void fuzzerTestOneInput(byte[] bytes) {
    var fuzzing = BY_JAZZER.get().orElseThrow();
    switch (fuzzing.form) {
      case TEXT -> fuzzing.readChanged(bytes);
      case BYTES -> fuzzing.read(bytes);
    }
  }

  /// Writes the documents of a parser to a folder, for Jazzer to begin with those.
  ///
  /// @param arguments the parser's name, the folder
  public static void main(String[] arguments) throws IOException {
    var parser = Parser.named(arguments[0]);
    var folder = Files.createDirectories(Path.of(arguments[1]));
    var documents = parser.form() == Form.BYTES ? parser.documents() : List.<byte[]>of();
    for (var number = 0; number < documents.size(); number++) {
      Files.write(folder.resolve("document-" + number), documents.get(number));
    }
  }

  /// Reads what the instructions make of the documents.
  void readChanged(byte[] instructions) {
    read(Mutation.of(documents, instructions));
  }

  /// Reads `document`.
  ///
  /// @throws AssertionError if that does harm; tells where the document was left
  void read(byte[] document) {
    var processor = THREADS.getCurrentThreadCpuTime();
    var allocated = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read(document);
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError failure) {
      throw found(document, "failed: " + failure, failure);
    }
    var spent = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - processor);
    if (spent.compareTo(bounds.processor) > 0) {
      throw found(document, "took %s of the processor".formatted(spent), null);
    }
    var taken = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (taken > bounds.allocatedBytes) {
      throw found(document, "took %,d bytes of memory".formatted(taken), null);
    }
  }

  private AssertionError found(byte[] document, String what, @Nullable Throwable cause) {
    // By what happened, so that the same again does not fill the disk.
    var file = FOUND.resolve(name + "-" + HexFormat.of().toHexDigits(what.hashCode()));
    try {
      Files.createDirectories(FOUND);
      Files.write(file, document);
    } catch (IOException unwritten) {
      return new AssertionError("%s %s (%s)".formatted(name, what, unwritten), cause);
    }
    return new AssertionError(
        "%s %s; the document: %s".formatted(name, what, file.toAbsolutePath()), cause);
  }
}
