package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.shipment.FileReference.Inside;
import dev.tributary.ingestion.shipment.FileReference.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// The messages that the manifests of a package say to be in it.
public final class DeclaredMessages {
  private DeclaredMessages() {}

  /// One entry of a manifest.
  ///
  /// @param url as it is written
  /// @param paths where the message would be registered; none if it points out of the package
  public record Declared(String url, List<String> paths) {}

  /// A file of a package, wherever that is kept.
  private record Packed(String path, long bytes, ByteSource source) implements PackageFile {
    @Override
    public InputStream open() throws IOException {
      return source.open();
    }
  }

  /// The entries of all manifests in `delivery`; none if it has no manifest, or one that nothing
  /// can be read from.
  ///
  /// @throws IOException if the package is not in the store, or cannot be read
  public static List<Declared> of(ContentStore store, ProductDelivery delivery) throws IOException {
    try {
      return switch (delivery.kind()) {
        case MESSAGE, PRODUCTS, PORTION -> List.of();
        case BATCH -> of(delivery, filesOfBatch(store, delivery));
        case ARCHIVE -> {
          var file = store.path(delivery.content());
          var name = PackagePath.lastName(delivery.path());
          try (var archive = Archive.open(file, name, ShipmentLimits.DEFAULT)) {
            yield of(delivery, archive.manifests());
          }
        }
      };
    } catch (RefusedException unreadable) {
      return List.of();
    }
  }

  /// The manifest itself has the name that it came under; the others are listed with the files.
  private static List<Packed> filesOfBatch(ContentStore store, ProductDelivery delivery)
      throws IOException {
    var files = new ArrayList<Packed>();
    if (delivery.files().isPresent()) {
      for (var file : PackageListings.read(store, delivery.files().get()).files()) {
        if (file.path().indexOf('/') > 0) {
          files.add(new Packed(file.path(), file.bytes(), () -> store.open(file.sha256())));
        }
      }
    }
    var name = PackagePath.lastName(delivery.path());
    files.add(new Packed(name, delivery.bytes(), () -> store.open(delivery.content())));
    return files;
  }

  private static List<Declared> of(ProductDelivery delivery, List<? extends PackageFile> files)
      throws IOException {
    var declared = new ArrayList<Declared>();
    for (var file : manifests(files)) {
      var folder = PackagePath.folderOf(file.path());
      var whole = PackagePath.folderOf(Unpacker.pathOf(delivery, file.path()));
      var manifest = Manifest.read(file);
      if (manifest.isPresent()) {
        for (var entry : manifest.get().entries()) {
          var paths =
              switch (manifest.get().place(entry, whole)) {
                case Outside _ -> List.<String>of();
                case Inside(var inside) ->
                    inside.stream()
                        .map(path -> Unpacker.pathOf(delivery, PackagePath.join(folder, path)))
                        .toList();
              };
          declared.add(new Declared(entry.url(), paths));
        }
      }
    }
    return List.copyOf(declared);
  }

  /// The last manifest in each folder: the one that counts.
  private static List<PackageFile> manifests(List<? extends PackageFile> files) {
    var last = new TreeMap<String, PackageFile>(PackagePath.ORDER);
    files.stream()
        .filter(file -> FileKind.isManifest(PackagePath.lastName(file.path())))
        .filter(
            file -> Arrays.stream(file.path().split("/", -1)).noneMatch(PackagePath::isHiddenName))
        .sorted((one, other) -> PackagePath.ORDER.compare(one.path(), other.path()))
        .forEach(file -> last.put(PackagePath.folderOf(file.path()), file));
    return List.copyOf(last.values());
  }
}
