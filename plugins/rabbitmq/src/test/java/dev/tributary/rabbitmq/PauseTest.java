package dev.tributary.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.spi.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever asks whether a queue is paused takes the note in hand for a moment.
final class PauseTest extends BrokerTest {
  private static final int TIMES = 50;

  @Test
  void processesThatAskAtTheSameMomentAllSeeThatAQueueIsPaused() throws Exception {
    transport.declare("app", SOURCE);
    transport.pause("app", "the house moves");
    var processes = Stream.generate(() -> closedAtTheEnd(broker.connect())).limit(3).toList();

    assertThat(answers(processes)).isEqualTo(allOf(processes, Optional.of("the house moves")));

    transport.resume("app");
    assertThat(answers(processes)).isEqualTo(allOf(processes, Optional.empty()));
  }

  /// What each of them is told, as often as they ask, all at once each time.
  private static List<Optional<String>> answers(List<Transport> processes) throws Exception {
    var atOnce = new CyclicBarrier(processes.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = threads.invokeAll(processes.stream().map(it -> asking(it, atOnce)).toList());
      var answers = new ArrayList<Optional<String>>();
      for (var each : asking) {
        answers.addAll(each.get());
      }
      return answers;
    }
  }

  private static Callable<List<Optional<String>>> asking(Transport process, CyclicBarrier atOnce) {
    return () -> {
      var answers = new ArrayList<Optional<String>>();
      for (var time = 0; time < TIMES; time++) {
        atOnce.await();
        answers.add(process.pauseOf("app"));
      }
      return answers;
    };
  }

  private static List<Optional<String>> allOf(List<Transport> processes, Optional<String> answer) {
    return Collections.nCopies(TIMES * processes.size(), answer);
  }
}
