package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/// The `metadata.xml` of an iTunes package (`.itmsp`): what it holds says the element after
/// language and provider.
final class ItunesHeader implements FormatHeader {

  static final String NAMESPACE = "http://apple.com/itunes/importer";

  private final Root root;
  private @Nullable String provider;
  private String content = "";

  private ItunesHeader(Root root) {
    this.root = root;
  }

  static boolean isRoot(Root root) {
    return root.namespace().startsWith(NAMESPACE) && root.name().equals("package");
  }

  static ItunesHeader of(Root root) {
    return new ItunesHeader(root);
  }

  @Override
  public boolean starts(String name, Attributes attributes, Deque<String> within) {
    switch (name) {
      case "language", "provider", "team_id" -> {
        return false;
      }
      default -> content = content.isEmpty() ? name : content;
    }
    return provider != null;
  }

  /// Providers that put themselves after the album are waited for.
  @Override
  public boolean ends(String name, String text, Deque<String> within) {
    if (name.equals("provider") && within.size() == 1 && !text.isEmpty()) {
      provider = text;
    }
    return provider != null && !content.isEmpty();
  }

  @Override
  public Identification identification(String encoding) {
    var stated = Optional.ofNullable(root.attributes().getValue("version")).orElse("").strip();
    var identification =
        new Identification(
            encoding,
            root.qName(),
            root.namespace(),
            "itmsp",
            stated.replaceFirst("^\\D+", ""),
            content,
            Optional.ofNullable(provider));
    return content.equals("album") ? identification : identification.unmapped(reason(stated));
  }

  private Finding reason(String version) {
    return new Finding(
        "message.unknown-type",
        ("expected a package of music (an album, version music5…), found one of %s (version %s);"
                + " films, series and books come in packages that no mapping is for yet")
            .formatted(content.isEmpty() ? "nothing" : content, version.isEmpty() ? "-" : version),
        Optional.of(content),
        Optional.of(new Location("/" + root.qName(), root.line())));
  }
}
