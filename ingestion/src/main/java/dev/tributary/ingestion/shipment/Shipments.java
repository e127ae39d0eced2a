package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.content.DigestAlgorithm;
import dev.tributary.ingestion.content.StoredContent;
import dev.tributary.ingestion.shipment.Group.Kind;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what was shipped below the paths that a user gave, and puts it into the content store.
/// Safe for use by many threads.
public final class Shipments {

  private static final int FILES_IN_A_CHUNK = 64;
  private static final long BYTES_IN_A_CHUNK = 64L << 20;

  private final ContentStore store;
  private final ShipmentLimits limits;
  private final DeclaredTables tables;

  /// Is handed the shipments, chunk by chunk and in order, on the thread that called [#find].
  @FunctionalInterface
  public interface Receiver {

    /// Takes the shipments of `chunk`, whose bytes are all in the store.
    void take(List<Shipment> chunk) throws IOException, InterruptedException;
  }

  /// For shipments in which nobody declares anything of tables.
  public Shipments(ContentStore store, ShipmentLimits limits) {
    this(store, limits, DeclaredTables.NONE);
  }

  public Shipments(ContentStore store, ShipmentLimits limits, DeclaredTables tables) {
    this.store = store;
    this.limits = limits;
    this.tables = tables;
  }

  /// Hands over what somebody shipped who is not known yet.
  public void find(List<Path> arguments, Receiver receiver)
      throws IOException, InterruptedException {
    find(arguments, Optional.empty(), receiver);
  }

  /// Hands over all that was shipped, in the order of `arguments` and in path order below each.
  ///
  /// Works through the folders as it goes, about 64 files or 64 MiB at a time: a chunk is stored as
  /// a whole, then handed over, then the next one is looked for. A receiver that throws ends it.
  ///
  /// @param provider who shipped it, if that is known
  /// @param arguments files and folders; a file is taken alone, without those beside it, except a
  ///   manifest, which stands for its batch
  /// @throws UnusablePathException at once if an argument is no file or folder; in the end, when
  ///   everything else has been handed over, if something may not be read, or went away meanwhile:
  ///   what it belongs to is not handed over
  public void find(List<Path> arguments, Optional<String> provider, Receiver receiver)
      throws IOException, InterruptedException {
    var missing =
        arguments.stream()
            .filter(argument -> !Files.isDirectory(argument) && !Files.isRegularFile(argument))
            .toList();
    if (!missing.isEmpty()) {
      throw UnusablePathException.missing(missing);
    }
    var unreadable = new LinkedHashSet<Path>();
    var chunk = new Chunk(receiver, unreadable);
    for (var argument : arguments) {
      if (!Files.isReadable(argument)) {
        unreadable.add(argument);
      } else if (Files.isDirectory(argument)) {
        grouping(argument, tables.joins(provider), chunk).walk(DiskFolder.of(argument, unreadable));
      } else {
        chunk.add(groupOf(argument, unreadable), argument.toString());
      }
    }
    chunk.handOver();
    if (!unreadable.isEmpty()) {
      throw UnusablePathException.unreadable(unreadable);
    }
  }

  private Grouping<DiskFile> grouping(Path argument, List<Join> joins, Chunk chunk) {
    return new Grouping<>(
        limits.messageBytes(),
        joins,
        group -> chunk.add(group, joined(argument.toString(), group.head().path())));
  }

  /// Not by [Path#resolve], which refuses names that this machine would not give.
  private static String joined(String argument, String path) {
    return argument.endsWith("/") ? argument + path : PackagePath.join(argument, path);
  }

  private static Group<DiskFile> groupOf(Path argument, Collection<Path> unreadable)
      throws IOException {
    var location = argument.toRealPath();
    var file = new DiskFile(location, DiskFolder.name(argument), Files.size(location));
    return switch (FileKind.of(file)) {
      case MESSAGE -> new Group<>(Kind.MESSAGE, file, "", List.of());
      case ARCHIVE -> new Group<>(Kind.ARCHIVE, file, "", List.of());
      case MEDIA -> new Group<>(Kind.STRAY, file, "", List.of());
      case MANIFEST -> Group.batch(DiskFolder.of(location.resolveSibling(""), unreadable), file);
    };
  }

