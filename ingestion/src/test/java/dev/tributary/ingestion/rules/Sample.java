package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.mapping.Identifiers;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Asset.Hash;
import dev.tributary.ingestion.model.Product.Asset.State;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Contributor;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Deal.Price;
import dev.tributary.ingestion.model.Product.Deal.Territories;
import dev.tributary.ingestion.model.Product.Deal.Validity;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Genre;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Line;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.Title;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A document of an invented album that breaks no rule, to be changed into one that does.
final class Sample {

  Intent intent = Intent.STATE;
  String createdAt = "2026-01-30T10:00:00Z";
  String sender = "PADPIDA2026010101N";
  boolean withProduct = true;
  final List<Finding> findings = new ArrayList<>();
  final Map<String, Location> locations = new HashMap<>();

  ContentType contentType = ContentType.MUSIC_RELEASE;
  List<Identifier> identifiers = List.of(identifier("ICPN", "4006381333931"));
  List<Title> titles = List.of(title("Harbour Lights"));
  List<DisplayArtist> artists = List.of(artist("Ada Quay"));
  List<Contributor> contributors = List.of(credit("P1"));
  List<Party> parties = List.of(party("P1", "Ada Quay"));
  Optional<String> label = Optional.of("Blue Harbour");
  List<Genre> genres = List.of(new Genre("Folk", Optional.empty(), Optional.empty()));
  Optional<String> parentalWarning = Optional.of("NotExplicit");
  Optional<Line> pLine = Optional.of(new Line(Optional.of(2026), "Blue Harbour"));
  Optional<String> releaseDate = Optional.of("2026-01-30");
  Optional<String> originalReleaseDate = Optional.of("2026");
  Optional<Duration> duration = Optional.of(Duration.ofSeconds(400));
  List<String> languages = List.of("en");
  List<SampleItem> items =
      List.of(new SampleItem("A1", 1, "Cold Water"), new SampleItem("A2", 2, "Ebb"));
  List<SampleDeal> deals = List.of(new SampleDeal());
  List<SampleAsset> assets = List.of(new SampleAsset("A1"), new SampleAsset("A2"));

  /// A track of 200 seconds.
  static final class SampleItem {

    final String ref;
    Optional<String> isrc;
    List<Title> titles;
    List<DisplayArtist> artists = List.of(artist("Ada Quay"));
    List<Contributor> contributors = List.of(credit("P1"));
    Optional<Integer> track;
    Optional<Integer> disc = Optional.of(1);
    Optional<Duration> duration = Optional.of(Duration.ofSeconds(200));
    Optional<String> languageOfPerformance = Optional.of("en");
    Optional<Boolean> explicit = Optional.of(false);
    Optional<Line> pLine = Optional.empty();

    SampleItem(String ref, int track, String title) {
      this.ref = ref;
      this.track = Optional.of(track);
      this.isrc = Optional.of("GBABC260000" + track);
      this.titles = List.of(title(title));
    }

    Item build() {
      return new Item(
          ref,
          "SoundRecording",
          new Item.Sequence(disc, track, Optional.empty(), Optional.empty(), Optional.empty()),
          isrc,
          Optional.empty(),
          Optional.empty(),
          isrc.stream().map(value -> identifier("ISRC", value)).toList(),
          titles,
          artists,
          contributors,
          duration,
          Optional.empty(),
          List.of(),
          languageOfPerformance,
          explicit,
          Optional.empty(),
          List.of(),
          pLine,
          false,
          false,
          false);
    }
  }

  /// On offer as a stream from the day of release on.
  static final class SampleDeal {

    List<String> items = List.of();
    List<String> models = List.of("SubscriptionModel");
    List<String> uses = List.of("OnDemandStream");
    List<String> included = List.of("Worldwide");
    List<String> excluded = List.of();
    Optional<String> start = Optional.of("2026-01-30");
    Optional<String> end = Optional.empty();
    Optional<Price> price = Optional.empty();
    Optional<String> preOrder = Optional.empty();
    boolean takedown = false;

    SampleDeal priced(String amount) {
      price =
          Optional.of(
              new Price(Optional.empty(), Optional.of(new BigDecimal(amount)), Optional.of("EUR")));
      return this;
    }

    SampleDeal from(String start, String end) {
      this.start = Optional.of(start);
      this.end = Optional.of(end);
      return this;
    }

    Deal build() {
      return new Deal(
          items,
          models,
          uses,
          new Territories(included, excluded),
          new Validity(start, end),
          price,
          preOrder,
          takedown);
    }
  }

  /// The file of a track, as declared and come.
  static final class SampleAsset {

    final String item;
    String uri;
    Optional<String> algorithm = Optional.of("MD5");
    Optional<String> hash = Optional.of("d41d8cd98f00b204e9800998ecf8427e");
    State state = State.PRESENT;

    SampleAsset(String item) {
      this.item = item;
      this.uri = "resources/" + item + ".flac";
    }

    Asset build() {
      return new Asset(
          "audio",
          Optional.of(item),
          uri,
          Optional.of("FLAC"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(1_234L),
          false,
          Optional.of(new Hash(algorithm, hash, Optional.of("hash of " + item))),
          state);
    }
  }

  CanonicalDocument build() {
    return new CanonicalDocument(
        new Header(
            "ern",
            "4.3",
            "NewReleaseMessage",
            Optional.empty(),
            Optional.of("M1"),
            Optional.empty(),
            Optional.of(createdAt),
            Optional.of(sender),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            intent,
            false),
        withProduct ? List.of(product()) : List.of(),
        List.copyOf(findings),
        Map.copyOf(locations));
  }

  private Product product() {
    return new Product(
        contentType,
        Optional.of("Album"),
        identifiers,
        titles,
        artists,
        contributors,
        label,
        Optional.empty(),
        Optional.empty(),
        genres,
        List.of(),
        parentalWarning,
        pLine,
        Optional.empty(),
        releaseDate,
        originalReleaseDate,
        duration,
        languages,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        items.stream().map(SampleItem::build).toList(),
        parties,
        deals.stream().map(SampleDeal::build).toList(),
        assets.stream().map(SampleAsset::build).toList());
  }

  static Identifier identifier(String type, String value) {
    return Identifiers.of(type, value, Optional.empty());
  }

  static Title title(String text) {
    return new Title(
        Title.Kind.DISPLAY,
        text,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static DisplayArtist artist(String text) {
    return new DisplayArtist(text, Optional.empty(), Optional.empty());
  }

  static Contributor credit(String party) {
    return new Contributor(party, "MainArtist", Optional.empty(), Optional.empty());
  }

  static Party party(String ref, String name) {
    return new Party(
        ref, List.of(new Party.Name(name, Optional.empty(), Optional.empty())), List.of());
  }
}
