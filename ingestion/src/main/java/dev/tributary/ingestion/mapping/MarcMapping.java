package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.marc.MarcRecords;
import dev.tributary.ingestion.marc.MarcRecords.Framed;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.IOException;
import java.util.Optional;
import org.marc4j.MarcError;
import org.marc4j.MarcException;
import org.marc4j.MarcPermissiveStreamReader;
import org.marc4j.marc.Record;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Reads MARC 21, each record as a product: audiobooks, books, recordings. A record that cannot be
/// read is refused alone, with its number.
final class MarcMapping implements Mapping {

  private final boolean isXml;
  private final Limits limits;

  /// @param isXml whether it is MARCXML rather than ISO 2709
  MarcMapping(boolean isXml, Limits limits) {
    this.isXml = isXml;
    this.limits = limits;
  }

  /// Changes with what the mapping makes of a record.
  @Override
  public String version() {
    return "marc-21 2";
  }

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    var draft = new DocumentDraft();
    if (isXml) {
      mapXml(content, draft);
    } else {
      mapBinary(content, draft);
    }
    return draft.document(
        MarcIdentification.FORMAT, MarcIdentification.VERSION, isXml ? "MARCXML" : "ISO 2709");
  }

  private void mapXml(Content content, DocumentDraft draft) throws IOException {
    var records = new MarcXmlRecords();
    var reader = new BoundedReader(limits);
    reader.setContentHandler(records);
    reader.setErrorHandler(records);
    try (var in = content.open()) {
      reader.parse(new InputSource(in));
    } catch (SAXException e) {
      throw new IllegalStateException("the XML parser failed in a way that it never should", e);
    }
    for (var placed : records.records()) {
      var at = new Location("/collection/record[%d]".formatted(placed.number()), placed.line());
      if (placed.problem().isPresent()) {
        refuse(draft, at, placed.problem().get());
      } else {
        new MarcProduct(placed.record(), draft, at).add();
      }
    }
  }

  private static void mapBinary(Content content, DocumentDraft draft) throws IOException {
    try (var in = content.open()) {
      var records = new MarcRecords(in);
      for (var framed = records.next(); framed != null; framed = records.next()) {
        var at = new Location("/record[%d]".formatted(framed.number()), framed.number());
        try {
          new MarcProduct(read(framed), draft, at).add();
        } catch (MarcException | IndexOutOfBoundsException | IllegalArgumentException broken) {
          refuse(draft, at, String.valueOf(broken.getMessage()));
        }
      }
    }
  }

  /// The permissive reader mends what many systems do wrong, lengths among it, and guesses the
  /// encoding where the leader does not tell the truth. It tries for long with what has no leader
  /// at all, which is refused before.
  private static Record read(Framed framed) {
    if (!framed.isWhole()) {
      throw new MarcException("its end is missing");
    }
    if (!framed.hasLeader()) {
      throw new MarcException("bytes that do not begin with a leader");
    }
    if (!framed.isInItsEncoding()) {
      throw new MarcException("bytes that are not UTF-8, which its leader says it is in");
    }
    var reader = new MarcPermissiveStreamReader(framed.open(), true, true, "BESTGUESS");
    if (!reader.hasNext()) {
      throw new MarcException("nothing that can be read");
    }
    var record = reader.next();
    fatal(record)
        .ifPresent(
            error -> {
              throw new MarcException(error.message);
            });
    if (record.getDataFields().isEmpty()) {
      throw new MarcException("no fields that can be read");
    }
    return record;
  }

  private static Optional<MarcError> fatal(Record record) {
    return record.hasErrors()
        ? record.getErrors().stream().filter(error -> error.severity >= MarcError.FATAL).findFirst()
        : Optional.empty();
  }

  private static void refuse(DocumentDraft draft, Location at, String problem) {
    var product = draft.next(at);
    draft.find(
        "marc.record",
        "expected a record of MARC 21, found %s; the others are taken, send this one again"
            .formatted(problem),
        at.path(),
        at);
    draft.add(product.product());
  }
}
