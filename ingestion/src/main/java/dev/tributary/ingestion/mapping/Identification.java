package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// What a message is, as its first kilobytes tell, or its outline if it is JSON: enough to choose
/// the mapping for it.
///
/// @param encoding of the characters, such as `UTF-8` or `UTF-16BE`
/// @param root qualified name of the root element, such as `ern:NewReleaseMessage`
/// @param namespace of the root element, empty if it has none
/// @param format the family of formats: `ern`, `onix`, `rss`, `atom`, `opds`, `csv`, `marc` …;
///   `xml` or `json` for what is of none
/// @param version of the format, such as `3.8.2`
/// @param type the kind of message, such as `NewReleaseMessage`
/// @param sender who sent it, by an identifier or, failing that, by name; a feed is its host's
/// @param unmapped why no base mapping reads it, if none does; a provider's own mapping may
public record Identification(
    String encoding,
    String root,
    String namespace,
    String format,
    String version,
    String type,
    Optional<String> sender,
    Optional<Finding> unmapped) {

  private static final int SHOWN_BYTES = 16;

  /// What a base mapping reads.
  Identification(
      String encoding,
      String root,
      String namespace,
      String format,
      String version,
      String type,
      Optional<String> sender) {
    this(encoding, root, namespace, format, version, type, sender, Optional.empty());
  }

  /// The same, with the reason why no base mapping reads it.
  Identification unmapped(Finding reason) {
    return new Identification(
        encoding, root, namespace, format, version, type, sender, Optional.of(reason));
  }

  /// The same, of that sender.
  Identification from(Optional<String> named) {
    return new Identification(encoding, root, namespace, format, version, type, named, unmapped);
  }

  /// Reads as much of the message as it takes: XML no further than to the end of its header, JSON
  /// to its end, since its keys stand in any order.
  ///
  /// @throws MappingException if it is nothing that we know, naming what it is
  /// @throws IOException if the bytes cannot be read
  public static Identification of(Content content) throws IOException {
    return of(content, Limits.DEFAULT);
  }

  static Identification of(Content content, Limits limits) throws IOException {
    try (var in = content.open()) {
      var head = in.readNBytes(XmlEncoding.HEAD);
      var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
      if (JsonReader.begins(head)) {
        return JsonHeader.identify(whole, limits);
      }
      var notXml = MarcIdentification.of(head);
      if (notXml.isEmpty()) {
        notXml = TableIdentification.of(content);
      }
      if (notXml.isPresent()) {
        return notXml.get();
      }
      var encoding = encoding(head);
      var header = new HeaderReader();
      var reader = new BoundedReader(limits);
      reader.setContentHandler(header);
      reader.setErrorHandler(header);
      try {
        reader.parse(new InputSource(whole));
      } catch (HeaderReader.EnoughException _) {
        // the rest of the message is the mapping's
      } catch (SAXException e) {
        throw new IllegalStateException("the XML parser failed in a way that it never should", e);
      }
      return header.identification(encoding);
    }
  }

  /// The encoding of what begins as XML does.
  private static String encoding(byte[] head) {
    if (head.length == 0) {
      throw MappingException.of("container.empty", "expected a message, found zero bytes");
    }
    var start = XmlEncoding.start(head);
    if (start.isBlank() && head.length < XmlEncoding.HEAD) {
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
    return XmlEncoding.of(head);
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
        "expected a message (XML, JSON, a table, MARC), found %s that begins with: %s"
            .formatted(kind(head, text), shown),
        shown,
        new Location("/", 1));
  }

  private static String kind(byte[] head, String text) {
    if (XmlEncoding.startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      return "a document of an old Office (a spreadsheet can be saved as CSV in UTF-8)";
    }
    if (XmlEncoding.startsWith(head, 'P', 'K', 3, 4)) {
      return "a ZIP archive or a spreadsheet (which can be saved as CSV in UTF-8)";
    }
    if (XmlEncoding.startsWith(head, 0x1F, 0x8B)) {
      return "a gzip file";
    }
    if (XmlEncoding.startsWith(head, '%', 'P', 'D', 'F')) {
      return "a PDF document";
    }
    return isText(text) ? "text" : "binary data";
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> c == 0xFFFD || (c < ' ' && "\t\r\n".indexOf(c) < 0));
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
