package dev.tributary.json;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import dev.tributary.InvalidMessageException.Violation;
import java.util.Optional;
import java.util.regex.Pattern;

/// A `pattern` of a schema, matched by the JDK within a budget: some patterns need more time for
/// some texts than there is. Once the budget is used up, it cannot be said any more what matches.
final class BoundedPattern implements RegularExpression {
  /// What the current check may spend on all its patterns.
  static final ScopedValue<Budget> BUDGET = ScopedValue.newInstance();

  private final Pattern pattern;

  /// @param expression as ECMA-262 has it, as far as the JDK knows it
  /// @throws java.util.regex.PatternSyntaxException if the JDK does not
  BoundedPattern(String expression) {
    this.pattern =
        Pattern.compile(
            RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(expression)));
  }

  @Override
  public boolean matches(String text) {
    var budget = BUDGET.orElse(new Budget());
    if (budget.exceededBy().isPresent()) {
      return false;
    }
    try {
      return pattern.matcher(new Counted(text, budget)).find();
    } catch (UsedUp | StackOverflowError _) {
      budget.exceed(pattern, text);
      return false;
    }
  }

  /// How many characters may still be looked at. For one thread.
  static final class Budget {
    private int steps = JsonSchema.MATCHING_STEPS;
    private Optional<Violation> exceededBy = Optional.empty();

    /// The first pattern and text that were too much.
    Optional<Violation> exceededBy() {
      return exceededBy;
    }

    private void exceed(Pattern pattern, String text) {
      exceededBy =
          Optional.of(
              new Violation(
                  "",
                  Found.shortened(text),
                  "expected texts in which the pattern %s can be looked for within bounds"
                      .formatted(Found.shortened(pattern.pattern()))));
    }

    private void spend() {
      if (--steps < 0) {
        throw new UsedUp();
      }
    }
  }

  private static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsedUp() {
      super("the budget is used up", null, false, false);
    }
  }

  /// A text that costs something to be looked at.
  private record Counted(String text, Budget budget) implements CharSequence {
    @Override
    public char charAt(int index) {
      budget.spend();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
