package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/// A tar of a stranger, as it is or compressed by gzip; or one file that is compressed alone.
///
/// It has no table of contents, so it is read from its beginning to its end each time, in memory
/// that does not grow with it, and everything is checked as it passes.
///
/// @param name what it came as, by which a file that is compressed alone is called
record TarArchive(Path file, String name, ShipmentLimits limits) implements Archive {
  private static final Pattern GZIP_EXTENSION =
      Pattern.compile("\\.(gz|gzip)$", Pattern.CASE_INSENSITIVE);

  @FunctionalInterface
  private interface Receiver {
    void take(String path, InputStream in) throws IOException;
  }

  @Override
  public List<StoredFile> storeIn(ContentBatch batch) throws IOException {
    var files = new ArrayList<StoredFile>();
    read(
        (path, in) -> {
          var content = batch.put(in);
          files.add(new StoredFile(path, content, () -> batch.open(content.sha256())));
        });
    return files;
  }

  @Override
  public List<PackageFile> manifests() throws IOException {
    var manifests = new ArrayList<PackageFile>();
    read(
        (path, in) -> {
          if (FileKind.isManifest(PackagePath.lastName(path))) {
            manifests.add(new InMemory(path, in.readNBytes((int) limits.messageBytes())));
          }
        });
    return manifests;
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record InMemory(String path, byte[] content) implements PackageFile {
    @Override
    public long bytes() {
      return content.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content);
    }
  }

  /// Each pass has a stream of its own.
  @Override
  public void close() {}

  /// Hands over file by file. What `receiver` leaves of one is passed over.
  private void read(Receiver receiver) throws IOException {
    try (var packed = new PackedStream(Files.newInputStream(file));
        var unpacked = EntryStream.sound("", () -> unpacked(packed))) {
      var metered = new MeteredStream(unpacked, packed, limits);
      if (EntryStream.sound("", () -> isTar(unpacked))) {
        readTar(metered, receiver);
      } else {
        var path = new ArchiveNames().add(GZIP_EXTENSION.matcher(name).replaceFirst(""));
        hand(path, metered, metered, receiver);
      }
      metered.passOverTheEnd();
    } catch (UncheckedIOException ourDisk) {
      throw ourDisk.getCause();
    }
  }

  private static BufferedInputStream unpacked(PackedStream packed) throws IOException {
    var start = new BufferedInputStream(packed, MeteredStream.BUFFER);
    start.mark(TarConstants.DEFAULT_RCDSIZE);
    var isGzip = Archive.isGzip(start.readNBytes(TarConstants.DEFAULT_RCDSIZE));
    start.reset();
    return isGzip ? new BufferedInputStream(new GZIPInputStream(start)) : start;
  }

  private static boolean isTar(BufferedInputStream unpacked) throws IOException {
    unpacked.mark(TarConstants.DEFAULT_RCDSIZE);
    var isTar = Archive.isTar(unpacked.readNBytes(TarConstants.DEFAULT_RCDSIZE));
    unpacked.reset();
    return isTar;
  }

  private void readTar(MeteredStream metered, Receiver receiver) throws IOException {
    var names = new ArchiveNames();
    var tar = new Tar(metered);
    int entries = 0;
    for (var entry = next(tar, metered); entry != null; entry = next(tar, metered)) {
      if (++entries > limits.files()) {
        throw ArchiveNames.refused(
            "package.too-many-files",
            String.valueOf(entries),
            "expected an archive of at most %,d files, found more; send several archives"
                .formatted(limits.files()));
      }
      if (entry.isDirectory()) {
        ArchiveNames.check(entry.getName());
      } else {
        check(entry);
        hand(names.add(entry.getName()), tar, metered, receiver);
      }
    }
    if (!tar.hasEnded) {
      throw Archive.damaged("", "no mark of its end, as if it were cut off");
    }
  }

  private static @Nullable TarArchiveEntry next(Tar tar, MeteredStream metered) throws IOException {
    metered.beginHeader();
    return EntryStream.sound("", tar::getNextEntry);
  }

  private void check(TarArchiveEntry entry) throws RefusedException {
    var name = entry.getName();
    if (entry.isSymbolicLink() || entry.isLink()) {
      throw ArchiveNames.link(name);
    }
    if (!isPlain(entry.getLinkFlag()) || entry.isSparse()) {
      throw Archive.damaged(name, "a device, a file with gaps or the like, not a plain file");
    }
    if (entry.getSize() > limits.fileBytes()) {
      throw Archive.bomb(name, MeteredStream.FILE, limits.fileBytes(), entry.getSize());
    }
  }

  private static boolean isPlain(byte type) {
    return type == TarConstants.LF_NORMAL
        || type == TarConstants.LF_OLDNORM
        || type == TarConstants.LF_CONTIG;
  }

  private static void hand(String path, InputStream in, MeteredStream metered, Receiver receiver)
      throws IOException {
    metered.beginFile(path);
    var file = new EntryStream(in, path);
    receiver.take(path, file);
    file.transferTo(OutputStream.nullOutputStream());
  }

  /// Remembers whether it has come to the mark of its end.
  private static final class Tar extends TarArchiveInputStream {
    private boolean hasEnded;

    Tar(InputStream in) {
      super(in, StandardCharsets.UTF_8.name());
    }

    @Override
    protected boolean isEOFRecord(byte @Nullable [] block) {
      var isEnd = super.isEOFRecord(block);
      hasEnded |= isEnd && block != null;
      return isEnd;
    }
  }
}
