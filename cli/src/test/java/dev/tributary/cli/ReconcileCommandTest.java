package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class ReconcileCommandTest {
  private static final String SAMPLES = "../samples/deliveries";

  @TempDir private Path folder;
  private String out = "";
  private String messages = "";

  @Test
  void theSamplesAgreeUntilAProductIsLost() throws Exception {
    assertThat(run("ingest", "--json", SAMPLES)).isZero();
    var ingested = Json.tree(out).path("totals");

    assertThat(run("reconcile", "--patience", "0s", "--json")).isZero();
    var report = Json.tree(out);
    assertThat(report.path("agrees").booleanValue()).isTrue();
    var total = report.path("total");
    for (var column : ingested.propertyNames()) {
      assertThat(total.path(column)).as(column).isEqualTo(ingested.path(column));
    }
    assertThat(total.path("underWay").longValue()).isZero();
    assertThat(total.path("manifestEntries").longValue()).isEqualTo(2);
    assertThat(report.path("rows").size()).as("twelve providers and none").isEqualTo(13);

    assertThat(run("reconcile", "--by", "month", "--provider", "padpida2099010102v")).isZero();
    assertThat(out.lines())
        .hasSize(5)
        .anyMatch(line -> line.matches("padpida2099010102v +[0-9]{4}-[0-9]{2} +3 .*"))
        .last()
        .isEqualTo("all agrees");

    loseProduct();
    assertThat(run("reconcile")).isEqualTo(Main.DISAGREES);
    assertThat(out)
        .contains("1 not in agreement:")
        .contains("icpn:02990001000018, which is not in the catalogue; restore catalogue.db");
    assertThat(run("reconcile", "--limit", "0")).isEqualTo(Main.DISAGREES);
    assertThat(out).contains("and 1 more (--limit)");
  }

  @Test
  void withoutACatalogueItSaysHowToFillOne() {
    assertThat(run("reconcile")).isEqualTo(Main.USAGE);
    assertThat(messages).contains("tributary ingest");
  }

  @Test
  void theHelpNamesTheExitStatus() {
    assertThat(run("reconcile", "--help")).isZero();
    assertThat(out).contains("0 all agrees, 3 something does not");
  }

  private void loseProduct() throws InterruptedException {
    try (var catalogue = PipelineDatabases.CATALOGUE.open(folder.resolve("data/catalogue.db"))) {
      catalogue.write(
          transaction ->
              transaction.execute("delete from product where key like '%icpn:02990001000018'"));
    }
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    var line = Line.run(all.toArray(String[]::new));
    out = line.out();
    messages = line.messages();
    return line.status();
  }
}
