package dev.tributary.ingestion.mapping;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes plain text of what may be HTML: tags, comments, scripts and styles go, named and numbered
/// characters become themselves, and blocks are kept apart by a blank. What only looks like markup
/// (`a < b`, `<Untitled>`) stays. Nothing is trusted: the result is text, not markup, whatever it
/// may look like.
final class Html {

  private static final Set<String> BLOCKS =
      Set.of(
          ("address article aside blockquote br center dd div dl dt figcaption figure footer form h1"
                  + " h2 h3 h4 h5 h6 header hr li ol p pre section table tbody td tfoot th thead tr"
                  + " ul")
              .split(" ", -1));

  private static final Set<String> INLINE =
      Set.of(
          ("a abbr acronym b bdi bdo big cite code del dfn em font i iframe img input ins kbd label"
                  + " mark nobr q ruby rp rt s samp small span strike strong sub sup time tt u var"
                  + " wbr")
              .split(" ", -1));

  /// Elements whose content is no text, and those that only documents have.
  private static final Set<String> OTHERS =
      Set.of(
          "script style object embed param audio video source track html body head meta noscript"
              .split(" ", -1));

  private static final Pattern HIDDEN =
      Pattern.compile(
          "(?is)<!--.*?(?:-->|$)|<(script|style|head|noscript)\\b[^<>]*>.*?(?:</\\1\\s*>|$)");

  private static final Pattern TAG = Pattern.compile("</?([A-Za-z][A-Za-z0-9]*)(?:[\\s/][^<>]*)?>");

  private static final Pattern CHARACTER =
      Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));");

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private Html() {}

  /// Whether `name` is an element of HTML that stands within text, where white space between
  /// elements counts.
  static boolean isOfText(String name) {
    return BLOCKS.contains(name) || INLINE.contains(name);
  }

  /// Whether `name` is an element that is kept apart from the text around it.
  static boolean isBlock(String name) {
    return BLOCKS.contains(name);
  }

  /// The text of `html`.
  static String text(String html) {
    if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
      return withoutControls(html);
    }
    var shown = html.indexOf('<') < 0 ? html : HIDDEN.matcher(html).replaceAll(" ");
    var bare =
        TAG.matcher(shown)
            .replaceAll(
                tag -> {
                  var name = tag.group(1).toLowerCase(Locale.ROOT);
                  return BLOCKS.contains(name) || OTHERS.contains(name)
                      ? " "
                      : INLINE.contains(name) ? "" : Matcher.quoteReplacement(tag.group());
                });
    var text =
        CHARACTER
            .matcher(bare)
            .replaceAll(
                reference ->
                    Matcher.quoteReplacement(
                        character(
                            reference.group(),
                            reference.group(1),
                            reference.group(2),
                            reference.group(3))));
    return withoutControls(text);
  }

  private static String character(
      String reference,
      @Nullable String decimal,
      @Nullable String hexadecimal,
      @Nullable String name) {
    if (name != null) {
      return Entities.character(name).orElse(reference);
    }
    var code =
        decimal != null
            ? Integer.parseInt(decimal)
            : Integer.parseInt(Objects.requireNonNull(hexadecimal), 16);
    return Character.isValidCodePoint(code) && code >= ' ' && (code < 0xD800 || code > 0xDFFF)
        ? Character.toString(code)
        : " ";
  }

  /// What stands where Unicode has control characters was mostly meant as Windows has it there:
  /// quotes and dashes.
  private static String withoutControls(String text) {
    @Nullable StringBuilder mended = null;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 0x80 && c <= 0x9F) {
        mended = mended == null ? new StringBuilder(text) : mended;
        var meant = new String(new byte[] {(byte) c}, WINDOWS).charAt(0);
        mended.setCharAt(i, meant == 0xFFFD || Character.isISOControl(meant) ? ' ' : meant);
      }
    }
    return mended == null ? text : mended.toString();
  }
}
