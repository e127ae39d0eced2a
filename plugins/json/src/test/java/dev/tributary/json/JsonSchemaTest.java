package dev.tributary.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JsonSchemaTest {
  private static final JsonSchema ORDER =
      JsonSchema.resource(JsonSchemaTest.class, "order.schema.json");

  @TempDir Path folder;

  @Test
  void aMessageThatMatchesGoesOnAsItIs() throws Exception {
    var message =
        message(
            """
            {"id": "a-1", "ordered_at": "2026-01-31T12:00:00Z", "kind": "new",
             "lines": [{"sku": "x", "quantity": 1, "colour": "blue"}],
             "ship_to": {"city": "Köln", "country": "DE"}}
            """);

    assertThat(ORDER.validate().apply(message)).isSameAs(message);
  }

  @Test
  void everyViolationIsNamedWithItsPlaceAndValue() {
    var violations =
        violations(
            ORDER,
            """
            {"id": "A 1", "ordered_at": "yesterday", "kind": "old", "extra": [1, 2],
             "lines": [{"sku": 5, "quantity": 0}, {"sku": "y"}],
             "ship_to": {"country": "Germany"}}
            """);

    assertThat(violations)
        .containsExactlyInAnyOrder(
            new Violation("/id", "\"A 1\"", "expected a text that matches ^[a-z0-9-]+$"),
            new Violation("/ordered_at", "\"yesterday\"", "expected the format date-time"),
            new Violation("/kind", "\"old\"", "expected one of [\"new\", \"paid\"]"),
            new Violation("/extra", "[1,2]", "expected no such property"),
            new Violation("/lines/0/sku", "5", "expected a string"),
            new Violation("/lines/0/quantity", "0", "expected 1 or more"),
            new Violation("/lines/1/quantity", "nothing", "expected a value"),
            new Violation("/ship_to/city", "nothing", "expected a value"),
            new Violation("/ship_to/country", "\"Germany\"", "expected 2 characters or less"));
  }

  @Test
  void theErrorNamesTheSchema() {
    assertThatThrownBy(() -> ORDER.validate().apply(message("{\"id\":\"1\"}")))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessage(
            "the message does not match the schema order.schema.json: /lines: expected a value,"
                + " got: nothing");
  }

  @Test
  void aMessageThatDoesNotMatchIsSetAsideAtOnce() {
    var invalid =
        catchThrowableOfType(
            InvalidMessageException.class, () -> ORDER.validate().apply(message("{}")));

    assertThat(
            RetryPolicy.standard()
                .delay(invalid, message("{}"), Instant.now(), RandomGenerator.getDefault()))
        .isEmpty();
  }

  @Test
  void itStandsBeforeAndAfterTheCallback() throws Exception {
    var application =
        Application.named("orders")
            .consumes("received", "#")
            .preprocess(ORDER.validate())
            .callback(message -> List.of(message))
            .postprocess(ORDER.validate())
            .build();

    for (var processor :
        List.of(application.preprocessors().getFirst(), application.postprocessors().getFirst())) {
      assertThatThrownBy(() -> processor.apply(message("{}")))
          .isInstanceOf(InvalidMessageException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':['integer','null']} | 'a'          | expected an integer or null
          {'type':'array'}            | {}           | expected an array
          {'const':'x'}               | 'y'          | expected x
          {'maximum':3}               | 4            | expected 3 or less
          {'exclusiveMaximum':3}      | 3            | expected less than 3
          {'exclusiveMinimum':3}      | 3            | expected more than 3
          {'multipleOf':0.01}         | 0.005        | expected a multiple of 0.01
          {'minLength':3}             | 'ab'         | expected 3 characters or more
          {'minItems':2}              | [1]          | expected 2 items or more
          {'maxItems':1}              | [1,2]        | expected 1 items or less
          {'uniqueItems':true}        | [1,1]        | expected items that all differ
          {'contains':{'const':1}}    | [2]          | expected 1 items or more that match {"const":1}
          {'minProperties':1}         | {}           | expected 1 properties or more
          {'maxProperties':0}         | {'a':1}      | expected 0 properties or less
          {'not':{'type':'string'}}   | 'a'          | expected what does not match {"type":"string"}
          {'properties':{'a':false}}  | {'a':1}      | expected nothing here
          {'propertyNames':{'maxLength':1}} | {'ab':1} | expected no property of the name ab
          {'dependentRequired':{'a':['b']}} | {'a':1} | expected a value, since there is a
          {'format':'uuid'}           | 'x'          | expected the format uuid
          {'unevaluatedProperties':false} | {'a':1}  | expected no such property
          """)
  void violationsAreInPlainWords(String schema, String json, String message) {
    assertThat(violations(JsonSchema.text(schema.replace('\'', '"')), json.replace('\'', '"')))
        .extracting(Violation::message)
        .containsExactly(message);
  }

  @Test
  void violationsOfAlternativesSayWhichOne() {
    var schema = JsonSchema.text("{\"anyOf\":[{\"type\":\"string\"},{\"required\":[\"z\"]}]}");

    assertThat(violations(schema, "{}"))
        .containsExactly(
            new Violation("", "{}", "expected a string (alternative 1)"),
            new Violation("/z", "nothing", "expected a value (alternative 2)"));
  }

  @Test
  void theWordsDoNotDependOnTheLocale() {
    var locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(
              violations(JsonSchema.text("{\"contentEncoding\":\"x\",\"minLength\":2}"), "\"a\""))
          .extracting(Violation::message)
          .containsExactly("expected 2 characters or more");
    } finally {
      Locale.setDefault(locale);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':             | expected JSON: unexpected end-of-input within/between Object entries (line 1, column 6)
          {'a':1,'a':1}     | expected JSON: duplicate Object property "a" (line 1, column 11)
          [1] [2]           | expected nothing after the JSON (line 1, column 5)
          [NaN]             | expected JSON: non-standard token 'NaN' (line 1, column 5)
          [1e999]           | expected a number (line 1, column 2)
          ``                | there is no JSON in the body
          """)
  void whatIsNoJsonIsAViolation(String json, String message) {
    assertThat(violations(JsonSchema.text("true"), json.replace('\'', '"')))
        .extracting(Violation::message)
        .containsExactly(message);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    var latin1 = Message.of("a.b", Body.of(new byte[] {'"', (byte) 0xE9, '"'}));

    assertThatThrownBy(() -> JsonSchema.text("true").validate().apply(latin1))
        .hasMessage(
            "the message does not match the schema given as text: the message: expected text in"
                + " UTF-8 (line 1, column 2), got: the bytes 0xE9");
  }

  @Test
  void aByteOrderMarkIsIgnored() {
    assertThat(violations(JsonSchema.text("{\"type\":\"array\"}"), "\uFEFF[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'properties':{'a':{'minLength':'x'}}} | /properties/a/minLength: expected an integer, got: "x"
          {'pattern':'('}                        | /pattern: expected the format regex, got: "("
          {'$ref':'#/$defs/b'}                   | Reference /$defs/b cannot be resolved
          {'$ref':'#'}                           | a $ref leads back to itself, so that no check ends
          {'$schema':'https://example.org/mine'} | /$schema: expected draft 2020-12, 2019-09, 7, 6 or 4, such as https://json-schema.org/draft/2020-12/schema, got: "https://example.org/mine"
          {'$schema':'http://json-schema.org/draft-07/schema#','type':1} | /type: expected one of
          []                                     | expected an object or a boolean, got: []
          {'type':                               | expected JSON: unexpected end-of-input
          {'type':'array','type':'array'}        | expected JSON: duplicate Object property "type"
          """)
  void whatIsWrongWithASchemaIsFoundWhenItIsMade(String schema, String problem) {
    assertThatThrownBy(() -> JsonSchema.text(schema.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("the JSON Schema given as text is not as it must be: " + problem);
  }

  @Test
  void aSchemaThatIsNotThereIsFoundWhenItIsMade() {
    assertThatThrownBy(() -> JsonSchema.resource(JsonSchemaTest.class, "none.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected the resource \"none.json\" beside the class"
                + " dev.tributary.json.JsonSchemaTest, found none");
    assertThatThrownBy(() -> JsonSchema.file(folder.resolve("none.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.json");
  }

  @ParameterizedTest
  @CsvSource({
    "http://json-schema.org/draft-04/schema#, true",
    "http://json-schema.org/draft-06/schema#, 2",
    "http://json-schema.org/draft-07/schema#, 2",
    "https://json-schema.org/draft/2019-09/schema, 2",
    "https://json-schema.org/draft/2020-12/schema, 2"
  })
  void olderDraftsAreNamedBySchema(String draft, String exclusiveMinimum) {
    var schema =
        JsonSchema.text(
            "{\"$schema\":\"%s\",\"minimum\":2,\"exclusiveMinimum\":%s}"
                .formatted(draft, exclusiveMinimum));

    assertThat(violations(schema, "2")).isNotEmpty();
    assertThat(violations(schema, "3")).isEmpty();
  }

  @Test
  void withoutOneItIsDraft202012() {
    var schema = JsonSchema.text("{\"prefixItems\":[{\"type\":\"string\"}]}");

    assertThat(violations(schema, "[1]")).isNotEmpty();
  }

  @Test
  void filesBesideASchemaAndBelowAreItsOwn() throws Exception {
    Files.createDirectories(folder.resolve("parts"));
    Files.writeString(folder.resolve("order.json"), "{\"$ref\":\"parts/id.json#/$defs/id\"}");
    Files.writeString(
        folder.resolve("parts").resolve("id.json"), "{\"$defs\":{\"id\":{\"type\":\"integer\"}}}");

    var schema = JsonSchema.file(folder.resolve("order.json"));

    assertThat(violations(schema, "\"a\"")).hasSize(1);
    assertThat(violations(schema, "1")).isEmpty();
  }

  @Test
  void filesBesideASchemaMayBeNamedByItsId() throws Exception {
    Files.writeString(
        folder.resolve("order.json"),
        "{\"$id\":\"https://example.org/schemas/order.json\",\"properties\":{\"id\":{\"$ref\":\"id.json\"},"
            + "\"other\":{\"$ref\":\"https://example.org/schemas/id.json\"}}}");
    Files.writeString(
        folder.resolve("id.json"),
        "{\"$id\":\"https://example.org/schemas/id.json\",\"type\":\"integer\"}");

    var schema = JsonSchema.file(folder.resolve("order.json"));

    assertThat(violations(schema, "{\"id\":\"a\",\"other\":\"b\"}")).hasSize(2);
  }

  @Test
  void aFileThatASchemaRefersToIsCheckedToo() throws Exception {
    Files.writeString(folder.resolve("order.json"), "{\"$ref\":\"id.json\"}");
    Files.writeString(folder.resolve("id.json"), "{\"minLength\":\"x\"}");

    assertThatThrownBy(() -> JsonSchema.file(folder.resolve("order.json")))
        .hasMessage(
            "the JSON Schema id.json is not as it must be: /minLength: expected an integer, got:"
                + " \"x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.json",
        "parts/../../secret.json",
        "file:///etc/hosts",
        "classpath:x.json"
      })
  void nothingOutsideTheFolderIsRead(String reference) throws Exception {
    var inner = Files.createDirectories(folder.resolve("inner"));
    Files.writeString(folder.resolve("secret.json"), "{\"type\":\"integer\"}");
    Files.writeString(inner.resolve("order.json"), "{\"$ref\":\"" + reference + "\"}");

    assertThatThrownBy(() -> JsonSchema.file(inner.resolve("order.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beside it");
  }

  @Test
  void nothingIsFetched() throws Exception {
    var requests = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      var remote = "http://127.0.0.1:" + server.getAddress().getPort() + "/id.json";

      assertThatThrownBy(() -> JsonSchema.text("{\"$ref\":\"" + remote + "\"}"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the JSON Schema given as text is not as it must be: expected a $ref to lead to a"
                  + " place in the schema, or to a file beside it or below; nothing is fetched,"
                  + " got: "
                  + remote);
      assertThat(requests).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theStandardsOwnSchemasAreKnown() {
    var schema = JsonSchema.text("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}");

    assertThat(violations(schema, "{\"type\":\"strng\"}")).isNotEmpty();
  }

  @Test
  void oneSchemaServesManyThreads() throws Exception {
    var validate = ORDER.validate();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> check =
          () ->
              catchThrowableOfType(
                      InvalidMessageException.class,
                      () -> validate.apply(message("{\"id\":1,\"lines\":[],\"x\":1}")))
                  .violations()
                  .size();
      for (var result : threads.invokeAll(IntStream.range(0, 500).mapToObj(_ -> check).toList())) {
        assertThat(result.get()).isEqualTo(3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void whatIsNestedWithoutEndIsRefused(String opening) {
    assertThat(violations(JsonSchema.text("true"), opening.repeat(200_000)))
        .extracting(Violation::message)
        .containsExactly(
            "expected JSON within the limits: document nesting depth (501) exceeds the maximum"
                + " allowed (500)");
  }

  @Test
  void aSchemaThatFollowsADeepMessageEndsOnAVirtualThreadToo() throws Exception {
    var schema =
        JsonSchema.text(
            """
            {"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"anyOf": [{"allOf": [
              {"type": "object", "properties": {"c": {"$ref": "#/$defs/a"}}}]}]}]}}}
            """);
    var deep = "{\"c\":".repeat(498) + "5" + "}".repeat(498);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.submit(() -> violations(schema, deep)).get()).hasSize(1);
    }
  }

  @Test
  void violationsAreCountedUpToABoundAndNoneIsForgottenByIt() {
    var strings = JsonSchema.text("{\"items\":{\"type\":\"string\"}}");
    var either =
        JsonSchema.text(
            "{\"anyOf\":[{\"items\":{\"type\":\"string\"}},{\"items\":{\"type\":\"integer\"}}]}");
    var numbers = "[" + "1,".repeat(50_000) + "1]";

    assertThat(violations(strings, numbers)).hasSize(JsonSchema.VIOLATIONS);
    assertThat(violations(either, numbers)).isEmpty();
    assertThat(violations(either, numbers.replace("1]", "true]"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ^(([a-z])+.)+[A-Z]([a-z])+$ | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          ^(.*a){25}$                 | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab
          (x+x+)+y                    | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          """)
  void aPatternThatTakesForEverEnds(String pattern, String text) {
    var schema = JsonSchema.text("{\"items\":{\"pattern\":\"" + pattern + "\"}}");
    var many = "[" + ("\"" + text + "\",").repeat(1_000) + "\"\"]";

    assertThat(violations(schema, many)).isNotEmpty();
  }

  @Test
  void whereAPatternGivesUpTheMessageIsRefusedWhateverTheSchemaMakesOfIt() {
    var schema = JsonSchema.text("{\"not\":{\"pattern\":\"^(a|b)*$\"}}");

    assertThat(violations(schema, "\"" + "ab".repeat(500_000) + "\""))
        .extracting(Violation::message)
        .containsExactly(
            "expected texts in which the pattern ^(a|b)*\\z can be looked for within bounds");
  }

  @Test
  void noErrorIsLongHoweverLongTheMessage() {
    var schema = JsonSchema.text("{\"additionalProperties\":false,\"type\":\"object\"}");
    var properties =
        "{"
            + String.join(
                ",",
                IntStream.range(0, 50)
                    .mapToObj(
                        at -> "\"" + at + "n".repeat(30_000) + "\":\"" + "v".repeat(30_000) + "\"")
                    .toList())
            + "}";

    assertThatThrownBy(() -> schema.validate().apply(message(properties)))
        .message()
        .hasSizeLessThan(30_000);
  }

  private static List<Violation> violations(JsonSchema schema, String json) {
    try {
      schema.validate().apply(message(json));
      return List.of();
    } catch (InvalidMessageException invalid) {
      return invalid.violations();
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  private static Message message(String json) {
    return Message.of("upsert.order", Body.utf8(json));
  }
}
