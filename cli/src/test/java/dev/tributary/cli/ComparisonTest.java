package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tests that docs/coming-from-henson.md names as proofs are there.
class ComparisonTest {
  private static final Path PAGE = Path.of("..", "docs", "coming-from-henson.md");
  private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|Contract))(?:#(\\w+))?`");

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    var sources = sources();
    var page = Files.readString(PAGE);
    var absent = new TreeSet<String>();
    var proofs = PROOF.matcher(page);
    var named = 0;
    for (; proofs.find(); named++) {
      var text = sources.getOrDefault(proofs.group(1), "");
      var method = proofs.group(2);
      var isThere = method == null ? !text.isEmpty() : text.contains("void " + method + "(");
      if (!isThere) {
        absent.add(proofs.group());
      }
    }

    assertThat(named).isGreaterThan(100);
    assertThat(absent).isEmpty();
  }

  @Test
  void everyRowNamesAProofOrSaysThatThereIsNone() throws IOException {
    var rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.endsWith("| proved by |"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(80);
    assertThat(rows)
        .filteredOn(row -> !row.endsWith("| – |") && !PROOF.matcher(lastCell(row)).find())
        .isEmpty();
    assertThat(rows).filteredOn(row -> lastCell(row).contains("missing")).isEmpty();
  }

  private static String lastCell(String row) {
    var cells = List.of(row.split("\\|", -1));
    return cells.get(cells.size() - 2);
  }

  /// The text of every class with tests, by the name of the class.
  private static Map<String, String> sources() throws IOException {
    var sources = new HashMap<String, String>();
    for (var file : JavaSources.files()) {
      var name = file.getFileName().toString().replace(".java", "");
      if (name.matches(".*(Test|Contract)")) {
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
    return sources;
  }
}
