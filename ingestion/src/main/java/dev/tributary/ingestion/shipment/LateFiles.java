package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.content.StoredContent;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Puts files that came later to those that came with a message. Safe for use by many threads.
public final class LateFiles {
  private final ContentStore store;

  public LateFiles(ContentStore store) {
    this.store = store;
  }

  /// Whether the shipment is a file without a message.
  public static boolean isStray(Shipment shipment) {
    return shipment.violations().stream()
        .anyMatch(violation -> violation.rule().equals(Shipper.NO_MESSAGE));
  }

  /// Which of `strays` the message of `delivery` names.
  public List<Shipment> named(ProductDelivery delivery, List<Shipment> strays) throws IOException {
    var message =
        new StoredFile(
            delivery.path(),
            new StoredContent(delivery.content(), delivery.bytes()),
            () -> store.open(delivery.content()));
    var names = new NamedFiles<>(strays, stray -> pathFrom(delivery, stray));
    return List.copyOf(References.in(message, names));
  }

  /// Whether `stray` was put where `delivery` was, or below.
  public static boolean isBeside(ProductDelivery delivery, Shipment stray) {
    return place(stray.path()).startsWith(place(delivery.path()));
  }

  /// The listing of the files of `delivery` and of what came later; of two with one path the later.
  public Optional<String> with(Optional<String> files, Optional<String> later)
      throws IOException, InterruptedException {
    return later.isEmpty() || files.equals(later)
        ? files
        : merged(files, PackageListings.read(store, later.get()).files());
  }

  /// The same with `strays`, as seen from the message of `delivery`.
  public Optional<String> with(ProductDelivery delivery, List<Shipment> strays)
      throws IOException, InterruptedException {
    return merged(
        delivery.files(),
        strays.stream()
            .map(
                stray ->
                    new PackageListing.File(
                        pathFrom(delivery, stray), stray.content(), stray.bytes()))
            .toList());
  }

  private Optional<String> merged(Optional<String> files, List<PackageListing.File> later)
      throws IOException, InterruptedException {
    var merged = new TreeMap<String, PackageListing.File>(PackagePath.ORDER);
    if (files.isPresent()) {
      PackageListings.read(store, files.get())
          .files()
          .forEach(file -> merged.put(file.path(), file));
    }
    later.forEach(file -> merged.put(file.path(), file));
    var listing = new PackageListing(List.copyOf(merged.values()));
    return Optional.of(store.put(Json.bytes(listing)).sha256());
  }

  /// As a message would name it: from its own folder, or else by its name alone.
  private static String pathFrom(ProductDelivery delivery, Shipment stray) {
    var folder = place(delivery.path());
    var place = place(stray.path());
    var name = PackagePath.lastName(stray.path());
    return place.startsWith(folder) && !place.equals(folder)
        ? folder.relativize(place).toString().replace('\\', '/') + "/" + name
        : name;
  }

  /// The folder that it was put into; that of the archive, for what came in one.
  private static Path place(String path) {
    int archive = path.indexOf("!/");
    var file = Path.of(archive < 0 ? path : path.substring(0, archive));
    var folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? file : folder;
  }
}
