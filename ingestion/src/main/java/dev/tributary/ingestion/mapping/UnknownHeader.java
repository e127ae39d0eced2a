package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.util.Deque;
import java.util.Optional;
import org.xml.sax.Attributes;

/// XML that no base mapping is for. A provider may have one of its own for it.
record UnknownHeader(Root root) implements FormatHeader {

  @Override
  public boolean starts(String name, Attributes attributes, Deque<String> within) {
    return true;
  }

  @Override
  public boolean ends(String name, String text, Deque<String> within) {
    return true;
  }

  @Override
  public Identification identification(String encoding) {
    var reason =
        new Finding(
            "format.unknown",
            ("found the root element %s in %s; known in XML are DDEX ERN (such as"
                    + " ern:NewReleaseMessage in a namespace http://ddex.net/xml/ern/…), ONIX"
                    + " (ONIXMessage, ONIXmessage), podcasts' feeds (rss, or feed in Atom's"
                    + " namespace), OPDS 1 (feed with acquisition links), iTunes packages (package"
                    + " in %s), MARCXML (collection, record), Bibliotheca's ArrayOfItem and Axis 360's availabilityResponse; for"
                    + " another one the provider needs a mapping of its own, and the delivery the"
                    + " provider's name")
                .formatted(root.qName(), root.where(), ItunesHeader.NAMESPACE),
            Optional.of(root.qName()),
            Optional.of(new Location("/" + root.qName(), root.line())));
    return new Identification(
            encoding, root.qName(), root.namespace(), "xml", "", root.name(), Optional.empty())
        .unmapped(reason);
  }
}
