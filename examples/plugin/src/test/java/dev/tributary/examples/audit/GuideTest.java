package dev.tributary.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The code that docs/plugins.md shows is code of this module.
class GuideTest {
  private static final Path GUIDE = Path.of("..", "..", "docs", "plugins.md");
  private static final Pattern CODE =
      Pattern.compile("^```(?:java|xml)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void showsThisPlugin() throws Exception {
    var sources = sources();
    var shown = CODE.matcher(Files.readString(GUIDE)).results().map(code -> code.group(1)).toList();

    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(shown)
        .filteredOn(code -> sources.stream().noneMatch(file -> file.contains(withoutSpaces(code))))
        .as("what docs/plugins.md shows and no file of this module has")
        .isEmpty();
  }

  @Test
  void namesTheClassAsItsJarDoes() throws Exception {
    var line =
        Files.readString(Path.of("src/main/resources/META-INF/services/dev.tributary.spi.Plugin"));

    assertThat(line.strip()).isEqualTo(AuditPlugin.class.getName());
    assertThat(Files.readString(GUIDE)).contains("\n```\n" + line + "```\n");
  }

  private static List<String> sources() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      var all = new ArrayList<>(List.of(withoutSpaces(Files.readString(Path.of("pom.xml")))));
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        all.add(withoutSpaces(Files.readString(file)));
      }
      return all;
    }
  }

  /// Layout is the formatter's.
  private static String withoutSpaces(String code) {
    return code.replaceAll("\\s+", "");
  }
}
