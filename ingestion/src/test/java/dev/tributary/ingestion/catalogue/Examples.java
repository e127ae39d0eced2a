package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Products for tests, with what a test asks for and little else.
record Examples(
    List<Identifier> identifiers, String title, int items, List<Deal> deals, List<Asset> assets) {

  static final Identifier BARCODE = identifier("ICPN", "04050538123456");
  static final Identifier OTHER_BARCODE = identifier("ICPN", "05037300650128");
  static final Identifier GRID = identifier("GRid", "A12425GABC1234002M");

  static Examples product(Identifier... identifiers) {
    return new Examples(List.of(identifiers), "Night Market", 2, List.of(streaming()), List.of());
  }

  Examples titled(String newTitle) {
    return new Examples(identifiers, newTitle, items, deals, assets);
  }

  Examples withItems(int count) {
    return new Examples(identifiers, title, count, deals, assets);
  }

  Examples withDeals(Deal... newDeals) {
    return new Examples(identifiers, title, items, List.of(newDeals), assets);
  }

  Examples withAssets(Asset... newAssets) {
    return new Examples(identifiers, title, items, deals, List.of(newAssets));
  }

  Product build() {
    return new Product(
        ContentType.MUSIC_RELEASE,
        Optional.of("Album"),
        identifiers,
        List.of(title(title)),
        List.of(new DisplayArtist("The Harbour", Optional.empty(), Optional.empty())),
        List.of(),
        Optional.of("Quay Records"),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        IntStream.rangeClosed(1, items).mapToObj(Examples::item).toList(),
        List.of(),
        deals,
        assets);
  }

  static Identifier identifier(String type, String value) {
    return new Identifier(type, value, Optional.empty(), true);
  }

  static Deal streaming() {
    return deal(Optional.of("2026-01-01"), Optional.empty());
  }

  static Deal deal(Optional<String> start, Optional<String> end, String... items) {
    return new Deal(
        List.of(items),
        List.of("SubscriptionModel"),
        List.of("OnDemandStream"),
        new Deal.Territories(List.of("Worldwide"), List.of("FR")),
        new Deal.Validity(start, end),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  static Deal takedown() {
    return new Deal(
        List.of(),
        List.of(),
        List.of(),
        new Deal.Territories(List.of("Worldwide"), List.of()),
        new Deal.Validity(Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  static Asset missing(String uri) {
    return asset(uri, Optional.empty(), Optional.empty(), Asset.State.MISSING);
  }

  static Asset missing(String uri, String md5) {
    return asset(uri, Optional.of(md5), Optional.empty(), Asset.State.MISSING);
  }

  static Asset present(String uri, String sha256) {
    return asset(uri, Optional.empty(), Optional.of(sha256), Asset.State.PRESENT);
  }

  static Asset present(String uri, String md5, String sha256) {
    return asset(uri, Optional.of(md5), Optional.of(sha256), Asset.State.PRESENT);
  }

  static Asset corrupt(String uri, String md5) {
    return asset(uri, Optional.of(md5), Optional.of("0"), Asset.State.CORRUPT);
  }

  private static Asset asset(
      String uri, Optional<String> md5, Optional<String> sha256, Asset.State state) {
    return new Asset(
        "audio",
        Optional.of("A1"),
        uri,
        Optional.of("FLAC"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        sha256.map(_ -> 1_000L),
        false,
        Optional.of(new Asset.Hash(md5.map(_ -> "MD5"), md5, sha256)),
        state);
  }

  private static Title title(String text) {
    return new Title(
        Title.Kind.DISPLAY,
        text,
        Optional.empty(),
        Optional.of("en"),
        Optional.empty(),
        Optional.empty());
  }

  private static Item item(int number) {
    return new Item(
        "A" + number,
        "SoundRecording",
        new Item.Sequence(
            Optional.of(1),
            Optional.of(number),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.of("QZABC26%05d".formatted(number)),
        Optional.empty(),
        Optional.empty(),
        List.of(identifier("ISRC", "QZABC26%05d".formatted(number))),
        List.of(title("Track " + number)),
        List.of(),
        List.of(),
        Optional.of(Duration.ofSeconds(200 + number)),
        Optional.empty(),
        List.of(),
        Optional.of("en"),
        Optional.of(false),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        false,
        false);
  }
}
