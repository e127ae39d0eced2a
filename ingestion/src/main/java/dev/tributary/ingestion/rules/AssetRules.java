package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Asset.Hash;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.model.Product.ContentType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about the files of a product, as declared and as they came.
///
/// A file that did not come, is empty or is not the declared one is a warning, not an error: the
/// message is sound, its deals and corrections have to be loaded, and the product is marked
/// incomplete until the file is sent again, which is how DDEX's acknowledgement reports it, too
/// (AffectedResource). A provider that has to send everything at once says so with
/// `requiresAssets`, or makes it an error.
final class AssetRules {

  /// Checked against the listing of a package, not against the document alone.
  static final Rule UNDECLARED_FILE =
      Rule.warning(
          "package.undeclared-file",
          "Every file that comes with a message is named by it; one that is not cannot be put to"
              + " use.",
          "DDEX ERN, File; ERN Choreography (SFTP)");

  static final List<Check> CHECKS =
      List.of(
          Check.ofMessage(UNDECLARED_FILE, (_, _) -> Stream.empty()),
          Check.ofProduct(
              Rule.info(
                  "asset.none",
                  "A product declares its files, unless the message corrects only what is said of"
                      + " it.",
                  "DDEX ERN, TechnicalDetails"),
              AssetRules::none),
          Check.ofProduct(
              Rule.info(
                  "asset.item-uncovered",
                  "Where files are declared, every item has one.",
                  "DDEX ERN, TechnicalDetails"),
              AssetRules::uncoveredItem),
          Check.ofProduct(
              Rule.info(
                  "asset.hash-missing",
                  "A file is declared with its hash, so that a damaged one is noticed.",
                  "DDEX ERN, File/HashSum"),
              AssetRules::missingHash),
          Check.ofProduct(
              Rule.warning(
                  "asset.missing",
                  "Every file that is declared has come, now or before.",
                  "DDEX ERN Choreography (SFTP)"),
              AssetRules::missing),
          Check.ofProduct(
              Rule.warning(
                  "asset.empty",
                  "A file has content; one of no bytes is mostly an upload that broke off.",
                  "DDEX ERN Choreography (SFTP)"),
              AssetRules::empty),
          Check.ofProduct(
              Rule.warning(
                  "asset.corrupt",
                  "A file has the hash and the size that are declared; another one is not put to"
                      + " use.",
                  "DDEX ERN, File/HashSum"),
              AssetRules::corrupt));

  /// Files that one problem names.
  private static final int NAMED = 100;

  private AssetRules() {}

  /// The files beside a message that none of its assets is, going by path and by content.
  static Stream<Problem> undeclaredFiles(CanonicalDocument document, PackageListing files) {
    var assets =
        document.products().stream().flatMap(product -> product.assets().stream()).toList();
    var paths = assets.stream().map(Asset::uri).collect(toSet());
    var contents =
        assets.stream()
            .flatMap(asset -> asset.hash().flatMap(Hash::actual).stream())
            .collect(toSet());
    return files.files().stream()
        .filter(file -> !paths.contains(file.path()) && !contents.contains(file.sha256()))
        .map(
            file ->
                new Problem(
                    "",
                    Optional.of(file.path()),
                    "expected the message to name every file, found %s; name it or leave it out"
                        .formatted(Words.cut(file.path()))));
  }

  private static Stream<Problem> none(Part<Product> product) {
    return Stream.of(product)
        .filter(bare -> bare.value().contentType() != ContentType.BOOK)
        .filter(bare -> bare.value().assets().isEmpty())
        .map(
            bare ->
                bare.problem(
                    """
                    expected the product to declare its files, found none; files that were sent \
                    before are kept\
                    """));
  }

  private static Stream<Problem> uncoveredItem(Part<Product> product) {
    var covered =
        product.value().assets().stream().flatMap(asset -> asset.item().stream()).collect(toSet());
    if (covered.isEmpty()) {
      return Stream.empty();
    }
    return ItemRules.notAmong(covered, product)
        .map(
            item ->
                item.problem(
                    item.value().ref(),
                    "expected a file for %s, found none declared; add it unless it was sent before"
                        .formatted(ItemRules.name(item.value()))));
  }

  /// One line per product, since a provider that leaves out one hash mostly leaves out all.
  private static Stream<Problem> missingHash(Part<Product> product) {
    var without =
        product.value().assets().stream()
            .filter(asset -> asset.state() != State.REMOTE)
            .filter(asset -> asset.hash().flatMap(Hash::declared).isEmpty())
            .map(Asset::uri)
            .toList();
    return Stream.of(without)
        .filter(uris -> !uris.isEmpty())
        .map(
            uris ->
                product.problem(
                    Words.list(uris),
                    "expected a hash for each file, found none for %d of %d; add them"
                        .formatted(uris.size(), product.value().assets().size())));
  }

  /// One problem where nothing came at all, since then it is the delivery that lacks files. Its
  /// value names them, a line each, as a provider's system is told.
  private static Stream<Problem> missing(Part<Product> product) {
    var declared = product.value().assets();
    var missing = assets(product).filter(asset -> asset.value().state() == State.MISSING).toList();
    if (missing.size() > 1 && missing.size() == declared.size()) {
      return Stream.of(
          product.problem(
              missing.stream()
                  .map(asset -> asset.value().uri())
                  .limit(NAMED)
                  .collect(joining("\n")),
              """
              expected the %,d files that are declared, found none of them; send them unless they \
              were sent before\
              """
                  .formatted(missing.size())));
    }
    return missing.stream()
        .map(
            asset ->
                asset.problem(
                    asset.value().uri(),
                    "expected the file %s, found none; send it unless it was sent before"
                        .formatted(Words.cut(asset.value().uri()))));
  }

  private static Stream<Problem> empty(Part<Product> product) {
    return assets(product)
        .filter(asset -> asset.value().state() == State.EMPTY)
        .map(
            asset ->
                asset.problem(
                    asset.value().uri(),
                    "expected the file %s to have content, found 0 bytes; send it again"
                        .formatted(Words.cut(asset.value().uri()))));
  }

  private static Stream<Problem> corrupt(Part<Product> product) {
    return assets(product)
        .filter(asset -> asset.value().state() == State.CORRUPT)
        .map(
            asset ->
                asset.problem(
                    asset.value().uri(),
                    """
                    expected the file %s to be the declared one%s, found another%s; send the right \
                    one, or its right hash\
                    """
                        .formatted(
                            Words.cut(asset.value().uri()),
                            asset
                                .value()
                                .hash()
                                .flatMap(Hash::declared)
                                .map(" (hash %s)"::formatted)
                                .orElse(""),
                            asset
                                .value()
                                .bytes()
                                .map(bytes -> " of %,d bytes".formatted(bytes))
                                .orElse(""))));
  }

  private static Stream<Part<Asset>> assets(Part<Product> product) {
    return product.each("assets", Product::assets);
  }
}
