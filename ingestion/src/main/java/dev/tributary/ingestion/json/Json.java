package dev.tributary.ingestion.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import dev.tributary.ingestion.model.Product.ContentType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Records as JSON, the same everywhere: in messages, in the database, on the command line.
///
/// Properties stand in the order of the record's components. What is absent or empty is left out,
/// and read as absent or empty. Times and durations are ISO 8601 text, a [ContentType] is its word.
/// The same value always gives the same text.
///
/// What no component is for is refused in what people write ([#read]): it is a mistake. In what
/// processes of ours write to each other and into their stores ([#readOwn]) it is ignored: there
/// may be some of a newer version among them.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(
              DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
              DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .withConfigOverride(Collection.class, Json::withoutEmpty)
          .withConfigOverride(List.class, Json::withoutEmpty)
          .withConfigOverride(Set.class, Json::withoutEmpty)
          .withConfigOverride(Map.class, Json::withoutEmpty)
          .addMixIn(ContentType.class, Worded.class)
          .build();

  private static final JsonMapper LENIENT =
      MAPPER.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  /// `value` as text.
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// `value` as UTF-8.
  public static byte[] bytes(Object value) {
    return text(value).getBytes(UTF_8);
  }

  /// `value` as a tree; a record becomes an [ObjectNode].
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// The tree that `text` says.
  ///
  /// @throws JacksonException if `text` is not JSON
  public static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  /// An object without properties.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// The value that `text` says.
  ///
  /// @throws JacksonException if `text` is not JSON, or not of a `type`
  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /// The value that `tree` says.
  ///
  /// @throws JacksonException if it is not of a `type`
  public static <T> T read(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  /// The value that a process of ours wrote as `text`, perhaps one of another version.
  ///
  /// @throws JacksonException if `text` is not JSON, or not of a `type`
  public static <T> T readOwn(String text, Class<T> type) {
    return LENIENT.readValue(text, type);
  }

  /// The same of a tree.
  ///
  /// @throws JacksonException if it is not of a `type`
  public static <T> T readOwn(JsonNode tree, Class<T> type) {
    return LENIENT.treeToValue(tree, type);
  }

  /// The same of text as UTF-8.
  ///
  /// @throws JacksonException if it is not JSON, or not of a `type`
  public static <T> T readOwn(byte[] utf8, Class<T> type) {
    return LENIENT.readValue(utf8, type);
  }

  private static void withoutEmpty(MutableConfigOverride override) {
    override.setInclude(
        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
    override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  /// An enum as its word.
  private interface Worded {
    @JsonValue
    String word();
  }
}
