package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
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
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Reads the canonical document that a stylesheet yields, as it comes out of the transformation. It
/// is strict: an element or attribute that the document does not have, and a value that is not of
/// its type, is an error of the stylesheet and named. For one document.
final class CanonicalReader extends DefaultHandler {

  static final String NAMESPACE = "urn:tributary:canonical:1";

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Map<String, ContentType> CONTENT_TYPES =
      byWord(ContentType.values(), ContentType::word);
  private static final Map<String, Intent> INTENTS =
      Map.of("state", Intent.STATE, "purge", Intent.PURGE);
  private static final Map<String, Title.Kind> TITLE_KINDS =
      byWord(Title.Kind.values(), Title.Kind::name);

  private final String stylesheet;
  private final List<Part> open = new ArrayList<>();
  private final Map<String, Location> locations = new HashMap<>();
  private final Set<Integer> purged = new HashSet<>();
  private @Nullable Part root;

  /// @param stylesheet its name, for error messages
  CanonicalReader(String stylesheet) {
    this.stylesheet = stylesheet;
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    if (!uri.equals(NAMESPACE)) {
      throw new SAXException(
          wrong(
              "<%s> stands in %s"
                  .formatted(localName, uri.isEmpty() ? "no namespace" : "the namespace " + uri),
              "elements in the namespace " + NAMESPACE));
    }
    var part = new Part(localName);
    for (var i = 0; i < attributes.getLength(); i++) {
      part.attributes.put(attributes.getLocalName(i), composed(attributes.getValue(i)));
    }
    if (open.isEmpty()) {
      root = part;
    } else {
      open.getLast().parts.computeIfAbsent(localName, _ -> new ArrayList<>()).add(part);
    }
    open.add(part);
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    if (open.isEmpty()) {
      throw new SAXException(wrong("text stands outside of any element", "<delivery>"));
    }
    open.getLast().text.append(characters, start, length);
  }

  @Override
  public void endElement(String uri, String localName, String qName) {
    open.removeLast();
  }

  /// The document, once it has been read to its end.
  CanonicalDocument document() {
    if (root == null || !root.name.equals("delivery")) {
      throw wrong(
          root == null ? "nothing came out" : "<%s> came out".formatted(root.name), "<delivery>");
    }
    var products = each(root, "product", "/products", this::product);
    var findings = each(root, "finding", "/findings", this::finding);
    var header = one(root, "/header", this::header);
    return new CanonicalDocument(
        header, products, findings, Map.copyOf(locations), Set.copyOf(purged));
  }

  private Header header(Part part, String pointer) {
    return new Header(
        part.required("format"),
        part.required("version"),
        part.required("type"),
        part.optional("profile"),
        part.optional("messageId"),
        part.optional("threadId"),
        part.optional("createdAt"),
        part.optional("sender").map(Identifiers::party),
        part.optional("senderName"),
        part.optional("recipient").map(Identifiers::party),
        part.optional("sentOnBehalfOf").map(Identifiers::party),
        part.choice("intent", INTENTS),
        part.flag("test"));
  }

  private Finding finding(Part part, String pointer) {
    return new Finding(
        part.required("rule"),
        part.text(),
        part.optional("value"),
        Optional.ofNullable(locations.get(pointer)));
  }

  private Product product(Part part, String pointer) {
    if (part.attributes.containsKey("intent") && part.choice("intent", INTENTS) == Intent.PURGE) {
      purged.add(Integer.valueOf(pointer.substring(pointer.lastIndexOf('/') + 1)));
    }
    return new Product(
        part.choice("contentType", CONTENT_TYPES),
        part.optional("releaseType"),
        each(part, "identifier", pointer + "/identifiers", this::identifier),
        each(part, "title", pointer + "/titles", this::title),
        each(part, "displayArtist", pointer + "/displayArtists", this::displayArtist),
        each(part, "contributor", pointer + "/contributors", this::contributor),
        atMostOne(part, "label", pointer + "/label", this::text),
        atMostOne(part, "imprint", pointer + "/imprint", this::text),
        atMostOne(part, "publisher", pointer + "/publisher", this::text),
        each(part, "genre", pointer + "/genres", this::genre),
        each(part, "subject", pointer + "/subjects", this::text),
        atMostOne(part, "parentalWarning", pointer + "/parentalWarning", this::text),
        atMostOne(part, "pLine", pointer + "/pLine", this::line),
        atMostOne(part, "cLine", pointer + "/cLine", this::line),
        atMostOne(part, "releaseDate", pointer + "/releaseDate", this::text),
        atMostOne(part, "originalReleaseDate", pointer + "/originalReleaseDate", this::text),
        atMostOne(part, "duration", pointer + "/duration", this::duration),
        each(part, "language", pointer + "/languages", this::text),
        each(part, "description", pointer + "/descriptions", this::description),
        each(part, "series", pointer + "/series", this::text),
        each(part, "relatedProduct", pointer + "/relatedProducts", this::relatedProduct),
        each(part, "keyword", pointer + "/keywords", this::text),
        each(part, "item", pointer + "/items", this::item),
        each(part, "party", pointer + "/parties", this::party),
        each(part, "deal", pointer + "/deals", this::deal),
        each(part, "asset", pointer + "/assets", this::asset));
  }

