package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// What a message is, as its first kilobytes tell: enough to choose the mapping for it.
///
/// @param encoding of the characters, such as `UTF-8` or `UTF-16BE`
/// @param root qualified name of the root element, such as `ern:NewReleaseMessage`
/// @param namespace of the root element, empty if it has none
/// @param format the family of formats, such as `ern`
/// @param version of the format, such as `3.8.2`
/// @param type the kind of message, such as `NewReleaseMessage`
/// @param sender who sent it, by DPID or, failing that, by name
public record Identification(
    String encoding,
    String root,
    String namespace,
    String format,
    String version,
    String type,
    Optional<String> sender) {

  private static final int HEAD = 4096;
  private static final int SHOWN_BYTES = 16;
  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");

  /// Reads as much of the message as it takes, no further than to the end of its header.
  ///
  /// @throws MappingException if it is nothing that we know, naming what it is
  /// @throws IOException if the bytes cannot be read
  public static Identification of(Content content) throws IOException {
    return of(content, Limits.DEFAULT);
  }

  static Identification of(Content content, Limits limits) throws IOException {
    try (var in = content.open()) {
      var head = in.readNBytes(HEAD);
      var encoding = encoding(head);
      var header = new HeaderReader();
      var reader = new BoundedReader(limits);
      reader.setContentHandler(header);
      reader.setErrorHandler(header);
      try {
        reader.parse(new InputSource(new SequenceInputStream(new ByteArrayInputStream(head), in)));
      } catch (HeaderReader.EnoughException _) {
        // the rest of the message is the mapping's
      } catch (SAXException e) {
        throw new IllegalStateException("the XML parser failed in a way that it never should", e);
      }
      return header.identification(encoding);
    }
  }

  /// A byte order mark, the pattern of the first characters, or the XML declaration; UTF-8 without
  /// any of them (XML 1.0, appendix F). A mark and a declaration that contradict each other are
  /// refused, as the standard demands (4.3.3).
  private static String encoding(byte[] head) {
    if (head.length == 0) {
      throw MappingException.of("container.empty", "expected a message, found zero bytes");
    }
    var marked = marked(head);
    var assumed = marked == null ? "UTF-8" : marked;
    var text = new String(head, Charset.forName(assumed));
    var start = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (start.isBlank() && head.length < HEAD) {
      throw MappingException.of(
          "container.empty", "expected a message, found nothing but white space");
    }
    if (!start.stripLeading().startsWith("<")) {
      throw unknownContent(head, start.strip());
    }
    if (!start.startsWith("<") && start.stripLeading().startsWith("<?xml")) {
      throw MappingException.of(
          "xml.malformed",
          "expected the XML declaration to be the very first thing, found white space before it;"
              + " remove that",
          "white space",
          new Location("/", 1));
    }
    var declaration = ENCODING.matcher(start);
    if (!declaration.find()) {
      return assumed;
    }
    var declared = declaration.group(1);
    var contradiction =
        marked == null
            ? declared.toUpperCase(Locale.ROOT).startsWith("UTF-16")
            : !marked.startsWith(declared.toUpperCase(Locale.ROOT));
    if (contradiction) {
      throw MappingException.of(
          "xml.encoding",
          "expected the encoding that is declared (%s), found bytes in %s; declare what is written"
              .formatted(declared, marked == null ? "an encoding of single bytes" : marked),
          declared,
          new Location("/", 1));
    }
    return marked == null ? declared : marked;
  }

  private static @Nullable String marked(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return "UTF-8";
    }
    if (startsWith(head, 0xFE, 0xFF) || startsWith(head, 0x00, '<', 0x00)) {
      return "UTF-16BE";
    }
    if (startsWith(head, 0xFF, 0xFE) || startsWith(head, '<', 0x00)) {
      return "UTF-16LE";
    }
    return null;
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (var i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /// Names what comes instead of XML, so that whoever dropped it sees at once which file it was.
  private static MappingException unknownContent(byte[] head, String text) {
    var shown =
        isText(text)
            ? text.lines().findFirst().orElse("").transform(Identification::cut)
            : HexFormat.ofDelimiter(" ")
                .formatHex(Arrays.copyOf(head, Math.min(head.length, SHOWN_BYTES)));
    return MappingException.of(
        "format.unknown",
        "expected an XML message, found %s that begins with: %s".formatted(kind(head, text), shown),
        shown,
        new Location("/", 1));
  }

  private static String kind(byte[] head, String text) {
    if (startsWith(head, 'P', 'K', 3, 4)) {
      return "a ZIP archive";
    }
    if (startsWith(head, 0x1F, 0x8B)) {
      return "a gzip file";
    }
    if (startsWith(head, '%', 'P', 'D', 'F')) {
      return "a PDF document";
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return "JSON";
    }
    return isText(text) ? "text" : "binary data";
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> c == 0xFFFD || (c < ' ' && "\t\r\n".indexOf(c) < 0));
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /// Reads the root element and the header's sender, and then has enough.
  private static final class HeaderReader extends DefaultHandler {

    private static final Pattern DDEX =
        Pattern.compile("http://ddex\\.net/xml/(?:\\d{4}/)?([a-z]+)(?:-main)?/(\\d+)");

    /// Nobody's header is longer; a message without any is not searched to its end.
    private static final int ELEMENTS = 500;

    private final StringBuilder text = new StringBuilder();
    private final ArrayDeque<String> open = new ArrayDeque<>();
    private @Nullable Locator locator;
    private @Nullable Identification root;
    private @Nullable String senderId;
    private @Nullable String senderName;
    private int elements;

    Identification identification(String encoding) {
      if (root == null) {
        throw MappingException.of("format.unknown", "expected a root element, found none");
      }
      var sender = Optional.ofNullable(senderId).or(() -> Optional.ofNullable(senderName));
      return new Identification(
          encoding,
          root.root(),
          root.namespace(),
          root.format(),
          root.version(),
          root.type(),
          sender);
    }

    @Override
    public void setDocumentLocator(Locator locator) {
      this.locator = locator;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes)
        throws SAXException {
      if (root == null) {
        root = identify(uri, localName, qName);
      } else if (++elements > ELEMENTS) {
        throw new EnoughException();
      }
      open.push(localName);
      text.setLength(0);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      text.append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
      open.pop();
      var value = text.toString().strip();
      text.setLength(0);
      if (localName.equals("MessageHeader")) {
        throw new EnoughException();
      }
      if (open.contains("MessageSender") && !value.isEmpty()) {
        switch (localName) {
          case "PartyId" -> senderId = senderId == null ? value : senderId;
          case "FullName", "TradingName" -> senderName = senderName == null ? value : senderName;
          default -> {}
        }
      }
    }

    private Identification identify(String uri, String localName, String qName) {
      var ddex = DDEX.matcher(uri);
      if (!ddex.matches()) {
        throw refuse(
            qName,
            "format.unknown",
            ("expected a DDEX ERN message (a root element such as ern:NewReleaseMessage in a "
                    + "namespace http://ddex.net/xml/ern/…), found the root element %s in %s")
                .formatted(qName, uri.isEmpty() ? "no namespace" : "the namespace " + uri),
            qName);
      }
      var format = ddex.group(1);
      var version = String.join(".", ddex.group(2).split(""));
      if (!format.equals("ern")) {
        throw refuse(
            qName,
            "message.unknown-type",
            "expected a DDEX ERN message, found %s of DDEX %s %s, which does not announce products"
                .formatted(localName, format.toUpperCase(Locale.ROOT), version),
            localName);
      }
      if (!version.matches("3\\.[3-8](\\.\\d)?|4\\.[1-3](\\.\\d)?")) {
        throw refuse(
            qName,
            "format.version",
            "expected DDEX ERN 3.3 to 3.8 or 4.1 to 4.3, found ERN %s (namespace %s)"
                .formatted(version, uri),
            version);
      }
      if (!localName.equals("NewReleaseMessage") && !localName.equals("PurgeReleaseMessage")) {
        throw refuse(
            qName,
            "message.unknown-type",
            ("expected NewReleaseMessage or PurgeReleaseMessage, found %s; "
                    + "changes to a release are sent as a new NewReleaseMessage")
                .formatted(localName),
            localName);
      }
      return new Identification("", qName, uri, format, version, localName, Optional.empty());
    }

    private MappingException refuse(String root, String rule, String message, String value) {
      var line = locator == null ? 1 : Math.max(1, locator.getLineNumber());
      return MappingException.of(rule, message, value, new Location("/" + root, line));
    }

    private static final class EnoughException extends SAXException {
      private static final long serialVersionUID = 1;

      @Override
      public synchronized Throwable fillInStackTrace() {
        return this;
      }
    }
  }
}
