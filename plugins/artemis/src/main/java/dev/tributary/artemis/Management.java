package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.config.ActiveMQDefaultConfiguration;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.jspecify.annotations.Nullable;

/// Asks the broker for what a client's session has no call for: a message to its management
/// address, and one back. One question at a time.
final class Management implements Connection.Ending {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ClientSession session;
  private final ClientProducer questions;
  private final SimpleString answers;
  private volatile Question asked = new Question("", new CompletableFuture<>());

  /// @param answer the broker's, once it is there
  private record Question(String id, CompletableFuture<Answer> answer) {}

  private record Answer(boolean succeeded, @Nullable Object value) {}

  private Management(ClientSession session, ClientProducer questions, SimpleString answers) {
    this.session = session;
    this.questions = questions;
    this.answers = answers;
  }

  /// Asks over `session`, which is of `connection`, used by nobody else at the same time, and does
  /// not have its messages acknowledged.
  static Management open(Connection connection, ClientSession session) throws ActiveMQException {
    var address = ActiveMQDefaultConfiguration.getDefaultManagementAddress();
    var answers = SimpleString.of(address + "." + UUID.randomUUID());
    var management = new Management(session, session.createProducer(address), answers);
    session.createQueue(QueueConfiguration.of(answers).setDurable(false).setTemporary(true));
    session.createConsumer(answers).setMessageHandler(management::answered);
    session.start();
    connection.onEnd(management);
    return management;
  }

  /// The names of all queues that there are.
  List<String> queueNames() throws Exception {
    var value = ask("getQueueNames");
    return value instanceof Object[] names
        ? List.of(names).stream().map(String::valueOf).toList()
        : List.of();
  }

  /// The filter that a queue has now; empty if it has none. A session's own query tells the one
  /// that the queue was made with, or had when the broker started.
  String filter(SimpleString queue) throws Exception {
    var value = send("filter of " + queue, message -> attribute(message, queue));
    return value == null ? "" : value.toString();
  }

  private static void attribute(ClientMessage message, SimpleString queue) {
    ManagementHelper.putAttribute(message, ResourceNames.QUEUE + queue, "filter");
  }

  /// Gives a queue another filter, for the messages to come.
  void updateFilter(SimpleString queue, SimpleString address, String filter) throws Exception {
    ask(
        "updateQueue",
        QueueConfiguration.of(queue).setAddress(address).setFilterString(filter).toJSON());
  }

  void deleteAddress(String address) throws Exception {
    ask("deleteAddress", address);
  }

  /// What is asked, written into a message.
  private interface Wording {
    void write(ClientMessage message) throws Exception;
  }

  private @Nullable Object ask(String operation, Object... parameters) throws Exception {
    return send(
        operation,
        message ->
            ManagementHelper.putOperationInvocation(
                message, ResourceNames.BROKER, operation, parameters));
  }

  private @Nullable Object send(String operation, Wording wording) throws Exception {
    var question = new Question(UUID.randomUUID().toString(), new CompletableFuture<>());
    asked = question;
    var message = session.createMessage(false);
    message.setReplyTo(answers);
    message.setCorrelationID(question.id);
    wording.write(message);
    questions.send(message);
    var answer = await(operation, question);
    if (!answer.succeeded) {
      throw new TransportException("the broker refuses " + operation + ": " + answer.value, null);
    }
    return answer.value;
  }

  private static Answer await(String operation, Question question) throws InterruptedException {
    try {
      return question.answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw new TransportException("no answer to " + operation, failure.getCause());
    } catch (TimeoutException failure) {
      throw new TransportException(
          "no answer to " + operation + " within " + PATIENCE.toSeconds() + " s", failure);
    }
  }

  private void answered(ClientMessage message) {
    var question = asked;
    if (question.id.equals(String.valueOf(message.getCorrelationID()))) {
      try {
        question.answer.complete(
            new Answer(
                ManagementHelper.hasOperationSucceeded(message),
                ManagementHelper.getResult(message)));
      } catch (Exception unreadable) {
        question.answer.completeExceptionally(unreadable);
      }
    }
  }

  @Override
  public void ended(TransportException why) {
    asked.answer.completeExceptionally(why);
  }
}
