package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/// The log tells events, `noun.verb`, with values as fields.
class LogEventsTest {
  private static final Pattern EVENT = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
  private static final Pattern LOGGED = Pattern.compile("\\.log\\(\\s*\"([^\"]*)\"");
  private static final Pattern SENTENCE =
      Pattern.compile("\\blog\\.(error|warn|info|debug|trace)\\(");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.tributary");
  private final Level before = logger.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.setAdditive(true);
    logger.detachAppender(lines);
    logger.setLevel(before);
  }

  @Test
  void whatBecomesOfAMessageIsAnEventThatNamesIt() throws Exception {
    var application =
        Application.named("sorter")
            .consumes("post", "#")
            .retry(RetryPolicy.standard().on(IOException.class, RetryPolicy.never()))
            .callback(LogEventsTest::sort)
            .build();

    try (var run = TestRun.of(application)) {
      for (var what : List.of("abort", "retry", "snooze", "fail")) {
        run.send(Message.of("sort." + what, Body.utf8(what)));
      }
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getMessage)
        .contains("message.aborted", "message.retried", "message.snoozed", "message.dead-lettered");
    assertThat(lines.list)
        .allSatisfy(
            line -> {
              assertThat(line.getMessage()).matches(EVENT);
              assertThat(line.getKeyValuePairs())
                  .extracting((KeyValuePair pair) -> pair.key)
                  .contains("application", "message_id");
            });
  }

  private static List<Message> sort(Message message) throws Exception {
    switch (message.body().utf8()) {
      case "abort" -> throw new Abort("letter.unwanted", "an advertisement");
      case "retry" -> throw new IllegalStateException("the post office is closed");
      case "snooze" -> throw new Snooze(Duration.ofHours(1), "lunch");
      default -> throw new IOException("the letter is torn");
    }
  }

  @Test
  void everyLineInTheSourcesIsAnEvent() throws IOException {
    var events = 0;
    for (var file : JavaSources.files()) {
      if (file.toString().contains("/src/main/java/")) {
        var text = Files.readString(file);
        assertThat(SENTENCE.matcher(text).find()).as("%s logs a sentence", file).isFalse();
        var logged = LOGGED.matcher(text);
        for (; logged.find(); events++) {
          assertThat(logged.group(1)).as(file.toString()).matches(EVENT);
        }
      }
    }
    assertThat(events).isGreaterThan(10);
  }
}
