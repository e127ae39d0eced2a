package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import dev.tributary.ingestion.content.ContentStore;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.tika.Tika;

/// Opens files and measures them, each in a piece of memory that does not grow with it. Safe for
/// use by many threads. It computes: a thread of the platform is the right one for it.
final class Measuring {
  /// Counted up when files have to be measured anew.
  static final int VERSION = 1;

  private static final int BUFFER = 1 << 16;

  /// Less than a message has, so that what takes longer is told instead of tried again.
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final ContentStore content;
  private final Duration limit;
  private final Picture picture;
  private final Tika tika = new Tika();

  Measuring(ContentStore content) {
    this(content, LIMIT);
  }

  /// @param limit for each file
  Measuring(ContentStore content, Duration limit) {
    this.content = content;
    this.limit = limit;
    this.picture = new Picture(content);
  }

  /// What the file `sha256` of the content store is. That it is damaged is a finding.
  ///
  /// @throws IOException if it cannot be read from the store, or the thread is interrupted
  Measured measure(String sha256) throws IOException, InterruptedException {
    var path = content.path(sha256);
    var file = Measured.of(type(path));
    try {
      return measured(file, path, new Patience(limit));
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    } catch (IOException broken) {
      return file.damaged(kind(broken), "the decoder fails: " + message(broken));
    } catch (StoredBytes.EndedException tooShort) {
      return file.damaged(Kind.TRUNCATED, message(tooShort));
    } catch (Patience.EndedException tooLong) {
      return file.damaged(Kind.TOO_LARGE, message(tooLong));
    } catch (OutOfMemoryError | StackOverflowError tooMuch) {
      return file.damaged(Kind.TOO_LARGE, "the decoder needs too much memory: " + message(tooMuch));
    } catch (RuntimeException broken) {
      // Decoders fail by whatever the bytes make them stumble over.
      return file.damaged(Kind.UNDECODABLE, "the decoder fails: " + message(broken));
    }
  }

  private Measured measured(Measured file, Path path, Patience patience)
      throws IOException, InterruptedException {
    return switch (file.type()) {
      case "audio/vnd.wave", "audio/x-aiff" -> {
        try (var in = open(path, patience)) {
          yield WaveAudio.measure(file, in, patience);
        }
      }
      case "audio/x-flac" -> {
        try (var in = open(path, patience)) {
          yield FlacAudio.measure(file, in, Files.size(path), patience);
        }
      }
      case "audio/mpeg" -> {
        try (var in = open(path, patience)) {
          yield Mp3Audio.measure(file, in, Files.size(path), patience);
        }
      }
      case String other when other.startsWith("image/") -> picture.measure(file, path, patience);
      default -> file;
    };
  }

  private String type(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return tika.detect(in.readNBytes(BUFFER));
    }
  }

  private static InputStream open(Path path, Patience patience) throws IOException {
    return new BufferedInputStream(new StoredBytes(Files.newInputStream(path), patience), BUFFER);
  }

  private static Kind kind(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return Kind.TRUNCATED;
      }
    }
    return Kind.UNDECODABLE;
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
