package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.mapping.XmlEncoding;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// How this package reads XML of strangers: no DTD is processed and nothing is fetched.
final class SafeXml {

  /// The JDK counts every `&amp;` against these, as if it could grow. Nothing can without a DTD,
  /// and a message of any size may have any number of them.
  private static final List<String> COUNTED_LIMITS =
      List.of(
          "jdk.xml.maxGeneralEntitySizeLimit",
          "jdk.xml.totalEntitySizeLimit",
          "jdk.xml.entityExpansionLimit");

  private SafeXml() {}

  /// A reader of `message`, in whichever way it names its encoding; the parser itself knows one
  /// name of UTF-8.
  ///
  /// @param replacing whether named characters are given as text, which fails for those that only a
  ///   DTD knows
  static XMLStreamReader reader(InputStream message, boolean replacing)
      throws IOException, XMLStreamException {
    var head = message.readNBytes(XmlEncoding.HEAD);
    var whole = new SequenceInputStream(new ByteArrayInputStream(head), message);
    var factory = inputFactory();
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, replacing);
    return XmlEncoding.isUtf8(head)
        ? factory.createXMLStreamReader(whole, "UTF-8")
        : factory.createXMLStreamReader(whole);
  }

  /// Throws what kept bytes from being read, if `failure` is that and no fault of the XML. Bytes
  /// that are no characters are the XML's.
  static void throwIfUnread(XMLStreamException failure) throws IOException {
    if (failure.getNestedException() instanceof IOException unread
        && !(unread instanceof CharConversionException)
        && !(unread instanceof CharacterCodingException)
        && !(unread instanceof UnsupportedEncodingException)) {
      throw unread;
    }
  }

  private static XMLInputFactory inputFactory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    for (var limit : COUNTED_LIMITS) {
      factory.setProperty(limit, 0);
    }
    return factory;
  }
}
