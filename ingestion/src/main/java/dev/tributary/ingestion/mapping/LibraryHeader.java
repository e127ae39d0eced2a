package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import java.util.Deque;
import java.util.Optional;
import org.xml.sax.Attributes;

/// The lists of titles that suppliers of libraries answer with: Bibliotheca's `ArrayOfItem` (3M
/// Cloud Library), and `availabilityResponse` of Boundless (Axis 360). They have no header; the
/// root says it all.
final class LibraryHeader implements FormatHeader {

  private final Root root;
  private final String format;
  private final String sender;

  private LibraryHeader(Root root, String format, String sender) {
    this.root = root;
    this.format = format;
    this.sender = sender;
  }

  static boolean isRoot(Root root) {
    return isBibliotheca(root) || isAxis360(root);
  }

  private static boolean isBibliotheca(Root root) {
    return root.namespace().isEmpty() && root.name().matches("ArrayOfItem|Item");
  }

  private static boolean isAxis360(Root root) {
    return root.namespace().matches("(?i)https?://axis360api\\.baker-taylor\\.com/.*")
        && root.name().equals("availabilityResponse");
  }

  static LibraryHeader of(Root root) {
    return isAxis360(root)
        ? new LibraryHeader(root, "axis-360", "Axis 360")
        : new LibraryHeader(root, "bibliotheca", "Bibliotheca");
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
    return new Identification(
        encoding, root.qName(), root.namespace(), format, "1.0", root.name(), Optional.of(sender));
  }
}
