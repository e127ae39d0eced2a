package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Message.Hop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLineTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123456789Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": [1.0, 1e3, {\"b\":null}]}",
        "[]",
        "{}",
        "\"text\"",
        "\"\\u00e9 \\\" é\"",
        "1",
        "-0.50e+7",
        "true",
        "null",
        "1234567890123456789012345678901234567890",
        "no JSON",
        "",
        "{} {}",
        "\"",
        "two\nlines\u2028",
        "\u0000\u0001",
        "{\"tributary\":1}"
      })
  void aMessageComesBackAsItWas(String body) {
    var message = message(Body.utf8(body));

    assertThat(read(MessageLine.write(message))).contains(message);
  }

  @Test
  void bytesThatAreNoTextComeBackAsTheyWere() {
    var message = message(Body.of(new byte[] {(byte) 0xff, 0, 10, 13, (byte) 0xc3}));

    assertThat(read(MessageLine.write(message))).contains(message);
  }

  @Test
  void itIsOneLineAndBeginsWithItsVersionAndEndsWithItsBody() {
    var line = new String(MessageLine.write(message(Body.utf8("{\n\"a\":1}"))), UTF_8);

    assertThat(line)
        .isEqualTo(
            """
            {"tributary":1,"id":"m-1","jobId":"j-1","ancestorIds":["j-0"],\
            "originatedAt":"2026-01-31T12:00:00.123456789Z","routingKey":"upsert.order",\
            "history":[{"application":"a","receivedAt":"2026-01-31T12:00:00.123456789Z",\
            "sentAt":"2026-01-31T12:00:01.123456789Z"}],"headers":{"lang":"é\\n\\""},\
            "body":{ "a":1}}\
            """);
  }

  @Test
  void anIdARoutingKeyATimeAndABodyAreEnough() {
    var line =
        "{ \"tributary\" : 1 , \"later\":{\"x\":[1]}, \"text\":\"b\", \"routingKey\":\"k\","
            + " \"id\":\"i\",\"originatedAt\":\"2026-01-31T12:00:00Z\"}";

    assertThat(read(line.getBytes(UTF_8)))
        .contains(Message.of("i", "k", Body.utf8("b"), Instant.parse("2026-01-31T12:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "[]",
        "{\"tributary\":2}",
        "{\"tributary\":\"1\"}",
        "{\"tributary\":1.0}",
        "{\"a\":0,\"tributary\":1}"
      })
  void whatDoesNotBeginLikeOneIsNone(String line) {
    assertThat(read(line.getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"routingKey\":\"k\",\"originatedAt\":\"2026-01-31T12:00:00Z\",\"body\":1 | to have id,"
            + " found none",
        "\"id\":\"i\",\"originatedAt\":\"2026-01-31T12:00:00Z\",\"body\":1 | to have routingKey,"
            + " found none",
        "\"id\":\"i\",\"routingKey\":\"k\",\"originatedAt\":\"2026-01-31T12:00:00Z\" | body, text"
            + " or base64",
        "\"id\":7 | expected id of a message to be a string",
        "\"headers\":[] | expected headers of a message to be an object",
        "\"headers\":{\"a\":1} | expected headers.a of a message to be a string",
        "\"ancestorIds\":\"a\" | expected ancestorIds of a message to be an array",
        "\"history\":[1] | expected history of a message to be an object",
        "\"history\":[{\"application\":\"a\"}] | to have receivedAt",
        "\"base64\":\"?\" | expected base64 of a message",
        "\"id\":\"i\",\"routingKey\":\"k\",\"body\":1,\"originatedAt\":\"today\" | to be a time"
            + " such as"
      })
  void whatBeginsLikeOneAndIsNoneIsRefused(String fields, String reason) {
    var line = ("{\"tributary\":1," + fields + "}").getBytes(UTF_8);

    assertThatThrownBy(() -> read(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static Optional<Message> read(byte[] line) {
    try (var parser = JsonText.parser(line)) {
      parser.nextToken();
      return MessageLine.read(parser, line);
    }
  }

  private static Message message(Body body) {
    return new Message(
        "m-1",
        "j-1",
        List.of("j-0"),
        TIME,
        "upsert.order",
        1,
        List.of(new Hop("a", TIME, TIME.plusSeconds(1))),
        Map.of("lang", "é\n\""),
        body);
  }
}
