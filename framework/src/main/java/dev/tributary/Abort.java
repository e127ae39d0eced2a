package dev.tributary;

/// Ends a message on purpose, or drops one result: it is acknowledged, and the reason recorded.
public final class Abort extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// @param reason what happened, as `noun.verb`, such as `provider.excluded`
  /// @param explanation for people
  public Abort(String reason, String explanation) {
    super(explanation, null, false, false);
    if (!reason.matches("[a-z][a-z-]*\\.[a-z][a-z-]*")) {
      throw new IllegalArgumentException(
          "expected a reason like \"provider.excluded\", got: \"" + reason + "\"");
    }
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
