package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/// Makes messages of lines. A plain line is a body, the first message of a job of its own; a line
/// that is a whole message ([MessageLine]) goes on as what it is.
final class LineParser {
  private static final int SHOWN = 80;

  private final Application application;
  private final String routingKey;

  /// Different in each run: what was in the same line of another input is another message.
  private final String run = UUID.randomUUID().toString();

  private long plainLines;

  /// What a line is.
  sealed interface Parsed {
    record Accepted(Message message) implements Parsed {}

    /// A whole message that the application is not bound for.
    record LeftOut() implements Parsed {}

    record Refused(String reason) implements Parsed {}
  }

  LineParser(Application application, FilterOptions options) {
    this.application = application;
    this.routingKey =
        options.routingKey().orElseGet(() -> matching(application.bindings().getFirst().key()));
  }

  /// A routing key that matches `bindingKey`.
  private static String matching(String bindingKey) {
    return bindingKey.replace("*", "line").replace("#", "line");
  }

  /// @param line without its end
  Parsed parse(byte[] line) {
    try (var parser = JsonText.parser(line)) {
      parser.nextToken();
      var whole = MessageLine.read(parser, line);
      while (!parser.streamReadContext().inRoot()) {
        parser.nextToken();
      }
      JsonText.requireEnd(parser);
      return whole.map(this::route).orElseGet(() -> new Parsed.Accepted(plain(line)));
    } catch (JacksonException noJson) {
      return new Parsed.Refused(
          "expected JSON, got: %s (%s)".formatted(shortened(line), JsonText.said(noJson)));
    } catch (IllegalArgumentException unexpected) {
      return new Parsed.Refused(unexpected.getMessage() + ", in: " + shortened(line));
    }
  }

  private Message plain(byte[] line) {
    plainLines++;
    return Message.of(run + "-" + plainLines, routingKey, Body.of(line), Instant.now());
  }

  /// What the broker would do: the message was sent to the exchange of the last application that it
  /// came through.
  private Parsed route(Message message) {
    var bound =
        application.bindings().stream()
            .anyMatch(
                binding ->
                    binding.matches(message.routingKey())
                        && (message.history().isEmpty()
                            || message
                                .history()
                                .getLast()
                                .application()
                                .equals(binding.exchange())));
    return bound ? new Parsed.Accepted(message) : new Parsed.LeftOut();
  }

  /// The start of `line`, fit for a terminal.
  static String shortened(byte[] line) {
    var text = new String(line, 0, Math.min(line.length, 4 * SHOWN), UTF_8);
    var shown = text.codePoints().limit(SHOWN).map(LineParser::visible);
    return shown.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        + (text.codePointCount(0, text.length()) > SHOWN || line.length > 4 * SHOWN ? "…" : "");
  }

  private static int visible(int character) {
    return Character.isISOControl(character) ? '\uFFFD' : character;
  }
}
