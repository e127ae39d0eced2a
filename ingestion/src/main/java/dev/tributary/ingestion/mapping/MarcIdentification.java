package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import dev.tributary.ingestion.marc.MarcRecords;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.xml.sax.Attributes;

/// Recognises MARC 21, in records of ISO 2709 by the first of them, and in XML by its namespace.
record MarcIdentification(Root root) implements FormatHeader {

  static final String FORMAT = "marc";
  static final String VERSION = "21";
  static final String NAMESPACE = "http://www.loc.gov/MARC21/slim";

  /// Many export them without the namespace.
  private static final Set<String> ROOTS = Set.of("collection", "record");

  /// A file of records, if `head` is the beginning of one.
  static Optional<Identification> of(byte[] head) {
    return MarcRecords.areIn(head)
        ? Optional.of(identification("MARC-8", "", "", "ISO 2709"))
        : Optional.empty();
  }

  static boolean isRoot(Root root) {
    return root.namespace().equals(NAMESPACE)
        || (root.namespace().isEmpty() && ROOTS.contains(root.name()));
  }

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
    return identification(encoding, root.qName(), root.namespace(), "MARCXML");
  }

  private static Identification identification(
      String encoding, String root, String namespace, String type) {
    return new Identification(encoding, root, namespace, FORMAT, VERSION, type, Optional.empty());
  }
}
