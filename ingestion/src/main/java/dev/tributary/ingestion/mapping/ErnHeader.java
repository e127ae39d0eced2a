package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;

/// The header of a DDEX message: its namespace says version and kind, its `MessageSender` who sent
/// it.
final class ErnHeader implements FormatHeader {

  private static final Pattern DDEX =
      Pattern.compile("http://ddex\\.net/xml/(?:\\d{4}/)?([a-z]+)(?:-main)?/(\\d+)");

  /// What messages of DDEX's other standards are for.
  private static final Map<String, String> OTHER_STANDARDS =
      Map.of(
          "mead",
          " (Media Enrichment And Description): it tells more of releases that ERN messages have"
              + " announced, such as awards, and offers none itself",
          "pie",
          " (Party Identification and Enrichment): it tells more of artists and other parties, and"
              + " speaks of no product");

  private final Root root;
  private final String version;
  private final DdexSender sender = new DdexSender();

  private ErnHeader(Root root, String version) {
    this.root = root;
    this.version = version;
  }

  static boolean isRoot(Root root) {
    return DDEX.matcher(root.namespace()).matches();
  }

  /// @throws MappingException for a message of DDEX's that no mapping is for
  static ErnHeader of(Root root) {
    var ddex = DDEX.matcher(root.namespace());
    if (!ddex.matches()) {
      throw new IllegalArgumentException("not a DDEX message: " + root);
    }
    var format = ddex.group(1);
    var version = String.join(".", ddex.group(2).split(""));
    if (!format.equals("ern")) {
      throw root.refuse(
          "message.unknown-type",
          "expected a DDEX ERN message, found %s of DDEX %s %s%s"
              .formatted(
                  root.name(),
                  format.toUpperCase(Locale.ROOT),
                  version,
                  OTHER_STANDARDS.getOrDefault(format, ", which does not announce products")),
          root.name());
    }
    if (!version.matches("3\\.[3-8](\\.\\d)?|4\\.[1-3](\\.\\d)?")) {
      throw root.refuse(
          "format.version",
          "expected DDEX ERN 3.3 to 3.8 or 4.1 to 4.3, found ERN %s (namespace %s)"
              .formatted(version, root.namespace()),
          version);
    }
    if (!root.name().equals("NewReleaseMessage") && !root.name().equals("PurgeReleaseMessage")) {
      throw root.refuse(
          "message.unknown-type",
          ("expected NewReleaseMessage or PurgeReleaseMessage, found %s; "
                  + "changes to a release are sent as a new NewReleaseMessage")
              .formatted(root.name()),
          root.name());
    }
    return new ErnHeader(root, version);
  }

  @Override
  public boolean starts(String name, Attributes attributes, Deque<String> within) {
    return false;
  }

  @Override
  public boolean ends(String name, String text, Deque<String> within) {
    sender.ends(name, text, within);
    return name.equals("MessageHeader");
  }

  @Override
  public Identification identification(String encoding) {
    return new Identification(
        encoding, root.qName(), root.namespace(), "ern", version, root.name(), sender.named());
  }
}
