package dev.tributary.benchmarks.peers;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.tributary.Binding;
import dev.tributary.DeadLetter;
import dev.tributary.rabbitmq.RabbitOptions;
import dev.tributary.rabbitmq.RabbitTransport;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The queues of one run: the one that the contender consumes, and the one in which its results
/// arrive.
///
/// At equal durability both are quorum queues, and what the contender rejects comes back after five
/// seconds. As it comes, the contender's is a classic one: so the peers declare it. Tributary's is
/// what Tributary declares, in both.
final class Track {
  static final String SINK = "sink";
  private static final String RETRIED = "hop.wait";

  private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

  private final Ground ground;
  private final Case entry;
  private final Channel channel;

  private Track(Ground ground, Case entry, Channel channel) {
    this.ground = ground;
    this.entry = entry;
    this.channel = channel;
  }

  /// Makes the queues anew, empty.
  static Track lay(Ground ground, Case entry) throws IOException {
    var track = new Track(ground, entry, ground.connection().createChannel());
    track.remove();
    track.declare();
    return track;
  }

  private void declare() throws IOException {
    channel.exchangeDeclare(Ground.SOURCE, BuiltinExchangeType.TOPIC, true);
    channel.exchangeDeclare(Ground.RESULTS, BuiltinExchangeType.TOPIC, true);
    channel.queueDeclare(SINK, true, false, false, QUORUM);
    bindSink();
    if (entry.contender().isOurs()) {
      try (var transport = transport()) {
        transport.declare(Ground.QUEUE, List.of(new Binding(Ground.SOURCE, "#")));
      }
    } else {
      declarePlain();
    }
  }

  private void declarePlain() throws IOException {
    switch (entry.setting()) {
      case EQUAL -> {
        channel.queueDeclare(Ground.QUEUE, true, false, false, leadingTo(RETRIED));
        var retried = leadingTo(Ground.QUEUE);
        retried.put("x-message-ttl", Ground.RETRY_MILLIS);
        channel.queueDeclare(RETRIED, true, false, false, retried);
      }
      case AS_IT_COMES -> channel.queueDeclare(Ground.QUEUE, true, false, false, Map.of());
    }
    channel.queueBind(Ground.QUEUE, Ground.SOURCE, "#");
  }

  private static Map<String, Object> leadingTo(String queue) {
    var arguments = new HashMap<>(QUORUM);
    arguments.put("x-dead-letter-exchange", "");
    arguments.put("x-dead-letter-routing-key", queue);
    return arguments;
  }

  private RabbitTransport transport() {
    return RabbitTransport.connect(RabbitOptions.of(ground.uri()));
  }

  void bindSink() throws IOException {
    channel.queueBind(SINK, Ground.RESULTS, "#");
  }

  /// Results have nobody to go to.
  void unbindSink() throws IOException {
    channel.queueUnbind(SINK, Ground.RESULTS, "#");
  }

  /// How many messages wait for the contender, those for a retry and dead letters among them. To be
  /// asked once it has gone: AMQP does not tell of what is delivered.
  long waiting() throws IOException {
    if (entry.contender().isOurs()) {
      try (var transport = transport()) {
        return transport.depth(Ground.QUEUE) + transport.depth(DeadLetter.QUEUE);
      }
    }
    var retried = entry.setting() == Setting.EQUAL ? channel.messageCount(RETRIED) : 0;
    return channel.messageCount(Ground.QUEUE) + retried;
  }

  /// Takes the queues away, of whichever contender they are.
  void remove() throws IOException {
    for (var queue : List.of(SINK, RETRIED, Ground.QUEUE)) {
      channel.queueDelete(queue);
    }
    try (var transport = transport()) {
      transport.remove(Ground.QUEUE);
      transport.remove(DeadLetter.QUEUE);
    }
  }

  void close() throws IOException {
    remove();
    Ground.abort(channel);
  }
}
