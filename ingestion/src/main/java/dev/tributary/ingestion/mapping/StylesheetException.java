package dev.tributary.ingestion.mapping;

/// A stylesheet that cannot be used: it does not compile, it fails while it runs, it reaches for a
/// file outside its folder, or what it yields is not a canonical document. The message says which
/// file and line, and what to do. Mend the stylesheet and send the same messages again.
public final class StylesheetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StylesheetException(String message) {
    super(message);
  }

  StylesheetException(String message, Throwable cause) {
    super(message, cause);
  }
}
