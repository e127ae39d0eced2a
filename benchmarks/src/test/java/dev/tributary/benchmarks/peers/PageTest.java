package dev.tributary.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final Case OURS = new Case(Contender.TRIBUTARY, Setting.EQUAL);
  private static final List<String> ORDER = List.of("start-up", "drain");

  @TempDir private Path folder;

  private static Outcome startUp(double... millis) {
    var outcome = new Outcome(Plan.FULL, new StartUp(3));
    for (var each : millis) {
      outcome.add(OURS, List.of(each, 100.0));
    }
    return outcome;
  }

  private Page page(String circumstances) {
    return new Page(folder, "head\n", circumstances);
  }

  @Test
  void rowShowsTheMedianAndBothExtremes() throws IOException {
    var section = page("here").write(startUp(900, 1_500, 1_200), ORDER);

    assertThat(section)
        .contains("| Tributary, equal durability | 1,200 (900–1,500) | 100 |")
        .contains("| Camel, as it comes | – | – |")
        .contains("`benchmarks/run peers start-up`: 3 alternating rounds")
        .endsWith("here\n\n");
  }

  @Test
  void workloadThatIsMeasuredAnewReplacesItsOwnSectionOnly() throws IOException {
    var drain = new Outcome(Plan.FULL, new Audit(Audit.Way.SIGTERM, 1_000));
    page("first").write(drain, ORDER);
    page("second").write(startUp(1), ORDER);
    page("third").write(startUp(2), ORDER);

    var text = Files.readString(folder.resolve("benchmarks.md"));
    assertThat(text).startsWith("head\n<!-- start-up -->\n").contains("third", "first");
    assertThat(text).doesNotContain("second").containsOnlyOnce("## Drain: SIGTERM");
  }

  @Test
  void plotIsWellFormedAndDrawsEachMedianToScale() throws Exception {
    page("here").write(startUp(500), ORDER);

    var svg = Files.readString(folder.resolve("images").resolve("peers-start-up.svg"));
    var bars =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
            .getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(2);
    assertThat(svg).contains("width=\"370.0\"").contains("prefers-color-scheme: dark");
  }

  @Test
  void aQuickLookLeavesOutWhatTakesLong() {
    assertThat(Plan.QUICK.standard()).hasSizeLessThan(Plan.FULL.standard().size());
    assertThat(Plan.QUICK.workloads())
        .extracting(Workload::name)
        .containsExactlyElementsOf(Plan.FULL.workloads().stream().map(Workload::name).toList());
  }

  @Test
  void aFixedRateIsMeasuredForAsLongAsTwoRetriesTake() {
    assertThat(Plan.FULL.workloads())
        .filteredOn(Latency.class::isInstance)
        .extracting(Latency.class::cast)
        .hasSize(2)
        .allSatisfy(
            latency ->
                assertThat(
                        1_000L
                            * (latency.load().messages() - latency.warmUp())
                            / latency.perSecond())
                    .isGreaterThanOrEqualTo(2 * Ground.RETRY_MILLIS));
  }
}
