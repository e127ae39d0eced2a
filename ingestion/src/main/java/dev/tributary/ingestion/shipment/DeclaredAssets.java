package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.content.DeclaredHash;
import dev.tributary.ingestion.content.DeclaredHash.Comparison;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Asset.Hash;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.shipment.FileReference.Inside;
import dev.tributary.ingestion.shipment.FileReference.Outside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compares the assets that a message declares with the files that came with it. Safe for use by
/// many threads.
public final class DeclaredAssets {

  private final ContentStore store;

  /// What the comparison came to.
  ///
  /// @param document with the state of every asset, and for each file that came its size and
  ///   SHA-256; with further findings `package.climbs-out`, `asset.ambiguous` and
  ///   `asset.hash-unknown`
  /// @param undeclared the files that no asset names
  public record Compared(CanonicalDocument document, List<PackageListing.File> undeclared) {}

  public DeclaredAssets(ContentStore store) {
    this.store = store;
  }

  /// Looks for the file of every asset by the asset's URI: its path, or else its last name, unless
  /// that file is another asset's by its path. A URI that leads out of the package is a finding,
  /// and nobody looks where it points. An asset that the mapping says is `REMOTE` stays so.
  ///
  /// An asset whose file came is `EMPTY` without bytes, `CORRUPT` if its declared size or hash
  /// differs, and otherwise `PRESENT`. Size and hash are those of the file afterwards.
  ///
  /// @throws IOException if a file of the listing cannot be read from the store
  public Compared compare(CanonicalDocument document, PackageListing listing) throws IOException {
    var comparison = new Comparing(document, listing);
    var products = new ArrayList<Product>();
    for (int i = 0; i < document.products().size(); i++) {
      products.add(comparison.product(document.products().get(i), "/products/" + i));
    }
    var findings = new ArrayList<>(document.findings());
    findings.addAll(comparison.findings);
    return new Compared(
        document.with(List.copyOf(products), List.copyOf(findings)), comparison.undeclared());
  }

  /// One comparison.
  private final class Comparing {

    private final CanonicalDocument document;
    private final PackageListing listing;
    private final NamedFiles<PackageListing.File> files;
    private final Set<PackageListing.File> declared = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    Comparing(CanonicalDocument document, PackageListing listing) {
      this.document = document;
      this.listing = listing;
      this.files = new NamedFiles<>(listing.files(), PackageListing.File::path);
      document.products().stream()
          .flatMap(product -> product.assets().stream())
          .filter(asset -> asset.state() != State.REMOTE)
          .forEach(asset -> add(FileReference.parse(asset.uri())));
    }

    private void add(FileReference reference) {
      if (reference instanceof Inside inside) {
        files.add(inside);
      }
    }

    List<PackageListing.File> undeclared() {
      return listing.files().stream().filter(file -> !declared.contains(file)).toList();
    }

    Product product(Product product, String pointer) throws IOException {
      var assets = new ArrayList<Asset>();
      for (int i = 0; i < product.assets().size(); i++) {
        var asset = product.assets().get(i);
        assets.add(asset.state() == State.REMOTE ? asset : looked(asset, pointer + "/assets/" + i));
      }
      return withAssets(product, List.copyOf(assets));
    }

    private Asset looked(Asset asset, String pointer) throws IOException {
      var file = file(asset, pointer);
      return file.isEmpty() ? missing(asset) : arrived(asset, file.get(), pointer);
    }

    private Optional<PackageListing.File> file(Asset asset, String pointer) {
      return switch (FileReference.parse(asset.uri())) {
        case Outside(var what) -> {
          find(
              pointer,
              "package.climbs-out",
              asset.uri(),
              "expected the file of an asset within the package, found %s; nobody looked there"
                  .formatted(what));
          yield Optional.empty();
        }
        case Inside reference -> only(files.meantBy(reference), asset, pointer);
      };
    }

    private Optional<PackageListing.File> only(
        List<PackageListing.File> meant, Asset asset, String pointer) {
      declared.addAll(meant);
      if (meant.size() > 1) {
        find(
            pointer,
            "asset.ambiguous",
            asset.uri(),
            "expected one file of this name in the package, found %d; declare its folder too"
                .formatted(meant.size()));
      }
      return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    private Asset arrived(Asset asset, PackageListing.File file, String pointer)
        throws IOException {
      var declaredHash = asset.hash().flatMap(Hash::declared).filter(value -> !value.isBlank());
      var algorithm = asset.hash().flatMap(Hash::algorithm);
      var comparison = Comparison.SAME;
      if (declaredHash.isPresent()) {
        comparison =
            new DeclaredHash(algorithm, declaredHash.get())
                .compareWith(file.sha256(), () -> store.open(file.sha256()));
      }
      if (comparison == Comparison.NOT_COMPARABLE) {
        find(
            pointer,
            "asset.hash-unknown",
            declaredHash.orElse(""),
            ("expected a hash by MD5, SHA-1 or SHA-2, found %s; the file is taken "
                    + "without a comparison")
                .formatted(algorithm.orElse("no algorithm")));
      }
      var hash = new Hash(algorithm, declaredHash, Optional.of(file.sha256()));
      return with(
          asset, Optional.of(file.bytes()), Optional.of(hash), state(asset, file, comparison));
    }

    private static State state(Asset asset, PackageListing.File file, Comparison comparison) {
      if (file.bytes() == 0) {
        return State.EMPTY;
      }
      var sizeDiffers = asset.bytes().isPresent() && asset.bytes().get() != file.bytes();
      return sizeDiffers || comparison == Comparison.DIFFERENT ? State.CORRUPT : State.PRESENT;
    }

    private void find(String pointer, String rule, String value, String message) {
      findings.add(new Finding(rule, message, Optional.of(value), document.locate(pointer)));
    }
  }

  private static Asset missing(Asset asset) {
    return with(asset, asset.bytes(), asset.hash(), State.MISSING);
  }

  private static Asset with(Asset asset, Optional<Long> bytes, Optional<Hash> hash, State state) {
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
        bytes,
        asset.preview(),
        hash,
        state);
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
