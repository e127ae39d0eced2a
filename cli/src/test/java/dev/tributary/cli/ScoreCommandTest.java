package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.ingestion.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ScoreCommandTest {
  private static final String SPECIFICATION =
      """
      {"attributes": [{"name": "tracks", "direction": 1}, {"name": "price", "direction": -1}],
       "min": 0, "max": 100,
       "references": [
         {"values": [0, 20], "score": 10},
         {"values": {"tracks": 12, "price": 5}, "score": 80, "name": "good"},
         {"values": [20, 1], "score": 95}]}
      """;

  @TempDir private Path folder;
  private String specification = "";
  private String scorer = "";

  @BeforeEach
  void fit() throws IOException {
    specification = write("spec.json", SPECIFICATION);
    scorer = folder.resolve("scorer.json").toString();
    var fitted = Line.run("score", "fit", specification, "--out", scorer);
    assertThat(fitted.messages()).isEmpty();
    assertThat(fitted.status()).isZero();
    assertThat(fitted.out()).matches("\\Q" + scorer + "\\E: version [0-9a-f]{16}\\R");
  }

  @Test
  void scoresLineByLineInOrder() throws IOException {
    var first = write("first.jsonl", "[12, 5]\n\n{\"price\": 20, \"tracks\": 0}\n");
    var second = write("second.jsonl", "[6, 10]");

    var line = Line.run("score", "score", scorer, first, second);

    assertThat(line.status()).isZero();
    var scores = line.out().lines().toList();
    assertThat(scores).hasSize(3);
    assertThat(scores.get(0)).isEqualTo("{\"score\":80.0,\"lower\":80.0,\"upper\":80.0}");
    assertThat(scores.get(1)).isEqualTo("{\"score\":10.0,\"lower\":10.0,\"upper\":10.0}");
    assertThat(Json.tree(scores.get(2)).path("score").doubleValue()).isBetween(10.0, 80.0);
  }

  @Test
  void readsStandardInput() {
    for (var arguments : new String[][] {{"-"}, {}}) {
      var line = withInput("[6, 10]\n", "score", "bounds", scorer, String.join("", arguments));

      assertThat(line.out()).isEqualToIgnoringNewLines("{\"lower\":10.0,\"upper\":80.0}");
    }
  }

  @Test
  void explainsByNamesAndAttributes() {
    var line = withInput("[6, 10]", "score", "explain", scorer, "-");

    var explanation = Json.tree(line.out());
    assertThat(explanation.path("score").doubleValue()).isBetween(10.0, 80.0);
    assertThat(explanation.path("lowerBy").path(0).stringValue()).isEqualTo("reference 1");
    assertThat(explanation.path("upperBy").path(0).stringValue()).isEqualTo("good");
    var binding = explanation.path("above").path("references").path(0);
    var effects = 0.0;
    for (var effect : binding.path("attributes")) {
      effects += effect.path("effect").doubleValue();
    }
    assertThat(binding.path("score").doubleValue() + effects)
        .isCloseTo(explanation.path("above").path("value").doubleValue(), within(1e-9));
    assertThat(binding.path("attributes").path(1).path("attribute").stringValue())
        .isEqualTo("price");
  }

  @Test
  void aLineThatIsNoObjectIsToldWithItsPlaceAndTheOthersAreAnswered() throws IOException {
    var objects = write("objects.jsonl", "[12, 5]\n[1]\nten\n{\"trakcs\": 1}\n[0, 20]\n");

    var line = Line.run("score", "score", scorer, objects);

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.out().lines()).hasSize(2);
    assertThat(line.messages().lines())
        .satisfiesExactly(
            each ->
                assertThat(each)
                    .isEqualTo(
                        "tributary: %s:2: expected 2 values, one for each of tracks, price, got 1"
                            .formatted(objects)),
            each -> assertThat(each).startsWith("tributary: " + objects + ":3: expected JSON, got"),
            each -> assertThat(each).startsWith("tributary: " + objects + ":4: unknown field"));
  }

  @Test
  void whatCannotBeFittedIsWrongUsageAndLeavesTheFileAlone() throws IOException {
    var before = Files.readString(Path.of(scorer));
    var contradicting =
        write("contradicting.json", SPECIFICATION.replace("\"score\": 95", "\"score\": 60"));

    var line = Line.run("score", "fit", contradicting, "--out", scorer);

    assertThat(line.status()).isEqualTo(Main.USAGE);
    assertThat(line.messages())
        .isEqualToIgnoringNewLines(
            "tributary: "
                + contradicting
                + ":3: \"good\" {tracks: 12, price: 5} scores 80, and reference 3 {tracks: 20,"
                + " price: 1}, which is nowhere worse, only 60: allowed beside the others are 10 to"
                + " 60 for \"good\", or 80 to 100 for reference 3");
    assertThat(Files.readString(Path.of(scorer))).isEqualTo(before);
  }

  @Test
  void aScoreIsCorrectedByAddingTheObject() {
    var object = "{\"tracks\": 6, \"price\": 10}";

    var added = Line.run("score", "add", scorer, "--at", object, "--score", "33", "--name", "mine");
    assertThat(added.status()).isZero();
    var corrected = withInput("[6, 10]", "score", "score", scorer);
    assertThat(Json.tree(corrected.out()).path("score").doubleValue()).isEqualTo(33);

    var refused = Line.run("score", "add", scorer, "--at", "[7, 10]", "--score", "20");
    assertThat(refused.status()).isEqualTo(Main.USAGE);
    assertThat(refused.messages())
        .contains("\"mine\" {tracks: 6, price: 10} scores 33")
        .contains("33 to 80 for reference 5");
  }

  @Test
  void aGridIsCsvOrADrawing() {
    var csv = Line.run("score", "grid", scorer, "--x", "tracks", "--y", "price");
    var svg = Line.run("score", "grid", scorer, "--x", "tracks", "--y", "price", "--svg");

    assertThat(csv.out().lines()).hasSize(2501).startsWith("tracks,price,score");
    assertThat(svg.out()).startsWith("<svg ").endsWith("</svg>\n");
    var unknown = Line.run("score", "grid", scorer, "--x", "tracks", "--y", "prize");
    assertThat(unknown.status()).isEqualTo(Main.USAGE);
    assertThat(unknown.messages()).contains("one of tracks, price, got: \"prize\"");
  }

  @Test
  void whatIsNotThereIsWrongUsage() {
    var missing = folder.resolve("missing.json").toString();

    assertThat(Line.run("score", "score", missing).messages()).contains("no such file: " + missing);
    assertThat(Line.run("score", "fit", missing).status()).isEqualTo(Main.USAGE);
    assertThat(Line.run("score", "score", scorer, missing).status()).isEqualTo(Main.USAGE);
    assertThat(Line.run("score", "score", specification, missing).status()).isEqualTo(Main.USAGE);
    assertThat(Line.run("score").messages()).startsWith("tributary: expected a command");
  }

  @Test
  void withoutAnOutputFileTheScorerIsPrinted() {
    var printed = Line.run("score", "fit", specification).out();

    assertThat(printed.strip()).isEqualTo(read(scorer).strip());
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Runs the command with that standard input; an empty argument is none.
  private static Line withInput(String input, String... arguments) {
    var stdin = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
    try {
      return Line.run(
          Arrays.stream(arguments).filter(argument -> !argument.isEmpty()).toArray(String[]::new));
    } finally {
      System.setIn(stdin);
    }
  }
}
