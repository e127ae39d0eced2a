package dev.tributary.thirdparty;

import dev.tributary.Detailed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A third party did not answer, or not what it should.
public class ThirdPartyException extends RuntimeException implements Detailed {
  private static final long serialVersionUID = 1L;

  private final String party;
  private final String place;

  ThirdPartyException(String party, String place, String what, @Nullable Throwable cause) {
    super("%s: %s %s".formatted(party, place, what), cause);
    this.party = party;
    this.place = place;
  }

  @Override
  public Map<String, String> details() {
    return Map.of("thirdParty", party, "place", place);
  }

  /// It says that it will not do what it was asked for, however often it is asked; or what was
  /// asked for is not allowed here.
  public static final class Refused extends ThirdPartyException {
    private static final long serialVersionUID = 1L;

    Refused(String party, String place, String what) {
      super(party, place, what, null);
    }
  }
}
