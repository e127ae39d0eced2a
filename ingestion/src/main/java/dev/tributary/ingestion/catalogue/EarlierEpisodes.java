package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Contributor;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Party;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The episodes that a show had before. A feed is a window on the latest ones: what has left it was
/// not taken down (docs/adr/0019).
///
/// An episode is the same by its reference, which its guid makes, or by the address of its file,
/// since publishers change guids.
final class EarlierEpisodes {
  private EarlierEpisodes() {}

  /// Whether products of that type keep the items that they do not name any more.
  static boolean areKept(Product product) {
    return product.contentType() == ContentType.PODCAST;
  }

  /// `later` with the episodes that only `earlier` has, after its own; one that is hidden goes when
  /// it leaves the feed.
  static Product complete(Product later, Product earlier) {
    var known = new HashSet<>(later.items().stream().map(Item::ref).toList());
    var addresses = new HashSet<>(later.assets().stream().map(EarlierEpisodes::address).toList());
    var left =
        earlier.items().stream()
            .filter(item -> !known.contains(item.ref()) && !item.hidden())
            .filter(item -> !isAt(addresses, item, earlier))
            .toList();
    return left.isEmpty() ? later : with(later, left, earlier);
  }

  private static boolean isAt(Set<String> addresses, Item item, Product product) {
    return files(item, product).map(EarlierEpisodes::address).anyMatch(addresses::contains);
  }

  private static Stream<Asset> files(Item item, Product product) {
    return product.assets().stream()
        .filter(asset -> asset.kind().equals("audio") || asset.kind().equals("video"))
        .filter(asset -> asset.item().filter(item.ref()::equals).isPresent());
  }

  /// Without what is only there to be counted.
  private static String address(Asset asset) {
    return asset.uri().replaceFirst("[?#].*$", "");
  }

  private static Product with(Product later, List<Item> left, Product earlier) {
    var refs = new HashSet<>(left.stream().map(Item::ref).toList());
    var credited = new HashSet<String>();
    for (var item : left) {
      item.contributors().stream().map(Contributor::party).forEach(credited::add);
    }
    later.parties().stream().map(Party::ref).forEach(credited::remove);
    return new Product(
        later.contentType(),
        later.releaseType(),
        later.identifiers(),
        later.titles(),
        later.displayArtists(),
        later.contributors(),
        later.label(),
        later.imprint(),
        later.publisher(),
        later.genres(),
        later.subjects(),
        later.parentalWarning(),
        later.pLine(),
        later.cLine(),
        later.releaseDate(),
        later.originalReleaseDate(),
        later.duration(),
        later.languages(),
        later.descriptions(),
        later.series(),
        later.relatedProducts(),
        later.keywords(),
        Stream.concat(later.items().stream(), left.stream()).toList(),
        Stream.concat(
                later.parties().stream(),
                earlier.parties().stream().filter(party -> credited.contains(party.ref())))
            .toList(),
        later.deals(),
        Stream.concat(
                later.assets().stream(),
                earlier.assets().stream()
                    .filter(asset -> asset.item().filter(refs::contains).isPresent()))
            .toList());
  }
}
