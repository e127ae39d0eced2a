package dev.tributary.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The saved objects of deploy/dashboards, as far as that can be told without the program that
/// shows them.
class DashboardsTest {
  private static final Path FILE =
      Path.of("..", "..", "deploy", "dashboards", "opensearch-dashboards.ndjson");

  /// The name of a field in a query: what stands before a colon or a comparison.
  private static final Pattern QUERIED = Pattern.compile("([@\\w.]+)\\s*(?::|>=|<=|>|<)");

  @Test
  void eachLineIsASavedObjectWithAnIdOfItsOwn() throws IOException {
    var objects = objects();

    assertThat(objects).hasSizeGreaterThan(8).allMatch(JsonNode::isObject);
    assertThat(objects).map(DashboardsTest::name).doesNotHaveDuplicates();
    assertThat(objects)
        .map(object -> object.path("type").stringValue())
        .contains("index-pattern", "visualization", "search", "dashboard");
  }

  @Test
  void eachReferenceLeadsToAnObjectAndEachIsUsed() throws IOException {
    var objects = objects();
    var names = objects.stream().map(DashboardsTest::name).toList();
    for (var object : objects) {
      var references = object.path("references").values();
      assertThat(names).containsAll(references.stream().map(DashboardsTest::name).toList());
      var used = new TreeSet<String>();
      for (var text : texts(object)) {
        used.addAll(text.findValuesAsString("indexRefName"));
        used.addAll(text.findValuesAsString("panelRefName"));
      }
      assertThat(references.stream().map(each -> each.path("name").stringValue()))
          .as(name(object))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  @Test
  void eachFieldThatIsShownIsInTheIndex() throws IOException {
    var used = new TreeSet<String>();
    for (var object : objects()) {
      object.at("/attributes/columns").values().forEach(column -> used.add(column.stringValue()));
      object.at("/attributes/sort").values().forEach(by -> used.add(by.path(0).stringValue()));
      var time = object.at("/attributes/timeFieldName");
      if (time.isString()) {
        used.add(time.stringValue());
      }
      for (var text : texts(object)) {
        used.addAll(text.findValuesAsString("field"));
        var query = QUERIED.matcher(text.at("/query/query").stringValue(""));
        while (query.find()) {
          used.add(query.group(1));
        }
      }
    }

    assertThat(used)
        .contains(
            "application", "provider", "error", "failed", "ageMillis", "waitedMillis", "name");
    assertThat(searchable()).containsAll(used);
  }

  /// The fields that an index can search and sum up.
  private static Set<String> searchable() {
    var searchable = new TreeSet<String>();
    for (var field : Fields.of(List.of(), List.of()).mappings().path("properties").properties()) {
      if (field.getValue().path("enabled").booleanValue(true)) {
        searchable.add(field.getKey());
      }
    }
    return searchable;
  }

  /// What an object says in JSON within its JSON.
  private static List<JsonNode> texts(JsonNode object) {
    var texts = new ArrayList<JsonNode>();
    Stream.of("/visState", "/panelsJSON", "/optionsJSON", "/kibanaSavedObjectMeta/searchSourceJSON")
        .map(path -> object.at("/attributes" + path))
        .filter(JsonNode::isString)
        .forEach(
            text -> {
              var read = Json.read(text.stringValue());
              assertThat(read.isMissingNode()).as(text.stringValue()).isFalse();
              texts.add(read);
            });
    return texts;
  }

  private static List<JsonNode> objects() throws IOException {
    return Files.readAllLines(FILE).stream().map(Json::read).toList();
  }

  private static String name(JsonNode object) {
    return object.path("type").stringValue() + " " + object.path("id").stringValue();
  }
}
