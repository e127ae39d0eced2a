package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.Product.Identifier;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Brings identifiers into one form and checks them by their standards. A wrong one is kept, marked
/// as not valid: providers send many, and whoever looks for it needs to find it as it was sent.
public final class Identifiers {

  private static final Pattern ISRC = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");
  private static final Pattern GRID = Pattern.compile("A1[A-Z0-9]{16}");
  private static final Pattern DPID = Pattern.compile("PADPIDA[0-9]{8}[A-Z0-9]{3}");
  private static final Pattern ISNI = Pattern.compile("[0-9]{15}[0-9X]");
  private static final Pattern ISWC = Pattern.compile("T[0-9]{10}");
  private static final Pattern ISBN_10 = Pattern.compile("[0-9]{9}[0-9X]");
  private static final Pattern ISMN = Pattern.compile("9790[0-9]{9}");
  private static final Pattern IPI = Pattern.compile("[0-9]{11}");

  private static final int GTIN_DIGITS = 14;
  private static final int IPI_DIGITS = 11;

  private Identifiers() {}

  /// The identifier in its normal form: `US-ABC-26-00001` of type `ISRC` becomes `USABC2600001`,
  /// the barcode `94631432057` of type `ICPN` becomes `00094631432057`. Types without a standard
  /// are kept as they are.
  public static Identifier of(String type, String raw, Optional<String> namespace) {
    return switch (type) {
      case "ICPN", "UPC", "EAN", "GTIN" -> {
        var digits = padded(compact(raw), GTIN_DIGITS);
        yield new Identifier(type, digits, namespace, isGtin(digits));
      }
      case "ISRC" -> checked(type, without("ISRC", compact(raw)), namespace, ISRC);
      case "ISWC" -> {
        var iswc = without("ISWC", compact(raw));
        yield new Identifier(type, iswc, namespace, isIswc(iswc));
      }
      case "ISNI" -> {
        var isni = without("ISNI", compact(raw));
        yield new Identifier(type, isni, namespace, isIsni(isni));
      }
      case "ISBN" -> {
        var isbn = without("ISBN", compact(raw));
        yield new Identifier(type, isbn, namespace, isIsbn(isbn));
      }
      case "ISMN" -> {
        var ismn = without("ISMN", compact(raw)).replaceFirst("^M(?=[0-9]{9}$)", "9790");
        yield new Identifier(type, ismn, namespace, isIsmn(ismn));
      }
      case "GRid" -> {
        var grid = without("GRID", compact(raw));
        yield new Identifier(
            type, grid, namespace, GRID.matcher(grid).matches() && isMod37And36(grid));
      }
      case "DPID" -> {
        var dpid = compact(raw);
        yield new Identifier(type, dpid, namespace, isDpid(dpid));
      }
      case "IPI", "IpiNameNumber" ->
          checked(type, padded(without("IPI", compact(raw)), IPI_DIGITS), namespace, IPI);
      case "FeedUrl", "NewFeedUrl" -> {
        var address = address(raw);
        yield new Identifier(type, address, namespace, !address.isEmpty());
      }
      default -> new Identifier(type, raw.strip(), namespace, !raw.isBlank());
    };
  }

  /// Who a message is from or for: a DPID without separators, any other identifier or name as it
  /// is.
  static String party(String raw) {
    var compact = compact(raw);
    return DPID.matcher(compact).matches() ? compact : raw;
  }

  /// A web address as what it leads to: without scheme, with the host in lower case, without a `/`
  /// at the end; whether it is read by HTTP or HTTPS makes no other feed of it.
  private static String address(String raw) {
    var bare = raw.strip().replaceFirst("(?i)^(https?|feed|itpc|pcast):(//)?", "");
    var slash = bare.indexOf('/');
    var host = slash < 0 ? bare : bare.substring(0, slash);
    var address = host.toLowerCase(Locale.ROOT) + (slash < 0 ? "" : bare.substring(slash));
    var end = address.length();
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    return address.substring(0, end);
  }

