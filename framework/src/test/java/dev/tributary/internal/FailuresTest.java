package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Detailed;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is written down of failures that are not as they should be.
final class FailuresTest {
  @Test
  void whatThrowsAsItIsAskedIsToldByItsClassAndItsStack() {
    var failure = new IllegalStateException("outer", new Unspeakable());

    assertThat(Failures.reason(failure)).isEqualTo("outer: Unspeakable");
    assertThat(Failures.text(new Unspeakable())).isEqualTo(Unspeakable.class.getName());
    assertThat(Failures.stack(failure))
        .startsWith(IllegalStateException.class.getName())
        .contains("\tat " + FailuresTest.class.getName());
    assertThat(Failures.details(failure)).isEmpty();
  }

  @Test
  void ofDetailsThoseAreKeptThatAreThere() {
    var details = new HashMap<String, String>();
    details.put("line", "3");
    details.put("column", null);
    details.put(null, "nameless");

    assertThat(Failures.details(new Known(details))).isEqualTo(Map.of("line", "3"));
  }

  private static final class Unspeakable extends RuntimeException implements Detailed {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not to be had");
    }

    @Override
    public Map<String, String> details() {
      throw new StackOverflowError("deep");
    }
  }

  private static final class Known extends RuntimeException implements Detailed {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> details;

    Known(Map<String, String> details) {
      super("known");
      this.details = details;
    }

    @Override
    public Map<String, String> details() {
      return details;
    }
  }
}
