package dev.tributary.database.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.DatabaseDefinition;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.database.TestStorage;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The application of docs/database.md.
@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class OrdersTest {
  @Parameter TestStorage storage;
  @TempDir Path folder;

  @Test
  void anOrderThatIsDeliveredTwiceIsWrittenOnceAndToldTwice() throws Exception {
    var order = Message.of("place.order", Body.utf8("a lamp"));
    try (var run = TestRun.of(new Orders().application(storage.settings(folder)))) {
      run.send(order);
      run.redeliver(order);

      assertThat(run.results())
          .extracting(Message::routingKey)
          .containsExactly("placed.order", "placed.order");
      assertThat(run.results()).extracting(Message::id).containsOnly(run.results().getFirst().id());
    }
    assertThat(placed()).containsExactly("a lamp");
  }

  @Test
  void anotherProcessGoesOnWhereOneStopped() throws Exception {
    var order = Message.of("place.order", Body.utf8("a lamp"));
    for (var process = 0; process < 2; process++) {
      try (var run = TestRun.of(new Orders().application(storage.settings(folder)))) {
        run.send(order);
      }
    }
    assertThat(placed()).containsExactly("a lamp");
  }

  @Test
  void theGuideShowsThisVeryApplication() throws IOException {
    var source = Files.readString(Path.of("src/test/java/" + name() + ".java"));
    var shown = source.substring(source.indexOf("import "));

    assertThat(Files.readString(Path.of("../../docs/database.md"))).contains(shown);
  }

  private static String name() {
    return Orders.class.getName().replace('.', '/');
  }

  private List<String> placed() throws InterruptedException {
    try (var database =
        DatabasePlugin.read(storage.settings(folder), DatabaseDefinition.of("orders"))) {
      return database.read(
          handle -> handle.createQuery("select article from placed").mapTo(String.class).list());
    }
  }
}