  /// What is to be stored and handed over together.
  private final class Chunk {

    private record Found(Group<DiskFile> group, String path) {}

    private final Receiver receiver;
    private final Collection<Path> unreadable;
    private final List<Found> found = new ArrayList<>();
    private int files;
    private long bytes;

    Chunk(Receiver receiver, Collection<Path> unreadable) {
      this.receiver = receiver;
      this.unreadable = unreadable;
    }

    void add(Group<DiskFile> group, String path) throws IOException, InterruptedException {
      found.add(new Found(group, path));
      files += 1 + group.files().size();
      bytes += group.head().bytes();
      bytes += group.files().stream().mapToLong(DiskFile::bytes).sum();
      if (files >= FILES_IN_A_CHUNK || bytes >= BYTES_IN_A_CHUNK) {
        handOver();
      }
    }

    void handOver() throws IOException, InterruptedException {
      leaveUnreadable();
      var shipments = stored();
      if (!shipments.isEmpty()) {
        receiver.take(shipments);
      }
      found.clear();
      files = 0;
      bytes = 0;
    }

    private List<Shipment> stored() throws IOException, InterruptedException {
      try {
        return store();
      } catch (AccessDeniedException | NoSuchFileException gone) {
        if (!leaveUnreadable()) {
          throw gone;
        }
        return stored();
      }
    }

    /// @return whether there was anything that cannot be read
    private boolean leaveUnreadable() {
      return found.removeIf(
          one -> {
            var lacking =
                Stream.concat(Stream.of(one.group.head()), one.group.files().stream())
                    .map(DiskFile::location)
                    .filter(file -> !Files.isReadable(file))
                    .toList();
            unreadable.addAll(lacking);
            return !lacking.isEmpty();
          });
    }

    private List<Shipment> store() throws IOException, InterruptedException {
      try (var batch = store.batch()) {
        var stored = stored(batch);
        var shipper = new Shipper(batch, limits);
        var shipments = new ArrayList<Shipment>();
        for (var one : found) {
          var group = one.group.map(file -> Objects.requireNonNull(stored.get(file)));
          shipments.add(shipper.ship(group, one.path));
        }
        batch.commit();
        return shipments;
      }
    }

    private Map<DiskFile, StoredFile> stored(ContentBatch batch)
        throws IOException, InterruptedException {
      var all = new LinkedHashSet<DiskFile>();
      for (var one : found) {
        all.add(one.group.head());
        all.addAll(one.group.files());
      }
      var stored = new HashMap<DiskFile, StoredFile>();
      var kept = new ArrayList<DiskFile>();
      for (var file : all) {
        if (isOversizedMessage(file)) {
          stored.put(file, new StoredFile(file.path(), contentOf(file), file));
        } else {
          kept.add(file);
        }
      }
      var contents = batch.putAll(kept);
      for (int i = 0; i < kept.size(); i++) {
        var file = kept.get(i);
        stored.put(file, new StoredFile(file.path(), contents.get(i), file));
      }
      return stored;
    }
  }

  private boolean isOversizedMessage(DiskFile file) throws IOException {
    return file.bytes() > limits.messageBytes()
        && switch (FileKind.of(file)) {
          case MESSAGE -> !ManyProducts.areIn(file, limits.messageBytes());
          case MANIFEST -> true;
          case ARCHIVE, MEDIA -> false;
        };
  }

  /// What the store would say of a file that it does not get.
  private static StoredContent contentOf(DiskFile file) throws IOException {
    try (var in = file.open()) {
      return new StoredContent(DigestAlgorithm.SHA_256.digest(in), file.bytes());
    }
  }
}
