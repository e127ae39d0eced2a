package dev.tributary.scoring;

import dev.tributary.scoring.JsonSource.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of an object's attributes, as JSON: an array in their order, or an object by name.
public final class Values {
  private Values() {}

  /// The values that `json` says, one for each attribute, in their order.
  ///
  /// @param source what the text is called in messages
  /// @param line where in the source it begins, from 1; 0 if that is not worth telling
  /// @throws ScoringException if it is no such text; tells the source and the line
  public static double[] of(List<String> attributes, String source, long line, String json) {
    var text = new JsonSource(source, line, json).value();
    var values = of(attributes, text);
    if (values.length != attributes.size()) {
      throw new ScoringException(
              "expected %d values, one for each of %s, got %d"
                  .formatted(attributes.size(), String.join(", ", attributes), values.length))
          .at(text.place());
    }
    return values;
  }

  /// The same; there may be more or fewer of them.
  static double[] of(List<String> attributes, Value text) {
    if (text.isArray()) {
      return text.elements().stream().mapToDouble(Value::number).toArray();
    }
    text.onlyWith(attributes);
    return attributes.stream().mapToDouble(name -> text.required(name).number()).toArray();
  }

  /// The values that `json`, an object, says of some attributes.
  ///
  /// @throws ScoringException as [#of]; tells the source
  public static Map<String, Double> some(List<String> attributes, String source, String json) {
    var values = new JsonSource(source, 0, json).value().onlyWith(attributes);
    var some = new LinkedHashMap<String, Double>();
    for (var name : values.fields()) {
      some.put(name, values.required(name).number());
    }
    return Collections.unmodifiableMap(some);
  }
}
