package dev.tributary.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Path HERE = Path.of("");

  private static Ground ground(Optional<Node> node) {
    return new Ground("amqp://localhost", null, node, HERE, HERE);
  }

  @Test
  void brokerThatIsNotOursIsNotRestarted() {
    var audit = new Audit(Audit.Way.RESTART, 1_000);

    assertThat(audit.obstacle(ground(Optional.empty())))
        .hasValueSatisfying(reason -> assertThat(reason).contains("not ours to stop"));
    assertThat(audit.obstacle(ground(Optional.of(new Node(HERE))))).isEmpty();
  }

  @Test
  void contendersAreEndedOnAnyBroker() {
    assertThat(new Audit(Audit.Way.SIGKILL, 1_000).obstacle(ground(Optional.empty()))).isEmpty();
  }
}
