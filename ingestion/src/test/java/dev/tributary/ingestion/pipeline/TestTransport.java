package dev.tributary.ingestion.pipeline;

import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.rabbitmq.RabbitNode;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import dev.tributary.spi.Transport;
import java.nio.file.Path;
import java.util.List;

/// What the pipeline runs on; tests of what it promises run on each. Where there is no broker, the
/// test is skipped.
enum TestTransport {
  ARTEMIS {
    @Override
    Connected connect(Path folder) {
      var broker = EmbeddedBroker.start(folder.resolve("broker"));
      return new Connected(ArtemisTransport.connect(broker), broker::close);
    }
  },
  RABBITMQ {
    @Override
    Connected connect(Path folder) {
      var node = RabbitNode.shared();
      node.remove(Pipeline.names());
      node.remove(List.of("webhook-shop"));
      var transport = RabbitTransport.connect(RabbitOptions.of(node.uri()));
      return new Connected(transport, () -> {});
    }
  };

  /// A transport on a broker without any queue, and what is to be closed after it.
  record Connected(Transport transport, Runnable ending) {}

  /// @param folder where the broker keeps what it has, if it is our own
  abstract Connected connect(Path folder);
}
