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
  /// @throws MappingException if a mark and the declaration contradict each other
  static String of(byte[] head) {
    requireAgreement(head);
    return encoding(head);
  }

  /// Whether it is UTF-8, by the mark if there is one.
  public static boolean isUtf8(byte[] head) {
    return encoding(head).equals("UTF-8");
  }

  /// Refuses a mark and a declaration that contradict each other, as the standard demands (4.3.3).
  ///
  /// @throws MappingException if they do
  public static void requireAgreement(byte[] head) {
    var marked = marked(head);
    var declared = declared(head);
    if (declared.isPresent() && isContradiction(marked, name(declared.get()))) {
      throw MappingException.of(
          "xml.encoding",
          "expected the encoding that is declared (%s), found bytes in %s; declare what is written"
              .formatted(declared.get(), marked.orElse("an encoding of single bytes")),
          declared.get(),
          new Location("/", 1));
    }
  }

  private static boolean isContradiction(Optional<String> marked, String declared) {
    var name = declared.toUpperCase(Locale.ROOT);
    return marked.isPresent() ? !marked.get().startsWith(name) : name.startsWith("UTF-16");
  }

  private static String encoding(byte[] head) {
    return marked(head).or(() -> declared(head).map(XmlEncoding::name)).orElse("UTF-8");
  }

  private static Optional<String> declared(byte[] head) {
    var declaration = DECLARED.matcher(start(head));
    return declaration.find() ? Optional.of(declaration.group(1)) : Optional.empty();
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