  /// GTIN-8, -12, -13 or -14, filled up to 14 digits: check digit modulo 10 with the weights 3 and
  /// 1 from the right (GS1 General Specifications, 7.9). The number of zeros is not a trade item.
  static boolean isGtin(String digits) {
    if (!digits.matches("[0-9]{14}") || digits.matches("0+")) {
      return false;
    }
    var sum = 0;
    for (var i = 0; i < GTIN_DIGITS; i++) {
      sum += digit(digits, i) * (i % 2 == 0 ? 3 : 1);
    }
    return sum % 10 == 0;
  }

  /// ISBN-13 has a GTIN's check digit; ISBN-10 is checked modulo 11 with the weights 10 to 1, `X`
  /// being 10 (ISO 2108).
  static boolean isIsbn(String isbn) {
    if (isbn.length() == 13) {
      return (isbn.startsWith("978") || isbn.startsWith("979")) && isGtin("0" + isbn);
    }
    if (!ISBN_10.matcher(isbn).matches()) {
      return false;
    }
    var sum = 0;
    for (var i = 0; i < 10; i++) {
      sum += (isbn.charAt(i) == 'X' ? 10 : digit(isbn, i)) * (10 - i);
    }
    return sum % 11 == 0;
  }

  /// 13 digits that begin with 9790, with a GTIN's check digit; the older form has `M` for 9790
  /// (ISO 10957).
  static boolean isIsmn(String ismn) {
    return ISMN.matcher(ismn).matches() && isGtin("0" + ismn);
  }

  /// `T`, nine digits and a check digit: one plus each digit times its place plus the check digit
  /// is divisible by 10 (ISO 15707, annex B).
  static boolean isIswc(String iswc) {
    if (!ISWC.matcher(iswc).matches()) {
      return false;
    }
    var sum = 1;
    for (var place = 1; place <= 9; place++) {
      sum += place * digit(iswc, place);
    }
    return (sum + digit(iswc, 10)) % 10 == 0;
  }

  /// Fifteen digits and a check character, ISO 7064 MOD 11-2 (ISO 27729).
  static boolean isIsni(String isni) {
    if (!ISNI.matcher(isni).matches()) {
      return false;
    }
    var product = 0;
    for (var i = 0; i < 15; i++) {
      product = (product + digit(isni, i)) * 2 % 11;
    }
    var check = isni.charAt(15) == 'X' ? 10 : digit(isni, 15);
    return (product + check) % 11 == 1;
  }

  /// A DDEX party: `PADPIDA`, the day it was registered, a number and a check character by ISO 7064
  /// MOD 37,36 (DDEX Party Identifier, "Format of a DPID").
  static boolean isDpid(String dpid) {
    return DPID.matcher(dpid).matches() && isMod37And36(dpid);
  }

  /// ISO 7064 MOD 37,36: the last of the letters and digits is the check character of all before
  /// it.
  private static boolean isMod37And36(String text) {
    var product = 36;
    for (var i = 0; i < text.length() - 1; i++) {
      var sum = (product + Character.digit(text.charAt(i), 36)) % 36;
      product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return (product + Character.digit(text.charAt(text.length() - 1), 36)) % 36 == 1;
  }

  private static Identifier checked(
      String type, String value, Optional<String> namespace, Pattern form) {
    return new Identifier(type, value, namespace, form.matcher(value).matches());
  }

  /// Upper case, without the separators that people write between the parts.
  private static String compact(String raw) {
    var compact = new StringBuilder(raw.length());
    raw.chars()
        .filter(c -> !Character.isWhitespace(c) && "-.:\u00A0\u2010\u2011\u2013".indexOf(c) < 0)
        .forEach(c -> compact.append((char) c));
    return compact.toString().toUpperCase(Locale.ROOT);
  }

  /// `ISRC USABC2600001` and `GRID:A1…` are written, too.
  private static String without(String label, String compact) {
    return compact.startsWith(label) ? compact.substring(label.length()) : compact;
  }

  private static String padded(String digits, int length) {
    return digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? digits
        : "0".repeat(Math.max(0, length - digits.length())) + digits;
  }

  private static int digit(String text, int index) {
    return text.charAt(index) - '0';
  }
}
