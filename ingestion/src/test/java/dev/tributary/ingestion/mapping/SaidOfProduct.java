package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What is said of a book, audiobook or show, as few lines that can be compared with the provider's
/// file by eye.
///
/// @param identifiers `type value`
/// @param title `title: subtitle`
/// @param contributors `name, role`
/// @param genres `genre/sub-genre`
/// @param dates `release, original release, length`
/// @param items `guid | length | date | title`, the first three
/// @param deals `territories -excluded | amount currency | start to end`, `taken down` where it is
/// @param assets `kind uri`, the first three
record SaidOfProduct(
    String contentType,
    String releaseType,
    List<String> identifiers,
    String title,
    String artist,
    List<String> contributors,
    String publisher,
    List<String> genres,
    List<String> languages,
    String dates,
    int itemCount,
    List<String> items,
    List<String> deals,
    int assetCount,
    List<String> assets) {

  private static final int FIRST = 3;

  static SaidOfProduct of(Product product) {
    return new SaidOfProduct(
        product.contentType().word(),
        product.releaseType().orElse("-"),
        product.identifiers().stream().map(each -> each.type() + " " + each.value()).toList(),
        title(product.titles()),
        product.displayArtists().stream().map(Product.DisplayArtist::text).findFirst().orElse("-"),
        product.contributors().stream()
            .map(each -> name(product, each.party()) + ", " + each.role())
            .toList(),
        product.publisher().orElse("-"),
        product.genres().stream()
            .map(each -> each.raw() + each.sub().map(sub -> "/" + sub).orElse(""))
            .toList(),
        product.languages(),
        "%s, %s, %s"
            .formatted(
                product.releaseDate().orElse("-"),
                product.originalReleaseDate().orElse("-"),
                product.duration().map(Duration::toString).orElse("-")),
        product.items().size(),
        product.items().stream().limit(FIRST).map(SaidOfProduct::line).toList(),
        product.deals().stream().map(SaidOfProduct::line).toList(),
        product.assets().size(),
        product.assets().stream()
            .limit(FIRST)
            .map(asset -> asset.kind() + " " + asset.uri())
            .toList());
  }

  private static String line(Item item) {
    return "%s | %s | %s | %s"
        .formatted(
            item.guid().orElse("-"),
            item.duration().map(Duration::toString).orElse("-"),
            item.releaseDate().orElse("-"),
            title(item.titles()));
  }

  private static String line(Deal deal) {
    var included = deal.territories().included();
    var excluded = deal.territories().excluded();
    return "%s%s | %s | %s to %s%s"
        .formatted(
            included.size() > 5 ? included.size() + " territories" : String.join(" ", included),
            excluded.isEmpty() ? "" : " -" + excluded.size(),
            deal.price()
                .map(
                    price ->
                        price.amount().orElseThrow().toPlainString()
                            + " "
                            + price.currency().orElse("-"))
                .orElse("-"),
            deal.validity().start().orElse("-"),
            deal.validity().end().orElse("-"),
            deal.takedown() ? ", taken down" : "");
  }

  private static String title(List<Title> titles) {
    return titles.stream()
        .filter(title -> title.kind() == Title.Kind.DISPLAY)
        .findFirst()
        .map(title -> Stream.concat(Stream.of(title.text()), title.subTitle().stream()))
        .map(parts -> String.join(": ", parts.toList()))
        .orElse("-");
  }

  private static String name(Product product, String party) {
    return product.parties().stream()
        .filter(each -> each.ref().equals(party))
        .flatMap(each -> each.names().stream())
        .map(Product.Party.Name::full)
        .findFirst()
        .orElse("-");
  }
}
