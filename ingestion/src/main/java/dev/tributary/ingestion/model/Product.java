package dev.tributary.ingestion.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a provider says a product is: the canonical form that every mapping yields and that the
/// catalogue keeps. Names follow DDEX where it has one.
///
/// A product stands for itself: parties, items, deals and assets refer to each other by the `ref`s
/// that are unique within it. Nothing in here depends on when or how it arrived, so that two
/// products are equal exactly when their providers said the same.
///
/// @param contentType what kind of thing it is
/// @param releaseType the provider's word for the kind of release (`Album`, `Single`, …)
/// @param identifiers as sent, normalised; which of them is the product's key is decided by
///   `ProductKey`
/// @param titles at least one of kind `DISPLAY` when the provider sent any title
/// @param displayArtists the artist line as shown, per language and territory
/// @param genres in the provider's order, the first is the main one
/// @param releaseDate ISO 8601 date, possibly only a year or a year and month
/// @param originalReleaseDate likewise
public record Product(
    ContentType contentType,
    Optional<String> releaseType,
    List<Identifier> identifiers,
    List<Title> titles,
    List<DisplayArtist> displayArtists,
    List<Contributor> contributors,
    Optional<String> label,
    Optional<String> imprint,
    Optional<String> publisher,
    List<Genre> genres,
    List<String> subjects,
    Optional<String> parentalWarning,
    Optional<Line> pLine,
    Optional<Line> cLine,
    Optional<String> releaseDate,
    Optional<String> originalReleaseDate,
    Optional<Duration> duration,
    List<String> languages,
    List<Description> descriptions,
    List<String> series,
    List<RelatedProduct> relatedProducts,
    List<String> keywords,
    List<Item> items,
    List<Party> parties,
    List<Deal> deals,
    List<Asset> assets) {

  /// The kinds of product that the catalogue knows.
  public enum ContentType {
    MUSIC_RELEASE("MusicRelease"),
    PODCAST("Podcast"),
    AUDIOBOOK("Audiobook"),
    BOOK("Book"),
    VIDEO("Video");

    private final String word;

    ContentType(String word) {
      this.word = word;
    }

    /// The word used in canonical documents and in JSON, such as `MusicRelease`.
    public String word() {
      return word;
    }
  }

  /// A name for the product, item or party in somebody's scheme.
  ///
  /// @param type `ICPN`, `GRid`, `ISRC`, `ISWC`, `ISBN`, `ISNI`, `DPID`, `CatalogNumber`,
  ///   `ProprietaryId`, …
  /// @param value normalised: without separators, upper case; an ICPN as a GTIN of 14 digits
  /// @param namespace whose scheme it is, for proprietary ones
  /// @param valid false where the standard's form or check digit is not met
  public record Identifier(String type, String value, Optional<String> namespace, boolean valid) {}

  /// A title, in one of its kinds and languages.
  ///
  /// @param kind `DISPLAY`, `FORMAL`, `GROUPING`, `ALTERNATIVE`, `TRANSLATED` or `SUBTITLE`
  /// @param language BCP 47 language, if stated
  /// @param script ISO 15924 script, if stated
  /// @param territory where this title is used; absent means everywhere
  public record Title(
      Kind kind,
      String text,
      Optional<String> subTitle,
      Optional<String> language,
      Optional<String> script,
      Optional<String> territory) {
    public enum Kind {
      DISPLAY,
      FORMAL,
      GROUPING,
      ALTERNATIVE,
      TRANSLATED,
      SUBTITLE
    }
  }

  /// The artist line, as it is to be shown.
  public record DisplayArtist(String text, Optional<String> language, Optional<String> territory) {}

  /// A party and what it did.
  ///
  /// @param party the `ref` of a [Party] of the same product
  /// @param role DDEX's role (`MainArtist`, `Composer`, …), or the provider's own
  /// @param displayRole how the role is to be shown, if it has words of its own
  /// @param sequence the provider's order
  public record Contributor(
      String party, String role, Optional<String> displayRole, Optional<Integer> sequence) {}

  /// A genre, as the provider calls it and as the catalogue does.
  ///
  /// @param raw the provider's word
  /// @param sub the provider's sub-genre
  /// @param mapped the catalogue's own word, once mapped
  public record Genre(String raw, Optional<String> sub, Optional<String> mapped) {}

  /// A ℗ or © line.
  public record Line(Optional<Integer> year, String text) {}

  /// What a product is about.
  ///
  /// @param language as the provider says it
  /// @param detected the language that the text reads as, if the provider does not say one
  public record Description(String text, Optional<String> language, Optional<String> detected) {
    /// As a provider says it.
    public Description(String text, Optional<String> language) {
      this(text, language, Optional.empty());
    }
  }

  /// Another product that this one has to do with.
  ///
  /// @param relation DDEX's relation (`IsParentRelease`, …)
  public record RelatedProduct(String relation, List<Identifier> identifiers) {}

  /// A track, video, episode or chapter, in the order of the product.
  ///
  /// @param ref unique within the product
  /// @param kind `SoundRecording`, `Video`, `Episode`, `Chapter`, …
  /// @param releaseDate ISO 8601 date or date-time, where it has one of its own
  public record Item(
      String ref,
      String kind,
      Sequence sequence,
      Optional<String> isrc,
      Optional<String> guid,
      Optional<String> iswc,
      List<Identifier> identifiers,
      List<Title> titles,
      List<DisplayArtist> displayArtists,
      List<Contributor> contributors,
      Optional<Duration> duration,
      Optional<String> releaseDate,
      List<Description> descriptions,
      Optional<String> languageOfPerformance,
      Optional<Boolean> explicit,
      Optional<String> parentalWarning,
      List<Genre> genres,
      Optional<Line> pLine,
      boolean bonus,
      boolean hidden,
      boolean preview) {

    /// Where the item stands: disc and track, or season and episode, or chapter.
    public record Sequence(
        Optional<Integer> disc,
        Optional<Integer> track,
        Optional<Integer> season,
        Optional<Integer> episode,
        Optional<Integer> chapter) {}
  }

  /// A person or organisation that the product names.
  ///
  /// @param ref unique within the product
  public record Party(String ref, List<Name> names, List<Identifier> ids) {

    /// A name of a party, in one language.
    ///
    /// @param full the whole name as shown
    /// @param indexed the name as sorted
    public record Name(String full, Optional<String> indexed, Optional<String> language) {}
  }

  /// What may be done with the product, or with some of its items, where and when.
  ///
  /// @param items the `ref`s of the items that it is about; empty means the product as a whole
  /// @param takedown true where the provider says explicitly that the offer ends (ERN 3.x
  ///   `TakeDown`)
  public record Deal(
      List<String> items,
      List<String> commercialModelType,
      List<String> useType,
      Territories territories,
      Validity validity,
      Optional<Price> price,
      Optional<String> preOrder,
      boolean takedown) {

    /// ISO 3166-1 codes or `Worldwide`.
    public record Territories(List<String> included, List<String> excluded) {}

    /// The period of validity as the provider stated it: an ISO 8601 date or date-time each. A
    /// start is included; an end that is a date lasts until that day is over, one that is a
    /// date-time ends then (ERN, `ValidityPeriod`). Dates without a zone are the territory's own;
    /// we read them as UTC.
    public record Validity(Optional<String> start, Optional<String> end) {}

    public record Price(
        Optional<String> code, Optional<BigDecimal> amount, Optional<String> currency) {}
  }

  /// A file that belongs to the product.
  ///
  /// @param kind `audio`, `cover`, `booklet`, `video`, `text` or `image`
  /// @param item the `ref` of the item it renders; absent for the product's own
  /// @param uri as declared, relative to the message; a web address if the file is there
  /// @param sampleRate in Hz
  /// @param bitRate in kbit/s
  /// @param bytes size of the file received; as declared until then
  public record Asset(
      String kind,
      Optional<String> item,
      String uri,
      Optional<String> codec,
      Optional<BigDecimal> bitRate,
      Optional<Integer> sampleRate,
      Optional<Integer> bitsPerSample,
      Optional<Integer> channels,
      Optional<Integer> width,
      Optional<Integer> height,
      Optional<Long> bytes,
      boolean preview,
      Optional<Hash> hash,
      State state) {

    /// Whether a file is still to come, because none did or the one that did is of no use.
    public boolean awaitsFile() {
      return switch (state) {
        case MISSING, EMPTY, CORRUPT -> true;
        case REMOTE, PRESENT -> false;
      };
    }

    /// A file's hash, as declared and as it is.
    ///
    /// @param declared what the provider says, if anything
    /// @param actual the SHA-256 of the bytes that we hold, their name in the content store
    public record Hash(
        Optional<String> algorithm, Optional<String> declared, Optional<String> actual) {}

    public enum State {
      /// Declared; no file has come.
      MISSING,
      /// Nothing is to come: the declared file is at a web address, where nobody has looked.
      REMOTE,
      /// A file came, of zero bytes.
      EMPTY,
      /// A file came whose hash or size is not the declared one.
      CORRUPT,
      /// The file is in the content store.
      PRESENT
    }
  }
}
