package dev.tributary.ingestion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.generate.DeliveryGenerator;
import dev.tributary.ingestion.generate.Expected;
import dev.tributary.ingestion.generate.GeneratedDeliveries;
import dev.tributary.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments of an ingest: in the end every product is there once, in the right
/// version, and every change was notified.
final class CrashTest {
  private static final int DELIVERIES = 200;
  private static final long LONGEST_LIFE_MILLIS = 2_500;

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void nothingIsLostAndNothingIsThereTwiceAfterAFewKills() throws Exception {
    survive(4, 11);
  }

  @Test
  @Tag("long")
  @Timeout(1800)
  void nothingIsLostAndNothingIsThereTwiceAfterTwentyFiveKills() throws Exception {
    survive(25, 12);
  }

  /// Kills until there were that many kills of an unfinished ingest; one that finishes before is
  /// looked at, and the next begins in a new folder.
  private void survive(int kills, long seed) throws Exception {
    var random = new Random(seed);
    var killed = 0;
    for (var round = 0; killed < kills; round++) {
      var generated =
          DeliveryGenerator.withSeed(seed + round)
              .withUpdates(0.3)
              .withTakedowns(0.1)
              .withPurges(0)
              .write(folder.resolve("in-" + round), DELIVERIES);
      var data = folder.resolve("data-" + round);
      var finished = false;
      while (!finished && killed < kills) {
        finished = !killedAtARandomMoment(data, folder.resolve("in-" + round), random);
        killed += finished ? 0 : 1;
      }
      check(data, folder.resolve("in-" + round), generated);
    }
  }

  /// Starts the ingest and kills it a random time after it is ready.
  ///
  /// @return false if it had finished before
  private static boolean killedAtARandomMoment(Path data, Path in, Random random)
      throws IOException, InterruptedException {
    var process =
        JavaProcess.of(IngestProcess.class, data.toString(), in.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(IngestProcess.READY);
      var life = random.nextLong(LONGEST_LIFE_MILLIS);
      var finished = process.waitFor(life, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      return !finished;
    }
  }

  /// Lets the ingest finish, and looks at all that is there.
  private static void check(Path data, Path in, GeneratedDeliveries generated) throws Exception {
    try (var system = TestSystem.in(data)) {
      system.ingest(in);

      var dump = system.dump();
      assertThat(dump).hasSize(generated.expected().size());
      for (var expected : generated.expected().values()) {
        var product =
            dump.entrySet().stream()
                .filter(each -> each.getKey().endsWith("icpn:" + expected.gtin14()))
                .toList();
        assertThat(product).as(expected.icpn()).hasSize(1);
        assertThat(product.getFirst().getValue()).contains(state(expected), expected.title());
      }
      assertThat(notified(system)).containsAll(changed(system));
    }
  }

  private static String state(Expected expected) {
    return "\"state\":\"" + expected.state() + "\"";
  }

  /// Each product with each delivery that changed it.
  private static List<String> changed(TestSystem system) throws InterruptedException {
    return system
        .catalogue()
        .read(
            handle ->
                handle
                    .createQuery("select distinct product_key || ' ' || delivery from history")
                    .mapTo(String.class)
                    .list());
  }

  private static List<String> notified(TestSystem system) throws InterruptedException {
    return system
        .ledger()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select distinct product || ' ' || delivery from event
                        where application = 'notify' and name = 'result.sent'
                          and product is not null
                        """)
                    .mapTo(String.class)
                    .list());
  }
}
