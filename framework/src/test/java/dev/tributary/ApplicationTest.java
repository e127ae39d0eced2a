package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Application.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApplicationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "Echo", "echo-", "-echo", "echo__two", "2echo", "échoes", "two words"})
  void aNameIsOfLowerCaseWordsJoinedByDashes(String name) {
    assertThatThrownBy(() -> Application.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected an application's name of lower-case words joined by \"-\", got: \""
                + name
                + "\"");
    var application = Application.named("order-lines-2").consumes("source", "#").callback(List::of);
    assertThat(application.build().name()).isEqualTo("order-lines-2");
  }

  @Test
  void oneThatConsumesNothingIsRefused() {
    assertRefused(
        Application.named("app").callback(List::of),
        "application app consumes nothing; expected consumes(exchange, bindingKey)");
  }

  @Test
  void oneWithoutACallbackIsRefused() {
    assertRefused(
        Application.named("app").consumes("source", "#"),
        "application app has no callback; expected callback(message -> …)");
  }

  @Test
  void aConcurrencyBelowOneOrBelowTheBatchIsRefused() {
    assertRefused(app().concurrency(0), "expected the concurrency of app to be 1 or more, got: 0");
    var batch = app().batch(10, Duration.ZERO, _ -> List.of());
    assertRefused(
        batch.concurrency(9),
        "expected the concurrency of app to be its batch size of 10 or more, got: 9");
    var application = batch.concurrency(10).build();
    assertThatThrownBy(() -> application.withConcurrency(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its batch size of 10 or more, got: 1");
  }

  @Test
  void aBatchOfNoneIsRefused() {
    assertRefused(
        app().batch(0, Duration.ZERO, _ -> List.of()),
        "expected a batch of 1 or more that lingers 0 or longer, got: 0, PT0S");
    assertRefused(
        app().batch(1, Duration.ofSeconds(-1), _ -> List.of()),
        "expected a batch of 1 or more that lingers 0 or longer, got: 1, PT-1S");
  }

  @Test
  void itsConcurrencyIsThirtyTwoUnlessItAsksForAnother() {
    assertThat(app().build().concurrency()).isEqualTo(32);
    assertThat(app().concurrency(1).build().concurrency()).isEqualTo(1);
  }

  @Test
  void whatIsNotAskedForIsNotThere() {
    var application = app().build();

    assertThat(application.listenersOptional()).isFalse();
    assertThat(application.recorded()).isTrue();
    assertThat(application.orderKey()).isEmpty();
    assertThat(application.steps()).isEmpty();
  }

  @Test
  void onceBuiltItDoesNotChangeWithItsBuilder() {
    var builder = app();
    var application = builder.build();

    builder
        .consumes("elsewhere", "#")
        .preprocess(message -> message)
        .postprocess(message -> message)
        .onStart(() -> {})
        .onError((_, _) -> {})
        .onSettled((_, _) -> {})
        .listenersOptional()
        .concurrency(1);

    assertThat(application.bindings()).containsExactly(new Binding("source", "#"));
    assertThat(application.preprocessors()).isEmpty();
    assertThat(application.postprocessors()).isEmpty();
    assertThat(application.steps()).isEmpty();
    assertThat(application.errorObservers()).isEmpty();
    assertThat(application.settlementObservers()).isEmpty();
    assertThat(application.listenersOptional()).isFalse();
    assertThat(application.concurrency()).isEqualTo(Application.DEFAULT_CONCURRENCY);
  }

  @Test
  void anApplicationWithAnotherConcurrencyIsTheSameOtherwise() {
    Processor processor = message -> message;
    var application = app().preprocess(processor).orderedBy(Message::id).build();

    var other = application.withConcurrency(3).withListenersOptional();

    assertThat(other.concurrency()).isEqualTo(3);
    assertThat(other.listenersOptional()).isTrue();
    assertThat(other.preprocessors()).containsExactly(processor);
    assertThat(other.orderKey()).isPresent();
    assertThat(application.concurrency()).isEqualTo(Application.DEFAULT_CONCURRENCY);
  }

  @Test
  void surroundingItMakesAnotherOne() {
    var application = app().preprocess(message -> message).build();

    var surrounded = application.surroundedBy(around -> around.preprocess(message -> message));

    assertThat(surrounded.preprocessors()).hasSize(2);
    assertThat(application.preprocessors()).hasSize(1);
  }

  @Test
  void anExtensionStandsWhereItIsAddedAndAroundWhatItSurrounds() {
    Processor first = message -> message;
    Processor second = message -> message;
    Processor third = message -> message;
    Hook hook = () -> {};

    var application =
        app()
            .preprocess(first)
            .with(parts -> parts.preprocess(second).onStart(hook))
            .preprocess(third)
            .build();
    var surrounded =
        application.surroundedBy(parts -> parts.preprocess(third).postprocess(first).onStop(hook));

    assertThat(application.preprocessors()).containsExactly(first, second, third);
    assertThat(surrounded.preprocessors()).containsExactly(third, first, second, third);
    assertThat(surrounded.postprocessors()).containsExactly(first);
    assertThat(surrounded.steps()).containsExactly(new Step.Stop(hook), new Step.Start(hook));
  }

  private static Application.Builder app() {
    return Application.named("app").consumes("source", "#").callback(List::of);
  }

  private static void assertRefused(Application.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
