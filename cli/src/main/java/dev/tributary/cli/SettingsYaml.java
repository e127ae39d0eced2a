package dev.tributary.cli;

import dev.tributary.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads names and values from YAML: `http: {timeout: 5s}` gives `http.timeout` the value `5s`, as
/// it is written; a list becomes a text with commas.
final class SettingsYaml {
  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /// A value.
  ///
  /// @param place for people: file and line
  record Entry(String name, String text, String place) {}

  private SettingsYaml(Path file) {
    this.file = file;
  }

  /// Reads `file`.
  ///
  /// @throws UsageException if it cannot be read
  /// @throws SettingsException if it is not YAML, saying where
  static SettingsYaml read(Path file) {
    var yaml = new SettingsYaml(file);
    yaml.compose().ifPresent(yaml::readTop);
    return yaml;
  }

  /// In the order of the file.
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /// What is no value for a setting, whichever there are.
  List<String> problems() {
    return problems;
  }

  private Optional<Node> compose() {
    var settings =
        LoadSettings.builder().setLabel(file.toString()).setAllowNonScalarKeys(true).build();
    try (var bytes = Files.newInputStream(file)) {
      return new Compose(settings).composeInputStream(bytes);
    } catch (MarkedYamlEngineException malformed) {
      var line = malformed.getProblemMark().map(mark -> line(mark.getLine())).orElse("");
      throw new SettingsException(
          List.of("expected YAML, got: %s (%s%s)".formatted(malformed.getProblem(), file, line)));
    } catch (YamlEngineException malformed) {
      throw new SettingsException(
          List.of("expected YAML, got: %s (%s)".formatted(malformed.getMessage(), file)));
    } catch (IOException unreadable) {
      throw new UsageException(
          "expected a settings file that can be read at %s, got: %s".formatted(file, unreadable));
    }
  }

  private void readTop(Node top) {
    if (top instanceof MappingNode mapping) {
      readMapping("", mapping);
    } else if (!isNothing(top)) {
      problems.add("expected settings, `name: value` a line (%s)".formatted(place(top)));
    }
  }

  private void readMapping(String prefix, MappingNode mapping) {
    for (var pair : mapping.getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode key) {
        readValue(prefix + key.getValue(), pair.getValueNode(), place(key));
      } else {
        problems.add(
            "expected a setting's name before the colon (%s)".formatted(place(pair.getKeyNode())));
      }
    }
  }

  private void readValue(String name, Node value, String place) {
    if (value instanceof MappingNode mapping && !mapping.isRecursive()) {
      readMapping(name + ".", mapping);
    } else if (value instanceof SequenceNode list
        && list.getValue().stream().allMatch(SettingsYaml::isWord)) {
      add(new Entry(name, joined(list), place));
    } else if (value instanceof ScalarNode scalar && !isNothing(scalar)) {
      add(new Entry(name, scalar.getValue(), place));
    } else {
      problems.add("expected %s to have %s (%s)".formatted(name, expected(value), place));
    }
  }

  private static String expected(Node found) {
    return switch (found.getNodeType()) {
      case SCALAR -> "a value, found none; remove the line for its default";
      case SEQUENCE -> "a list of texts without commas";
      case MAPPING, ANCHOR -> "a value that does not contain itself";
    };
  }

  private void add(Entry entry) {
    var twin = entries.putIfAbsent(entry.name(), entry);
    if (twin != null) {
      problems.add(
          "expected %s once, found it twice (%s and %s)"
              .formatted(entry.name(), twin.place(), entry.place()));
    }
  }

  private static String joined(SequenceNode list) {
    return list.getValue().stream()
        .map(item -> ((ScalarNode) item).getValue())
        .collect(Collectors.joining(","));
  }

  /// Whether it can stand in a text with commas.
  private static boolean isWord(Node item) {
    return item instanceof ScalarNode scalar
        && !isNothing(scalar)
        && !scalar.getValue().contains(",");
  }

  private static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private String place(Node node) {
    return file + node.getStartMark().map(mark -> line(mark.getLine())).orElse("");
  }

  private static String line(int index) {
    return ", line " + (index + 1);
  }
}
