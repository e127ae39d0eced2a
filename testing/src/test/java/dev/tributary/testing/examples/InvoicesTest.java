package dev.tributary.testing.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Outcome.Completed;
import dev.tributary.Outcome.Retried;
import dev.tributary.testing.Faults;
import dev.tributary.testing.Faults.Point;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvoicesTest {
  /// Makes an invoice of every order.
  private static Application.Builder invoices() {
    return Application.named("invoices")
        .consumes("orders", "upsert.order")
        .callback(order -> List.of(order.with("upsert.invoice", Body.utf8("invoice"))));
  }

  private static Message order() {
    return Message.of("upsert.order", Body.utf8("{\"article\": 7}"));
  }

  @Test
  void anOrderBecomesAnInvoice() throws Exception {
    try (var run = TestRun.of(invoices().build())) {
      run.send(order());

      assertThat(run.results())
          .extracting(Message::routingKey, invoice -> invoice.body().utf8())
          .containsExactly(tuple("upsert.invoice", "invoice"));
    }
  }

  @Test
  void aPrinterThatIsOffIsTriedAgain() throws Exception {
    var printing =
        invoices()
            .preprocess(
                order -> {
                  if (order.attempt() == 1) {
                    throw new IOException("the printer is off");
                  }
                  return order;
                })
            .build();
    try (var run = TestRun.of(printing)) {
      run.send(order());

      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Retried.class);
      assertThat(run.waiting()).hasSize(1);

      run.advance(Duration.ofSeconds(2));

      assertThat(run.outcomes().getLast().outcome()).isInstanceOf(Completed.class);
      assertThat(run.results()).hasSize(1);
    }
  }

  @Test
  void anInvoiceThatIsSentTwiceIsTheSameInvoice() throws Exception {
    var faults = new Faults();
    try (var run = TestRun.of(faults, invoices().build())) {
      faults.at(Point.AFTER_PUBLISH).fail();

      run.send(order());

      assertThat(run.results()).hasSize(2);
      assertThat(run.results()).extracting(Message::id).containsOnly(run.results().getFirst().id());
    }
  }
}
