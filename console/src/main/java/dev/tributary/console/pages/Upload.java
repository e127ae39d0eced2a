package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tributary.console.web.Request;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// A file that somebody sent, in a folder of its own until it is taken in, be that after a restart.
/// Beside it lies a note of what is known of it; whoever works on the upload has that locked, since
/// several processes may share the data folder.
///
/// @param file called as it was there, as far as such a name can do no harm here
/// @param lock the note, which is free again once this is closed, or the process ends
record Upload(Path file, Note note, FileChannel lock) {
  private static final Logger log = LoggerFactory.getLogger(Upload.class);
  private static final String NOTE = ".upload.json";
  private static final String PARTIAL = ".part";

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
  private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]");

  /// In bytes, as file systems have it.
  private static final int LONGEST_NAME = 255;

  /// What is known of an upload besides its name and its bytes.
  record Note(Optional<String> provider, String who) {}

  /// What the body of `request` says, written into a new folder below `folder`; on the disk when
  /// this returns. Nothing is left of one that breaks off.
  static Upload of(Request request, Path folder) throws IOException {
    var own = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
    var note = new Note(request.query().text("provider"), request.caller().name());
    var upload =
        new Upload(file(own, name(request.query().text("name").orElse("upload"))), note, lock(own));
    try {
      upload.receive(request.body());
    } catch (IOException | RuntimeException failure) {
      upload.end(true);
      throw failure;
    }
    return upload;
  }

  private static FileChannel lock(Path own) throws IOException {
    try {
      return FileChannel.open(own.resolve(NOTE), CREATE_NEW, READ, WRITE);
    } catch (IOException failure) {
      Files.delete(own);
      throw failure;
    }
  }

  /// Those below `folder` that are whole and that nobody works on any more. What is left of others
  /// is removed.
  static List<Upload> left(Path folder) throws IOException {
    var left = new ArrayList<Upload>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
        for (var own : entries) {
          leftIn(own).ifPresent(left::add);
        }
      }
    }
    return left;
  }

  private static Optional<Upload> leftIn(Path own) {
    try {
      return leftIn(own, FileChannel.open(own.resolve(NOTE), READ, WRITE));
    } catch (IOException | JacksonException unreadable) {
      log.atWarn()
          .addKeyValue("path", own)
          .addKeyValue("consequence", "what was uploaded there is not taken in; submit it again")
          .setCause(unreadable)
          .log("upload.unreadable");
      return Optional.empty();
    }
  }

  /// The lock stays held for what is found only.
  private static Optional<Upload> leftIn(Path own, FileChannel lock) throws IOException {
    var left = Optional.<Upload>empty();
    try {
      left = isHeld(lock) ? left : whole(own, lock);
      return left;
    } finally {
      if (left.isEmpty()) {
        lock.close();
      }
    }
  }

  private static Optional<Upload> whole(Path own, FileChannel lock) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(own, Upload::isWhole)) {
      files.forEach(found::add);
    }
    if (found.isEmpty()) {
      new Upload(own.resolve(PARTIAL), new Note(Optional.empty(), ""), lock).end(true);
      return Optional.empty();
    }
    var text = ByteBuffer.allocate((int) lock.size());
    lock.read(text, 0);
    return Optional.of(
        new Upload(
            found.getFirst(), Json.readOwn(new String(text.array(), UTF_8), Note.class), lock));
  }

  private static boolean isWhole(Path file) {
    return !String.valueOf(file.getFileName()).startsWith(".");
  }

  private static boolean isHeld(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() == null;
    } catch (OverlappingFileLockException thisProcess) {
      return true;
    }
  }

  private void receive(InputStream body) throws IOException {
    if (isHeld(lock)) {
      throw new IOException("somebody else works on a new upload, " + file);
    }
    lock.write(ByteBuffer.wrap(Json.bytes(note)), 0);
    lock.force(true);
    var partial = file.resolveSibling(PARTIAL);
    Files.copy(body, partial);
    force(partial, WRITE);
    Files.move(partial, file, ATOMIC_MOVE);
    force(own(), READ);
    force(own().resolveSibling(""), READ);
  }

  private static void force(Path file, OpenOption how) throws IOException {
    try (var channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }

  private static Path file(Path own, String name) {
    try {
      return own.resolve(name);
    } catch (InvalidPathException notInThisLocale) {
      return own.resolve(NOT_ASCII.matcher(name).replaceAll("_"));
    }
  }

  /// The last part of what a browser says: messages name their files like that.
  private static String name(String said) {
    var last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
    var plain = NOT_IN_NAMES.matcher(last).replaceAll("_");
    return cut(plain.isEmpty() || plain.startsWith(".") ? "upload" + plain : plain);
  }

  /// As much of it as a file system takes, to the end of a character.
  private static String cut(String name) {
    var left = CharBuffer.wrap(name);
    var _ =
        UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .encode(left, ByteBuffer.allocate(LONGEST_NAME), true);
    return name.substring(0, left.position());
  }

  /// Not that of any other upload, also after a restart.
  String id() {
    return String.valueOf(own().getFileName());
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  long bytes() throws IOException {
    return Files.size(file);
  }

  private Path own() {
    return file.resolveSibling("");
  }

  /// Lets go of it.
  ///
  /// @param settled whether nothing more is to become of it; if not, it stays for the next start
  void end(boolean settled) throws IOException {
    try (lock) {
      if (settled) {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(PARTIAL));
        Files.deleteIfExists(file.resolveSibling(NOTE));
        Files.deleteIfExists(own());
      }
    }
  }
}
