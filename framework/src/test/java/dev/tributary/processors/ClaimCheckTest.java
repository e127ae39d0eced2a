package dev.tributary.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Callback;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClaimCheckTest {
  private static final Body LARGE = Body.utf8("a body of more than ten bytes");
  private static final Body SMALL = Body.utf8("ten bytes.");

  @TempDir Path folder;
  private FolderStore store;

  @BeforeEach
  void open() throws IOException {
    store = FolderStore.in(folder);
  }

  @Test
  void aLargeResultTravelsByItsName() throws Exception {
    var result = Message.of("upsert.order", LARGE).withHeader("provider", "a");

    var sent = after(ClaimCheck.over(10).in(store), result);

    var name = sent.headers().get(ClaimCheck.HEADER);
    assertThat(sent)
        .isEqualTo(result.with("upsert.order", Body.empty()).withHeader("claim-check", name));
    assertThat(store.get(name)).isEqualTo(LARGE);
  }

  @Test
  void aResultUpToTheLimitTravelsItself() throws Exception {
    var result = Message.of("upsert.order", SMALL);

    assertThat(after(ClaimCheck.over(10).in(store), result)).isEqualTo(result);
  }

  @Test
  void anApplicationWithAnyOtherLimitSeesTheMessageAsItWas() throws Exception {
    var result = Message.of("upsert.order", LARGE).withHeader("provider", "a");
    var sent = after(ClaimCheck.over(10).in(store), result);

    assertThat(before(ClaimCheck.over(1_000_000).in(store), sent)).isEqualTo(result);
    assertThat(before(ClaimCheck.over(0).in(FolderStore.in(folder)), sent)).isEqualTo(result);
  }

  @Test
  void aMessageThatWasNotCheckedInStaysAsItIs() throws Exception {
    var claimCheck = ClaimCheck.over(10).in(store);
    var empty = Message.of("purge.order", Body.empty());

    assertThat(before(claimCheck, empty)).isEqualTo(empty);
    assertThat(after(claimCheck, empty)).isEqualTo(empty);
  }

  @Test
  void theNameDoesNotOutliveItsBody() throws Exception {
    var claimCheck = ClaimCheck.over(10).in(store);
    var sent = after(claimCheck, Message.of("upsert.order", LARGE));
    // An application without a claim check made its own result from what it received.
    var stale = sent.with("upsert.order", SMALL);

    assertThat(before(claimCheck, stale).body()).isEqualTo(SMALL);
    assertThat(before(claimCheck, stale).headers()).doesNotContainKey(ClaimCheck.HEADER);
    assertThat(after(claimCheck, stale).headers()).doesNotContainKey(ClaimCheck.HEADER);
  }

  @Test
  void whoReturnsItsInputPassesTheNameOn() throws Exception {
    var claimCheck = ClaimCheck.over(10).in(store);
    var sent = after(claimCheck, Message.of("upsert.order", LARGE));

    assertThat(after(claimCheck, sent)).isEqualTo(sent);
  }

  @Test
  void callbackAndProcessorsSeeWholeBodies() {
    var seen = new ArrayList<Body>();
    var application =
        application(message -> List.of(message.with("upsert.order", LARGE)))
            .preprocess(
                message -> {
                  seen.add(message.body());
                  return message;
                })
            .postprocess(
                result -> {
                  seen.add(result.body());
                  return result.with(result.routingKey(), Body.utf8(result.body().utf8() + "!"));
                })
            .build()
            .surroundedBy(ClaimCheck.over(10).in(store));
    var broker = new OneQueue();

    try (var _ = broker.run(application)) {
      broker.waiting.add(checkedIn());
      await().untilAsserted(() -> assertThat(broker.settledBy("ack")).isEqualTo(1));
    }

    assertThat(seen).containsExactly(LARGE, LARGE);
    var sent = broker.sentTo("orders").getFirst();
    assertThat(sent.body()).isEqualTo(Body.empty());
    assertThat(bodyOf(sent)).isEqualTo(Body.utf8(LARGE.utf8() + "!"));
  }

  @Test
  void aMissingBodyIsTriedAgain() throws Exception {
    var message = checkedIn();
    var away = folder.resolve("away");
    Files.move(fileOf(message), away);
    var broker = new OneQueue();
    broker.keepsBack = true;
    var application = application(List::of).build().surroundedBy(ClaimCheck.over(1000).in(store));

    try (var _ = broker.run(application)) {
      broker.waiting.add(message);
      var retry = broker.keptBack.take();
      Files.move(away, fileOf(message));
      broker.waiting.add(retry);
      await().untilAsserted(() -> assertThat(broker.sentTo("orders")).hasSize(1));
    }

    assertThat(broker.sentTo("orders").getFirst().body()).isEqualTo(LARGE);
  }

  @Test
  void aChangedBodyIsSetAsideAtOnceWithTheNameStillInIt() throws IOException {
    var message = checkedIn();
    Files.writeString(fileOf(message), "something else");
    var broker = new OneQueue();
    var application = application(List::of).build().surroundedBy(ClaimCheck.over(10).in(store));

    try (var _ = broker.run(application)) {
      broker.waiting.add(message);
      await().untilAsserted(() -> assertThat(broker.settledBy("ack")).isEqualTo(1));
    }

    assertThat(broker.settledBy("retry")).isZero();
    var letter = DeadLetter.from(broker.sentTo(DeadLetter.EXCHANGE).getFirst());
    assertThat(letter.reason()).contains("has changed since");
    assertThat(letter.message().headers()).isEqualTo(message.headers());
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> ClaimCheck.over(-1))
        .hasMessage("expected a limit of 0 bytes or more, got: -1");
  }

  private Message checkedIn() {
    try {
      return after(ClaimCheck.over(10).in(store), Message.of("upsert.order", LARGE));
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private Path fileOf(Message message) {
    var name = message.headers().get(ClaimCheck.HEADER);
    return folder.resolve(name.substring(0, 2)).resolve(name);
  }

  private Body bodyOf(Message message) {
    try {
      return store.get(message.headers().get(ClaimCheck.HEADER));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Application.Builder application(Callback callback) {
    return Application.named("orders").consumes("received", "#").callback(callback);
  }

  private static Message before(ClaimCheck claimCheck, Message message) throws Exception {
    return extended(claimCheck).preprocessors().getFirst().apply(message);
  }

  private static Message after(ClaimCheck claimCheck, Message message) throws Exception {
    return extended(claimCheck).postprocessors().getLast().apply(message);
  }

  private static Application extended(ClaimCheck claimCheck) {
    return application(List::of).build().surroundedBy(claimCheck);
  }
}