  private Item item(Part part, String pointer) {
    var identifiers = each(part, "identifier", pointer + "/identifiers", this::identifier);
    return new Item(
        part.required("ref"),
        part.required("kind"),
        new Item.Sequence(
            part.number("disc"),
            part.number("track"),
            part.number("season"),
            part.number("episode"),
            part.number("chapter")),
        firstOf(identifiers, "ISRC"),
        firstOf(identifiers, "GUID"),
        firstOf(identifiers, "ISWC"),
        identifiers,
        each(part, "title", pointer + "/titles", this::title),
        each(part, "displayArtist", pointer + "/displayArtists", this::displayArtist),
        each(part, "contributor", pointer + "/contributors", this::contributor),
        atMostOne(part, "duration", pointer + "/duration", this::duration),
        atMostOne(part, "releaseDate", pointer + "/releaseDate", this::text),
        each(part, "description", pointer + "/descriptions", this::description),
        part.optional("languageOfPerformance"),
        part.optional("explicit").map(part::truth),
        atMostOne(part, "parentalWarning", pointer + "/parentalWarning", this::text),
        each(part, "genre", pointer + "/genres", this::genre),
        atMostOne(part, "pLine", pointer + "/pLine", this::line),
        part.flag("bonus"),
        part.flag("hidden"),
        part.flag("preview"));
  }

  private static Optional<String> firstOf(List<Identifier> identifiers, String type) {
    return identifiers.stream()
        .filter(identifier -> identifier.type().equals(type))
        .map(Identifier::value)
        .findFirst();
  }

  private Deal deal(Part part, String pointer) {
    return new Deal(
        part.optional("items").map(refs -> List.of(refs.split(" "))).orElse(List.of()),
        each(part, "commercialModel", pointer + "/commercialModelType", this::text),
        each(part, "use", pointer + "/useType", this::text),
        new Deal.Territories(
            each(part, "territory", pointer + "/territories/included", this::text),
            each(part, "excludedTerritory", pointer + "/territories/excluded", this::text)),
        atMostOne(part, "validity", pointer + "/validity", this::validity)
            .orElse(new Deal.Validity(Optional.empty(), Optional.empty())),
        atMostOne(part, "price", pointer + "/price", this::price),
        part.optional("preOrder"),
        part.flag("takedown"));
  }

  private Deal.Validity validity(Part part, String pointer) {
    return new Deal.Validity(part.optional("start"), part.optional("end"));
  }

  private Deal.Price price(Part part, String pointer) {
    return new Deal.Price(part.optional("code"), part.decimal("amount"), part.optional("currency"));
  }

  private Asset asset(Part part, String pointer) {
    return new Asset(
        part.required("kind"),
        part.optional("item"),
        part.required("uri"),
        part.optional("codec"),
        part.decimal("bitRate"),
        part.number("sampleRate"),
        part.number("bitsPerSample"),
        part.number("channels"),
        part.number("width"),
        part.number("height"),
        part.decimal("bytes").map(BigDecimal::longValue),
        part.flag("preview"),
        atMostOne(part, "hash", pointer + "/hash", this::hash),
        part.flag("remote") ? Asset.State.REMOTE : Asset.State.MISSING);
  }

  private Asset.Hash hash(Part part, String pointer) {
    return new Asset.Hash(part.optional("algorithm"), Optional.of(part.text()), Optional.empty());
  }

  private Party party(Part part, String pointer) {
    return new Party(
        part.required("ref"),
        each(part, "name", pointer + "/names", this::name),
        each(part, "identifier", pointer + "/ids", this::identifier));
  }

  private Party.Name name(Part part, String pointer) {
    return new Party.Name(part.text(), part.optional("indexed"), part.optional("language"));
  }

  private Identifier identifier(Part part, String pointer) {
    return Identifiers.of(part.required("type"), part.text(), part.optional("namespace"));
  }

  private Title title(Part part, String pointer) {
    return new Title(
        part.choice("kind", TITLE_KINDS),
        part.text(),
        part.optional("subTitle"),
        part.optional("language"),
        part.optional("script"),
        part.optional("territory"));
  }

  private DisplayArtist displayArtist(Part part, String pointer) {
    return new DisplayArtist(part.text(), part.optional("language"), part.optional("territory"));
  }

  private Contributor contributor(Part part, String pointer) {
    return new Contributor(
        part.required("party"),
        part.required("role"),
        part.optional("displayRole"),
        part.number("sequence"));
  }

