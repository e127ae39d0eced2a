package dev.tributary.json;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import dev.tributary.InvalidMessageException.Violation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One check of one JSON against one schema, which ends in time.
final class SchemaCheck extends ExecutionContext {
  /// How deep a message and a schema may go together.
  private static final int DEPTH = 2_000;

  private static final ExecutionConfig LIMITS =
      ExecutionConfig.builder()
          .locale(Locale.ROOT)
          .formatAssertionsEnabled(true)
          .maxEvaluationSteps(JsonSchema.STEPS)
          .maxEvaluationDepth(DEPTH)
          .build();

  /// One JSON of each type.
  private static final List<JsonNode> EXAMPLES =
      Stream.of("{}", "[]", "\"\"", "0", "true", "null").map(Json.MAPPER::readTree).toList();

  private SchemaCheck() {
    super(LIMITS);
  }

  /// Whether a check against `schema` ends: it does not if a `$ref` leads back to itself on the
  /// spot.
  static boolean ends(Schema schema) {
    try {
      EXAMPLES.forEach(json -> schema.validate(new SchemaCheck(), json));
      return true;
    } catch (ValidationLimitExceededException | StackOverflowError _) {
      return false;
    }
  }

  /// What of `json` is not as `schema` says, in its order.
  static List<Violation> violations(Schema schema, JsonNode json) {
    var check = new SchemaCheck();
    var matching = new BoundedPattern.Budget();
    try {
      ScopedValue.where(BoundedPattern.BUDGET, matching).run(() -> schema.validate(check, json));
      return matching
          .exceededBy()
          .map(List::of)
          .orElseGet(
              () ->
                  check.getErrors().stream()
                      .limit(JsonSchema.VIOLATIONS)
                      .map(Words::of)
                      .distinct()
                      .toList());
    } catch (ValidationLimitExceededException tooMuch) {
      return List.of(
          new Violation(
              Words.shortPath(String.valueOf(tooMuch.getInstanceLocation())),
              "",
              "expected what can be checked in %d steps and %d levels"
                  .formatted(JsonSchema.STEPS, DEPTH)));
    } catch (StackOverflowError _) {
      // Nothing but this check has been touched.
      return List.of(
          new Violation(
              "",
              "",
              "expected less levels, and shorter texts where the schema asks for a format"));
    }
  }

  /// Keeps the first ones only. As there are some, whatever follows cannot make the JSON match.
  @Override
  public void addError(Error error) {
    if (getErrors().size() < JsonSchema.VIOLATIONS) {
      super.addError(error);
    }
  }
}
