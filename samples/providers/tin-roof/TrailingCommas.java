import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.mapping.Prewash;

/// The label's files are written by hand and have a comma after the last thing of a list, which is
/// no JSON. A blank takes its place, so that everything stays where it is.
public final class TrailingCommas implements Prewash {

  @Override
  public byte[] wash(byte[] message) {
    var text = new StringBuilder(new String(message, UTF_8));
    var inString = false;
    var comma = -1;
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (inString) {
        i += character == '\\' ? 1 : 0;
        inString = character != '"';
      } else if ((character == ']' || character == '}') && comma >= 0) {
        text.setCharAt(comma, ' ');
        comma = -1;
      } else if (!Character.isWhitespace(character)) {
        comma = character == ',' ? i : -1;
        inString = character == '"';
      }
    }
    return text.toString().getBytes(UTF_8);
  }
}
