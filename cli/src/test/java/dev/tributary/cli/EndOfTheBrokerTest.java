package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class EndOfTheBrokerTest {
  @Test
  void temporaryQueuesThatEndWithTheBrokerAreNotLogged() {
    assertThat(reply("AMQ224048: Failed to remove temporary resource {}"))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply("AMQ222210: Free storage space is at {} of {} total"))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private static FilterReply reply(String format) {
    var logger = new LoggerContext().getLogger("org.apache.activemq.artemis.core.server");
    return new EndOfTheBroker().decide(null, logger, Level.ERROR, format, null, null);
  }
}
