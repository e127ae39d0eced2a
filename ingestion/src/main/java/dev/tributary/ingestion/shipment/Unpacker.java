package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.content.DigestAlgorithm;
import dev.tributary.ingestion.content.StoredContent;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.Group.Kind;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Turns an archive, a batch or a message of many products into the shipments that are in it. It
/// reads and writes the content store only, and yields the same for the same package. Safe for use
/// by many threads.
///
/// An archive is taken as a whole or not at all: one entry that breaks a rule refuses it, and
/// nothing of it enters the store. Archives within archives are refused too, since every level
/// multiplies what a small file can become. Of a batch, each message stands for itself.
public final class Unpacker {

  /// At the end of a release's folder, `<ReleaseId>_<timestamp>`.
  private static final Pattern TIMESTAMP = Pattern.compile("_(\\d{8,17})$");

  private final ContentStore store;
  private final ShipmentLimits limits;
  private final DeclaredTables tables;

  /// For packages in which nobody declares anything of tables.
  public Unpacker(ContentStore store, ShipmentLimits limits) {
    this(store, limits, DeclaredTables.NONE);
  }

  public Unpacker(ContentStore store, ShipmentLimits limits, DeclaredTables tables) {
    this.store = store;
    this.limits = limits;
    this.tables = tables;
  }

  /// Unpacks an archive, a batch or a message of many products.
  ///
  /// @throws IllegalArgumentException if `delivery` is a message that is read at once
  /// @throws IOException if the store cannot be read or written; the same can be tried again
  public Unpacking unpack(ProductDelivery delivery) throws IOException, InterruptedException {
    try (var batch = store.batch()) {
      var unpacking =
          switch (delivery.kind()) {
            case ARCHIVE -> unpackArchive(delivery, batch);
            case BATCH -> unpackBatch(delivery, batch);
            case PRODUCTS -> split(delivery, batch);
            case MESSAGE, PORTION ->
                throw new IllegalArgumentException(
                    "expected something to be taken apart, got the message " + delivery.path());
          };
      if (unpacking instanceof Unpacked) {
        batch.commit();
      }
      return unpacking;
    } catch (RefusedException refused) {
      return new Refused(List.of(refused.violation()));
    }
  }

  /// A portion has the files of the whole, since nobody knows yet which product names which.
  private Unpacking split(ProductDelivery delivery, ContentBatch batch) throws IOException {
    ByteSource message = () -> store.open(delivery.content());
    var split =
        ManyProducts.areTable(message)
            ? splitTable(message, delivery, batch)
            : splitMessage(message, delivery.bytes(), batch);
    var children = new ArrayList<Shipment>();
    for (var portion : split.portions()) {
      children.add(
          new Shipment(
              "%s!/products-%d-%d".formatted(delivery.path(), portion.first(), portion.last()),
              ProductDelivery.Kind.PORTION,
              portion.content().sha256(),
              portion.content().bytes(),
              delivery.files(),
              fingerprint(portion.content().sha256(), delivery.files()),
              List.of()));
    }
    return children.isEmpty()
        ? new Refused(noProducts(split, delivery))
        : new Unpacked(List.copyOf(children), split.violations());
  }

  /// The same text with other files is another portion.
  private static String fingerprint(String text, Optional<String> files) throws IOException {
    return files.isEmpty()
        ? text
        : DigestAlgorithm.SHA_256.digest(
            new ByteArrayInputStream((text + '\n' + files.get()).getBytes(StandardCharsets.UTF_8)));
  }

  private Split splitMessage(ByteSource message, long bytes, ContentBatch batch)
      throws IOException {
    if (JsonSplitter.canTakeApart(message)) {
      return new JsonSplitter(batch, limits.portionBytes(), limits.messageBytes())
          .split(message, bytes);
    }
    try (var in = message.open()) {
      if (ManyProducts.areMarc(message)) {
        return new MarcSplitter(batch, limits.portionBytes()).split(in);
      }
      return new ProductSplitter(batch, limits.portionBytes(), limits.messageBytes()).split(in);
    }
  }

  private Split splitTable(ByteSource table, ProductDelivery delivery, ContentBatch batch)
      throws IOException {
    var declaration = tables.of(delivery);
    var joined = new ArrayList<TableSplitter.Joined>();
    for (var file : files(delivery)) {
      if (declaration.joins(PackagePath.lastName(file.path()))) {
        joined.add(
            new TableSplitter.Joined(
                PackagePath.lastName(file.path()), () -> store.open(file.sha256()), file.bytes()));
      }
    }
    return new TableSplitter(batch, limits.portionBytes())
        .split(table, delivery.bytes(), joined, declaration);
  }

  private List<PackageListing.File> files(ProductDelivery delivery) throws IOException {
    return delivery.files().isPresent()
        ? PackageListings.read(store, delivery.files().get()).files()
        : List.of();
  }

  private static List<Violation> noProducts(Split split, ProductDelivery delivery) {
    return split.violations().isEmpty()
        ? List.of(
            Violations.error(
                "message.no-product",
                delivery.path(),
                "expected at least one product, found none; add one"))
        : split.violations();
  }

  private Unpacking unpackArchive(ProductDelivery delivery, ContentBatch batch)
      throws IOException, InterruptedException {
    var name = PackagePath.lastName(delivery.path());
    try (var archive = Archive.open(store.path(delivery.content()), name, limits)) {
      var contents = new Contents(delivery, batch);
      contents.addAll(StoredFolder.of(archive.storeIn(batch)));
      return contents.unpacking();
    }
  }

  private Unpacking unpackBatch(ProductDelivery delivery, ContentBatch batch)
      throws IOException, InterruptedException {
    var contents = new Contents(delivery, batch);
    contents.addBatch(batchOf(delivery));
    return contents.unpacking();
  }

