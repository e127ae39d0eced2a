package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;

/// Every line of a text as every value that it could be meant for.
public final class ReadValues {
  private static final List<String> IDENTIFIERS =
      List.of(
          "ICPN",
          "ISRC",
          "ISWC",
          "ISNI",
          "ISBN",
          "GRid",
          "DPID",
          "IPI",
          "FeedUrl",
          "ProprietaryId");

  private ReadValues() {}

  /// Reads the first lines of `text`; nothing but a date or length that is none is refused.
  public static void of(byte[] text) {
    new String(text, UTF_8).lines().limit(1_000).forEach(ReadValues::read);
  }

  private static void read(String value) {
    for (var type : IDENTIFIERS) {
      var _ = Identifiers.of(type, value, Optional.empty());
    }
    var _ = FeedTimes.iso(value);
    var _ = Html.text(value);
    var _ = Languages.tag(value);
    var _ = Languages.named(value);
    try {
      var _ = TableDates.iso(value, List.of());
    } catch (DateTimeException _) {
      // refused, with a reason
    }
    try {
      var _ = TableDurations.of(value, List.of());
    } catch (DateTimeException _) {
      // refused, with a reason
    }
  }
}
