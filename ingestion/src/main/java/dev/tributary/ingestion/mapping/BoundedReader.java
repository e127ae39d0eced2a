package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DeclHandler;
import org.xml.sax.ext.LexicalHandler;
import org.xml.sax.helpers.XMLFilterImpl;

/// Parses XML that somebody else wrote: nothing outside the document is ever fetched, and
/// everything in it is bounded. What is wrong with it is thrown as a [MappingException] that names
/// the place.
///
/// DTDs with an internal subset are read, since some providers declare a few characters there;
/// whatever points outside is refused. Only the document types that every message of a format names
/// (ONIX 2.1, old RSS) are passed over, and of the characters that they declare the packaged
/// [Entities] are taken. Elements are called what [ElementNames] has for them, their namespaces
/// what [Namespaces] has; the paths of errors are in the names as sent. For one parse by one
/// thread.
final class BoundedReader extends XMLFilterImpl implements LexicalHandler, DeclHandler {

  private static final String JDK_LIMITS = "jdk.xml.";
  private static final int ENTITY_DECLARATIONS = 500;
  private static final int ENTITY_EXPANSIONS = 2_000;

  /// What all entities declare together, so that those in attributes stay within bounds, too.
  private static final int DECLARED_CHARACTERS = 5_000;

  private static final int ATTRIBUTES_OF_AN_ELEMENT = 500;
  private static final int SHOWN_ELEMENTS = 12;

  /// Those that stand for one character each, whoever declares them.
  private static final Set<String> PREDEFINED = Set.of("amp", "lt", "gt", "quot", "apos");

  /// The root elements whose document type is known without looking.
  private static final Set<String> KNOWN_DOCUMENT_TYPES =
      Set.of(OnixHeader.REFERENCE, OnixHeader.SHORT, "rss");

  private static final Pattern UNDECLARED_PREFIX =
      Pattern.compile("[Tt]he prefix \"([^\"]+)\" for (element|attribute) \"([^\"]+)\"");

  private final Limits limits;
  private final List<String> open = new ArrayList<>();
  private @Nullable Locator locator;
  private int elements;
  private int entityDeclarations;
  private int declaredCharacters;
  private final Map<String, String> declaredEntities = new LinkedHashMap<>();
  private int openEntities;
  private int entityCharacters;
  private Optional<ProductPlace> place = Optional.empty();
  private int lineShift;
  private boolean isDocumentTypeKnown;
  private @Nullable ElementNames names;
  private final Map<String, String> sentNames = new HashMap<>();

  BoundedReader(Limits limits) {
    super(newParser());
    this.limits = limits;
    try {
      getParent().setProperty("http://xml.org/sax/properties/lexical-handler", this);
      getParent().setProperty("http://xml.org/sax/properties/declaration-handler", this);
    } catch (SAXException e) {
      throw new IllegalStateException("the JDK's XML parser does not report DTDs", e);
    }
  }

