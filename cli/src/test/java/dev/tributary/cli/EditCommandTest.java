package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an editor changes at the command line, and what becomes of it.
@Timeout(180)
final class EditCommandTest {
  private static final Path EP = Path.of("..", "samples", "deliveries").resolve("05-ern-43-ep.xml");
  private static final String BARCODE = "2990001000032";

  @TempDir private Path folder;

  @Test
  void anEditGoesBeforeWhatTheProviderSaysNowAndLaterUntilItIsUndone() throws Exception {
    assertThat(run("ingest", EP.toString()).status()).isZero();
    var stated = product("--stated");

    var edited = run("edit", BARCODE, "title", "Umbrella Season (Deluxe)", "--why", "the sleeve");
    assertThat(edited.messages()).isEmpty();
    assertThat(edited.out()).contains("title of ", BARCODE, ": Umbrella Season (Deluxe)");

    assertThat(product("--stated")).as("what the provider says").isEqualTo(stated);
    assertThat(title(product())).isEqualTo("Umbrella Season (Deluxe)");
    assertThat(withoutTrust(product())).isEqualTo(withoutTrust(stated));
    assertThat(product().at("/conflicts/0/other").stringValue("")).isEqualTo("Umbrella Season");
    assertThat(run("product", BARCODE).out())
        .containsPattern("display title +Umbrella Season \\(Deluxe\\)")
        .containsPattern("title +Umbrella Season \\(Deluxe\\) +\\S+@\\S+ +the sleeve")
        .containsPattern("upsert +edited by \\S+@\\S+ +1");
    assertThat(run("products", "deluxe").out()).contains("Umbrella Season (Deluxe)");

    assertThat(run("ingest", update()).status()).isZero();
    assertThat(title(product("--stated"))).isEqualTo("Umbrella Seasons");
    assertThat(title(product())).isEqualTo("Umbrella Season (Deluxe)");

    assertThat(run("edit", BARCODE, "title", "--undo", "--why", "it was a draft").status())
        .isZero();
    assertThat(title(product())).isEqualTo("Umbrella Seasons");
    assertThat(product().has("provenance")).isFalse();
  }

  @Test
  void whatCannotBeChangedIsToldAtOnce() {
    assertThat(run("ingest", EP.toString()).status()).isZero();

    refused("expected --why TEXT", BARCODE, "title", "X");
    refused("expected either a VALUE for title, or --undo", BARCODE, "title", "--why", "x");
    refused("did you mean title?", BARCODE, "titel", "X", "--why", "x");
    refused("got: \"soon\"", BARCODE, "releaseDate", "soon", "--why", "x");
    refused("XXTRB2600021", BARCODE, "title", "X", "--item", "nobody", "--why", "x");
    refused("change of title to undo, found none", BARCODE, "title", "--undo", "--why", "x");
    refused("no product 123 in the catalogue", "123", "title", "X", "--why", "x");
    assertThat(run("product", BARCODE, "--set", "trust.order=musicbrain").messages())
        .contains(
            "expected trust.order to name sources, of editor, provider, assets, got: \"musicbrain\"");
  }

  private void refused(String reason, String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addFirst("edit");
    var run = run(line.toArray(String[]::new));
    assertThat(run.status()).as(reason).isEqualTo(Main.USAGE);
    assertThat(run.messages()).contains(reason);
  }

  private String update() throws IOException {
    var text =
        Files.readString(EP)
            .replace("LW-002-1", "LW-002-2")
            .replace("2026-03-02T08:30:00+01:00", "2026-03-09T08:30:00+01:00")
            .replace(">Umbrella Season<", ">Umbrella Seasons<");
    return Files.writeString(folder.resolve("update.xml"), text).toString();
  }

  private JsonNode product(String... options) {
    var line = new ArrayList<>(List.of("product", BARCODE, "--json"));
    line.addAll(List.of(options));
    return Json.tree(run(line.toArray(String[]::new)).out());
  }

  private static String title(JsonNode product) {
    return product.at("/titles/0/text").stringValue("");
  }

  private static JsonNode withoutTrust(JsonNode product) {
    var copy = (ObjectNode) product.deepCopy();
    return copy.remove(List.of("titles", "edits", "provenance", "conflicts"));
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", folder.resolve("data").toString()));
    return Line.run(line.toArray(String[]::new));
  }
}
