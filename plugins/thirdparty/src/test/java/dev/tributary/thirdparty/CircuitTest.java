package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.UnavailableException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CircuitTest {
  @Test
  void aCallOfBeforeThatEndsLateMakesNoRoomForASecondTry() {
    var circuit = new Circuit("ratings");
    var before = circuit.enter();
    for (var failure = 0; failure < Circuit.FAILURES; failure++) {
      var _ = circuit.failed(new IOException("no answer"));
    }
    await().ignoreExceptionsInstanceOf(UnavailableException.class).until(circuit::enter);

    circuit.leave(before);
    assertThatThrownBy(circuit::enter).isInstanceOf(UnavailableException.class);

    circuit.leave(true);
    assertThat(circuit.enter()).isTrue();
  }
}
