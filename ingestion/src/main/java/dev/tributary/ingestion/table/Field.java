package dev.tributary.ingestion.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a column of a table can say, by the word for it in `provider.yaml`, with the names that
/// such columns usually have. Names are compared by their letters and digits; of several columns
/// the one with the earlier name counts.
public enum Field {
  ID("id", "release id|product id|record id|album id|item id|id|reference|sku"),
  ISBN("isbn", "isbn13|isbn 13|isbn|isbn10|isbn 10|ean isbn|isbn ean"),
  BARCODE(
      "barcode",
      "barcode|upc|ean|gtin|upc ean|ean upc|icpn|jan|ean13|upc code|ean code|gtin13|release upc"
          + "|album upc|product upc|upc ean code"),
  GRID("grid", "grid"),
  CATALOG_NUMBER(
      "catalogNumber",
      "catalog number|catalogue number|catalog no|catalogue no|cat no|catno|catalog nr|catalog id"
          + "|catalogue id|catalog|catalogue|label catalog number|cat number"),
  TITLE(
      "title",
      "release title|album title|product title|book title|audiobook title|display title|album"
          + "|release name|album name|release|title|name|original title"),
  SUBTITLE("subTitle", "subtitle|release version|title version|album version"),
  TRANSLATED_TITLE("translatedTitle", "english title|translated title|title en|title english"),
  ARTIST(
      "artist",
      "release artist|album artist|product artist|display artist|main artist|primary artist|artist"
          + "|artists|artist name|album artists|band|performer"),
  AUTHOR("author", "author|authors|author name|written by|writer"),
  NARRATOR("narrator", "narrator|narrators|narrated by|read by|reader|speaker"),
  TRANSLATOR("translator", "translator|translators|translated by"),
  EDITOR("editor", "editor|editors|edited by"),
  ILLUSTRATOR("illustrator", "illustrator|illustrators|illustrated by"),
  COMPOSER("composer", "composer|composers|composed by|songwriter|songwriters"),
  LABEL("label", "label|record label|label name"),
  IMPRINT("imprint", "imprint"),
  PUBLISHER("publisher", "publisher|publisher name|published by"),
  GENRE("genre", "genre|genres|main genre|primary genre|category|categories"),
  SUBGENRE("subGenre", "subgenre|sub genre|secondary genre|style"),
  SUBJECT("subject", "subject|subjects|bisac|bisac code|bisac subject|thema|thema code"),
  KEYWORD("keyword", "keyword|keywords|tags"),
  LANGUAGE("language", "language|languages|language code|lang"),
  DESCRIPTION("description", "description|synopsis|summary|blurb|annotation"),
  SERIES("series", "series|series title|series name"),
  SERIES_NUMBER("seriesNumber", "series number|number in series|volume|volume number|part"),
  RELEASE_DATE(
      "releaseDate",
      "release date|publication date|pub date|street date|on sale date|date released|date published"
          + "|digital release date|released|published|date|release year|publication year|year"),
  ORIGINAL_RELEASE_DATE(
      "originalReleaseDate", "original release date|first published|original date|original year"),
  DURATION(
      "duration",
      "total duration|total length|total time|album duration|duration|length|running time|runtime"
          + "|playing time|duration seconds|duration sec|length seconds"),
  RELEASE_TYPE("releaseType", "release type|album type|product type|type"),
  FORMAT("format", "format|product form|binding|medium|media"),
  P_LINE("pLine", "p line|pline|phonographic copyright|sound recording copyright"),
  C_LINE("cLine", "c line|cline|copyright|copyright line"),
  EXPLICIT("explicit", "explicit|parental advisory|parental warning|explicit content|advisory"),
  COVER(
      "cover",
      "cover|cover url|cover image|cover art|cover file|cover jpg|artwork|artwork url|image"
          + "|image url|front cover"),
  PRICE("price", "price|list price|retail price|rrp|price amount"),
  CURRENCY("currency", "currency|currency code|price currency"),
  TERRITORY("territory", "territory|territories|sales territories|rights territories"),
  EXCLUDED_TERRITORY("excludedTerritory", "excluded territories|excluded territory"),
  START_DATE("startDate", "start date|sales start date|available from|availability date"),
  END_DATE("endDate", "end date|sales end date|available until|available to"),
  TAKEDOWN("takedown", "takedown|take down|withdrawn|deleted"),

  TRACK_ID("track.id", "track id|recording id|song id"),
  TRACK_TITLE("track.title", "track title|track name|song title|song name|song|recording title"),
  TRACK_SUBTITLE("track.subTitle", "track version|mix name|mix version|recording version"),
  TRACK_ARTIST("track.artist", "track artist|track artists|song artist|recording artist"),
  TRACK_COMPOSER("track.composer", "track composer|track composers"),
  ISRC("track.isrc", "isrc|isrc code|track isrc|recording isrc"),
  ISWC("track.iswc", "iswc"),
  TRACK_NUMBER(
      "track.number",
      "track number|track no|track nr|track|track num|trackno|track position|sequence|chapter"
          + "|chapter number"),
  DISC("track.disc", "disc|disc number|disc no|disk|disk number|cd number|cd"),
  TRACK_DURATION(
      "track.duration", "track duration|track length|track time|song length|chapter duration"),
  TRACK_GENRE("track.genre", "track genre"),
  TRACK_EXPLICIT("track.explicit", "track explicit"),
  TRACK_FILE(
      "track.file",
      "track file|track url|audio file|audio url|file|filename|file name|file url|audio|mp3");

  private static final Map<String, Field> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Field::word, Function.identity()));

  private static final Set<String> USUAL =
      Arrays.stream(values())
          .flatMap(field -> field.usualNames.stream())
          .collect(Collectors.toUnmodifiableSet());

  /// At the end of the name of a column of lengths.
  private static final Pattern UNIT =
      Pattern.compile("(?<=.)(?:in)?(ms|msecs?|millis|milliseconds|min|mins|minutes)$");

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<String> usualNames;

  Field(String word, String usualNames) {
    this.word = word;
    this.usualNames = Arrays.stream(usualNames.split("\\|", -1)).map(Field::compact).toList();
  }

  /// What it is called in `provider.yaml`, such as `track.title`.
  public String word() {
    return word;
  }

  /// The field that `provider.yaml` calls so.
  public static Optional<Field> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Field::word).toList();
  }

  /// Whether it is about one track of the product, rather than the product.
  public boolean isOfTrack() {
    return word.startsWith("track.");
  }

  /// Where the name of a column stands among the usual ones of this field; -1 if it is none. A
  /// length may have its unit in the name.
  int rank(String column) {
    var name = compact(column);
    return usualNames.indexOf(isLength() ? UNIT.matcher(name).replaceFirst("") : name);
  }

  /// The unit that the name of a column of lengths ends with, as a format of lengths; none if it
  /// has none, or if it is the second.
  Optional<String> unit(String column) {
    var unit = UNIT.matcher(compact(column));
    return isLength() && unit.find()
        ? Optional.of(unit.group(1).startsWith("min") ? "min" : "ms")
        : Optional.empty();
  }

  private boolean isLength() {
    return this == DURATION || this == TRACK_DURATION;
  }

  /// How many of `columns` have a usual name of some field.
  static long usual(List<String> columns) {
    return columns.stream().map(Field::compact).filter(USUAL::contains).distinct().count();
  }

  /// Letters and digits of a name in lower case: `Catalog#`, `Release Date` and `release_date`
  /// become `catalog` and `releasedate`.
  static String compact(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
