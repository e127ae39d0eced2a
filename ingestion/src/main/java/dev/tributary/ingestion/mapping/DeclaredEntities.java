package dev.tributary.ingestion.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The entities that a message declares in its internal DTD subset, within the bounds of
/// [BoundedReader], for whoever takes the message apart.
public final class DeclaredEntities {
  /// How many bytes of a message are looked at.
  public static final int HEAD = 64 << 10;

  private DeclaredEntities() {}

  /// Their names, and what each stands for; none of what is not XML.
  ///
  /// @param head the message's first bytes
  /// @throws MappingException if it declares more than it may, or refers to something outside
  public static Map<String, String> in(byte[] head) throws IOException {
    var reader = new BoundedReader(Limits.DEFAULT);
    reader.setContentHandler(new UpToTheRoot());
    reader.setErrorHandler(new DefaultHandler());
    try {
      reader.parse(new InputSource(new ByteArrayInputStream(head)));
    } catch (MappingException refused) {
      if (refused.finding().rule().equals("xml.doctype")) {
        throw refused;
      }
      // whoever reads on finds the fault, and its place
    } catch (SAXException _) {
      // the document type is over
    }
    return reader.declaredEntities();
  }

  private static final class UpToTheRoot extends DefaultHandler {
    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes)
        throws SAXException {
      throw new HeaderReader.EnoughException();
    }
  }
}
