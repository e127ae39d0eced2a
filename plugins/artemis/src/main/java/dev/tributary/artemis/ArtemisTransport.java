package dev.tributary.artemis;

import dev.tributary.Binding;
import dev.tributary.artemis.Topology.Kind;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;

/// A transport over an [EmbeddedBroker], of this process or of another one of this machine.
public final class ArtemisTransport implements Transport {
  private final Connections connections;

  private ArtemisTransport(Supplier<Endpoint> broker) {
    this.connections = new Connections(broker);
  }

  /// Connects to `broker`, which stays the caller's to close, afterwards.
  public static ArtemisTransport connect(EmbeddedBroker broker) {
    return connected(() -> Endpoint.inProcess(broker));
  }

  /// Joins the broker that runs on `folder` in another process, and lets others join
  /// ([EmbeddedBroker#listening]). If that ends and comes back, on whatever port, this transport
  /// finds it again.
  ///
  /// @throws TransportException if none runs there
  public static ArtemisTransport join(Path folder) {
    return connected(() -> Endpoint.joined(folder));
  }

  private static ArtemisTransport connected(Supplier<Endpoint> broker) {
    var transport = new ArtemisTransport(broker);
    transport.ask("no connection", Connection::topology);
    return transport;
  }

  @Override
  public void declare(String queue, List<Binding> bindings, Lifetime lifetime, Sharing sharing) {
    ask(
        "queue " + queue + " cannot be declared",
        connection -> {
          connection.topology().declare(queue, bindings, new Kind(lifetime, sharing));
          return queue;
        });
  }

  @Override
  public long remove(String queue) {
    return ask(
        "queue " + queue + " cannot be removed", connection -> connection.topology().remove(queue));
  }

  @Override
  public Consumer consumer(String queue, int prefetch) {
    return ask(
        "queue " + queue + " cannot be consumed",
        connection ->
            ArtemisConsumer.open(connection, queue, connection.topology().queues(queue), prefetch));
  }

  @Override
  public ArtemisProducer producer() {
    return ask(
        "no session for sending",
        connection -> new ArtemisProducer(connections::current, Sender.open(connection)));
  }

  @Override
  public long depth(String queue) {
    return ask(
        "the depth of queue " + queue + " cannot be found out",
        connection ->
            connection.topology().queues(queue).all().stream().mapToLong(ListedQueue::depth).sum());
  }

  @Override
  public Optional<QueueStatus> status(String queue) {
    return Optional.ofNullable(statuses(List.of(queue)).get(queue));
  }

  @Override
  public Map<String, QueueStatus> statuses(Collection<String> queues) {
    return ask(
        "how queues are doing cannot be found out: " + String.join(", ", queues),
        connection -> connection.topology().statuses(queues));
  }

  @Override
  public Optional<List<String>> queues() {
    return ask(
        "the queues cannot be listed",
        connection -> Optional.of(connection.topology().declaredQueues()));
  }

  @Override
  public void pause(String queue, String note) {
    ask(
        "queue " + queue + " cannot be paused",
        connection -> {
          connection.topology().pause(queue, note);
          return queue;
        });
  }

  @Override
  public void resume(String queue) {
    ask(
        "queue " + queue + " cannot be resumed",
        connection -> {
          connection.topology().resume(queue);
          return queue;
        });
  }

  @Override
  public Optional<String> pauseOf(String queue) {
    return ask(
        "it cannot be found out whether queue " + queue + " is paused",
        connection -> connection.topology().pauseOf(queue));
  }

  /// @param <T> what the broker answers
  private interface Question<T> {
    T ask(Connection connection) throws Exception;
  }

  private <T> T ask(String problem, Question<T> question) {
    try {
      return question.ask(connections.current());
    } catch (TransportException said) {
      throw said;
    } catch (InterruptedException | ActiveMQInterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new TransportException(problem + ": interrupted", ending);
    } catch (Exception failure) {
      throw new TransportException(problem, failure);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
