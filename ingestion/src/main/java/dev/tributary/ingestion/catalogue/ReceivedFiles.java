package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The files that came with any statement about a product, by name: the latest of each name counts.
///
/// So a statement that comes without files (a metadata-only update, DDEX's rule that binaries need
/// not be sent again) keeps those that came before it, and gets those that come after it.
final class ReceivedFiles {
  private final Map<String, ReceivedFile> byName = new LinkedHashMap<>();
  private final Map<String, List<ReceivedFile>> byLastName;

  /// @param name as the statement names it, with folders
  /// @param declared hash that the statement declares, as `ALGORITHM:HASH`
  /// @param sha256 its name in the content store
  record ReceivedFile(String name, Optional<String> declared, String sha256, long bytes) {

    /// The file that came for `asset`, if one did.
    static Optional<ReceivedFile> of(Asset asset) {
      if (asset.state() != Asset.State.PRESENT) {
        return Optional.empty();
      }
      return asset
          .hash()
          .flatMap(Asset.Hash::actual)
          .map(
              actual ->
                  new ReceivedFile(
                      asset.uri(), declaredBy(asset), actual, asset.bytes().orElse(0L)));
    }
  }

  /// @param files the earliest first
  ReceivedFiles(List<ReceivedFile> files) {
    for (var file : files) {
      byName.put(file.name(), file);
    }
    byLastName =
        byName.values().stream().collect(Collectors.groupingBy(file -> lastName(file.name())));
  }

  /// `product` with those files that it lacks and that have come.
  Product complete(Product product) {
    var named = product.assets().stream().map(Asset::uri).collect(Collectors.toSet());
    return withAssets(
        product, product.assets().stream().map(asset -> complete(asset, named)).toList());
  }

  /// Whether a file of `product` is missing, empty or corrupt.
  static boolean areMissingFrom(Product product) {
    return product.assets().stream().anyMatch(Asset::awaitsFile);
  }

  private Asset complete(Asset asset, Set<String> named) {
    if (!asset.awaitsFile()) {
      return asset;
    }
    return find(asset.uri(), named)
        .filter(file -> isFor(asset, file))
        .map(file -> withFile(asset, file))
        .orElse(asset);
  }

  /// The file of this name or, since folders differ from package to package, the only one whose
  /// name is the same but for them, of those that are not `named` as they are.
  private Optional<ReceivedFile> find(String uri, Set<String> named) {
    var alike =
        byLastName.getOrDefault(lastName(uri), List.of()).stream()
            .filter(file -> !named.contains(file.name()))
            .toList();
    return Optional.ofNullable(byName.get(uri))
        .or(() -> alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty());
  }

  /// What the provider declares decides where it can be compared: a file that came is taken for the
  /// one that is missing unless it is another, for one that came broken only if it is the same.
  private static boolean isFor(Asset asset, ReceivedFile file) {
    var wanted = declaredBy(asset);
    if (wanted.isPresent() && file.declared().isPresent() && comparable(wanted, file.declared())) {
      return wanted.equals(file.declared());
    }
    return asset.state() == Asset.State.MISSING;
  }

  private static boolean comparable(Optional<String> one, Optional<String> other) {
    return one.map(ReceivedFiles::algorithm).equals(other.map(ReceivedFiles::algorithm));
  }

  private static String algorithm(String declared) {
    return declared.substring(0, declared.indexOf(':'));
  }

  private static Optional<String> declaredBy(Asset asset) {
    return asset
        .hash()
        .flatMap(
            hash ->
                hash.declared()
                    .map(
                        value ->
                            (hash.algorithm().orElse("") + ":" + value).toUpperCase(Locale.ROOT)));
  }

  private static String lastName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static Asset withFile(Asset asset, ReceivedFile file) {
    var hash =
        new Asset.Hash(
            asset.hash().flatMap(Asset.Hash::algorithm),
            asset.hash().flatMap(Asset.Hash::declared),
            Optional.of(file.sha256()));
    return new Asset(
        asset.kind(),
        asset.item(),
        asset.uri(),
        asset.codec(),
        asset.bitRate(),
        asset.sampleRate(),
        asset.bitsPerSample(),
        asset.channels(),
        asset.width(),
        asset.height(),
        Optional.of(file.bytes()),
        asset.preview(),
        Optional.of(hash),
        Asset.State.PRESENT);
  }

  private static Product withAssets(Product product, List<Asset> assets) {
    return new Product(
        product.contentType(),
        product.releaseType(),
        product.identifiers(),
        product.titles(),
        product.displayArtists(),
        product.contributors(),
        product.label(),
        product.imprint(),
        product.publisher(),
        product.genres(),
        product.subjects(),
        product.parentalWarning(),
        product.pLine(),
        product.cLine(),
        product.releaseDate(),
        product.originalReleaseDate(),
        product.duration(),
        product.languages(),
        product.descriptions(),
        product.series(),
        product.relatedProducts(),
        product.keywords(),
        product.items(),
        product.parties(),
        product.deals(),
        assets);
  }
}
