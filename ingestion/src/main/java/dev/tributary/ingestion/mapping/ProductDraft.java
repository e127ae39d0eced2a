package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Contributor;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Genre;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Line;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.RelatedProduct;
import dev.tributary.ingestion.model.Product.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A product as a mapping in Java writes it, part by part.
final class ProductDraft {

  private static final Pattern YEAR = Pattern.compile("\\b(1[89]|20)\\d{2}\\b");
  private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]*://.*");

  ContentType contentType = ContentType.MUSIC_RELEASE;
  Optional<String> releaseType = Optional.empty();
  Optional<String> label = Optional.empty();
  Optional<String> imprint = Optional.empty();
  Optional<String> publisher = Optional.empty();
  Optional<String> parentalWarning = Optional.empty();
  Optional<Line> pLine = Optional.empty();
  Optional<Line> cLine = Optional.empty();
  Optional<String> releaseDate = Optional.empty();
  Optional<String> originalReleaseDate = Optional.empty();
  Optional<Duration> duration = Optional.empty();
  final List<Identifier> identifiers = new ArrayList<>();
  final List<Title> titles = new ArrayList<>();
  final List<DisplayArtist> displayArtists = new ArrayList<>();
  final List<Genre> genres = new ArrayList<>();
  final List<String> subjects = new ArrayList<>();
  final List<String> languages = new ArrayList<>();
  final List<Description> descriptions = new ArrayList<>();
  final List<String> series = new ArrayList<>();
  final List<RelatedProduct> relatedProducts = new ArrayList<>();
  final List<String> keywords = new ArrayList<>();
  final List<Item> items = new ArrayList<>();
  final List<Deal> deals = new ArrayList<>();
  final List<Asset> assets = new ArrayList<>();
  private final List<Contributor> contributors = new ArrayList<>();
  private final Map<String, Party> parties = new LinkedHashMap<>();
  private final DocumentDraft document;
  private final String pointer;

  ProductDraft(DocumentDraft document, String pointer) {
    this.document = document;
    this.pointer = pointer;
  }

  /// Says where in the provider's file the part stands: `/releaseDate`, `/identifiers/0`.
  void locate(String part, Location location) {
    document.locate(pointer + part, location);
  }

  void identifier(Identifier identifier, Location location) {
    if (!identifiers.contains(identifier)) {
      locate("/identifiers/" + identifiers.size(), location);
      identifiers.add(identifier);
    }
  }

  /// Credits `name` with `role`.
  void contributor(String name, String role) {
    contributor(name, Optional.empty(), role);
  }

  /// The same for a name that is sorted otherwise than it is shown.
  void contributor(String name, Optional<String> indexed, String role) {
    contributors.add(
        new Contributor(
            party(name, indexed), role, Optional.empty(), Optional.of(contributors.size() + 1)));
  }

  /// Somebody who is credited as `name` is also called `other`.
  void alsoNamed(String name, String other, Optional<String> indexed) {
    parties.computeIfPresent(
        name,
        (_, party) -> {
          var names = new ArrayList<>(party.names());
          names.add(new Party.Name(other, indexed, Optional.empty()));
          return new Party(party.ref(), List.copyOf(names), party.ids());
        });
  }

  /// Whether somebody is credited so.
  boolean hasRole(String role) {
    return contributors.stream().anyMatch(contributor -> contributor.role().equals(role));
  }

  /// Credits somebody with `role` for an item.
  Contributor credit(String name, String role, int sequence) {
    return new Contributor(
        party(name, Optional.empty()), role, Optional.empty(), Optional.of(sequence));
  }

  /// The same name is the same party.
  private String party(String name, Optional<String> indexed) {
    return parties
        .computeIfAbsent(
            name,
            _ ->
                new Party(
                    "N" + (parties.size() + 1),
                    List.of(new Party.Name(name, indexed, Optional.empty())),
                    List.of()))
        .ref();
  }

  static Title title(Title.Kind kind, String text, Optional<String> subTitle) {
    return new Title(kind, text, subTitle, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static DisplayArtist displayArtist(String text) {
    return new DisplayArtist(text, Optional.empty(), Optional.empty());
  }

  static Genre genre(String raw, Optional<String> sub) {
    return new Genre(raw, sub, Optional.empty());
  }

  /// A ℗ or © line with the year that is in it.
  static Line line(String text) {
    var year = YEAR.matcher(text);
    return new Line(
        year.find() ? Optional.of(Integer.valueOf(year.group())) : Optional.empty(), text);
  }

  /// A file beside the message, or at a web address.
  void asset(String kind, Optional<String> item, String uri) {
    assets.add(
        new Asset(
            kind,
            item,
            uri,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            WEB_ADDRESS.matcher(uri).matches() ? Asset.State.REMOTE : Asset.State.MISSING));
  }

  Product product() {
    return new Product(
        contentType,
        releaseType,
        List.copyOf(identifiers),
        List.copyOf(titles),
        List.copyOf(displayArtists),
        List.copyOf(contributors),
        label,
        imprint,
        publisher,
        List.copyOf(genres),
        List.copyOf(subjects),
        parentalWarning,
        pLine,
        cLine,
        releaseDate,
        originalReleaseDate,
        duration,
        List.copyOf(languages),
        List.copyOf(descriptions),
        List.copyOf(series),
        List.copyOf(relatedProducts),
        List.copyOf(keywords),
        List.copyOf(items),
        List.copyOf(parties.values()),
        List.copyOf(deals),
        List.copyOf(assets));
  }
}
