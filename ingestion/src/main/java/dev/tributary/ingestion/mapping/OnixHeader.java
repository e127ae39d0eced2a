package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/// The header of an ONIX message, in reference names or short tags. The attribute `release` says
/// the version, or else the namespace; where neither does, the elements do: 2.1 has no `Sender`.
final class OnixHeader implements FormatHeader {

  /// The root elements in reference names and in short tags.
  static final String REFERENCE = "ONIXMessage";

  static final String SHORT = "ONIXmessage";

  private static final Pattern NAMESPACE =
      Pattern.compile("https?://(?:ns|www)\\.editeur\\.org/onix/(\\d\\.\\d)(?:/.*)?");

  /// What names a sender, the best first: of 3.x, then of 2.1.
  private static final List<String> SENDER = List.of("SenderName", "FromCompany", "FromPerson");

  private final Root root;
  private final ElementNames names;
  private final Map<String, String> senders = new HashMap<>();
  private @Nullable String version;

  private OnixHeader(Root root, @Nullable String version) {
    this.root = root;
    this.names = ElementNames.of(root.name());
    this.version = version;
  }

  static boolean isRoot(Root root) {
    return root.name().equals(REFERENCE) || root.name().equals(SHORT);
  }

  /// @throws MappingException for a version that no mapping is for
  static OnixHeader of(Root root) {
    var namespace = NAMESPACE.matcher(root.namespace());
    if (!root.namespace().isEmpty() && !namespace.matches()) {
      throw root.refuse(
          "format.unknown",
          "expected ONIX in no namespace or in one of EDItEUR's, found %s".formatted(root.where()),
          root.namespace());
    }
    var release = root.attributes().getValue("release");
    var stated = release != null ? release.strip() : namespace.matches() ? namespace.group(1) : "";
    if (!stated.isEmpty() && !stated.matches("2\\.1|3\\.[01]")) {
      throw root.refuse(
          "format.version",
          "expected ONIX 2.1, 3.0 or 3.1, found ONIX %s".formatted(stated),
          stated);
    }
    return new OnixHeader(root, stated.isEmpty() ? null : stated);
  }

  @Override
  public boolean starts(String name, Attributes attributes, Deque<String> within) {
    var reference = names.reference(name);
    if (version == null) {
      version =
          switch (reference) {
            case "Sender", "SentDateTime", "DescriptiveDetail" -> "3.0";
            case "FromCompany", "FromPerson", "SentDate", "ProductForm", "Title" -> "2.1";
            default -> null;
          };
    }
    return reference.equals("Product") && version != null;
  }

  @Override
  public boolean ends(String name, String text, Deque<String> within) {
    var reference = names.reference(name);
    if (SENDER.contains(reference) && !text.isEmpty()) {
      senders.putIfAbsent(reference, text);
    }
    return (reference.equals("Header") || reference.equals("Product")) && version != null;
  }

  @Override
  public Identification identification(String encoding) {
    return new Identification(
        encoding,
        root.qName(),
        root.namespace(),
        "onix",
        version == null ? "2.1" : version,
        REFERENCE,
        SENDER.stream().flatMap(key -> Optional.ofNullable(senders.get(key)).stream()).findFirst());
  }
}
