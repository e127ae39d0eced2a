package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.marc.MarcRecords;
import dev.tributary.ingestion.table.Table;
import java.io.IOException;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// Recognises messages that list products one after the other and may be of any size: ONIX, in
/// reference names or short tags, MARC, JSON of libraries, and tables. Too large to be read at
/// once, such a message is taken apart as it is read ([ProductSplitter], [MarcSplitter],
/// [JsonSplitter], [TableSplitter]).
final class ManyProducts {

  private static final Set<String> ROOTS = Set.of("ONIXMessage", "ONIXmessage", "collection");
  private static final int HEAD = 4096;

  private ManyProducts() {}

  /// Whether `message` is one of them and larger than `bytes`. Reads its beginning only.
  static boolean areIn(PackageFile message, long bytes) throws IOException {
    return message.bytes() > bytes
        && (areTable(message)
            || areMarc(message)
            || JsonSplitter.canTakeApart(message)
            || ROOTS.contains(root(message)));
  }

  /// Whether `message` is a file of MARC records (ISO 2709).
  static boolean areMarc(ByteSource message) throws IOException {
    try (var in = message.open()) {
      return MarcRecords.areIn(in.readNBytes(HEAD));
    }
  }

  /// Whether `message` is a table.
  static boolean areTable(ByteSource message) throws IOException {
    return Table.dialect(message).isPresent();
  }

  /// The name of the root element; empty if there is none to be read.
  static String root(PackageFile message) throws IOException {
    try (var in = message.open()) {
      var reader = SafeXml.reader(in, true);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          return reader.getLocalName();
        }
      }
      return "";
    } catch (XMLStreamException notXml) {
      SafeXml.throwIfUnread(notXml);
      return "";
    }
  }
}
