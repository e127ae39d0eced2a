package dev.tributary.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.SettingsException;
import dev.tributary.StartException;
import dev.tributary.spi.Plugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPLoggerFactory;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingPluginTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @TempDir Path folder;
  private final LoggingPlugin plugin = new LoggingPlugin();
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger log = context.getLogger("dev.example");
  private final PrintStream standardError = System.err;
  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

  @BeforeEach
  void catchWhatIsPrinted() {
    System.setErr(new PrintStream(errors, true, UTF_8));
    System.setOut(new PrintStream(answers, true, UTF_8));
  }

  @AfterEach
  void stop() {
    plugin.stop();
    MDC.clear();
    System.setErr(standardError);
    System.setOut(standardOutput);
  }

  @Test
  void textGoesToStandardErrorAndNothingToStandardOutput() {
    plugin.start(settings(Map.of()));

    log.atWarn()
        .addKeyValue("message_id", "7 \"b\"\n")
        .addKeyValue("attempt", 2)
        .log("message.retried");

    assertThat(errors.toString(UTF_8))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  message\\.retried"
                + " message_id=\"7 \\\\\"b\\\\\"\\\\n\" attempt=\"2\"\n");
    assertThat(answers.toString(UTF_8)).isEmpty();
  }

  @Test
  void aFailureIsShownWithItsStack() {
    plugin.start(settings(Map.of()));

    log.atError().setCause(new IllegalStateException("no disk")).log("store.failed");

    assertThat(errors.toString(UTF_8))
        .contains("ERROR store.failed\njava.lang.IllegalStateException: no disk\n")
        .contains("at dev.tributary.logging.LoggingPluginTest");
  }

  @Test
  void jsonIsInLogstashsShape() {
    plugin.start(settings(Map.of("logging.format", "json")));
    MDC.put("job_id", "j");

    log.atWarn()
        .addKeyValue("attempt", 2)
        .addKeyValue("late", true)
        .addKeyValue("delay", Duration.ofSeconds(1))
        .setCause(new IllegalStateException("no disk"))
        .log("message.retried");

    var line = onlyLine();
    assertThat(Instant.parse(line.path("@timestamp").asString())).isBefore(Instant.now());
    assertThat(line.path("@version").asString()).isEqualTo("1");
    assertThat(line.path("message").asString()).isEqualTo("message.retried");
    assertThat(line.path("level").asString()).isEqualTo("WARN");
    assertThat(line.path("logger_name").asString()).isEqualTo("dev.example");
    assertThat(line.path("job_id").asString()).isEqualTo("j");
    assertThat(line.path("attempt").isInt()).isTrue();
    assertThat(line.path("late").isBoolean()).isTrue();
    assertThat(line.path("delay").asString()).isEqualTo("PT1S");
    assertThat(line.path("stack_trace").asString())
        .startsWith("java.lang.IllegalStateException: no disk");
  }

  @Test
  void noNameIsInALineTwice() {
    plugin.start(settings(Map.of("logging.format", "json")));
    MDC.put("message_id", "of the delivery");
    MDC.put("level", "a field of that name");

    log.atWarn().addKeyValue("message_id", "of the line").log("message.retried");

    var line = onlyLine();
    assertThat(line.path("message_id").asString()).isEqualTo("of the line");
    assertThat(line.path("level").asString()).isEqualTo("WARN");
    assertThat(line.path("level_").asString()).isEqualTo("a field of that name");
  }

  @Test
  void theLevelIsASetting() {
    plugin.start(settings(Map.of("logging.level", "info")));

    log.info("shown");
    log.debug("not shown");

    assertThat(errors.toString(UTF_8)).contains("shown").doesNotContain("not shown");
  }

  @Test
  void aFileTakesThePlaceOfStandardError() throws IOException {
    var file = folder.resolve("new").resolve("tributary.log");
    plugin.start(settings(Map.of("logging.file", file.toString())));

    log.warn("to the file: ä");

    assertThat(file).content(UTF_8).contains("to the file: ä");
    assertThat(errors.toString(UTF_8)).isEmpty();
  }

  @Test
  void filesDoNotGrowWithoutEnd() throws IOException {
    var file = folder.resolve("tributary.log");
    plugin.start(
        settings(
            Map.of(
                "logging.file", file.toString(),
                "logging.file-size", "10 kB",
                "logging.files", "3")));

    for (int line = 0; line < 5_000; line++) {
      log.warn("{} of quite a few lines, each of which takes some of the room that there is", line);
    }
    // The oldest files are removed by a thread of Logback's own.
    plugin.stop();

    try (var files = Files.list(folder)) {
      var sizes = files.map(each -> each.toFile().length()).toList();
      assertThat(sizes).hasSizeBetween(2, 5).allMatch(size -> size < 12_000);
    }
    assertThat(file).content(UTF_8).contains("4999 of quite a few lines");
  }

  @Test
  void whatWasThereBeforeIsThereAfterwards() {
    var before = new ListAppender<ILoggingEvent>();
    before.start();
    root.addAppender(before);
    var level = root.getLevel();
    try {
      plugin.start(settings(Map.of("logging.level", "error")));
      log.error("meanwhile");
      plugin.stop();
      log.error("afterwards");

      assertThat(before.list).extracting(ILoggingEvent::getMessage).containsExactly("afterwards");
      assertThat(root.getLevel()).isEqualTo(level);
      assertThat(errors.toString(UTF_8)).contains("meanwhile").doesNotContain("ERROR afterwards");
    } finally {
      root.detachAppender(before);
    }
  }

  @Test
  void levelsOfSingleLoggersStay() {
    log.setLevel(Level.ERROR);
    try {
      plugin.start(settings(Map.of("logging.level", "debug")));
      log.warn("not shown");

      assertThat(errors.toString(UTF_8)).doesNotContain("not shown");
    } finally {
      log.setLevel(null);
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorAtStartAndChangesNothing() throws IOException {
    var notAFolder = Files.writeString(folder.resolve("file"), "");
    var appenders = appenders();

    for (var bad : List.of(folder, notAFolder.resolve("tributary.log"), folder.resolve("%d"))) {
      assertThatThrownBy(() -> plugin.start(settings(Map.of("logging.file", bad.toString()))))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .startsWith("expected logging.file to be a file")
          .contains(bad.toString());
    }

    assertThat(appenders()).isEqualTo(appenders);
  }

  @Test
  void anotherBindingOfSlf4jIsNamed() {
    var elsewhere =
        new Plugin() {
          @Override
          public String name() {
            return "logging";
          }

          @Override
          public void start(Settings settings) {
            plugin.start(settings, new NOPLoggerFactory());
          }
        };

    assertThatThrownBy(() -> Plugins.of(List.of(elsewhere)).start(settings(Map.of())))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "plugin logging does not start: expected SLF4J to be bound to Logback, found"
                + " org.slf4j.helpers.NOPLoggerFactory; leave other bindings off the class path, or"
                + " this plugin");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(
            () ->
                settings(
                    Map.of(
                        "logging.format", "xml",
                        "logging.level", "loud",
                        "logging.files", "0",
                        "logging.file-size", "0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected logging.format to be one of text, json, got: \"xml\"")
        .hasMessageContaining("expected logging.level to be one of error, warn, info, debug, trace")
        .hasMessageContaining("expected logging.files to be a positive integer")
        .hasMessageContaining("expected logging.file-size to be a number of bytes");
  }

  @Test
  void itIsFoundByItself() {
    try (var plugins = Plugins.find(LoggingPlugin.class.getClassLoader(), List.of())) {
      assertThat(plugins.all()).hasAtLeastOneElementOfType(LoggingPlugin.class);
    }
  }

  @Test
  void everyApplicationHasItsContextInTheLog() throws Exception {
    var application =
        Application.named("orders").consumes("received", "#").callback(List::of).build();
    try (var plugins = Plugins.of(List.of(plugin))) {
      var settings = settings(Map.of("logging.format", "json"));
      plugins.start(settings);
      var extended = plugins.installInto(application, settings);
      var message = Message.of("7", "upsert.order", Body.empty(), Instant.now());

      var _ = extended.preprocessors().getFirst().apply(message);
      log.warn("while it is worked on");

      var line = onlyLine();
      assertThat(line.path("application").asString()).isEqualTo("orders");
      assertThat(line.path("message_id").asString()).isEqualTo("7");
      assertThat(line.path("routing_key").asString()).isEqualTo("upsert.order");
    }
  }

  @Test
  void thereIsALineForEachEventIfThatIsAskedFor() throws Exception {
    var application =
        Application.named("orders").consumes("received", "#").callback(List::of).build();
    try (var plugins = Plugins.of(List.of(plugin))) {
      var settings = settings(Map.of("logging.format", "json", "logging.events", "yes"));
      plugins.start(settings);
      var observation = plugins.installInto(application, settings).instrumentations().getFirst();
      var message =
          Message.of("7", "upsert.order", Body.utf8("abc"), Instant.now())
              .withHeader("provider", "riverside");

      observation.received(message).ended(new Completed(List.of(message), List.of()));

      var lines = errors.toString(UTF_8).lines().map(STRICT::readTree).toList();
      assertThat(lines)
          .extracting(line -> line.path("message").asString())
          .containsExactly("result.sent", "message.completed");
      assertThat(lines)
          .allSatisfy(
              line -> {
                assertThat(line.path("application").asString()).isEqualTo("orders");
                assertThat(line.path("message_id").asString()).isEqualTo("7");
                assertThat(line.path("provider").asString()).isEqualTo("riverside");
                assertThat(line.path("bytes").asInt()).isEqualTo(3);
                assertThat(line.path("worked_millis").isNumber()).isTrue();
              });
    }
  }

  private List<String> appenders() {
    var names = new java.util.ArrayList<String>();
    root.iteratorForAppenders().forEachRemaining(appender -> names.add(appender.getName()));
    return names;
  }

  private JsonNode onlyLine() {
    var lines = errors.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(1);
    return STRICT.readTree(lines.getFirst());
  }

  private Settings settings(Map<String, String> values) {
    return Settings.resolve(plugin.settings(), List.of(new Source("a test", values, true)));
  }
}
