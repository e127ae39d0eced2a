package dev.tributary.ingestion.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// Keeps bytes under the name of their SHA-256, in files below one folder. Safe for use by many
/// threads.
///
/// Content is immutable and is there once, however often it is put. A put returns when the bytes
/// would survive a loss of power: written beside the store, forced to the disk, renamed, and the
/// rename forced too. Whoever dies in between leaves a temporary file, which is removed by the
/// first start an hour later.
///
/// A file lies in one of 256 folders named after its first two digits. A second level would cost a
/// new folder, and forcing it to the disk, for nearly every file of a young store, and gains
/// nothing below some ten million files.
public final class ContentStore {

  private static final long MINIMUM_FREE = 512L << 20;
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
  private static final int FOLDERS = 256;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final FileStore disk;
  private final long minimumFreeBytes;

  private ContentStore(Path folder, FileStore disk, long minimumFreeBytes) {
    this.folder = folder;
    this.disk = disk;
    this.minimumFreeBytes = minimumFreeBytes;
  }

  /// The store in `folder`, which is created where it is missing. Leaves 512 MiB of the disk free.
  public static ContentStore in(Path folder) throws IOException {
    return in(folder, MINIMUM_FREE);
  }

  /// The store in `folder`, which is created where it is missing.
  ///
  /// @param minimumFreeBytes what every put leaves free of the disk
  public static ContentStore in(Path folder, long minimumFreeBytes) throws IOException {
    Files.createDirectories(folder);
    var store = new ContentStore(folder, Files.getFileStore(folder), minimumFreeBytes);
    store.createFolders();
    store.removeAbandonedFiles();
    return store;
  }

  private void createFolders() throws IOException {
    Files.createDirectories(incoming());
    if (!Files.exists(folder.resolve("ff"))) {
      for (int shard = 0; shard < FOLDERS; shard++) {
        Files.createDirectories(folder.resolve("%02x".formatted(shard)));
      }
      ContentBatch.force(folder);
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

  /// Stores all bytes of `in`, in memory that does not grow with them. Leaves `in` open.
  ///
  /// @throws StorageFullException if the disk would have less room than the minimum
  public StoredContent put(InputStream in) throws IOException, InterruptedException {
    return putOne(batch -> batch.put(in));
  }

  /// Stores `bytes`.
  ///
  /// @throws StorageFullException if the disk would have less room than the minimum
  public StoredContent put(byte[] bytes) throws IOException, InterruptedException {
    return putOne(batch -> batch.put(bytes));
  }

  /// Stores the bytes of `file`, which stays as it is.
  ///
  /// @throws StorageFullException if the disk would have less room than the minimum
  public StoredContent put(Path file) throws IOException, InterruptedException {
    try (var in = Files.newInputStream(file)) {
      return put(in);
    }
  }

  private interface Put {
    StoredContent into(ContentBatch batch) throws IOException;
  }

  private StoredContent putOne(Put put) throws IOException, InterruptedException {
    try (var batch = batch()) {
      var stored = put.into(batch);
      batch.commit();
      return stored;
    }
  }

  /// Begins to store many contents at once, which is several times as fast as one after the other.
  public ContentBatch batch() {
    return new ContentBatch(this);
  }

  /// A stream over the content; the caller closes it.
  ///
  /// @throws NoSuchFileException if it is not in the store
  public InputStream open(String sha256) throws IOException {
    return Files.newInputStream(path(sha256));
  }

  /// The whole content. For contents that are known to be small.
  ///
  /// @throws NoSuchFileException if it is not in the store
  public byte[] read(String sha256) throws IOException {
    return Files.readAllBytes(path(sha256));
  }

  /// Whether the content can be read.
  public boolean contains(String sha256) {
    return Files.exists(path(sha256));
  }

  /// The file that the content is in, or would be in. To be read only.
  ///
  /// @throws IllegalArgumentException if `sha256` is not 64 hexadecimal digits in lower case
  public Path path(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "expected the name of a content to be 64 hexadecimal digits in lower case, got: \"%s\""
              .formatted(sha256));
    }
    return folderOf(sha256).resolve(sha256);
  }

  Path folderOf(String sha256) {
    return folder.resolve(sha256.substring(0, 2));
  }

  /// The digest of the content by `algorithm`, in hexadecimal digits in lower case. Reads the
  /// content through, unless the digest is its name.
  ///
  /// @throws NoSuchFileException if it is not in the store
  public String digest(String sha256, DigestAlgorithm algorithm) throws IOException {
    if (algorithm == DigestAlgorithm.SHA_256) {
      return sha256;
    }
    try (var in = open(sha256)) {
      return algorithm.digest(in);
    }
  }

  Path incoming() {
    return folder.resolve("incoming");
  }

  void requireRoomFor(long bytes) throws IOException {
    long free = disk.getUsableSpace();
    if (free - bytes < minimumFreeBytes) {
      throw new StorageFullException(folder, minimumFreeBytes, free - bytes);
    }
  }
}
