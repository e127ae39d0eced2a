package dev.tributary.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class GridTest {
  private static final ScoreTree WELLS = ScoreTree.fit(ScoreTreeTest.wells());
  private static final Map<String, Double> OTHERS = Map.of("latrine", 17.2, "damaged", 1.0);

  @Test
  void aLineForEachOfFiftyTimesFiftyObjects() {
    var lines = Grid.of(WELLS, "pollutant", "size", OTHERS).csv().lines().toList();

    assertThat(lines).hasSize(1 + 50 * 50);
    assertThat(lines.getFirst()).isEqualTo("pollutant,size,score");
    assertThat(lines.get(1)).isEqualTo("0.0,0.0," + WELLS.score(17.2, 0, 0, 1).score());
    assertThat(lines.getLast()).isEqualTo("100.0,50.0," + WELLS.score(17.2, 100, 50, 1).score());
  }

  @Test
  void aDrawingHasASquareForEach() throws Exception {
    var svg = Grid.of(WELLS, "pollutant", "size", OTHERS).svg();

    var document =
        DocumentBuilderFactory.newNSInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
    assertThat(document.getElementsByTagNameNS("*", "rect").getLength()).isEqualTo(2500 + 50);
    assertThat(svg).contains(">pollutant</text>", ">size</text>");
  }

  @Test
  void namesAreWrittenAsTheFormatsHaveIt() {
    var named =
        ScoreFiles.specifications(
            "s",
            """
            {"attributes": [{"name": "a,\\"b\\"", "direction": 1}, {"name": "<c>", "direction": 1}],
             "min": 0, "max": 1, "references": [{"values": [1, 1], "score": 1}]}
            """);
    var grid = Grid.of(ScoreTree.fit(named), "a,\"b\"", "<c>", Map.of());

    assertThat(grid.csv()).startsWith("\"a,\"\"b\"\"\",<c>,score\n0.5,0.5,1.0\n");
    assertThat(grid.svg()).contains("&lt;c&gt;");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> Grid.of(WELLS, "sise", "latrine", OTHERS))
        .hasMessage(
            "expected an attribute to vary to be one of latrine, pollutant, size, damaged, got:"
                + " \"sise\"");
    assertThatThrownBy(() -> Grid.of(WELLS, "size", "size", OTHERS))
        .hasMessage("expected two different attributes to vary, got: \"size\" twice");
    assertThatThrownBy(() -> Grid.of(WELLS, "size", "latrine", Map.of("damaged", 1.0)))
        .hasMessage("expected a value for pollutant, which does not vary, found none");
  }
}
