package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import java.util.Deque;
import org.xml.sax.Attributes;

/// The header of a DDEX batch's manifest: no message of any product, but it says who sent the
/// batch.
final class ManifestHeader implements FormatHeader {

  private final UnknownHeader unknown;
  private final DdexSender sender = new DdexSender();

  ManifestHeader(Root root) {
    this.unknown = new UnknownHeader(root);
  }

  static boolean isRoot(Root root) {
    return root.name().equals("ManifestMessage");
  }

  @Override
  public boolean starts(String name, Attributes attributes, Deque<String> within) {
    return name.equals("MessageInBatch");
  }

  @Override
  public boolean ends(String name, String text, Deque<String> within) {
    sender.ends(name, text, within);
    return name.equals("MessageHeader");
  }

  @Override
  public Identification identification(String encoding) {
    return unknown.identification(encoding).from(sender.named());
  }
}
