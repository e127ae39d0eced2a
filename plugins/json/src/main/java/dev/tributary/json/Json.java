package dev.tributary.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.OutputStream;
import java.time.Year;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.LogicalType;

/// Jackson, set up to take nothing for what it is not. [JsonCodec] says what that means for users.
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(
              MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(
              DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
              DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
              DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultLeniency(false)
          .withCoercionConfig(
              LogicalType.Textual,
              texts -> {
                for (var shape :
                    Set.of(
                        CoercionInputShape.Integer,
                        CoercionInputShape.Float,
                        CoercionInputShape.Boolean)) {
                  texts.setCoercion(shape, CoercionAction.Fail);
                }
              })
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS,
              SerializationFeature.ORDER_SET_ELEMENTS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .annotationIntrospector(
              AnnotationIntrospector.pair(new Components(), new JacksonAnnotationIntrospector()))
          .addModule(new SimpleModule("tributary").setDeserializerModifier(new OneKindOnly()))
          .build();

  private Json() {}

  /// A parser of `text`; the caller closes it.
  static JsonParser parser(String text) {
    return new BoundedNumbers(MAPPER.createParser(text));
  }

  /// A generator into `out`; the caller closes it.
  static JsonGenerator generator(OutputStream out) {
    return new FiniteNumbers(MAPPER.createGenerator(out));
  }

  /// Times are text and floating-point numbers are numbers, though Jackson would read a number as a
  /// time and `"NaN"` as a number.
  private static final class OneKindOnly extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1L;
    private static final Set<JsonToken> TEXT = EnumSet.of(JsonToken.VALUE_STRING);
    private static final Set<JsonToken> NUMBER =
        EnumSet.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);
    private static final Set<Class<?>> FLOATING =
        Set.of(double.class, Double.class, float.class, Float.class);

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      var type = description.getBeanClass();
      if (FLOATING.contains(type)) {
        return new Only(NUMBER, deserializer);
      }
      var isTime = type.getPackageName().equals("java.time") && !type.equals(Year.class);
      return isTime ? new Only(TEXT, deserializer) : deserializer;
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
        DeserializationConfig config,
        ArrayType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      return type.getContentType().isPrimitive() ? new OnlyFinite(deserializer) : deserializer;
    }
  }

  /// Reads arrays of finite numbers only: Jackson looks at the elements of primitive arrays itself.
  private static final class OnlyFinite extends DelegatingDeserializer {
    OnlyFinite(ValueDeserializer<?> deserializer) {
      super(deserializer);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
      return new OnlyFinite(deserializer);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      var array = super.deserialize(parser, context);
      var finite =
          switch (array) {
            case double[] numbers -> DoubleStream.of(numbers).allMatch(Double::isFinite);
            case float[] numbers ->
                IntStream.range(0, numbers.length).allMatch(at -> Float.isFinite(numbers[at]));
            default -> true;
          };
      return finite
          ? array
          : context.handleUnexpectedToken(context.constructType(double.class), parser);
    }
  }

  /// Reads what begins with one of `tokens` only.
  private static final class Only extends DelegatingDeserializer {
    private final Set<JsonToken> tokens;

    Only(Set<JsonToken> tokens, ValueDeserializer<?> deserializer) {
      super(deserializer);
      this.tokens = tokens;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
      return new Only(tokens, deserializer);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      return tokens.contains(parser.currentToken())
          ? super.deserialize(parser, context)
          : context.handleUnexpectedToken(context.constructType(handledType()), parser);
    }
  }
}
