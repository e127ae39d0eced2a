package dev.tributary.ingestion.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Contents on their way into the store: all of them are there after [#commit], none before.
///
/// What costs time is to wait for the disk, so a batch waits for all of its files at once. Closed
/// without a commit, it leaves nothing behind. Many threads may put; the commit comes after their
/// last put.
public final class ContentBatch implements AutoCloseable {

  private static final int IN_MEMORY = 256 << 10;
  private static final int BUFFER = 64 << 10;
  private static final long CHECKED_EVERY = 16L << 20;
  private static final int WRITERS = 4;
  private static final int FORCERS = 8;

  private final ContentStore store;
  private final Map<String, Path> pending = new ConcurrentHashMap<>();
  private final Set<Path> changedFolders = ConcurrentHashMap.newKeySet();

  ContentBatch(ContentStore store) {
    this.store = store;
  }

  /// Takes all bytes of `in`, in memory that does not grow with them. Leaves `in` open.
  ///
  /// @throws StorageFullException if the disk would have less room than the store's minimum
  public StoredContent put(InputStream in) throws IOException {
    var start = in.readNBytes(IN_MEMORY);
    return start.length < IN_MEMORY ? put(start) : putLarge(start, in);
  }

  /// Takes `bytes`.
  ///
  /// @throws StorageFullException if the disk would have less room than the store's minimum
  public StoredContent put(byte[] bytes) throws IOException {
    var sha256 = DigestAlgorithm.SHA_256.digest(new ByteArrayInputStream(bytes));
    if (!isKnown(sha256)) {
      store.requireRoomFor(bytes.length);
      var file = newFile();
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
      keep(sha256, file);
    }
    return new StoredContent(sha256, bytes.length);
  }

  /// Takes the bytes of all `sources`, several at a time.
  ///
  /// @return what became of each, in the order of `sources`
  /// @throws StorageFullException if the disk would have less room than the store's minimum
  public List<StoredContent> putAll(List<? extends ByteSource> sources)
      throws IOException, InterruptedException {
    return Parallel.map(
        sources,
        WRITERS,
        source -> {
          try (var in = source.open()) {
            return put(in);
          }
        });
  }

  /// Paths of `count` files beside the contents, for what is worked on and does not stay. Whoever
  /// asks makes and removes them; what a crash leaves is removed as in [ContentStore].
  ///
  /// @param bytes that they will have together
  /// @throws StorageFullException if the disk would have less room than the store's minimum
  public List<Path> scratch(int count, long bytes) throws IOException {
    store.requireRoomFor(bytes);
    return Stream.generate(this::newFile).limit(count).toList();
  }

  private StoredContent putLarge(byte[] start, InputStream in) throws IOException {
    var file = newFile();
    var digest = DigestAlgorithm.SHA_256.newMessageDigest();
    long bytes = 0;
    try (var out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffer = new byte[BUFFER];
      long checkedAt = -CHECKED_EVERY;
      var next = ByteBuffer.wrap(start);
      while (next.hasRemaining()) {
        if (bytes - checkedAt >= CHECKED_EVERY) {
          store.requireRoomFor(CHECKED_EVERY);
          checkedAt = bytes;
        }
        bytes += next.remaining();
        digest.update(next.duplicate());
        while (next.hasRemaining()) {
          out.write(next);
        }
        next = ByteBuffer.wrap(buffer, 0, Math.max(0, in.read(buffer)));
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    var sha256 = HexFormat.of().formatHex(digest.digest());
    keep(sha256, file);
    return new StoredContent(sha256, bytes);
  }

  private Path newFile() {
    return store.incoming().resolve(UUID.randomUUID().toString());
  }

  private boolean isKnown(String sha256) {
    return pending.containsKey(sha256) || isStored(sha256);
  }

  /// What another batch has just stored may not be on the disk yet; then this one waits for it too.
  private boolean isStored(String sha256) {
    var stored = store.contains(sha256);
    if (stored) {
      changedFolders.add(store.folderOf(sha256));
    }
    return stored;
  }

  private void keep(String sha256, Path file) throws IOException {
    if (isStored(sha256) || pending.putIfAbsent(sha256, file) != null) {
      Files.delete(file);
    }
  }

  /// A stream over a content of this batch or of the store; the caller closes it.
  public InputStream open(String sha256) throws IOException {
    var file = pending.get(sha256);
    return file == null ? store.open(sha256) : Files.newInputStream(file);
  }

  /// Takes a content back that this batch was to store. What the store had before stays.
  public void discard(String sha256) throws IOException {
    var file = pending.remove(sha256);
    if (file != null) {
      Files.delete(file);
    }
  }

  /// Makes everything that was put part of the store, and returns once it would survive a loss of
  /// power. More can be put afterwards, for a further commit.
  public void commit() throws IOException, InterruptedException {
    Parallel.forEach(List.copyOf(pending.values()), FORCERS, ContentBatch::force);
    for (var content : Map.copyOf(pending).entrySet()) {
      var sha256 = content.getKey();
      Files.move(content.getValue(), store.path(sha256), StandardCopyOption.ATOMIC_MOVE);
      changedFolders.add(store.folderOf(sha256));
      pending.remove(sha256);
    }
    Parallel.forEach(List.copyOf(changedFolders), FORCERS, ContentBatch::force);
    changedFolders.clear();
  }

  /// Waits until a file, or the list of names that a folder is, is on the disk.
  static void force(Path file) throws IOException {
    var forReading = Files.isDirectory(file);
    try (var channel =
        FileChannel.open(file, forReading ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Removes what was not committed.
  @Override
  public void close() throws IOException {
    for (var sha256 : pending.keySet()) {
      discard(sha256);
    }
  }
}
