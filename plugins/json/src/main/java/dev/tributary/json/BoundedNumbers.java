package dev.tributary.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.util.JsonParserDelegate;

/// Refuses numbers that a few characters make too large to compute with: `1e999` as an infinite
/// floating-point number, `1e999999999` as a decimal number whose sum with 1 has a billion digits.
/// How many digits are written out is bounded by Jackson itself.
final class BoundedNumbers extends JsonParserDelegate {
  /// How many digits a decimal number may have before or after its point.
  private static final int DIGITS = 1_000;

  BoundedNumbers(JsonParser parser) {
    super(parser);
  }

  @Override
  public double getDoubleValue() {
    return (double) checked(super.getDoubleValue());
  }

  @Override
  public float getFloatValue() {
    return (float) checked(super.getFloatValue());
  }

  @Override
  public BigDecimal getDecimalValue() {
    return (BigDecimal) checked(super.getDecimalValue());
  }

  @Override
  public Number getNumberValue() {
    return checked(super.getNumberValue());
  }

  @Override
  public Number getNumberValueExact() {
    return checked(super.getNumberValueExact());
  }

  @Override
  public Object getNumberValueDeferred() {
    return getNumberValueExact();
  }

  private Number checked(Number value) {
    return switch (value) {
      case Double number when !Double.isFinite(number) -> throw tooLarge(double.class);
      case Float number when !Float.isFinite(number) -> throw tooLarge(float.class);
      case BigDecimal number when !isShort(number) -> throw tooLarge(BigDecimal.class);
      default -> value;
    };
  }

  private static boolean isShort(BigDecimal number) {
    return Math.abs((long) number.precision() - number.scale()) <= DIGITS
        && Math.abs((long) number.scale()) <= DIGITS;
  }

  private InputCoercionException tooLarge(Class<?> type) {
    return new InputCoercionException(this, "the number is too large", currentToken(), type);
  }
}
