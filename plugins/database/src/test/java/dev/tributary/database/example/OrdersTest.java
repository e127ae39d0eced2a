package dev.tributary.database.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.database.DatabaseReader;
import dev.tributary.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The application of docs/database.md.
@Timeout(60)
class OrdersTest {
  @TempDir Path folder;

  @Test
  void anOrderThatIsDeliveredTwiceIsWrittenOnceAndToldTwice() throws Exception {
    var order = Message.of("place.order", Body.utf8("a lamp"));
    try (var run = TestRun.of(new Orders().application(settings()))) {
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
      try (var run = TestRun.of(new Orders().application(settings()))) {
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
    try (var database = DatabaseReader.open(folder.resolve("orders.db"))) {
      return database.read(
          handle -> handle.createQuery("select article from placed").mapTo(String.class).list());
    }
  }

  private Settings settings() {
    var values = Map.of("database.folder", folder.toString());
    return Settings.resolve(
        new DatabasePlugin().settings(), List.of(new Source("the test", values, false)));
  }
}
