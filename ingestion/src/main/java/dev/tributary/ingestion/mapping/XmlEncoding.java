package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which encoding the first bytes of XML tell: a byte order mark, the pattern of the first
/// characters, or the XML declaration; UTF-8 without any of them (XML 1.0, appendix F).
public final class XmlEncoding {
  /// How many bytes are looked at.
  public static final int HEAD = 4096;

  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");

  private XmlEncoding() {}

  /// The encoding of what begins with `head`, by the name that it goes by (`UTF-8` for `utf8`), or
  /// as declared if it is not known.
  ///
  /// @throws MappingException if a mark and the declaration contradict each other, as the standard
  ///   demands (4.3.3)
  public static String of(byte[] head) {
    var marked = marked(head);
    var declaration = DECLARED.matcher(start(head));
    if (!declaration.find()) {
      return marked.orElse("UTF-8");
    }
    var written = declaration.group(1);
    var declared = name(written);
    var isContradiction =
        marked
            .map(mark -> !mark.startsWith(declared.toUpperCase(Locale.ROOT)))
            .orElse(declared.toUpperCase(Locale.ROOT).startsWith("UTF-16"));
    if (isContradiction) {
      throw MappingException.of(
          "xml.encoding",
          "expected the encoding that is declared (%s), found bytes in %s; declare what is written"
              .formatted(written, marked.orElse("an encoding of single bytes")),
          written,
          new Location("/", 1));
    }
    return marked.orElse(declared);
  }

  /// The characters that `head` begins with, without the mark.
  static String start(byte[] head) {
    var text = new String(head, Charset.forName(marked(head).orElse("UTF-8")));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String name(String declared) {
    try {
      return Charset.forName(declared).name();
    } catch (IllegalArgumentException unknown) {
      return declared;
    }
  }

  private static Optional<String> marked(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return Optional.of("UTF-8");
    }
    if (startsWith(head, 0xFE, 0xFF) || startsWith(head, 0x00, '<', 0x00)) {
      return Optional.of("UTF-16BE");
    }
    if (startsWith(head, 0xFF, 0xFE) || startsWith(head, '<', 0x00)) {
      return Optional.of("UTF-16LE");
    }
    return Optional.empty();
  }

  static boolean startsWith(byte[] head, int... bytes) {
    for (var i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
