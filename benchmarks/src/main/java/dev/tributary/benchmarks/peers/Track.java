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
  private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

  private final Ground ground;
  private final Case entry;
  private final Route route;
  private final Channel channel;

  /// The queue of dead letters is common to all that is Tributary's, and stays.
  private long othersDeadLetters;

  private Track(Ground ground, Case entry, Channel channel) {
    this.ground = ground;
    this.entry = entry;
    this.route = Route.of(entry);
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
    channel.exchangeDeclare(route.source(), BuiltinExchangeType.TOPIC, true);
    channel.exchangeDeclare(route.results(), BuiltinExchangeType.TOPIC, true);
    channel.queueDeclare(route.sink(), true, false, false, QUORUM);
    bindSink();
    if (entry.contender().isOurs()) {
      try (var transport = transport()) {
        transport.declare(route.queue(), List.of(new Binding(route.source(), "#")));
        transport.declare(DeadLetter.QUEUE, List.of(new Binding(DeadLetter.EXCHANGE, "#")));
        othersDeadLetters = transport.depth(DeadLetter.QUEUE);
      }
    } else {
      declarePlain();
    }
  }

  private void declarePlain() throws IOException {
    switch (entry.setting()) {
      case EQUAL -> {
        channel.queueDeclare(route.queue(), true, false, false, leadingTo(route.retried()));
        var retried = leadingTo(route.queue());
        retried.put("x-message-ttl", Ground.RETRY_MILLIS);
        channel.queueDeclare(route.retried(), true, false, false, retried);
      }
      case AS_IT_COMES -> channel.queueDeclare(route.queue(), true, false, false, Map.of());
    }
    channel.queueBind(route.queue(), route.source(), "#");
  }

  private static Map<String, Object> leadingTo(String queue) {
    var arguments = new HashMap<>(QUORUM);
    // So that it keeps what it cannot pass on yet.
    arguments.put("x-dead-letter-strategy", "at-least-once");
    arguments.put("x-overflow", "reject-publish");
    arguments.put("x-dead-letter-exchange", "");
    arguments.put("x-dead-letter-routing-key", queue);
    return arguments;
  }

  private RabbitTransport transport() {
    return RabbitTransport.connect(RabbitOptions.of(ground.uri()));
  }

  void bindSink() throws IOException {
    channel.queueBind(route.sink(), route.results(), "#");
  }

  /// Results have nobody to go to.
  void unbindSink() throws IOException {
    channel.queueUnbind(route.sink(), route.results(), "#");
  }

  /// How many messages wait for the contender, those for a retry and dead letters among them. To be
  /// asked once it has gone: AMQP does not tell of what is delivered.
  long waiting() throws IOException {
    if (entry.contender().isOurs()) {
      try (var transport = transport()) {
        var deadLetters = transport.depth(DeadLetter.QUEUE) - othersDeadLetters;
        return transport.depth(route.queue()) + deadLetters;
      }
    }
    var retried = entry.setting() == Setting.EQUAL ? channel.messageCount(route.retried()) : 0;
    return channel.messageCount(route.queue()) + retried;
  }

  /// Takes away what waits for the contender and was not delivered to it.
  ///
  /// @return how many messages that were
  int takeAway() throws IOException {
    return channel.queuePurge(route.queue()).getMessageCount();
  }

  /// Takes the queues away, of whichever contender they are.
  void remove() throws IOException {
    for (var queue : List.of(route.sink(), route.retried(), route.queue())) {
      channel.queueDelete(queue);
    }
    try (var transport = transport()) {
      transport.remove(route.queue());
    }
  }

  void close() throws IOException {
    remove();
    Ground.abort(channel);
  }
}
