package dev.tributary.scoring;

import java.util.Arrays;
import java.util.List;

/// Numbers as people read them, and as lists.
final class Numbers {
  /// Up to here a whole number is written as one.
  private static final double WHOLE = 1e15;

  private Numbers() {}

  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < WHOLE
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  static List<Double> list(double... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
