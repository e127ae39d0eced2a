package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.internal.Gate.Pass;
import dev.tributary.spi.Consumer;
import dev.tributary.spi.Delivery;
import dev.tributary.spi.TransportException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {
  private final Closing consumer = new Closing();
  private final Subscription subscription = new Subscription(consumer, Pass.ALL);

  @Test
  void whatCannotBeGivenBackEndsTheConsumerSoThatItsPlaceIsFree() throws Exception {
    consumer.refusal = new TransportException("the broker is away", null);

    assertThatThrownBy(subscription.receive()::requeue).isSameAs(consumer.refusal);

    assertThat(consumer.closed).isTrue();
  }

  @Test
  void whatIsSettledAlreadyHoldsNoPlaceAndLeavesTheOthersAlone() throws Exception {
    consumer.refusal = new IllegalStateException("settled already");

    assertThatThrownBy(subscription.receive()::requeue).isSameAs(consumer.refusal);

    assertThat(consumer.closed).isFalse();
  }

  @Test
  void whoIsRetiredIsClosedByTheLastThatIsSettled() throws Exception {
    subscription.receive();
    subscription.receive();

    subscription.retire();
    subscription.settled();
    assertThat(consumer.closed).isFalse();

    subscription.settled();
    assertThat(consumer.closed).isTrue();
  }

  /// Hands over deliveries that cannot be given back.
  private static final class Closing implements Consumer {
    private RuntimeException refusal = new IllegalStateException("nobody said what");
    private boolean closed;

    @Override
    public Delivery receive() {
      return new Delivery() {
        @Override
        public Message message() {
          return Message.of("do.thing", Body.utf8("input"));
        }

        @Override
        public int count() {
          return 1;
        }

        @Override
        public void ack() {
          throw new AssertionError("nobody acknowledges here");
        }

        @Override
        public void retryAfter(Message retry, Duration delay) {
          throw new AssertionError("nobody retries here");
        }

        @Override
        public void requeue() {
          throw refusal;
        }
      };
    }

    @Override
    public void stop() {
      // Nobody waits for a delivery here.
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
