package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Application;
import dev.tributary.Hook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepsTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void startInOrderAndStopInReverse() throws Exception {
    var steps =
        steps(
            app()
                .onStart(logged("start first"))
                .onStop(logged("stop first"))
                .onStart(logged("start second"))
                .onStop(logged("stop second")));

    steps.start();
    steps.stop();
    steps.stop();

    assertThat(log).containsExactly("start first", "start second", "stop second", "stop first");
  }

  @Test
  void whatFailsOnStartIsThrownOnceThoseBeforeItHaveStopped() {
    var steps =
        steps(
            app()
                .onStop(logged("stop"))
                .onStart(
                    () -> {
                      throw new AssertionError("broken");
                    })
                .onStop(logged("stop what did not start")));

    assertThatThrownBy(steps::start).isInstanceOf(AssertionError.class).hasMessage("broken");

    assertThat(log).containsExactly("stop");
  }

  @Test
  void anInterruptionHoldsNoStopHookUpAndIsKept() throws Exception {
    var steps =
        steps(
            app()
                .onStop(
                    () -> log.add("last, interrupted: " + Thread.currentThread().isInterrupted()))
                .onStop(
                    () -> {
                      throw new InterruptedException();
                    })
                .onStop(
                    () -> {
                      log.add("first, interrupted: " + Thread.currentThread().isInterrupted());
                    })
                .onStop(
                    () -> {
                      throw new IOException("broken");
                    }));
    steps.start();

    Thread.currentThread().interrupt();
    steps.stop();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).containsExactly("first, interrupted: false", "last, interrupted: false");
  }

  private Hook logged(String what) {
    return () -> log.add(what);
  }

  private static Application.Builder app() {
    return Application.named("app").consumes("source", "#").callback(List::of);
  }

  private static Steps steps(Application.Builder builder) {
    return new Steps(builder.build());
  }
}