  private static XMLReader newParser() {
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      var parser = factory.newSAXParser();
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      parser.setProperty(JDK_LIMITS + "entityExpansionLimit", ENTITY_EXPANSIONS);
      // These count every &amp; as if it could grow; what can is counted here.
      parser.setProperty(JDK_LIMITS + "totalEntitySizeLimit", 0);
      parser.setProperty(JDK_LIMITS + "maxGeneralEntitySizeLimit", 0);
      parser.setProperty(JDK_LIMITS + "elementAttributeLimit", ATTRIBUTES_OF_AN_ELEMENT);
      parser.setProperty(JDK_LIMITS + "maxElementDepth", 0);
      var reader = parser.getXMLReader();
      reader.setProperty("http://apache.org/xml/properties/locale", Locale.ROOT);
      return reader;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the JDK's XML parser does not know a setting we rely on", e);
    }
  }

  @Override
  public void parse(InputSource input) throws SAXException, IOException {
    var bytes = input.getByteStream();
    if (bytes != null) {
      input.setByteStream(LimitedStream.of(bytes, limits, this::here));
    }
    try {
      super.parse(input);
    } catch (SAXParseException e) {
      throw refusal(e);
    } catch (SAXException e) {
      throw ofScanner(e);
    } catch (CharConversionException | UnsupportedEncodingException e) {
      throw refuse("xml.encoding", "the bytes are not what the encoding says: " + e.getMessage());
    }
  }

  /// Saxon would put its own handlers where ours watch the DTD, and its own features where ours
  /// bound the parser.
  @Override
  public void setProperty(String name, @Nullable Object value) {}

  @Override
  public void setFeature(String name, boolean value) {}

  /// The place that has been read last.
  Location here() {
    return new Location(path(), Math.max(1, line() + lineShift));
  }

  private int line() {
    return locator == null ? 1 : locator.getLineNumber();
  }

  private String path() {
    if (open.isEmpty()) {
      return "/";
    }
    var shown = open.size() > SHOWN_ELEMENTS ? open.subList(0, SHOWN_ELEMENTS) : open;
    return "/" + String.join("/", shown) + (shown.size() < open.size() ? "/…" : "");
  }

  private MappingException refuse(String rule, String message) {
    return new MappingException(new Finding(rule, message, Optional.empty(), Optional.of(here())));
  }

  /// The JDK's scanner loses its way where a document type stands within the root element, and says
  /// so without a place; what else is thrown is whoever's who handles the events.
  private SAXException ofScanner(SAXException e) {
    if (String.valueOf(e.getMessage()).startsWith("Scanner State")) {
      throw refuse(
          "xml.malformed",
          "expected well-formed XML, found something that may stand only before the root element,"
              + " such as a document type; remove it");
    }
    return e;
  }

  private MappingException refusal(SAXParseException e) {
    var at = new Location(path(), Math.max(1, e.getLineNumber() + lineShift));
    var said = String.valueOf(e.getMessage());
    var prefix = UNDECLARED_PREFIX.matcher(said);
    if (prefix.find()) {
      return MappingException.of(
          "xml.undeclared-prefix",
          ("expected the prefix %s of the %s %s to be declared, found no declaration; "
                  + "add xmlns:%s=\"…\" to the root element")
              .formatted(prefix.group(1), prefix.group(2), prefix.group(3), prefix.group(1)),
          prefix.group(1),
          at);
    }
    if (said.contains("JAXP0001")) {
      return MappingException.of("xml.doctype", boundsOfEntities(), said, at);
    }
    if (said.contains("ncoding") || said.startsWith("Invalid byte")) {
      return MappingException.of(
          "xml.encoding",
          "expected characters in the encoding that the message declares (UTF-8 if none), found: "
              + said,
          said,
          at);
    }
    return MappingException.of(
        "xml.malformed",
        "expected well-formed XML, found at line %d, column %d: %s"
            .formatted(e.getLineNumber(), e.getColumnNumber(), said),
        said,
        at);
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
    super.setDocumentLocator(locator);
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    if (place.isEmpty()) {
      open.add(qName);
    } else {
      open.add(qName + "[" + place.get().product() + "]");
      lineShift = place.get().line() - line();
      place = Optional.empty();
    }
    if (open.size() > limits.depth()) {
      throw refuse(
          "xml.too-deep",
          "expected at most %d elements within each other, found more".formatted(limits.depth()));
    }
    if (++elements > limits.elements()) {
      throw refuse(
          "xml.too-many-elements",
          "expected at most %,d elements in a message, found more; send fewer products at a time"
              .formatted(limits.elements()));
    }
    if (names == null) {
      names = ElementNames.of(localName);
    }
    var name = names.reference(localName);
    var namespace = Namespaces.usual(uri);
    if (name.equals(localName)) {
      super.startElement(namespace, localName, qName, attributes);
    } else {
      sentNames.put(name, localName);
      super.startElement(namespace, name, name, attributes);
    }
  }

  @Override
  public void startPrefixMapping(String prefix, String uri) throws SAXException {
    super.startPrefixMapping(prefix, Namespaces.usual(uri));
  }

  /// The names as sent of the elements that are called something else in the mappings, by what they
  /// are called there.
  Map<String, String> sentNames() {
    return sentNames;
  }

  @Override
  public void endElement(String uri, String localName, String qName) throws SAXException {
    var name = names == null ? localName : names.reference(localName);
    super.endElement(Namespaces.usual(uri), name, name.equals(localName) ? qName : name);
    open.removeLast();
  }

  @Override
  public void processingInstruction(String target, String data) throws SAXException {
    place = ProductPlace.of(target, data);
    if (target.indexOf(':') < 0) { // Namespaces in XML 1.0, section 7: none has one
      super.processingInstruction(target, data);
    }
  }

  @Override
  public InputSource resolveEntity(@Nullable String publicId, String systemId) {
    throw external(systemId);
  }

  @Override
  public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
    isDocumentTypeKnown = KNOWN_DOCUMENT_TYPES.contains(name);
    if (!isDocumentTypeKnown && (systemId != null || publicId != null)) {
      throw external(systemId == null ? publicId : systemId);
    }
  }

  @Override
  public void externalEntityDecl(String name, @Nullable String publicId, String systemId) {
    throw external(systemId);
  }

  @Override
  public void internalEntityDecl(String name, String value) {
    if (++entityDeclarations > ENTITY_DECLARATIONS) {
      throw refuse(
          "xml.doctype",
          "expected at most %d entity declarations, found more".formatted(ENTITY_DECLARATIONS));
    }
    declaredCharacters += value.length();
    if (declaredCharacters > DECLARED_CHARACTERS) {
      throw refuse(
          "xml.doctype",
          "expected entities of at most %,d characters together, found more"
              .formatted(DECLARED_CHARACTERS));
    }
    if (!name.startsWith("%")) {
      declaredEntities.putIfAbsent(name, value);
    }
  }

  /// The entities that the internal DTD subset declares, by their names, and what they stand for.
  Map<String, String> declaredEntities() {
    return declaredEntities;
  }

  private MappingException external(@Nullable String reference) {
    return MappingException.of(
        "xml.doctype",
        ("expected a message that stands for itself, found a document type or entity that refers "
                + "to %s; leave it out, it is never fetched")
            .formatted(reference),
        String.valueOf(reference),
        here());
  }

  @Override
  public void skippedEntity(String name) throws SAXException {
    if (isDocumentTypeKnown && name.equals("[dtd]")) {
      return;
    }
    var known = isDocumentTypeKnown ? Entities.character(name) : Optional.<String>empty();
    if (known.isPresent()) {
      super.characters(known.get().toCharArray(), 0, known.get().length());
      return;
    }
    throw MappingException.of(
        "xml.malformed",
        "expected the entity &%s; to be declared, found no declaration; write the character itself"
            .formatted(name),
        name,
        here());
  }

  @Override
  public void endDTD() {}

  @Override
  public void startEntity(String name) {
    openEntities += PREDEFINED.contains(name) ? 0 : 1;
  }

  @Override
  public void endEntity(String name) {
    openEntities -= PREDEFINED.contains(name) ? 0 : 1;
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    if (openEntities > 0) {
      entityCharacters += length;
      if (entityCharacters > limits.entityCharacters()) {
        throw refuse("xml.doctype", boundsOfEntities());
      }
    }
    super.characters(characters, start, length);
  }

  private String boundsOfEntities() {
    return """
    expected entities and attributes within bounds (at most %d characters out of entities), found \
    more; write the text itself instead of entities\
    """
        .formatted(limits.entityCharacters());
  }

  @Override
  public void startCDATA() {}

  @Override
  public void endCDATA() {}

  @Override
  public void comment(char[] characters, int start, int length) {}

  @Override
  public void elementDecl(String name, String model) {}

  @Override
  public void attributeDecl(
      String element, String name, String type, @Nullable String mode, @Nullable String value) {}
}
