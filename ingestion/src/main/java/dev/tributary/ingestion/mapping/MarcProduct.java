package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Title;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.marc4j.marc.ControlField;
import org.marc4j.marc.DataField;
import org.marc4j.marc.Record;
import org.marc4j.marc.Subfield;

/// Makes a product of a record of MARC 21 (Format for Bibliographic Data).
final class MarcProduct {

  /// Where a relator code ($4) may stand as an address, before the code.
  private static final String RELATORS = "^https?://id\\.loc\\.gov/vocabulary/relators/";

  /// Relator codes ($4) and the words for them ($e).
  private static final Map<String, String> ROLES =
      Map.ofEntries(
          Map.entry("aut", "Author"),
          Map.entry("author", "Author"),
          Map.entry("nrt", "Narrator"),
          Map.entry("narrator", "Narrator"),
          Map.entry("reader", "Narrator"),
          Map.entry("spk", "Narrator"),
          Map.entry("trl", "Translator"),
          Map.entry("translator", "Translator"),
          Map.entry("edt", "Editor"),
          Map.entry("editor", "Editor"),
          Map.entry("ill", "Illustrator"),
          Map.entry("illustrator", "Illustrator"),
          Map.entry("cmp", "Composer"),
          Map.entry("composer", "Composer"),
          Map.entry("prf", "Performer"),
          Map.entry("performer", "Performer"),
          Map.entry("art", "Artist"),
          Map.entry("cov", "CoverArtist"),
          Map.entry("cover artist", "CoverArtist"));

  private final Record record;
  private final DocumentDraft document;
  private final Location at;
  private final ProductDraft draft;
  private final MarcScripts scripts;

  MarcProduct(Record record, DocumentDraft document, Location at) {
    this.record = record;
    this.document = document;
    this.at = at;
    this.draft = document.next(at);
    this.scripts = MarcScripts.of(record);
  }

  /// Adds it to the document.
  void add() {
    draft.contentType = contentType();
    identify();
    title();
    people();
    publication();
    subjects();
    texts();
    links();
    if (record.getLeader().getRecordStatus() == 'd') {
      takeDown();
    }
    document.add(draft.product());
  }

  /// Leader/06 says what the record describes; an audiobook that was catalogued as its text has a
  /// field 007 for sound, or says so in 245 $h, 300, 347 or 655.
  private ContentType contentType() {
    return switch (record.getLeader().getTypeOfRecord()) {
      case 'i' -> ContentType.AUDIOBOOK;
      case 'j' -> ContentType.MUSIC_RELEASE;
      case 'g' -> ContentType.VIDEO;
      default -> isHeard() ? ContentType.AUDIOBOOK : ContentType.BOOK;
    };
  }

  private boolean isHeard() {
    return control("007").anyMatch(physical -> physical.startsWith("s"))
        || Stream.of("h:245", "a:300", "a:347", "a:655")
            .flatMap(place -> values(place.substring(2), place.substring(0, 1)))
            .map(text -> text.toLowerCase(Locale.ROOT))
            .anyMatch(
                text ->
                    text.contains("audiobook")
                        || text.contains("audio file")
                        || text.contains("sound recording")
                        || text.contains("audio disc"));
  }

  private void identify() {
    values("020", "a")
        .forEach(isbn -> identifier("ISBN", isbn.split("[ (:]", 2)[0], Optional.empty()));
    fields("024").forEach(this::standardNumber);
    fields("028")
        .forEach(
            field ->
                value(field, "a")
                    .ifPresent(
                        number ->
                            identifier(
                                "CatalogNumber", number, value(field, "b").map(MarcText::bare))));
    control("001")
        .map(String::strip)
        .filter(number -> !number.isEmpty())
        .forEach(
            number ->
                identifier("ProprietaryId", number, control("003").map(String::strip).findFirst()));
  }

  /// The first indicator of 024 says which number it is.
  private void standardNumber(DataField field) {
    var type =
        switch (field.getIndicator1()) {
          case '0' -> "ISRC";
          case '1' -> "UPC";
          case '2' -> "ISMN";
          case '3' -> "EAN";
          case '7' -> value(field, "2").map(MarcProduct::scheme).orElse("");
          default -> "";
        };
    if (!type.isEmpty()) {
      value(field, "a")
          .map(number -> type.equals("ISMN") ? number.split("[(:]", 2)[0] : number)
          .ifPresent(number -> identifier(type, number, Optional.empty()));
    }
  }

  private static String scheme(String source) {
    return switch (source.toLowerCase(Locale.ROOT)) {
      case "doi" -> "DOI";
      case "grid" -> "GRid";
      case "isrc" -> "ISRC";
      default -> "";
    };
  }

  private void identifier(String type, String value, Optional<String> namespace) {
    if (!value.isBlank()) {
      draft.identifier(Identifiers.of(type, value, namespace), at);
    }
  }

