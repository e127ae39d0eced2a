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
import org.apache.activemq.artemis.api.core.JsonUtil;
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
  private static final String LIST = "listQueues";

  /// How often the queues are listed until one such listing succeeds.
  private static final int LISTINGS = 100;

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

  /// All queues that there are: one question, however many they are. The broker stumbles over one
  /// that goes while it lists them, and is asked again.
  List<ListedQueue> queues() throws Exception {
    var attempt = 1;
    var answer = answer(LIST, "", 1, Integer.MAX_VALUE);
    while (!answer.succeeded && attempt < LISTINGS) {
      attempt++;
      answer = answer(LIST, "", 1, Integer.MAX_VALUE);
    }
    var page = JsonUtil.readJsonObject(String.valueOf(required(LIST, answer)));
    return page.getJsonArray("data").stream()
        .map(value -> ListedQueue.of(value.asJsonObject()))
        .toList();
  }

  /// Gives a queue another filter, for the messages to come.
  void updateFilter(ListedQueue queue, String filter) throws Exception {
    ask(
        "updateQueue",
        QueueConfiguration.of(queue.name())
            .setAddress(queue.address())
            .setFilterString(filter)
            .toJSON());
  }

  void deleteAddress(String address) throws Exception {
    ask("deleteAddress", address);
  }

  private @Nullable Object ask(String operation, Object... parameters) throws Exception {
    return required(operation, answer(operation, parameters));
  }

  private static @Nullable Object required(String operation, Answer answer) {
    if (!answer.succeeded) {
      throw new TransportException("the broker refuses " + operation + ": " + answer.value, null);
    }
    return answer.value;
  }

  private Answer answer(String operation, Object... parameters) throws Exception {
    var question = new Question(UUID.randomUUID().toString(), new CompletableFuture<>());
    asked = question;
    var message = session.createMessage(false);
    message.setReplyTo(answers);
    message.setCorrelationID(question.id);
    ManagementHelper.putOperationInvocation(message, ResourceNames.BROKER, operation, parameters);
    questions.send(message);
    return await(operation, question);
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
