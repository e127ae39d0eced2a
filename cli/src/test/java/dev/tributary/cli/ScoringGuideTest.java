package dev.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What docs/scoring.md shows is what happens.
@Timeout(60)
final class ScoringGuideTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(json|console)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /// A command, perhaps with an input, and perhaps with a file for its output.
  private static final Pattern COMMAND =
      Pattern.compile("\\$ (?:echo '(.*)' \\| )?tributary (.*?)(?: > (\\S+))?");

  /// A word, or several in quotes.
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @Test
  void everyCommandPrintsWhatStandsBelowIt() throws Exception {
    var guide = Files.readString(Path.of("..", "docs", "scoring.md"));
    var specifications = blocks(guide, "json");
    Files.writeString(folder.resolve("quality.json"), specifications.getFirst());
    Files.writeString(folder.resolve("tree.json"), specifications.getLast());
    var commands = 0;

    for (var block : blocks(guide, "console")) {
      var lines = block.lines().toList();
      for (var at = 0; at < lines.size(); at++) {
        var command = COMMAND.matcher(lines.get(at));
        if (command.matches()) {
          var rest = lines.subList(at + 1, lines.size()).stream();
          var expected = rest.takeWhile(line -> !line.startsWith("$ ")).toList();
          assertThat(run(command.group(1), command.group(2), command.group(3)))
              .as(lines.get(at))
              .isEqualTo(expected);
          commands++;
        }
      }
    }
    assertThat(commands).isEqualTo(8);
  }

  @Test
  void theScoresOfScoresCanBeFitted() throws IOException {
    var specifications = blocks(Files.readString(Path.of("..", "docs", "scoring.md")), "json");
    Files.writeString(folder.resolve("tree.json"), specifications.getLast());

    assertThat(run(null, "score fit tree.json --out tree.scorer.json", null))
        .singleElement()
        .asString()
        .startsWith("tree.scorer.json: version ");
    assertThat(run("[0.8, 2, 1400, 320]", "score score tree.scorer.json", null))
        .singleElement()
        .asString()
        .startsWith("{\"score\":");
  }

  private static List<String> blocks(String guide, String kind) {
    return BLOCK
        .matcher(guide)
        .results()
        .filter(block -> block.group(1).equals(kind))
        .map(block -> block.group(2))
        .toList();
  }

  /// What the command prints, on either stream.
  private List<String> run(String input, String command, String file) throws IOException {
    var arguments = new ArrayList<String>();
    WORD.matcher(command)
        .results()
        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
        .map(word -> word.matches("\\w+(\\.scorer)?\\.json") ? folder.resolve(word) + "" : word)
        .forEach(arguments::add);
    var stdin = System.in;
    System.setIn(new ByteArrayInputStream(String.valueOf(input).getBytes(UTF_8)));
    try {
      var line = Line.run(arguments.toArray(String[]::new));
      if (file != null) {
        assertThat(line.out()).startsWith("<svg");
        return List.of();
      }
      var printed = (line.out() + line.messages()).replace(folder + "/", "");
      return printed.lines().toList();
    } finally {
      System.setIn(stdin);
    }
  }
}
