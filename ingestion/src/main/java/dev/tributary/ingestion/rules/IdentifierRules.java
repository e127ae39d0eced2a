package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.mapping.Identifiers;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.RelatedProduct;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rules about identifiers: that there are any, that they have their standard's form and check
/// digit, and that they name one thing only.
///
/// A wrong identifier is a warning: many are, the official samples among them, and whoever looks
/// for the product needs to find it as it was sent. Having none at all is an error, since no later
/// message could be told to speak of the same product.
final class IdentifierRules {

  private static final Pattern AGAIN = Pattern.compile("(.+)\\.\\d+");

  /// Those that a product's key is made of (docs/adr/0005).
  private static final Set<String> KEYS =
      Set.of(
          "ICPN",
          "UPC",
          "EAN",
          "GTIN",
          "ISBN",
          "ISMN",
          "GRid",
          "GUID",
          "NewFeedUrl",
          "FeedUrl",
          "CatalogNumber",
          "ProprietaryId",
          "ISRC");

  /// Those of which a product can have only one.
  private static final List<String> UNIQUE = List.of("ICPN", "GRid");

  private static final Set<String> RECORDINGS = Set.of("SoundRecording", "Video");
  private static final Set<ContentType> RECORDED =
      Set.of(ContentType.MUSIC_RELEASE, ContentType.VIDEO);

  private static final Form GTIN =
      new Form(
          "(?!0+$)[0-9]{14}", "8, 12, 13 or 14 digits", "GS1 General Specifications, 7.9", true);

