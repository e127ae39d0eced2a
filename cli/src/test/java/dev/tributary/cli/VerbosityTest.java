package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// How much `-v`, `-q` and `--debug` let through.
class VerbosityTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.tributary");
  private final Level before = logger.getLevel();

  @AfterEach
  void restore() {
    logger.setLevel(before);
  }

  @Test
  void verboseSaysWhatBecomesOfEachMessage() {
    assertThat(levelWith("-v")).isEqualTo(Level.INFO);
    assertThat(levelWith("--verbose")).isEqualTo(Level.INFO);
  }

  @Test
  void quietLeavesErrorsOnly() {
    assertThat(levelWith("-q")).isEqualTo(Level.ERROR);
    assertThat(levelWith("--quiet")).isEqualTo(Level.ERROR);
  }

  @Test
  void debugSaysEverything() {
    assertThat(levelWith("--debug")).isEqualTo(Level.DEBUG);
  }

  @Test
  void withoutAnyTheLogIsAsItWasConfigured() {
    logger.setLevel(Level.TRACE);

    assertThat(levelWith()).isEqualTo(Level.TRACE);
  }

  @Test
  void oneExcludesTheOthers() {
    var line = Line.run("run", "-q", "-v", "Nowhere.java");

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages()).startsWith("tributary: --verbose, --quiet are mutually exclusive");
  }

  private Level levelWith(String... options) {
    CommandLine.populateCommand(new Verbosity(), options).apply();
    return logger.getLevel();
  }
}
