package dev.tributary.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import dev.tributary.Message;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
  private final JsonCodec codec = new JsonCodec();

  enum Kind {
    NEW,
    PAID
  }

  record Order(String id, Kind kind, List<Line> lines, Optional<String> note) {}

  record Line(String sku, int quantity) {}

  private static final String ORDER =
      """
      {"id": "7", "kind": "PAID", "lines": [{"sku": "a", "quantity": 2}], "note": "soon"}
      """;

  @Test
  void aRecordIsReadAndWritten() {
    var order = new Order("7", Kind.PAID, List.of(new Line("a", 2)), Optional.of("soon"));

    assertThat(codec.read(Body.utf8(ORDER), Order.class)).isEqualTo(order);
    assertThat(codec.write(order).utf8())
        .isEqualTo(
            """
            {"id":"7","kind":"PAID","lines":[{"sku":"a","quantity":2}],"note":"soon"}""");
  }

  @Test
  void itIsTheCodecOfTypedBodiesAndCallbacks() throws Exception {
    var application =
        Application.named("orders")
            .consumes("received", "#")
            .callback(Order.class, order -> order.lines())
            .sends(Line.class, "upsert.line")
            .build();

    var results = application.callback().apply(Message.of("upsert.order", Body.utf8(ORDER)));

    assertThat(results).extracting(Message::routingKey).containsExactly("upsert.line");
    assertThat(results.getFirst().body()).isEqualTo(Body.json(new Line("a", 2)));
    assertThat(results.getFirst().body().as(Line.class)).isEqualTo(new Line("a", 2));
  }

  @Test
  void propertiesThatNoComponentIsForAreIgnored() {
    assertThat(read(Line.class, "{'sku': 'a', 'added': {'later': [1]}, 'quantity': 2}"))
        .isEqualTo(new Line("a", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                              | /id             | a text (line 1, column 1)              | nothing
          {'id':null}                                     | /id             | a text (line 1, column 7)              | null
          {'id':7}                                        | /id             | a text (line 1, column 7)              | 7
          {'id':{'a':1}}                                  | /id             | a text (line 1, column 7)              | {"a":1}
          {'id':'7','kind':'paid'}                        | /kind           | one of NEW, PAID (line 1, column 18)   | "paid"
          {'id':'7','kind':1}                             | /kind           | one of NEW, PAID (line 1, column 18)   | 1
          {'id':'7','kind':'NEW'}                         | /lines          | a JSON array (line 1, column 1)        | nothing
          {'id':'7','kind':'NEW','lines':{}}              | /lines          | a JSON array (line 1, column 32)       | {}
          {'id':'7','kind':'NEW','lines':[null]}          | /lines/0        | a line (JSON object) (line 1, column 33) | null
          {'id':'7','kind':'NEW','lines':[{'sku':'a'}]}   | /lines/0/quantity | an integer (line 1, column 33)       | nothing
          {'id':'7','kind':'NEW','lines':[],'note':7}     | /note           | a text (line 1, column 42)             | 7
          []                                              | ``              | an order (JSON object) (line 1, column 1) | []
          'order'                                         | ``              | an order (JSON object) (line 1, column 1) | "order"
          null                                            | ``              | an order (JSON object)                 | null
          """)
  void whatIsNotAsTheRecordSaysIsNamed(String json, String path, String expected, String value) {
    assertThat(violation(Order.class, json))
        .isEqualTo(new Violation(path, value, "expected " + expected));
  }

  @Test
  void theWholeErrorReadsAsASentence() {
    assertThatThrownBy(() -> read(Order.class, "{'id': 7}"))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessage(
            "the message does not hold an order: /id: expected a text (line 1, column 8), got: 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.0", "'1'", "true", "null", "''", "[1]"})
  void whatIsNoIntegerIsNotTakenForOne(String value) {
    assertThat(violation(Line.class, "{'sku':'a','quantity':" + value + "}").message())
        .isEqualTo("expected an integer (line 1, column 23)");
  }

  @Test
  void anIntegerThatIsTooLargeIsNotCut() {
    assertThat(violation(Line.class, "{'sku':'a','quantity':3000000000}"))
        .isEqualTo(
            new Violation(
                "/quantity",
                "3000000000",
                "expected an integer from -2147483648 to 2147483647 (line 1, column 23)"));
  }

  record Measured(double value, BigDecimal exact) {}

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "'NaN'", "'Infinity'", "'1.5'"})
  void anInfiniteNumberIsRefused(String value) {
    assertThat(violation(Measured.class, "{'value':" + value + ",'exact':1}"))
        .extracting(Violation::path, Violation::message)
        .containsExactly("/value", "expected a number (line 1, column 10)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1001", "1e-1001", "1e999999999", "1e-999999999"})
  void aNumberTooLongToComputeWithIsRefused(String value) {
    assertThat(violation(Measured.class, "{'value':1,'exact':" + value + "}").message())
        .startsWith("expected a number of up to 1000 digits");
  }

  @Test
  void decimalNumbersAreExact() {
    assertThat(read(Measured.class, "{'value':1.50,'exact':0.10000000000000000000001}"))
        .isEqualTo(new Measured(1.5, new BigDecimal("0.10000000000000000000001")));
  }

  @Test
  void arraysOfNumbersAreFiniteToo() {
    assertThat(read(double[].class, "[1, 2.5]")).containsExactly(1, 2.5);
    assertThat(violation(double[].class, "[1, 'NaN']").message()).startsWith("expected a number");
    assertThat(violation(float[].class, "['Infinity']").message()).startsWith("expected a number");
  }

  record Times(
      Instant at, LocalDate day, Duration lasting, OffsetDateTime there, Optional<Year> year) {}

  @Test
  void timesAreTextAsIso8601HasIt() {
    var json =
        "{\"at\":\"2026-01-31T12:00:00Z\",\"day\":\"2026-01-31\",\"lasting\":\"PT1H30M\","
            + "\"there\":\"2026-01-31T12:00:00+05:30\",\"year\":2026}";
    var times =
        new Times(
            Instant.parse("2026-01-31T12:00:00Z"),
            LocalDate.of(2026, 1, 31),
            Duration.ofMinutes(90),
            OffsetDateTime.parse("2026-01-31T12:00:00+05:30"),
            Optional.of(Year.of(2026)));

    assertThat(read(Times.class, json)).isEqualTo(times);
    assertThat(codec.write(times).utf8()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1700000000", "1.5", "''", "'2026-01-31'", "'yesterday'", "[2026,1,31]"})
  void whatIsNoTimeIsNotTakenForOne(String value) {
    assertThat(violation(Times.class, "{'at':" + value + "}").message())
        .isEqualTo("expected a time such as \"2026-01-31T12:00:00Z\" (line 1, column 7)");
  }

  record Lenient(
      @Nullable String maybe,
      List<@Nullable String> some,
      Map<String, @Nullable Integer> counts,
      Map<String, Object> free,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> absent,
      @JsonProperty("renamed") String other) {}

  @Test
  void whatSaysThatItMayBeNullMayBeNull() {
    var read =
        read(
            Lenient.class,
            "{'some':['a',null],'counts':{'a':null},'free':{'a':null},'absent':null,'renamed':'x'}");

    assertThat(read.maybe()).isNull();
    assertThat(read.some()).containsExactly("a", null);
    assertThat(read.counts()).containsEntry("a", null);
    assertThat(read.free()).containsEntry("a", null);
    assertThat(read.absent()).isEmpty();
  }

  @Test
  void aRenamedComponentHasToBeThereLikeAnyOther() {
    assertThat(violation(Lenient.class, "{'some':[],'counts':{},'free':{}}").path())
        .isEqualTo("/renamed");
  }

  // Others write records with arrays.
  @SuppressWarnings("ArrayRecordComponent")
  record Strict(List<String> texts, Map<String, Integer> counts, String[] array) {}

  @Test
  void elementsAndValuesHaveToBeThereToo() {
    assertThat(violation(Strict.class, "{'texts':['a',null],'counts':{},'array':[]}").path())
        .isEqualTo("/texts/1");
    assertThat(violation(Strict.class, "{'texts':[],'counts':{'a/~b':null},'array':[]}").path())
        .isEqualTo("/counts/a~1~0b");
    assertThat(violation(Strict.class, "{'texts':[],'counts':{},'array':[null]}").path())
        .isEqualTo("/array/0");
  }

  record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("expected a value of 1 or more, got: " + value);
      }
    }
  }

  record Pair(Positive left, Positive right) {}

  @Test
  void whatTheConstructorRefusesIsAViolation() {
    var exception =
        catchThrowableOfType(
            InvalidMessageException.class,
            () -> read(Pair.class, "{'left':{'value':1},'right':{'value':0}}"));

    assertThat(exception.violations())
        .containsExactly(
            new Violation(
                "/right",
                "{\"value\":0}",
                "expected a value of 1 or more, got: 0 (line 1, column 29)"));
    assertThat(exception).hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Square.class, name = "square")
  })
  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  @Test
  void sealedTypesAreReadByTheirKind() {
    assertThat(read(Shape.class, "{'type':'circle','radius':2}")).isEqualTo(new Circle(2));
    assertThat(violation(Shape.class, "{'type':'oval'}"))
        .isEqualTo(
            new Violation(
                "/type",
                "\"oval\"",
                "expected a shape (JSON object) of one of the kinds circle, square (line 1, column"
                    + " 9)"));
    assertThat(violation(Shape.class, "{'radius':2}").message())
        .isEqualTo("expected a shape (JSON object) of a known kind (line 1, column 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                     | unexpected end-of-input: expected close marker for Object (line 1, column 2)
          {'sku':'a','sku':'b'} | duplicate Object property "sku" (line 1, column 17)
          {'quantity':NaN}      | non-standard token 'NaN' (line 1, column 16)
          {'quantity':01}       | invalid numeric value: Leading zeroes not allowed (line 1, column 14)
          {'quantity':1,}       | unexpected character ('}'): was expecting double-quote to start property name (line 1, column 15)
          // a comment          | unexpected character ('/') (line 1, column 1)
          """)
  void whatIsNoJsonIsNamedByItsPlace(String json, String message) {
    assertThat(violation(Line.class, json))
        .isEqualTo(new Violation("", "", "expected JSON: " + message));
  }

  @Test
  void linesAndColumnsAreThoseOfTheText() {
    assertThat(violation(Line.class, "{\n  'sku': 'äöü€😀', 'quantity': nothing\n}").message())
        .contains("unrecognized token 'nothing'")
        .endsWith("(line 2, column 32)");
    assertThat(violation(Line.class, "{\n  'sku': 'äöü€😀',\n  'quantity': 'x'\n}").message())
        .isEqualTo("expected an integer (line 3, column 15)");
  }

  @Test
  void anythingAfterTheValueIsRefused() {
    assertThat(violation(Line.class, "{'sku':'a','quantity':1} {}").message())
        .isEqualTo("expected nothing after the JSON (line 1, column 26)");
    assertThat(violation(Line.class, "{'sku':'a','quantity':1} x").message())
        .startsWith("expected JSON: unrecognized token 'x'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "\uFEFF"})
  void anEmptyBodyIsRefused(String body) {
    assertThatThrownBy(() -> codec.read(Body.utf8(body), Line.class))
        .hasMessage("the message does not hold a line: the message: there is no JSON in the body");
  }

  @Test
  void aByteOrderMarkIsIgnored() {
    assertThat(read(Line.class, "\uFEFF{'sku':'a','quantity':1}")).isEqualTo(new Line("a", 1));
  }

  @Test
  void bytesThatAreNoUtf8AreRefusedRatherThanReplaced() {
    var latin1 = new byte[] {'{', '\n', '"', 's', 'k', 'u', '"', ':', '"', (byte) 0xE9, '"', '}'};
    var cut = new byte[] {'"', (byte) 0xE2, (byte) 0x82};
    var utf16 = new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '1'};

    assertThat(violation(Body.of(latin1), Line.class))
        .isEqualTo(
            new Violation("", "the bytes 0xE9", "expected text in UTF-8 (line 2, column 8)"));
    assertThat(violation(Body.of(cut), String.class).value()).startsWith("the bytes 0xE2");
    assertThat(violation(Body.of(utf16), int.class).value()).startsWith("the bytes 0xFE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void whatIsNestedWithoutEndIsRefused(String opening) {
    var nested = opening.repeat(200_000);

    assertThat(violation(Body.utf8(nested), Object.class).message())
        .isEqualTo(
            "expected JSON within the limits: document nesting depth (501) exceeds the maximum"
                + " allowed (500)");
    assertThat(violation(Body.utf8("{\"x\":" + nested), Line.class).message())
        .contains("nesting depth (501)");
    assertThat(violation(Body.utf8("{\"sku\":" + nested), Line.class).value()).hasSize(80);
  }

  @Test
  void numbersOfManyDigitsAreRefused() {
    var digits = "9".repeat(1_000_000);

    assertThat(violation(Body.utf8(digits), BigDecimal.class).message())
        .startsWith("expected JSON within the limits: number value length (1000000)");
    assertThat(violation(Body.utf8("{\"ignored\":" + digits + "}"), Line.class).message())
        .startsWith("expected JSON within the limits: number value length (1000000)");
  }

  @Test
  void noErrorIsLongHoweverLongTheMessage() {
    var long1 = "{\"sku\":\"a\",\"quantity\":\"" + "x".repeat(5_000_000) + "\"}";
    var long2 = "{\"counts\":{\"" + "n".repeat(40_000) + "\":null},\"texts\":[],\"array\":[]}";

    assertThatThrownBy(() -> codec.read(Body.utf8(long1), Line.class))
        .message()
        .hasSizeLessThan(300);
    assertThatThrownBy(() -> codec.read(Body.utf8(long2), Strict.class))
        .message()
        .hasSizeLessThan(1_300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':7}", "{", "[]", "{'id':'7','kind':'x'}", "1e999", "'x' x"})
  void noErrorSpeaksOfJackson(String json) {
    assertThatThrownBy(() -> read(Order.class, json))
        .message()
        .doesNotContain("Source", "jackson", "`", "Feature", "JsonCodecTest", "java.");
  }

  record Unordered(Map<String, Integer> map, Set<String> set, UUID id) {}

  @Test
  void theSameValueGivesTheSameBytes() {
    var id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    var backwards = new LinkedHashMap<String, Integer>();
    Stream.of("c", "b", "a").forEach(key -> backwards.put(key, 1));

    assertThat(codec.write(new Unordered(backwards, Set.of("z", "y", "x", "w", "v"), id)).utf8())
        .isEqualTo(
            """
            {"map":{"a":1,"b":1,"c":1},"set":["v","w","x","y","z"],"id":"123e4567-e89b-12d3-a456-426614174000"}""");
  }

  @Test
  void whatIsAbsentIsLeftOut() {
    var order = new Order("7", Kind.NEW, List.of(), Optional.empty());

    assertThat(codec.write(order).utf8()).isEqualTo("{\"id\":\"7\",\"kind\":\"NEW\",\"lines\":[]}");
    assertThat(codec.read(codec.write(order), Order.class)).isEqualTo(order);
  }

  @Test
  void whatJsonDoesNotHaveIsNotWritten() {
    var cyclic = new LinkedHashMap<String, Object>();
    cyclic.put("self", cyclic);

    assertThatThrownBy(() -> codec.write(new Measured(Double.NaN, BigDecimal.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "JsonCodecTest$Measured cannot be written as JSON: at \"/value\": expected a finite"
                + " number, got: NaN");
    assertThatThrownBy(() -> codec.write(new double[] {1, Double.POSITIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> codec.write(List.of(Float.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> codec.write(cyclic)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void halfACharacterIsEscapedRatherThanReplaced() {
    var half = "half a \uD83D character";

    assertThat(codec.read(codec.write(half), String.class)).isEqualTo(half);
  }

  @Test
  void aTypeThatCannotBeReadIsNoFaultOfTheMessage() {
    assertThatThrownBy(() -> read(Runnable.class, "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a java.lang.Runnable cannot be read from JSON: ");
  }

  /// `'` stands for `"`.
  private <T> T read(Class<T> type, String json) {
    return codec.read(Body.utf8(json.replace('\'', '"')), type);
  }

  private Violation violation(Class<?> type, String json) {
    return violation(Body.utf8(json.replace('\'', '"')), type);
  }

  private Violation violation(Body body, Class<?> type) {
    var exception =
        catchThrowableOfType(InvalidMessageException.class, () -> codec.read(body, type));
    assertThat(exception.violations()).hasSize(1);
    return exception.violations().getFirst();
  }
}