  private void title() {
    fields("245")
        .findFirst()
        .ifPresent(
            field ->
                value(field, "a", "n", "p")
                    .ifPresent(
                        title ->
                            draft.titles.add(
                                ProductDraft.title(Title.Kind.DISPLAY, title, value(field, "b")))));
    fields("246")
        .flatMap(field -> value(field, "a", "n", "p").stream())
        .forEach(
            title ->
                draft.titles.add(
                    ProductDraft.title(Title.Kind.ALTERNATIVE, title, Optional.empty())));
    scripts.of("245", "246").forEach(this::titleInScript);
  }

  private void titleInScript(DataField field) {
    value(field, "a", "n", "p")
        .ifPresent(
            title ->
                draft.titles.add(
                    new Title(
                        Title.Kind.ALTERNATIVE,
                        title,
                        value(field, "b"),
                        Optional.empty(),
                        MarcScripts.script(field, title),
                        Optional.empty())));
  }

  private void people() {
    var main = draft.contentType == ContentType.MUSIC_RELEASE ? "MainArtist" : "Author";
    fields("100", "110", "111").forEach(field -> credit(field, main));
    fields("700", "710").forEach(field -> credit(field, "Contributor"));
    scripts.alone("100", "110", "111").forEach(field -> credit(field, main));
    scripts.alone("700", "710").forEach(field -> credit(field, "Contributor"));
    if (!draft.hasRole("Narrator")) {
      values("511", "a")
          .flatMap(text -> MarcText.readers(text).stream())
          .forEach(name -> draft.contributor(name, "Narrator"));
    }
    fields("100", "110", "111")
        .findFirst()
        .flatMap(MarcProduct::name)
        .map(name -> new DisplayArtist(name.full, Optional.empty(), Optional.empty()))
        .ifPresent(draft.displayArtists::add);
  }

  private record Name(String full, Optional<String> indexed) {}

  /// A body stands with those that it is part of ($b), the widest first.
  private static Optional<Name> name(DataField field) {
    return MarcScripts.tag(field).endsWith("00")
        ? person(field)
        : joined(field, ". ", "a", "b").map(name -> new Name(name, Optional.empty()));
  }

  /// Names of persons stand with the surname first where the first indicator says so; of several
  /// rulers or popes, each has a number ($b).
  private static Optional<Name> person(DataField field) {
    var isSurnameFirst = field.getIndicator1() == '1';
    var number = value(field, "b").map(" "::concat).orElse("");
    return value(field, "a")
        .map(MarcText::name)
        .map(
            name -> {
              var comma = name.indexOf(", ");
              return isSurnameFirst && comma > 0
                  ? new Name(
                      name.substring(comma + 2) + " " + name.substring(0, comma) + number,
                      Optional.of(name + number))
                  : new Name(name + number, Optional.empty());
            });
  }

  private void credit(DataField field, String otherwise) {
    var roles =
        Stream.concat(values(field, "4"), values(field, "e"))
            .map(word -> MarcText.bare(word).replaceFirst(RELATORS, ""))
            .map(word -> ROLES.getOrDefault(word.toLowerCase(Locale.ROOT), word))
            .filter(role -> !role.isEmpty())
            .distinct()
            .toList();
    name(field)
        .ifPresent(
            name -> {
              (roles.isEmpty() ? List.of(otherwise) : roles)
                  .forEach(role -> draft.contributor(name.full, name.indexed, role));
              scripts.of(field).stream()
                  .flatMap(other -> name(other).stream())
                  .forEach(other -> draft.alsoNamed(name.full, other.full, other.indexed));
            });
  }

  /// 264 with second indicator 1 is the publication, with 4 the copyright; 260 both in one.
  private void publication() {
    var published =
        Stream.concat(fields("264").filter(field -> field.getIndicator2() == '1'), fields("260"))
            .findFirst();
    draft.publisher = published.flatMap(field -> value(field, "b"));
    draft.releaseDate =
        published
            .flatMap(field -> value(field, "c"))
            .flatMap(MarcText::year)
            .or(
                () ->
                    control("008")
                        .filter(text -> text.length() > 11)
                        .map(text -> text.substring(7, 11))
                        .findFirst()
                        .flatMap(MarcText::year));
    draft.cLine =
        fields("264")
            .filter(field -> field.getIndicator2() == '4')
            .findFirst()
            .flatMap(field -> value(field, "c"))
            .map(ProductDraft::line);
    draft.releaseType =
        value("250", "a").or(() -> value("245", "h")).map(MarcText::withoutBrackets);
    draft.duration = duration();
    languages();
    draft.series.addAll(series());
  }

