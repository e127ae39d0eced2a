package dev.tributary.scoring;

/// Whether more of an attribute is better.
public enum Direction {
  MORE_IS_BETTER(1),
  LESS_IS_BETTER(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /// The direction that `sign` stands for.
  ///
  /// @throws ScoringException if it is neither 1 nor −1
  public static Direction of(double sign) {
    for (var direction : values()) {
      if (direction.sign == sign) {
        return direction;
      }
    }
    throw new ScoringException(
        "expected direction to be 1 (more is better) or -1 (less is better), got: "
            + Numbers.text(sign));
  }

  /// 1 if more is better, −1 if less is.
  public int sign() {
    return sign;
  }
}
