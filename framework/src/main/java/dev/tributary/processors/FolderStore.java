package dev.tributary.processors;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// Keeps bodies in files below one folder, each under the name of its SHA-256. Safe for use by many
/// threads, and by several processes that share the folder.
///
/// A body is there once, however often it is put, and is found to be what was put whenever it is
/// read. Whoever dies while putting leaves a temporary file, which the first start an hour later
/// removes. Bodies are not removed: nobody here knows which dead letter still needs one.
public final class FolderStore implements BodyStore {
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
  private static final int SHARDS = 256;
  private static final int SHOWN = 120;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  private FolderStore(Path folder) {
    this.folder = folder;
  }

  /// The store in `folder`, which is created where it is missing.
  ///
  /// @throws IOException if it cannot be created
  public static FolderStore in(Path folder) throws IOException {
    var store = new FolderStore(folder);
    store.createFolders();
    store.removeAbandonedFiles();
    return store;
  }

  /// Keeps `body`: written beside the others, forced to the disk, renamed, and the rename forced
  /// too.
  @Override
  public String put(Body body) throws IOException {
    var name = Sha256.of(body);
    var file = file(name);
    if (!holds(file, body)) {
      write(file, body);
    }
    // Also if it was there: whoever wrote it may not have come this far yet.
    force(shard(name));
    return name;
  }

  @Override
  public Body get(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "the message does not name a body that was checked in",
          name,
          "expected the name of a body, which is 64 hexadecimal digits in lower case");
    }
    var body = read(file(name));
    var found = Sha256.of(body);
    if (!found.equals(name)) {
      throw invalid(
          "the body that was checked in has changed since",
          "%d bytes whose SHA-256 is %s".formatted(body.size(), found),
          "expected content whose SHA-256 is its name, " + name);
    }
    return body;
  }

  private static InvalidMessageException invalid(String summary, String value, String message) {
    var shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    return new InvalidMessageException(summary, List.of(new Violation("", shown, message)));
  }

  private Path shard(String name) {
    return folder.resolve(name.substring(0, 2));
  }

  private Path file(String name) {
    return shard(name).resolve(name);
  }

  private Path incoming() {
    return folder.resolve("incoming");
  }

  /// All at once, and forced: a body cannot be lost with the folder that it is in.
  private void createFolders() throws IOException {
    Files.createDirectories(incoming());
    if (!Files.exists(folder.resolve("ff"))) {
      for (int shard = 0; shard < SHARDS; shard++) {
        Files.createDirectories(folder.resolve("%02x".formatted(shard)));
      }
      force(folder);
      force(folder.resolve(".."));
    }
  }

  private void removeAbandonedFiles() throws IOException {
    var limit = Instant.now().minus(ABANDONED_AFTER);
    try (var files = Files.newDirectoryStream(incoming())) {
      for (var file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /// A file that is damaged does not hold it, and is mended by being put again.
  private static boolean holds(Path file, Body body) throws IOException {
    return Files.exists(file) && Files.size(file) == body.size() && read(file).equals(body);
  }

  private static Body read(Path file) throws IOException {
    try (var in = Files.newInputStream(file, READ, LinkOption.NOFOLLOW_LINKS)) {
      return Body.of(in.readAllBytes());
    } catch (NoSuchFileException missing) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "the body that was checked in is not in the store; was it removed, or checked in to"
              + " another folder?");
    }
  }

  private void write(Path file, Body body) throws IOException {
    var temporary = incoming().resolve(UUID.randomUUID() + ".part");
    try {
      try (var channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        var bytes = ByteBuffer.wrap(body.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Waits until the list of names that a folder is, is on the disk.
  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }
}
