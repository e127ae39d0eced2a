package dev.tributary.ingestion.matching;

import dev.tributary.ingestion.catalogue.ProductKey;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.Title;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What of a product tells whether it is the same as another one.
///
/// @param identifiers those that name one product in the world, such as `icpn:02990001000018`
/// @param invalid those of them whose check digit is wrong
/// @param recordings ISRCs of its items
/// @param title in plain letters and digits, as all names are
/// @param tracks titles of its items
record Facts(
    String contentType,
    Set<String> identifiers,
    Set<String> invalid,
    Set<String> recordings,
    String title,
    String artist,
    List<String> tracks) {
  private static final Set<String> UNIQUE =
      Set.of("icpn", "isbn", "ismn", "grid", "guid", "feedurl");
  private static final int MOST_ITEMS = 500;

  static Facts of(Product product) {
    var identifiers = new TreeSet<String>();
    var invalid = new TreeSet<String>();
    for (var identifier : product.identifiers()) {
      name(identifier)
          .ifPresent(
              name -> {
                identifiers.add(name);
                if (!identifier.valid()) {
                  invalid.add(name);
                }
              });
    }
    var items = product.items().stream().limit(MOST_ITEMS).toList();
    var recordings = new TreeSet<String>();
    items.forEach(item -> item.isrc().ifPresent(recordings::add));
    return new Facts(
        product.contentType().word(),
        identifiers,
        invalid,
        recordings,
        title(product.titles()),
        artist(product),
        items.stream().map(item -> title(item.titles())).toList());
  }

  /// Names of all that another product can share with this one.
  Set<String> marks() {
    var marks = new TreeSet<>(identifiers);
    recordings.forEach(isrc -> marks.add("isrc:" + isrc));
    if (isNamed()) {
      marks.add("name:" + title + "/" + artist);
    }
    return marks;
  }

  boolean isNamed() {
    return !title.isEmpty() && !artist.isEmpty();
  }

  boolean hasBookNumber() {
    return identifiers.stream().anyMatch(name -> name.startsWith("isbn:"));
  }

  /// An identifier as the catalogue's keys have it, if it names one product in the world.
  private static Optional<String> name(Identifier identifier) {
    return ProductKey.of("any", List.of(identifier))
        .map(Facts::named)
        .filter(name -> UNIQUE.contains(name.substring(0, name.indexOf(':'))))
        .filter(name -> !name.matches("[a-z]+:0*"));
  }

  /// A GTIN that is an ISBN or ISMN is one.
  private static String named(ProductKey key) {
    if (key.type().equals("icpn") && key.value().matches("097[89]\\d{10}")) {
      var number = key.value().substring(1);
      return (number.startsWith("9790") ? "ismn:" : "isbn:") + number;
    }
    var type = key.type().equals("newfeedurl") ? "feedurl" : key.type();
    return type + ":" + key.value();
  }

  private static String title(List<Title> titles) {
    return titles.stream()
        .findFirst()
        .map(title -> plain(title.text() + title.subTitle().map(" "::concat).orElse("")))
        .orElse("");
  }

  private static String artist(Product product) {
    var shown = product.displayArtists().stream().map(DisplayArtist::text);
    var named =
        product.contributors().stream()
            .flatMap(
                contributor ->
                    product.parties().stream()
                        .filter(party -> party.ref().equals(contributor.party())))
            .map(Party::names)
            .flatMap(names -> names.stream().limit(1))
            .map(Party.Name::full);
    return Stream.concat(shown, named).findFirst().map(Facts::plain).orElse("");
  }

  /// How a name is set, and which accents it has, makes no difference.
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]+", "")
        .toLowerCase(Locale.ROOT);
  }
}
