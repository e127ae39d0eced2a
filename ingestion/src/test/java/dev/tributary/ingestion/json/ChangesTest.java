package dev.tributary.ingestion.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Changes.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangesTest {

  @Test
  void changesAreToldByPath() {
    assertThat(
            between(
                """
                {"titles":[{"text":"One","language":"en"}],"label":"L","items":[{"ref":"A1"}],"n":1}
                """,
                """
                {"titles":[{"text":"Two","language":"en"}],"items":[{"ref":"A1"},{"ref":"A2"}],"n":1,"x":true}
                """))
        .containsExactly(
            new Change("titles[0].text", Optional.of("One"), Optional.of("Two")),
            new Change("label", Optional.of("L"), Optional.empty()),
            new Change("items[1]", Optional.empty(), Optional.of("{\"ref\":\"A2\"}")),
            new Change("x", Optional.empty(), Optional.of("true")));
  }

  @Test
  void theOrderOfPropertiesIsNoChange() {
    assertThat(between("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}")).isEmpty();
  }

  @Test
  void changesAndTheirValuesAreBounded() {
    var before = "[" + "1,".repeat(999) + "1]";
    var after = "[" + "2,".repeat(999) + "2]";
    assertThat(between(before, after))
        .hasSize(Changes.LIMIT)
        .endsWith(new Change("…", Optional.empty(), Optional.of("801 more")));

    var change = between("{}", "{\"a\":\"" + "x".repeat(1_000) + "\"}").getFirst();
    assertThat(change.after().orElseThrow()).hasSize(Changes.VALUE_LIMIT).endsWith("x…");
  }

  private static List<Change> between(String before, String after) {
    return Changes.between(Json.tree(before), Json.tree(after));
  }
}
