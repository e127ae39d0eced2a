import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lengths as the label writes them: `3 min 25`, `3 min`, `45 sec`.
public final class TinRoofLengths {

  private static final Pattern WRITTEN = Pattern.compile("(?:(\\d+) min)? ?(?:(\\d+)(?: sec)?)?");

  private TinRoofLengths() {}

  /// In ISO 8601; none if it is not written so.
  public static Optional<String> iso(String length) {
    var written = WRITTEN.matcher(length.strip());
    return length.isBlank() || !written.matches()
        ? Optional.empty()
        : Optional.of(
            Duration.ofMinutes(number(written.group(1)))
                .plusSeconds(number(written.group(2)))
                .toString());
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
