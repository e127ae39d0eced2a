package dev.tributary.logging;

import static java.lang.Thread.currentThread;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.SettingsException;
import dev.tributary.spi.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Lines on their way to Logstash: whoever logs does not wait for it, and what is lost is counted.
@Timeout(60)
class LogstashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final LoggingPlugin plugin = new LoggingPlugin();
  private final Logger log =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.example");
  private int logged;

  @AfterEach
  void stop() {
    plugin.stop();
  }

  @Test
  void aLineArrivesInLogstashsShape() throws Exception {
    try (var receiver = TestReceiver.at(0).reading(1)) {
      start(receiver.port());

      log.atWarn().addKeyValue("message_id", "7").log("message.retried");

      await().atMost(PATIENCE).until(() -> measured("log_lines_sent") == 1);
      var line = JsonMapper.shared().readTree(receiver.lines().getFirst());
      assertThat(line.path("@version").asString()).isEqualTo("1");
      assertThat(line.path("@timestamp").asString()).isNotEmpty();
      assertThat(line.path("message").asString()).isEqualTo("message.retried");
      assertThat(line.path("message_id").asString()).isEqualTo("7");
    }
  }

  @Test
  void whileNobodyIsThereLinesWaitAndThoseThatFindNoRoomAreCounted() throws Exception {
    var port = freePort();
    start(port);

    logLines(3 * LogstashAppender.ROOM);

    assertThat(measured("log_lines_dropped")).isGreaterThan(LogstashAppender.ROOM);
    try (var back = TestReceiver.at(port).reading(Integer.MAX_VALUE)) {
      await().atMost(PATIENCE).until(() -> said("log-shipping.resumed"));
      var appender = plugin.logstash().orElseThrow();
      plugin.stop();

      assertThatTheLossIsCounted(appender, back);
      assertThat(said("log-lines.dropped")).isTrue();
    }
  }

  @Test
  void whatAReceiverHadNotReadWhenItDiedIsSentAgain() throws Exception {
    int port;
    try (var slow = TestReceiver.at(0)) {
      port = slow.port();
      start(port);
      logLines(100);
      slow.awaitConnection();
      logLines(3 * LogstashAppender.ROOM);
    }
    logLines(100);
    try (var back = TestReceiver.at(port).reading(Integer.MAX_VALUE)) {
      await().atMost(PATIENCE).until(() -> said("log-shipping.resumed"));
      logLines(100);
      var appender = plugin.logstash().orElseThrow();
      plugin.stop();

      assertThatTheLossIsCounted(appender, back);
    }
  }

  @Test
  void whatIsLeftAtTheEndIsDroppedAndCountedToo() throws Exception {
    try (var deaf = TestReceiver.at(0)) {
      start(deaf.port());
      logLines(1_000);
      deaf.awaitConnection();
      var appender = plugin.logstash().orElseThrow();

      plugin.stop();

      assertThat(appender.dropped()).isEqualTo(1_000);
      assertThat(appender.sent()).isZero();
    }
  }

  @Test
  void aValueIsReadByWhoeverLogsItAsLongAsItIsThatUsersToChange() throws Exception {
    var readers = ConcurrentHashMap.<Thread>newKeySet();
    try (var receiver = TestReceiver.at(0).reading(1)) {
      start(receiver.port());

      log.atWarn().addKeyValue("items", new Told(() -> readers.add(currentThread()))).log("sent");

      await().atMost(PATIENCE).until(() -> measured("log_lines_sent") == 1);
      var line = JsonMapper.shared().readTree(receiver.lines().getFirst());
      assertThat(line.path("items").asString()).isEqualTo("told");
    }
    assertThat(readers).containsExactly(currentThread());
  }

  @Test
  void aValueThatCannotBeReadIsNamedInItsLine() throws Exception {
    try (var receiver = TestReceiver.at(0).reading(1)) {
      start(receiver.port());
      Runnable changing =
          () -> {
            throw new ConcurrentModificationException();
          };

      log.atWarn().addKeyValue("items", new Told(changing)).addKeyValue("number", 7).log("sent");

      await().atMost(PATIENCE).until(() -> measured("log_lines_sent") == 1);
      var line = JsonMapper.shared().readTree(receiver.lines().getFirst());
      assertThat(line.path("number").asInt()).isEqualTo(7);
      assertThat(line.path("items").asString())
          .endsWith("Told cannot be written: java.util.ConcurrentModificationException)");
      assertThat(said("cannot be written")).isTrue();
    }
  }

  /// A value that does something as it becomes a text.
  private record Told(Runnable doing) {
    @Override
    public String toString() {
      doing.run();
      return "told";
    }
  }

  @Test
  void aLineThatCannotBeWrittenIsCountedAndTheOthersGoOn() throws Exception {
    try (var receiver = TestReceiver.at(0).reading(Integer.MAX_VALUE)) {
      var address = HostAndPort.parse("127.0.0.1:" + receiver.port()).orElseThrow();
      var appender = new LogstashAppender(address, new Choosy());
      appender.start();
      try {
        for (var text : List.of("one", "error", "two", "exception", "three", "nothing", "four")) {
          appender.doAppend(event(text));
        }

        await().atMost(PATIENCE).until(() -> appender.sent() == 4);
        assertThat(appender.dropped()).isEqualTo(3);
        assertThat(receiver.lines()).containsExactly("one", "two", "three", "four");
      } finally {
        appender.stop();
      }
    }
  }

  private ILoggingEvent event(String text) {
    var logger = (ch.qos.logback.classic.Logger) log;
    return new LoggingEvent("", logger, Level.WARN, text, null, new Object[0]);
  }

  private static final class Choosy extends EncoderBase<ILoggingEvent> {
    @Override
    public byte[] encode(ILoggingEvent event) {
      return switch (event.getMessage()) {
        case "error" -> throw new OutOfMemoryError("somebody else took it");
        case "exception" -> throw new IllegalStateException("not this one");
        case "nothing" -> new byte[0];
        default -> (event.getMessage() + "\n").getBytes(UTF_8);
      };
    }

    @Override
    public byte[] headerBytes() {
      return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
      return new byte[0];
    }
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> settings(Map.of("logging.logstash", "logs")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "expected logging.logstash to be a host and a port such as logs:5000, got: \"logs\"");
  }

  /// Of all lines, which are in the file as well, those that the receiver has not got are as many
  /// as were counted.
  private void assertThatTheLossIsCounted(LogstashAppender appender, TestReceiver receiver)
      throws IOException {
    var got = receiver.lines().stream().distinct().count();
    var all = Files.readAllLines(folder.resolve("log")).size();

    assertThat(all).isGreaterThan(logged);
    assertThat(appender.sent()).isEqualTo(got).isGreaterThan(1_000);
    assertThat(appender.sent() + appender.dropped()).isEqualTo(all);
  }

  private void start(int port) {
    plugin.start(settings(Map.of("logging.logstash", "127.0.0.1:" + port)));
  }

  private void logLines(int many) {
    for (var line = 0; line < many; line++) {
      log.atWarn().addKeyValue("number", logged++).log("line.logged");
    }
  }

  private boolean said(String event) throws IOException {
    return Files.readString(folder.resolve("log")).contains(event);
  }

  private double measured(String name) {
    return plugin.measurements().stream()
        .filter(measurement -> measurement.name().equals(name))
        .mapToDouble(Measurement::value)
        .sum();
  }

  private static int freePort() throws IOException {
    try (var receiver = TestReceiver.at(0)) {
      return receiver.port();
    }
  }

  private Settings settings(Map<String, String> values) {
    var all = new TreeMap<>(values);
    all.put("logging.file", folder.resolve("log").toString());
    all.put("logging.level", "info");
    return Settings.resolve(plugin.settings(), List.of(new Source("a test", all, true)));
  }
}
