package dev.tributary.ingestion.generate;

import java.math.BigInteger;
import java.util.Locale;

/// Identifiers with right check digits, in ranges that are given to nobody.
final class Identifiers {

  private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Identifiers() {}

  /// An EAN-13 of the range that shops use among themselves (GS1 prefixes 20 to 29).
  static String icpn(long number) {
    var digits = "28" + padded(number, 10);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + Math.floorMod(-sum, 10);
  }

  /// An ISRC under `XX`, a country code that ISO 3166 leaves to its users.
  static String isrc(long number) {
    var registrant = padded(Long.toString(number / 10_000_000, 36), 2).toUpperCase(Locale.ROOT);
    return "XXG" + registrant + padded(number % 10_000_000, 7);
  }

  /// A GRid of the issuer `ZZZZZ`.
  static String grid(long number) {
    return withMod37Check("A1ZZZZZ" + padded(number, 10));
  }

  /// The DDEX party of that `number` registered on a day that is far ahead.
  static String dpid(int number) {
    return withMod37Check("PADPIDA20990202" + padded(number, 2));
  }

  /// An ISNI far above those in use.
  static String isni(long number) {
    var digits = "9998" + padded(number, 11);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum = (sum + digits.charAt(i) - '0') * 2;
    }
    int check = (12 - sum % 11) % 11;
    return digits + (check == 10 ? "X" : check);
  }

  /// A hash sum of the length that MD5 has; no file belongs to it.
  static String md5(long number) {
    return padded(BigInteger.valueOf(number + 1).pow(9).toString(16), 32).substring(0, 32);
  }

  /// ISO 7064 mod 37,36.
  private static String withMod37Check(String text) {
    int product = 36;
    for (int i = 0; i < text.length(); i++) {
      int sum = (product + ALPHANUMERIC.indexOf(text.charAt(i))) % 36;
      product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return text + ALPHANUMERIC.charAt((37 - product) % 36);
  }

  static String padded(long number, int length) {
    return padded(Long.toString(number), length);
  }

  private static String padded(String digits, int length) {
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
