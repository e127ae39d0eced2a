package dev.tributary.benchmarks.hop;

import dev.tributary.Application;
import dev.tributary.Runner;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import java.util.List;

/// An application of Tributary, with nothing but its callback.
final class TributaryHop {
  private TributaryHop() {}

  public static void main(String[] arguments) throws Exception {
    var hop = Hop.of(arguments);
    var watch = new StopWatch(hop);
    var application =
        Application.named(hop.queue())
            .consumes(Hop.SOURCE, "#")
            .concurrency(hop.inFlight())
            .callback(
                message -> {
                  hop.doWork();
                  return List.of(message);
                })
            .onSettled((_, _) -> watch.acknowledged())
            .build();
    try (var transport = RabbitTransport.connect(RabbitOptions.of(hop.uri()));
        var _ = Runner.start(transport, List.of(application), hop.recording())) {
      watch.awaitAllAndPrint();
    }
  }
}
