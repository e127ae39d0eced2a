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

@Timeout(180)
final class MatchCommandsTest {
  private static final String EP = "../samples/deliveries/05-ern-43-ep.xml";
  private static final String ONE = "acme/icpn:02990001000032";
  private static final String OTHER = "quay/icpn:02990001000032";

  @TempDir private Path folder;

  @Test
  void whatMayBeTheSameIsListedDecidedAndShown() {
    assertThat(run("matches").out()).contains("no products that may be the same");
    assertThat(run("match", ONE, OTHER, "--same", "--why", "x").status()).isEqualTo(Main.USAGE);
    assertThat(run("ingest", EP, "--provider", "acme").status()).isZero();
    assertThat(run("ingest", EP, "--provider", "quay").status()).isZero();

    assertThat(run("matches").out()).contains(ONE, OTHER, "95 %", "the same identifier");
    assertThat(run("product", ONE).out()).contains("matches", OTHER);
    assertThat(run("match", OTHER, ONE, "--why", "x").status()).isEqualTo(Main.USAGE);
    assertThat(run("match", OTHER, "acme/icpn:1", "--same", "--why", "x").messages())
        .contains("tributary matches");

    assertThat(run("match", OTHER, ONE, "--different", "--why", "a remaster").status()).isZero();

    assertThat(run("matches").out()).contains("no products that may be the same");
    var decision = Json.tree(run("matches", "--all", "--json").out()).at("/matches/0/decision");
    assertThat(decision.path("same").booleanValue(true)).isFalse();
    assertThat(decision.path("why").stringValue("")).isEqualTo("a remaster");
    assertThat(decision.path("who").stringValue("")).isNotEmpty();
    var shown = Json.tree(run("product", ONE, "--json").out()).at("/matches/0");
    assertThat(shown.path("other").stringValue("")).isEqualTo(OTHER);
  }

  @Test
  void namesThatMayBeOnePartysAreListedAndDecided() throws IOException {
    var text = Files.readString(Path.of(EP));
    var name = "The Quiet Umbrellas";
    var other = "Quiet Umbrellas, The";
    var written = Files.writeString(folder.resolve("other.xml"), text.replace(name, other));
    assertThat(run("ingest", EP, "--provider", "acme").status()).isZero();
    assertThat(run("ingest", written.toString(), "--provider", "quay").status()).isZero();

    assertThat(run("matches", "--parties").out())
        .contains(name, other, "95 %", "the same identifier: isni:");
    assertThat(run("match", "--parties", name, "Nobody", "--same", "--why", "x").messages())
        .contains("expected two names that may be the same", "tributary matches --all --parties");

    assertThat(run("match", "--parties", name, other, "--same", "--why", "x").status()).isZero();

    assertThat(run("matches", "--parties", "--all", "--json").out()).contains("\"same\":true");
    assertThat(run("matches", "--parties").out()).doesNotContain(other);
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", folder.resolve("data").toString()));
    return Line.run(line.toArray(String[]::new));
  }
}