  private Group<StoredFile> batchOf(ProductDelivery delivery) throws IOException {
    var manifest =
        storedFile(
            PackagePath.lastName(delivery.path()),
            new StoredContent(delivery.content(), delivery.bytes()));
    var files = new ArrayList<StoredFile>();
    for (var file : files(delivery)) {
      files.add(storedFile(file.path(), new StoredContent(file.sha256(), file.bytes())));
    }
    return new Group<>(Kind.BATCH, manifest, "", files);
  }

  /// A message that was too large to be stored has no bytes to look at; its name has to tell what
  /// it is.
  private StoredFile storedFile(String path, StoredContent content) {
    var tooLarge = content.bytes() > limits.messageBytes() && !store.contains(content.sha256());
    return new StoredFile(
        path,
        content,
        tooLarge ? InputStream::nullInputStream : () -> store.open(content.sha256()));
  }

  /// The path of what is at `inside` in the package. A batch lies in the folder of its manifest;
  /// what is in an archive is nowhere else.
  static String pathOf(ProductDelivery delivery, String inside) {
    return switch (delivery.kind()) {
      case BATCH -> delivery.path().substring(0, delivery.path().lastIndexOf('/') + 1) + inside;
      case ARCHIVE, MESSAGE, PRODUCTS, PORTION -> delivery.path() + "!/" + inside;
    };
  }

  /// The shipments in one package, as they are found.
  private final class Contents {

    /// A shipment of a batch, and its message.
    private record Child(StoredFile message, Shipment shipment) {}

    private final ProductDelivery delivery;
    private final Shipper shipper;
    private final List<Shipment> children = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    Contents(ProductDelivery delivery, ContentBatch batch) {
      this.delivery = delivery;
      this.shipper = new Shipper(batch, limits);
    }

    void addAll(Folder<StoredFile> archive) throws IOException, InterruptedException {
      walk(
          archive,
          group -> {
            switch (group.kind()) {
              case MESSAGE, JOINED, STRAY -> children.add(ship(group));
              case BATCH -> addBatch(group);
              case ARCHIVE -> throw nested(group.head().path());
            }
          });
    }

    void addBatch(Group<StoredFile> batch) throws IOException, InterruptedException {
      var found = new TreeMap<String, Child>(PackagePath.ORDER);
      walk(
          withoutManifests(batch),
          group -> {
            switch (group.kind()) {
              case MESSAGE, JOINED, STRAY -> found.put(pathIn(batch, group), child(group));
              case BATCH -> addBatch(group);
              case ARCHIVE -> {
                if (delivery.kind() == ProductDelivery.Kind.ARCHIVE) {
                  throw nested(group.head().path());
                }
                found.put(pathIn(batch, group), child(group));
              }
            }
          });
      var manifest = Manifest.read(batch.head());
      if (manifest.isEmpty()) {
        addInOrder(found, Comparator.comparing(Contents::timestamp));
      } else {
        addChecked(found, manifest.get(), batch.head());
      }
    }

    private void addChecked(Map<String, Child> found, Manifest manifest, StoredFile head)
        throws IOException {
      var messages = new HashMap<String, StoredFile>();
      found.forEach((path, child) -> messages.put(path, child.message));
      var folder = PackagePath.folderOf(pathOf(delivery, head.path()));
      var check = BatchCheck.of(manifest, folder, messages);
      violations.addAll(check.violations());
      found.replaceAll(
          (path, child) ->
              check
                  .violation(path, child.shipment)
                  .map(violation -> new Child(child.message, child.shipment.with(violation)))
                  .orElse(child));
      addInOrder(found, Comparator.comparing(Contents::timestamp).thenComparing(check::position));
    }

    private void addInOrder(Map<String, Child> found, Comparator<String> order) {
      found.entrySet().stream()
          .sorted(Map.Entry.comparingByKey(order))
          .map(child -> child.getValue().shipment)
          .forEach(children::add);
    }

    private static String timestamp(String path) {
      var timestamp = TIMESTAMP.matcher(PackagePath.folderOf(path));
      return timestamp.find() ? timestamp.group(1) : "";
    }

    private static String pathIn(Group<StoredFile> batch, Group<StoredFile> group) {
      return PackagePath.relative(batch.folder(), group.head().path());
    }

    private Folder<StoredFile> withoutManifests(Group<StoredFile> batch) {
      var files =
          batch.files().stream()
              .filter(
                  file ->
                      !PackagePath.folderOf(file.path()).equals(batch.folder())
                          || !FileKind.isManifest(PackagePath.lastName(file.path())))
              .toList();
      return new StoredFolder(batch.folder(), files);
    }

    private void walk(Folder<StoredFile> folder, Grouping.Receiver<StoredFile> receiver)
        throws IOException, InterruptedException {
      new Grouping<>(limits.messageBytes(), tables.joins(delivery.provider()), receiver)
          .walk(folder);
    }

    private Child child(Group<StoredFile> group) throws IOException {
      return new Child(group.head(), ship(group));
    }

    private Shipment ship(Group<StoredFile> group) throws IOException {
      return shipper.ship(group, pathOf(delivery, group.head().path()));
    }

    private static RefusedException nested(String path) {
      return new RefusedException(
          Violations.error(
              "package.nested-archive",
              path,
              "expected no archive within an archive, found %s; send it by itself"
                  .formatted(path)));
    }

    Unpacking unpacking() {
      if (!children.isEmpty()) {
        return new Unpacked(List.copyOf(children), List.copyOf(violations));
      }
      if (violations.isEmpty()) {
        violations.add(
            Violations.error(
                "container.no-message",
                delivery.path(),
                "expected messages in the package, found no file at all; send it again"));
      }
      return new Refused(List.copyOf(violations));
    }
  }
}
