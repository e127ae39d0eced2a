package dev.tributary.ingestion.shipment;

import java.util.List;
import javax.xml.stream.XMLInputFactory;

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

  /// @param replacing whether named characters are given as text, which fails for those that only a
  ///   DTD knows
  static XMLInputFactory inputFactory(boolean replacing) {
    var factory = inputFactory();
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, replacing);
    return factory;
  }

  static XMLInputFactory inputFactory() {
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
