package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.shipment.FileReference.Inside;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Finds out which files a message names without knowing its format: any text and any attribute
/// that is the name of a file in the package counts; of a table, JSON or other text, any piece
/// between what separates values there.
final class References {

  private static final int LONGEST_NAME = 1024;
  private static final String SEPARATORS = ",;|\t\"\r\n";

  private References() {}

  /// The files among `files` that `message` names. In memory that does not grow with the message;
  /// fetches nothing.
  static <F> Set<F> in(PackageFile message, NamedFiles<F> files) throws IOException {
    try (var in = message.open()) {
      return read(in, files);
    } catch (XMLStreamException notXml) {
      SafeXml.throwIfUnread(notXml);
    }
    try (var in = message.open()) {
      return pieces(in, files);
    }
  }

  /// The same; a message that may not be read could name any of `all`.
  static <F> Set<F> inOrAll(PackageFile message, NamedFiles<F> files, Collection<F> all)
      throws IOException {
    try {
      return in(message, files);
    } catch (AccessDeniedException | NoSuchFileException unreadable) {
      return new LinkedHashSet<>(all);
    }
  }

  private static <F> Set<F> pieces(InputStream in, NamedFiles<F> files) throws IOException {
    var named = new LinkedHashSet<F>();
    var piece = new StringBuilder();
    var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (var next = text.read(); next >= 0; next = text.read()) {
      if (SEPARATORS.indexOf(next) >= 0) {
        look(piece, files, named);
      } else if (piece.length() <= LONGEST_NAME) {
        piece.append((char) next);
      }
    }
    look(piece, files, named);
    return named;
  }

  private static <F> Set<F> read(InputStream in, NamedFiles<F> files)
      throws IOException, XMLStreamException {
    var named = new LinkedHashSet<F>();
    var text = new StringBuilder();
    var reader = SafeXml.reader(in, true);
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(reader, text);
        case XMLStreamConstants.START_ELEMENT -> {
          look(text, files, named);
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            look(reader.getAttributeValue(i), files, named);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> look(text, files, named);
        default -> {}
      }
    }
    return named;
  }

  private static void append(XMLStreamReader reader, StringBuilder text) {
    if (text.length() <= LONGEST_NAME) {
      int room = LONGEST_NAME + 1 - text.length();
      int length = Math.min(room, reader.getTextLength());
      text.append(reader.getTextCharacters(), reader.getTextStart(), length);
    }
  }

  private static <F> void look(StringBuilder text, NamedFiles<F> files, Set<F> named) {
    if (text.length() <= LONGEST_NAME) {
      look(text.toString(), files, named);
    }
    text.setLength(0);
  }

  private static <F> void look(String value, NamedFiles<F> files, Set<F> named) {
    if (!value.isBlank() && FileReference.parse(value) instanceof Inside reference) {
      named.addAll(files.meantBy(reference));
    }
  }
}
