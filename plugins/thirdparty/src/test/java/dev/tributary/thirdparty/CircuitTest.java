package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.UnavailableException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CircuitTest {
  @Test
  void aCallOfBeforeThatEndsLateMakesNoRoomForASecondTry() {
    var circuit = new Circuit("ratings");
    var before = circuit.enter();
    for (var failure = 0; failure < Circuit.FAILURES; failure++) {
      var _ = circuit.failed(Optional.empty(), new IOException("no answer"));
    }
    await().ignoreExceptionsInstanceOf(UnavailableException.class).until(circuit::enter);

    circuit.leave(before);
    assertThatThrownBy(circuit::enter).isInstanceOf(UnavailableException.class);

    circuit.leave(true);
    assertThat(circuit.enter()).isTrue();
  }

  @Test
  void oneCallThatIsAlwaysAnsweredWithAFailureMakesNobodyAway() {
    var circuit = new Circuit("ratings");
    for (var failure = 0; failure < 2 * Circuit.FAILURES; failure++) {
      assertThat(circuit.failed(Optional.of("isrc/broken"), answered())).isEmpty();
      assertThat(circuit.failed(Optional.of("isrc/broken-too"), answered())).isEmpty();
    }
    assertThat(circuit.reason()).isEmpty();
  }

  @Test
  void whileItIsAwayOneCallThatKeepsTryingUsesUpItsAttempts() {
    var circuit = new Circuit("ratings");
    for (var failure = 1; failure < Circuit.FAILURES; failure++) {
      assertThat(circuit.failed(Optional.of("isrc/" + failure), answered())).isEmpty();
    }
    assertThat(circuit.failed(Optional.of("isrc/last"), answered())).isPresent();

    assertThat(circuit.failed(Optional.of("isrc/other"), answered())).isPresent();
    assertThat(circuit.failed(Optional.of("isrc/other"), answered())).isEmpty();
    assertThat(circuit.failed(Optional.empty(), answered())).isPresent();
    assertThat(circuit.failed(Optional.empty(), answered())).isPresent();
  }

  private static IOException answered() {
    return new IOException("answered 500");
  }

  @Test
  void aCallThatWaitedIsSparedIfItWentAwayMeanwhile() {
    var circuit = new Circuit("ratings");
    var before = circuit.enter();
    circuit.goOn(before);
    for (var failure = 0; failure < Circuit.FAILURES; failure++) {
      var _ = circuit.failed(Optional.empty(), new IOException("no answer"));
    }

    assertThatThrownBy(() -> circuit.goOn(before)).isInstanceOf(UnavailableException.class);
    circuit.goOn(true);
  }
}
