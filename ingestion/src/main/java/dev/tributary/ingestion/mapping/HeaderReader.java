package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.DefaultHandler;

/// Reads the root element of a message and what is said about the message before its products, and
/// then has enough. For one message.
final class HeaderReader extends DefaultHandler {

  /// Nobody's header is longer; a message without any is not searched to its end.
  private static final int ELEMENTS = 500;

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private @Nullable Locator locator;
  private @Nullable FormatHeader header;
  private int elements;

  /// What one format says about a message at its beginning, element by element.
  interface FormatHeader {

    /// An element begins; `within` are the names of those around it, the nearest first.
    ///
    /// @return whether the rest is of no interest
    boolean starts(String name, Attributes attributes, Deque<String> within);

    /// An element ends whose text is `text`.
    ///
    /// @return whether the rest is of no interest
    boolean ends(String name, String text, Deque<String> within);

    /// What is known by now.
    Identification identification(String encoding);
  }

  /// The name and namespace of the root element, with the means to refuse it.
  record Root(String name, String qName, String namespace, Attributes attributes, int line) {

    MappingException refuse(String rule, String message, String value) {
      return MappingException.of(rule, message, value, new Location("/" + qName, line));
    }

    String where() {
      return namespace.isEmpty() ? "no namespace" : "the namespace " + namespace;
    }
  }

  Identification identification(String encoding) {
    if (header == null) {
      throw MappingException.of("format.unknown", "expected a root element, found none");
    }
    return header.identification(encoding);
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    if (header == null) {
      header = header(new Root(localName, qName, uri, new AttributesImpl(attributes), line()));
    } else if (++elements > ELEMENTS || header.starts(localName, attributes, open)) {
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
    if (header != null && header.ends(localName, value, open)) {
      throw new EnoughException();
    }
  }

  private int line() {
    return locator == null ? 1 : Math.max(1, locator.getLineNumber());
  }

  private static FormatHeader header(Root root) {
    if (OnixHeader.isRoot(root)) {
      return OnixHeader.of(root);
    }
    if (FeedHeader.isRoot(root)) {
      return FeedHeader.of(root);
    }
    if (MarcIdentification.isRoot(root)) {
      return new MarcIdentification(root);
    }
    if (ErnHeader.isRoot(root)) {
      return ErnHeader.of(root);
    }
    if (LibraryHeader.isRoot(root)) {
      return LibraryHeader.of(root);
    }
    if (ItunesHeader.isRoot(root)) {
      return ItunesHeader.of(root);
    }
    if (ManifestHeader.isRoot(root)) {
      return new ManifestHeader(root);
    }
    return new UnknownHeader(root);
  }

  /// Ends the reading.
  static final class EnoughException extends SAXException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
