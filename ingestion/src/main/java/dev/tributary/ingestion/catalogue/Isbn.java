package dev.tributary.ingestion.catalogue;

import java.util.regex.Pattern;

/// The two forms of an ISBN, which name the same book.
final class Isbn {
  private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{9}[0-9X]");

  private Isbn() {}

  /// `isbn` with 13 digits, if it has ten: 978 before it, and another check digit (ISO 2108, annex
  /// A).
  static String of13Digits(String isbn) {
    if (!TEN_DIGITS.matcher(isbn).matches()) {
      return isbn;
    }
    var stem = "978" + isbn.substring(0, 9);
    var sum = 0;
    for (var i = 0; i < stem.length(); i++) {
      sum += (stem.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return stem + (10 - sum % 10) % 10;
  }
}
