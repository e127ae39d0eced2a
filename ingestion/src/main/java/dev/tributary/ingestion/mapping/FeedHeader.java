package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.HeaderReader.FormatHeader;
import dev.tributary.ingestion.mapping.HeaderReader.Root;
import java.net.URI;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/// What a feed says before its first item; of Atom with its first entry, whose links tell a
/// catalogue (OPDS 1) from a podcast. Whose it is tells the host of the feed's own address, or else
/// that of the site it belongs to, or else its owner.
final class FeedHeader implements FormatHeader {

  static final String ATOM = "http://www.w3.org/2005/Atom";

  /// What the relations of OPDS begin with, and what its documents are told by (OPDS 1.2, 4 and 8).
  private static final String OPDS_RELATION = "http://opds-spec.org/";

  private static final String OPDS_PROFILE = "profile=opds-catalog";

  private final Root root;
  private final boolean atom;
  private boolean opds;
  private @Nullable String self;
  private @Nullable String site;
  private @Nullable String owner;

  private FeedHeader(Root root) {
    this.root = root;
    this.atom = !root.name().equals("rss");
  }

  static boolean isRoot(Root root) {
    return switch (root.name()) {
      case "rss" -> root.namespace().isEmpty();
      case "feed", "entry" -> root.namespace().equals(ATOM);
      default -> false;
    };
  }

  /// @throws MappingException for a version that no mapping is for
  static FeedHeader of(Root root) {
    var header = new FeedHeader(root);
    if (!header.atom && !header.version().matches("2\\.0(\\.\\d+)?|0\\.9[1-4]")) {
      throw root.refuse(
          "format.version",
          "expected RSS 2.0 or the like (0.91 to 0.94), found RSS %s".formatted(header.version()),
          header.version());
    }
    return header;
  }

  @Override
  public boolean starts(String name, Attributes attributes, Deque<String> within) {
    var href = attributes.getValue("href");
    if (atom && name.equals("link")) {
      opds |= isOfOpds(attributes);
    }
    if (name.equals("link") && href != null && within.size() <= 2 && !isInEntry(within)) {
      var rel = Optional.ofNullable(attributes.getValue("rel")).orElse("alternate");
      if (rel.equals("self")) {
        self = self == null ? href : self;
      } else if (rel.equals("alternate") && attributes.getValue("type") == null) {
        site = site == null ? href : site;
      }
    }
    return name.equals("item") && !atom;
  }

  /// Whether it is said of an entry rather than of what the message is.
  private boolean isInEntry(Deque<String> within) {
    return within.contains("entry") && !root.name().equals("entry");
  }

  private static boolean isOfOpds(Attributes link) {
    var relation = Optional.ofNullable(link.getValue("rel")).orElse("");
    var type = Optional.ofNullable(link.getValue("type")).orElse("");
    return relation.startsWith(OPDS_RELATION) || type.replace(" ", "").contains(OPDS_PROFILE);
  }

  @Override
  public boolean ends(String name, String text, Deque<String> within) {
    var parent = within.isEmpty() ? "" : within.getFirst();
    if (!text.isEmpty() && !isInEntry(within)) {
      switch (name) {
        case "link" -> site = parent.equals("channel") && site == null ? text : site;
        case "name" -> owner = parent.matches("owner|author") && owner == null ? text : owner;
        default -> {}
      }
    }
    return name.equals("entry");
  }

  @Override
  public Identification identification(String encoding) {
    return new Identification(
        encoding,
        root.qName(),
        root.namespace(),
        opds ? "opds" : atom ? "atom" : "rss",
        opds ? "1.2" : version(),
        root.name(),
        host(self).or(() -> host(site)).or(() -> Optional.ofNullable(owner)));
  }

  /// RSS that does not say is taken for 2.0, which all others are subsets of.
  private String version() {
    var stated = root.attributes().getValue("version");
    return atom ? "1.0" : stated == null || stated.isBlank() ? "2.0" : stated.strip();
  }

  /// The host of a web address, without `www.`.
  static Optional<String> host(@Nullable String address) {
    if (address == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(URI.create(address.strip()).getHost())
          .map(host -> host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", ""));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
