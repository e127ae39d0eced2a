package dev.tributary.cli.filter;

import dev.tributary.Message;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that is read: one input after the other, each from its first line to its last.
final class Inputs {
  private static final String STDIN = "-";

  private final FilterOptions options;
  private final InputStream stdin;
  private final LineParser parser;
  private final Tally tally;
  private final Window window;
  private final LineQueue queue;
  private long number;

  Inputs(
      FilterOptions options,
      InputStream stdin,
      LineParser parser,
      Tally tally,
      Window window,
      LineQueue queue) {
    this.options = options;
    this.stdin = stdin;
    this.parser = parser;
    this.tally = tally;
    this.window = window;
    this.queue = queue;
  }

  /// Which of `names` cannot be read, and why.
  static List<String> unusable(List<String> names) {
    return names.stream().flatMap(name -> problem(name).stream()).toList();
  }

  private static Optional<String> problem(String name) {
    if (name.equals(STDIN)) {
      return Optional.empty();
    }
    try {
      var file = Path.of(name);
      return Files.notExists(file)
          ? Optional.of("no such file: " + name)
          : Files.isDirectory(file)
              ? Optional.of("expected a file, found a folder: " + name)
              : Files.isReadable(file) ? Optional.empty() : Optional.of("not readable: " + name);
    } catch (InvalidPathException unusable) {
      return Optional.of("expected a file's name, got: " + name);
    }
  }

  /// What the input is called in messages.
  static String shown(String name) {
    return name.equals(STDIN) ? "stdin" : name;
  }

  /// Reads until all inputs end or the window is closed, and closes the window.
  void read() {
    try {
      for (var name : options.inputs()) {
        if (!read(name)) {
          return;
        }
      }
      window.close();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (Throwable defect) {
      window.fail(defect);
    }
  }

  /// @return whether there is a use in going on
  private boolean read(String name) throws InterruptedException {
    var shown = shown(name);
    @Nullable LineReader lines = null;
    try (var in = open(name, stdin)) {
      lines = new LineReader(decoded(in), options.maxLineBytes());
      while (lines.next()) {
        if (!take(new Place(shown, lines.number()), lines)) {
          return false;
        }
      }
      return true;
    } catch (IOException failure) {
      var place = new Place(shown, lines == null ? 0 : lines.number());
      return end(place, new Ending.Unreadable(String.valueOf(failure.getMessage())));
    }
  }

  /// The input of that name; closing it leaves `stdin` open.
  static InputStream open(String name, InputStream stdin) throws IOException {
    return name.equals(STDIN) ? new Unclosed(stdin) : Files.newInputStream(Path.of(name));
  }

  /// What `in` holds, gzip or not.
  static InputStream decoded(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, 64 << 10);
    buffered.mark(2);
    var gzip = buffered.read() == Gunzip.FIRST_MAGIC && buffered.read() == Gunzip.SECOND_MAGIC;
    buffered.reset();
    return gzip ? new Gunzip(buffered) : buffered;
  }

  private boolean take(Place place, LineReader lines) throws InterruptedException {
    if (lines.isTooLong()) {
      return end(
          place,
          new Ending.Bad(
              "expected a line of at most %d bytes, got %d: %s"
                  .formatted(
                      options.maxLineBytes(), lines.length(), LineParser.shortened(lines.line()))));
    }
    return isBlank(lines.line()) || take(place, lines.line());
  }

  private boolean take(Place place, byte[] line) throws InterruptedException {
    return switch (parser.parse(line)) {
      case LineParser.Parsed.Accepted(var message) -> add(place, message);
      case LineParser.Parsed.LeftOut() -> {
        tally.leftOut();
        yield true;
      }
      case LineParser.Parsed.Refused(var reason) -> end(place, new Ending.Bad(reason));
    };
  }

  private boolean add(Place place, Message message) throws InterruptedException {
    var entry = new Entry(++number, place, message.body().size());
    var admitted = window.admit(entry);
    if (admitted) {
      queue.add(entry, message);
    }
    return admitted;
  }

  /// Takes in a line that has come to its end already, in its place.
  private boolean end(Place place, Ending ending) throws InterruptedException {
    var entry = new Entry(++number, place, 0);
    if (!window.admit(entry)) {
      return false;
    }
    window.finish(entry, ending);
    if (options.strict()) {
      window.close();
    }
    return !options.strict();
  }

  static boolean isBlank(byte[] line) {
    for (var each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Standard input is not ours to close.
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