  private void languages() {
    var stated =
        Stream.concat(values("041", "d"), values("041", "a"))
            .flatMap(codes -> Stream.of(codes.strip().split("(?<=\\G.{3})", -1)))
            .filter(code -> code.length() == 3)
            .toList();
    var codes =
        stated.isEmpty()
            ? control("008").filter(text -> text.length() > 37).map(text -> text.substring(35, 38))
            : stated.stream();
    codes
        .filter(code -> code.matches("[a-z]{3}") && !code.matches("und|zxx|mul"))
        .map(Languages::tag)
        .distinct()
        .forEach(draft.languages::add);
  }

  /// 306 in hours, minutes and seconds, of each part; or else as 300 says it in words.
  private Optional<Duration> duration() {
    var parts = values("306", "a").filter(text -> text.matches("\\d{6}")).toList();
    if (!parts.isEmpty()) {
      return parts.stream()
          .map(
              part ->
                  Duration.ofHours(Long.parseLong(part.substring(0, 2)))
                      .plusMinutes(Long.parseLong(part.substring(2, 4)))
                      .plusSeconds(Long.parseLong(part.substring(4))))
          .reduce(Duration::plus);
    }
    return values("300", "a").flatMap(text -> MarcText.length(text).stream()).findFirst();
  }

  /// As traced (830, 800), or else as stated (490, 440).
  private List<String> series() {
    var traced = series("830", "800");
    return traced.isEmpty() ? series("490", "440") : traced;
  }

  private List<String> series(String... tags) {
    return fields(tags)
        .flatMap(
            field ->
                value(field, field.getTag().equals("800") ? "t" : "a")
                    .map(name -> value(field, "v").map(part -> name + ", " + part).orElse(name))
                    .stream())
        .distinct()
        .toList();
  }

  private void subjects() {
    fields("600", "610", "611", "630", "648", "650", "651")
        .flatMap(field -> joined(field, " -- ", "a", "b", "t", "x", "y", "z", "v").stream())
        .distinct()
        .forEach(draft.subjects::add);
    values("653", "a").map(MarcText::bare).forEach(draft.keywords::add);
    values("655", "a")
        .map(MarcText::bare)
        .distinct()
        .forEach(genre -> draft.genres.add(ProductDraft.genre(genre, Optional.empty())));
    fields("072")
        .flatMap(
            field ->
                value(field, "a")
                    .map(code -> value(field, "2").map(scheme -> scheme + " " + code).orElse(code))
                    .stream())
        .forEach(draft.subjects::add);
  }

  private void texts() {
    Stream.concat(fields("520"), scripts.of("520").stream())
        .flatMap(
            field ->
                Optional.of(String.join(" ", values(field, "a", "b").map(String::strip).toList()))
                    .filter(text -> !text.isBlank())
                    .stream())
        .map(Html::text)
        .forEach(text -> draft.descriptions.add(new Description(text, Optional.empty())));
  }

  /// Of the addresses in 856, the pictures of covers and what is a sample of it.
  private void links() {
    fields("856")
        .forEach(
            field -> {
              var what =
                  String.join(" ", values(field, "3", "y", "z", "q").toList())
                      .toLowerCase(Locale.ROOT);
              var isCover =
                  what.contains("cover") || what.contains("thumbnail") || what.startsWith("image");
              value(field, "u")
                  .filter(_ -> isCover)
                  .ifPresent(uri -> draft.asset("cover", Optional.empty(), uri));
            });
  }

  /// A record that is deleted is no longer on offer.
  private void takeDown() {
    draft.deals.add(
        new Deal(
            List.of(),
            List.of(),
            List.of(),
            new Deal.Territories(List.of("Worldwide"), List.of()),
            new Deal.Validity(Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            true));
  }

  private Stream<String> control(String tag) {
    return record.getControlFields().stream()
        .filter(field -> field.getTag().equals(tag) && field.getData() != null)
        .map(ControlField::getData);
  }

  private Stream<DataField> fields(String... tags) {
    var wanted = List.of(tags);
    return record.getDataFields().stream().filter(field -> wanted.contains(field.getTag()));
  }

  private Stream<String> values(String tag, String codes) {
    return fields(tag).flatMap(field -> values(field, codes));
  }

  /// MARC-8 writes letters and their accents one by one; they come out as one.
  private static Stream<String> values(DataField field, String... codes) {
    var wanted = String.join("", codes);
    return field.getSubfields().stream()
        .filter(subfield -> wanted.indexOf(subfield.getCode()) >= 0 && subfield.getData() != null)
        .map(Subfield::getData)
        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC))
        .filter(text -> !text.isBlank());
  }

  private Optional<String> value(String tag, String code) {
    return fields(tag).flatMap(field -> value(field, code).stream()).findFirst();
  }

  /// The subfields together, without the punctuation that says what follows them.
  private static Optional<String> value(DataField field, String... codes) {
    return joined(field, " ", codes);
  }

  private static Optional<String> joined(DataField field, String between, String... codes) {
    var joined = String.join(between, values(field, codes).map(MarcText::bare).toList());
    return joined.isBlank() ? Optional.empty() : Optional.of(joined);
  }
}
