package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A zip of a stranger. All that can be known before a byte is unpacked is checked when it is
/// opened; what an entry then turns out to be beyond what was checked, its stream refuses.
final class ZipArchive implements Archive {

  private final ZipFile zip;
  private final List<Entry> files;

  /// A file of the archive.
  record Entry(String path, ZipFile zip, ZipEntry header) implements PackageFile {

    @Override
    public long bytes() {
      return header.getSize();
    }

    /// Throws a [RefusedException] as soon as the bytes are not those that the archive declares.
    @Override
    public InputStream open() throws IOException {
      try {
        return new EntryStream(zip.getInputStream(header), header, path);
      } catch (ZipException e) {
        throw Archive.damaged(path, String.valueOf(e.getMessage()));
      }
    }
  }

  private ZipArchive(ZipFile zip, List<Entry> files) {
    this.zip = zip;
    this.files = files;
  }

  /// @throws RefusedException if the archive breaks a rule
  static ZipArchive open(Path file, ShipmentLimits limits) throws IOException {
    var directory = checkedDirectory(file, limits);
    var zip = openZip(file, directory);
    try {
      var files = files(zip, directory);
      new Expansion(limits, Files.size(file)).check(files);
      return new ZipArchive(zip, files);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /// Several at a time.
  @Override
  public List<StoredFile> storeIn(ContentBatch batch) throws IOException, InterruptedException {
    var contents = batch.putAll(files);
    var stored = new ArrayList<StoredFile>();
    for (int i = 0; i < files.size(); i++) {
      var content = contents.get(i);
      stored.add(new StoredFile(files.get(i).path(), content, () -> batch.open(content.sha256())));
    }
    return stored;
  }

  @Override
  public List<PackageFile> manifests() {
    return files.stream()
        .filter(file -> FileKind.isManifest(PackagePath.lastName(file.path())))
        .<PackageFile>map(file -> file)
        .toList();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static CentralDirectory checkedDirectory(Path file, ShipmentLimits limits)
      throws IOException {
    try (var channel = FileChannel.open(file)) {
      var directory = CentralDirectory.read(channel, limits.files());
      for (var header : directory.headers()) {
        check(header);
      }
      return directory;
    }
  }

  private static void check(CentralDirectory.Header header) throws RefusedException {
    var name = header.name();
    if (header.encrypted()) {
      throw ArchiveNames.refused(
          "package.encrypted",
          name,
          "expected files that anybody can read, found \"%s\" encrypted; send it without a"
              + " password");
    }
    if (header.link()) {
      throw ArchiveNames.link(name);
    }
    ArchiveNames.check(name);
  }

  private static ZipFile openZip(Path file, CentralDirectory directory) throws IOException {
    try {
      return new ZipFile(file.toFile(), directory.charset());
    } catch (ZipException e) {
      throw Archive.damaged("", String.valueOf(e.getMessage()));
    }
  }

  private static List<Entry> files(ZipFile zip, CentralDirectory directory)
      throws RefusedException {
    var files = new ArrayList<Entry>();
    var names = new ArchiveNames();
    for (var header : directory.headers()) {
      var entry = zip.getEntry(header.name());
      if (entry == null) {
        throw Archive.damaged(header.name(), "an entry that cannot be found again");
      }
      if (entry.isDirectory() || header.name().endsWith("\\")) {
        continue;
      }
      files.add(new Entry(names.add(header.name()), zip, entry));
    }
    return files;
  }

  /// How much the archive says that its files take.
  private record Expansion(ShipmentLimits limits, long archiveBytes) {

    void check(List<Entry> files) throws RefusedException {
      long packed = 0;
      long unpacked = 0;
      for (var file : files) {
        checkOne(file);
        packed += file.header.getCompressedSize();
        unpacked += file.header.getSize();
        if (unpacked > limits.archiveBytes()) {
          throw Archive.bomb(
              file.path, "at most %,d bytes in an archive", limits.archiveBytes(), unpacked);
        }
      }
      if (packed > archiveBytes) {
        throw Archive.bomb("", "entries within the %,d bytes of the archive", archiveBytes, packed);
      }
    }

    private void checkOne(Entry file) throws RefusedException {
      long packed = file.header.getCompressedSize();
      long unpacked = file.header.getSize();
      if (packed < 0 || packed > archiveBytes || unpacked < 0) {
        throw Archive.damaged(file.path, "a size that cannot be");
      }
      if (unpacked > limits.fileBytes()) {
        throw Archive.bomb(file.path, "at most %,d bytes in a file", limits.fileBytes(), unpacked);
      }
      long allowed = Math.max(limits.ratioFloor(), packed * limits.ratio());
      if (unpacked > allowed) {
        throw Archive.bomb(file.path, "at most %,d bytes out of so few", allowed, unpacked);
      }
    }
  }

  /// Counts and sums up what comes out of an entry.
  private static final class EntryStream extends InputStream {

    private final InputStream in;
    private final ZipEntry header;
    private final String path;
    private final CRC32 sum = new CRC32();
    private long bytes;

    EntryStream(InputStream in, ZipEntry header, String path) {
      this.in = in;
      this.header = header;
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = readUnchecked(buffer, offset, length);
      if (read > 0) {
        bytes += read;
        sum.update(buffer, offset, read);
      }
      if (bytes > header.getSize() || (read < 0 && !isComplete())) {
        throw Archive.damaged(path, "other bytes than the archive declares");
      }
      return read;
    }

    private int readUnchecked(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (ZipException | EOFException e) {
        throw Archive.damaged(path, String.valueOf(e.getMessage()));
      }
    }

    private boolean isComplete() {
      return bytes == header.getSize() && sum.getValue() == header.getCrc();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