  private Genre genre(Part part, String pointer) {
    return new Genre(part.text(), part.optional("sub"), Optional.empty());
  }

  private Line line(Part part, String pointer) {
    return new Line(part.number("year"), part.text());
  }

  private Description description(Part part, String pointer) {
    return new Description(part.text(), part.optional("language"));
  }

  private RelatedProduct relatedProduct(Part part, String pointer) {
    return new RelatedProduct(
        part.required("relation"),
        each(part, "identifier", pointer + "/identifiers", this::identifier));
  }

  private Duration duration(Part part, String pointer) {
    try {
      return Durations.parse(part.text());
    } catch (DateTimeParseException e) {
      throw wrong("<duration> is " + part.text(), "a duration such as PT3M25S");
    }
  }

  private String text(Part part, String pointer) {
    return part.text();
  }

  private interface Reading<T> {
    T read(Part part, String pointer);
  }

  private <T> List<T> each(Part parent, String name, String pointer, Reading<T> reading) {
    var parts = parent.parts.remove(name);
    if (parts == null) {
      return List.of();
    }
    var all = new ArrayList<T>(parts.size());
    for (var part : parts) {
      all.add(one(part, pointer + "/" + all.size(), reading));
    }
    return List.copyOf(all);
  }

  private <T> Optional<T> atMostOne(Part parent, String name, String pointer, Reading<T> reading) {
    var parts = parent.parts.remove(name);
    if (parts == null) {
      return Optional.empty();
    }
    if (parts.size() > 1) {
      throw wrong("<%s> has %d of <%s>".formatted(parent.name, parts.size(), name), "at most one");
    }
    return Optional.of(one(parts.getFirst(), pointer, reading));
  }

  private <T> T one(Part part, String pointer, Reading<T> reading) {
    var path = part.optional("at");
    var line = part.number("line");
    path.ifPresent(at -> locations.put(pointer, new Location(at, line.orElse(1))));
    var result = reading.read(part, pointer);
    if (!part.attributes.isEmpty()) {
      throw wrong(
          "<%s> has the attribute %s"
              .formatted(part.name, part.attributes.keySet().iterator().next()),
          "only attributes that docs/canonical-document.md lists");
    }
    if (!part.parts.isEmpty()) {
      throw wrong(
          "<%s> contains <%s>".formatted(part.name, part.parts.keySet().iterator().next()),
          "only elements that docs/canonical-document.md lists");
    }
    return result;
  }

  /// What looks the same is the same: a letter and its accent are one character (NFC).
  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private StylesheetException wrong(String found, String expected) {
    return new StylesheetException(
        "what the stylesheet %s yields is not a canonical document: %s, expected %s"
            .formatted(stylesheet, found, expected));
  }

  private static <T extends Enum<T>> Map<String, T> byWord(T[] values, Function<T, String> word) {
    var words = new LinkedHashMap<String, T>();
    Arrays.stream(values).forEach(value -> words.put(word.apply(value), value));
    return words;
  }

  /// An element whose attributes and parts are taken away as they are read, so that what nobody
  /// knows is left over.
  private final class Part {

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    Part(String name) {
      this.name = name;
    }

    String text() {
      return composed(BLANKS.matcher(text.toString().strip()).replaceAll(" "));
    }

    Optional<String> optional(String attribute) {
      return Optional.ofNullable(attributes.remove(attribute)).filter(value -> !value.isEmpty());
    }

    String required(String attribute) {
      return optional(attribute)
          .orElseThrow(() -> wrong("<%s> lacks %s".formatted(name, attribute), "one"));
    }

    <T> T choice(String attribute, Map<String, T> choices) {
      var word = required(attribute);
      var choice = choices.get(word);
      if (choice == null) {
        throw wrong(
            "%s of <%s> is %s".formatted(attribute, name, word), "one of " + choices.keySet());
      }
      return choice;
    }

    boolean flag(String attribute) {
      return optional(attribute).map(this::truth).orElse(false);
    }

    boolean truth(String value) {
      return switch (value) {
        case "true" -> true;
        case "false" -> false;
        default -> throw wrong("<%s> has %s".formatted(name, value), "true or false");
      };
    }

    Optional<Integer> number(String attribute) {
      return optional(attribute)
          .map(
              value -> {
                try {
                  return Integer.valueOf(value);
                } catch (NumberFormatException e) {
                  throw wrong("%s of <%s> is %s".formatted(attribute, name, value), "a number");
                }
              });
    }

    Optional<BigDecimal> decimal(String attribute) {
      return optional(attribute)
          .map(
              value -> {
                try {
                  return new BigDecimal(value);
                } catch (NumberFormatException e) {
                  throw wrong("%s of <%s> is %s".formatted(attribute, name, value), "a number");
                }
              });
    }
  }
}
