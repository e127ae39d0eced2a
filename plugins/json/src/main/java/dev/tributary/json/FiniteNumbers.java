package dev.tributary.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/// Refuses to write numbers that JSON does not have: `NaN` and the infinite ones (RFC 8259, section
/// 6). Jackson would write them as text.
final class FiniteNumbers extends JsonGeneratorDelegate {
  FiniteNumbers(JsonGenerator generator) {
    super(generator);
  }

  @Override
  public JsonGenerator writeNumber(double value) {
    return super.writeNumber(finite(value));
  }

  @Override
  public JsonGenerator writeNumber(float value) {
    var _ = finite(value);
    return super.writeNumber(value);
  }

  @Override
  public JsonGenerator writeArray(double[] array, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      var _ = finite(array[at]);
    }
    return super.writeArray(array, offset, length);
  }

  private double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new StreamWriteException(this, "expected a finite number, got: " + value);
    }
    return value;
  }
}
