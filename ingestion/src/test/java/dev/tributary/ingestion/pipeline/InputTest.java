package dev.tributary.ingestion.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.ingestion.content.ContentStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people see of what an application received.
final class InputTest {
  @TempDir private Path folder;

  @Test
  void aBodyThatTravelsByReferenceIsWhatItStandsFor() throws Exception {
    var content = ContentStore.in(folder, 0);
    var sha256 = content.put("{\"id\":7}".getBytes(UTF_8)).sha256();

    var input = Input.of(message(Body.utf8("content:" + sha256)), () -> content);

    assertThat(input.text()).contains("{\"id\":7}");
    assertThat(input.problem()).isEmpty();
  }

  @Test
  void aBodyWhoseContentIsGoneIsToldWithItsName() {
    var name = "content:" + "0".repeat(64);

    var input = Input.of(message(Body.utf8(name)), () -> ContentStore.in(folder, 0));

    assertThat(input.shown()).isEqualTo(name);
    assertThat(input.problem().orElseThrow())
        .contains(name, "could not be read from the content store");
  }

  @Test
  void anyOtherBodyIsItselfAndNoStoreIsAsked() {
    for (var text : new String[] {"{}", "content:" + "x".repeat(64), "content:"}) {
      var input =
          Input.of(
              message(Body.utf8(text)),
              () -> {
                throw new AssertionError("asked for " + text);
              });

      assertThat(input.text()).contains(text);
      assertThat(input.problem()).isEmpty();
    }
  }

  @Test
  void whatIsNotTextIsNotTakenForIt() {
    var input = Input.of(message(Body.of(new byte[] {'a', -1})), () -> ContentStore.in(folder, 0));

    assertThat(input.text()).isEmpty();
    assertThat(input.shown()).isEqualTo("a\ufffd");
  }

  private static Message message(Body body) {
    return Message.of("received.delivery", body);
  }
}