  /// What each type looks like in its normal form, apart from its check digit.
  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("ICPN", GTIN),
          Map.entry("UPC", GTIN),
          Map.entry("EAN", GTIN),
          Map.entry("GTIN", GTIN),
          Map.entry(
              "ISBN",
              new Form(
                  "97[89][0-9]{10}|[0-9]{9}[0-9X]",
                  "13 digits that begin with 978 or 979, or 10", "ISO 2108", true)),
          Map.entry(
              "ISMN",
              new Form(
                  "9790[0-9]{9}",
                  "13 digits that begin with 9790, or M and nine digits", "ISO 10957", true)),
          Map.entry(
              "ISRC",
              new Form(
                  "[A-Z]{2}[A-Z0-9]{3}[0-9]{7}",
                  "two letters, three letters or digits, and seven digits, such as USABC2600001",
                  "ISO 3901, 4",
                  false)),
          Map.entry(
              "ISWC",
              new Form("T[0-9]{10}", "T and ten digits, such as T0345246801", "ISO 15707", true)),
          Map.entry(
              "ISNI",
              new Form("[0-9]{15}[0-9X]", "16 digits, the last may be X", "ISO 27729", true)),
          Map.entry(
              "GRid",
              new Form("A1[A-Z0-9]{16}", "A1 and 16 letters or digits", "GRid Standard 2.1", true)),
          Map.entry(
              "DPID",
              new Form(
                  "PADPIDA[0-9]{8}[A-Z0-9]{3}",
                  "PADPIDA, eight digits and three letters or digits",
                  "DDEX Party Identifier",
                  true)),
          Map.entry("IPI", new Form("[0-9]{11}", "eleven digits", "CISAC IPI", false)));

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.error(
                  "identifier.missing",
                  "A product has an identifier that can be its key; without one no later message"
                      + " can be told to speak of the same product.",
                  "docs/adr/0005"),
              IdentifierRules::missing),
          Check.ofProduct(
              Rule.warning(
                  "identifier.several",
                  "A product has one barcode and one GRid; of several one is taken for its key, and"
                      + " the others may be another product's.",
                  "docs/adr/0005"),
              IdentifierRules::several),
          Check.ofMessage(
              Rule.warning(
                  "identifier.isrc-form",
                  "An ISRC has its standard's form, so that it finds the same recording elsewhere.",
                  "ISO 3901, 4"),
              IdentifierRules::wrongIsrcForm),
          Check.ofMessage(
              Rule.warning(
                  "identifier.form",
                  "An identifier has the form of its standard; of another one it is not.",
                  "GS1 General Specifications, 7.9; ISO 2108, 10957, 15707, 27729; GRid; DPID"),
              IdentifierRules::wrongForm),
          Check.ofMessage(
              Rule.warning(
                  "identifier.check-digit",
                  "An identifier ends in its check digit; where it does not, a digit is mistyped"
                      + " and it may name another product.",
                  "GS1 General Specifications, 7.9; ISO 2108, 10957, 15707, 27729; ISO 7064"),
              IdentifierRules::wrongCheckDigit),
          Check.ofProduct(
              Rule.warning(
                  "identifier.isrc-missing",
                  "A recording has an ISRC; plays of one without cannot be reported or paid.",
                  "ISO 3901; DDEX ERN, SoundRecordingId and VideoId"),
              IdentifierRules::missingIsrc),
          Check.ofProduct(
              Rule.warning(
                  "identifier.isrc-duplicate",
                  "Each recording of a product has an ISRC of its own; two that share one cannot be"
                      + " told apart in reports.",
                  "ISO 3901, 5"),
              IdentifierRules::duplicateIsrc));

  private IdentifierRules() {}

  private static Stream<Problem> missing(Part<Product> product) {
    return Stream.of(product)
        .filter(
            nameless ->
                nameless.value().identifiers().stream()
                    .noneMatch(
                        identifier ->
                            KEYS.contains(identifier.type()) && !identifier.value().isBlank()))
        .map(
            nameless ->
                nameless.problem(
                    """
                    expected an identifier that tells this product from all others (%s), found %s; \
                    add one, and keep it in every later message\
                    """
                        .formatted(wanted(nameless.value()), typesFound(nameless.value()))));
  }

  private static String wanted(Product product) {
    return switch (product.contentType()) {
      case PODCAST ->
          "a podcast:guid, the feed's own address in an atom:link rel=\"self\", or a site";
      case AUDIOBOOK, BOOK -> "an ISBN, another GTIN, or a reference of your own";
      case MUSIC_RELEASE, VIDEO ->
          "a barcode, ISBN, GRid, catalogue number, ISRC or one of your own";
    };
  }

  private static String typesFound(Product product) {
    return product.identifiers().isEmpty()
        ? "none"
        : "only "
            + product.identifiers().stream()
                .map(Identifier::type)
                .distinct()
                .collect(joining(", "));
  }

  private static Stream<Problem> several(Part<Product> product) {
    return UNIQUE.stream().flatMap(type -> several(type, product));
  }

  private static Stream<Problem> several(String type, Part<Product> product) {
    var ofType =
        product
            .each("identifiers", Product::identifiers)
            .filter(identifier -> identifier.value().type().equals(type))
            .toList();
    return ofType.stream()
        .filter(other -> !other.value().value().equals(ofType.getFirst().value().value()))
        .map(
            other ->
                other.problem(
                    other.value().value(),
                    """
                    expected one %s, found %s besides %s; leave out the one that is another \
                    product's\
                    """
                        .formatted(
                            type,
                            Words.cut(other.value().value()),
                            Words.cut(ofType.getFirst().value().value()))));
  }

  private static Stream<Problem> wrongIsrcForm(Part<CanonicalDocument> document, Instant now) {
    return malformed(document).filter(IdentifierRules::isIsrc).map(IdentifierRules::formProblem);
  }

  private static Stream<Problem> wrongForm(Part<CanonicalDocument> document, Instant now) {
    return malformed(document)
        .filter(Predicate.not(IdentifierRules::isIsrc))
        .map(IdentifierRules::formProblem);
  }

  private static boolean isIsrc(Part<Identifier> identifier) {
    return identifier.value().type().equals("ISRC");
  }

  private static Stream<Problem> wrongCheckDigit(Part<CanonicalDocument> document, Instant now) {
    return invalid(document)
        .filter(identifier -> form(identifier).filter(form -> form.fits(identifier)).isPresent())
        .map(
            identifier ->
                identifier.problem(
                    identifier.value().value(),
                    """
                    expected the %s to end in its check digit, found %s%s; \
                    correct the digit that is mistyped\
                    """
                        .formatted(
                            identifier.value().type(),
                            identifier.value().value(),
                            rightEnding(identifier.value())
                                .map(" (were all before it right, it would end in %s)"::formatted)
                                .orElse(""))));
  }

  private static Stream<Problem> missingIsrc(Part<Product> product) {
    return Stream.of(product)
        .filter(recorded -> RECORDED.contains(recorded.value().contentType()))
        .flatMap(recorded -> recorded.each("items", Product::items))
        .filter(item -> RECORDINGS.contains(item.value().kind()))
        .filter(item -> item.value().isrc().isEmpty())
        .map(
            item ->
                item.problem(
                    """
                    expected the recording %s to have an ISRC, found none; \
                    add it, or its plays cannot be reported\
                    """
                        .formatted(ItemRules.name(item.value()))));
  }

  private static Stream<Problem> duplicateIsrc(Part<Product> product) {
    var byIsrc =
        product
            .each("items", Product::items)
            .filter(item -> item.value().isrc().isPresent())
            .collect(
                groupingBy(
                    item -> item.value().isrc().orElseThrow(), LinkedHashMap::new, toList()));
    return byIsrc.entrySet().stream()
        .map(items -> Map.entry(items.getKey(), recordings(items.getValue())))
        .filter(items -> items.getValue().size() > 1)
        .map(
            items ->
                items
                    .getValue()
                    .get(1)
                    .problem(
                        items.getKey(),
                        """
                        expected each recording to have an ISRC of its own, found %s on %s; \
                        give each its own, or list the recording once\
                        """
                            .formatted(
                                items.getKey(),
                                Words.list(
                                    items.getValue().stream()
                                        .map(item -> ItemRules.name(item.value()))
                                        .toList()))));
  }

  /// Without those that are on the product again: their references are the first one's with a
  /// number.
  private static List<Part<Item>> recordings(List<Part<Item>> items) {
    var refs = items.stream().map(item -> item.value().ref()).collect(toSet());
    return items.stream().filter(item -> !isAgain(item.value().ref(), refs)).toList();
  }

  private static boolean isAgain(String ref, Set<String> refs) {
    var again = AGAIN.matcher(ref);
    return again.matches() && refs.contains(again.group(1));
  }

  private static Problem formProblem(Part<Identifier> identifier) {
    return identifier.problem(
        identifier.value().value(),
        """
        expected the %s to consist of %s, found %s; send it as it was assigned\
        """
            .formatted(
                identifier.value().type(),
                form(identifier)
                    .map(form -> "%s (%s)".formatted(form.words(), form.source()))
                    .orElse("some characters"),
                Words.quoted(identifier.value().value())));
  }

  private static Stream<Part<Identifier>> malformed(Part<CanonicalDocument> document) {
    return invalid(document)
        .filter(identifier -> form(identifier).filter(form -> form.fits(identifier)).isEmpty());
  }

  private static Stream<Part<Identifier>> invalid(Part<CanonicalDocument> document) {
    return Stream.concat(
            parties(document), Check.products(document).flatMap(IdentifierRules::identifiers))
        .filter(identifier -> !identifier.value().valid());
  }

  /// Every identifier of the product, of what it relates to, of its items and of its parties.
  private static Stream<Part<Identifier>> identifiers(Part<Product> product) {
    return Stream.of(
            product.each("identifiers", Product::identifiers),
            product
                .each("relatedProducts", Product::relatedProducts)
                .flatMap(related -> related.each("identifiers", RelatedProduct::identifiers)),
            product
                .each("items", Product::items)
                .flatMap(item -> item.each("identifiers", Item::identifiers)),
            product
                .each("parties", Product::parties)
                .flatMap(party -> party.each("ids", Party::ids)))
        .flatMap(Function.identity());
  }

  /// Sender and recipients, where they are given by DPID rather than by name.
  private static Stream<Part<Identifier>> parties(Part<CanonicalDocument> document) {
    var header = new Part<>(document.pointer() + "/header", document.value().header());
    return Stream.of(
            header.one("sender", Header::sender),
            header.one("recipient", Header::recipient),
            header.one("sentOnBehalfOf", Header::sentOnBehalfOf))
        .flatMap(Function.identity())
        .filter(party -> party.value().startsWith("PADPIDA"))
        .map(
            party ->
                new Part<>(
                    party.pointer(), Identifiers.of("DPID", party.value(), Optional.empty())));
  }

  private static Optional<Form> form(Part<Identifier> identifier) {
    return Optional.ofNullable(FORMS.get(identifier.value().type()));
  }

  /// The check digit that the digits before it ask for.
  private static Optional<String> rightEnding(Identifier identifier) {
    var stem = identifier.value().substring(0, identifier.value().length() - 1);
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        .chars()
        .mapToObj(Character::toString)
        .filter(end -> Identifiers.of(identifier.type(), stem + end, Optional.empty()).valid())
        .findFirst();
  }

  /// The form of a kind of identifier.
  ///
  /// @param words the form in words
  /// @param source the standard that says so
  /// @param checked whether the last character is a check digit
  private record Form(Pattern pattern, String words, String source, boolean checked) {

    Form(String pattern, String words, String source, boolean checked) {
      this(Pattern.compile(pattern), words, source, checked);
    }

    /// Whether the identifier has the form, so that only its check digit can be wrong.
    boolean fits(Part<Identifier> identifier) {
      return checked && pattern.matcher(identifier.value().value()).matches();
    }
  }
}
