package dev.tributary.ingestion.shipment;

import javax.xml.stream.XMLInputFactory;

/// How this package reads XML of strangers: no DTD is processed and nothing is fetched.
final class SafeXml {

  private SafeXml() {}

  static XMLInputFactory inputFactory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }
}
