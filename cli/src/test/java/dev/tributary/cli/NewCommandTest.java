package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `tributary new provider` and `tributary new app`.
@Timeout(120)
final class NewCommandTest {
  @TempDir private Path folder;

  @Test
  void aNewProviderPassesAtOnce() {
    var providers = folder.resolve("providers").toString();
    var made = Line.run("new", "provider", "meadow", "--like", "ern-4", "--providers", providers);
    var accepted =
        Line.run(
            "accept",
            "meadow",
            "--providers",
            providers,
            "--data",
            folder.resolve("data").toString());
    var again = Line.run("new", "provider", "meadow", "--like", "ern-4", "--providers", providers);
    var unknown = Line.run("new", "provider", "kite", "--like", "mp3", "--providers", providers);

    assertThat(made.status()).as(made.messages()).isZero();
    assertThat(made.out()).contains("provider.yaml", "meadow.xsl", "single.golden.json", "accept");
    assertThat(accepted.status()).as(accepted.out()).isZero();
    assertThat(accepted.out()).contains("1 passed");
    assertThat(again.status()).isEqualTo(Main.USAGE);
    assertThat(unknown.messages()).contains("expected a format, one of ern-3", "got: \"mp3\"");
  }

  @Test
  void aNewApplicationDoesWhatItsTestExpects() throws Exception {
    var made = Line.run("new", "app", "price-list", "--dir", folder.toString());

    assertThat(made.status()).as(made.messages()).isZero();
    assertThat(made.out()).contains("tributary run " + folder.resolve("PriceList.java"));
    assertThat(filter()).isEqualTo(Files.readString(folder.resolve("PriceList-expected.ndjson")));
    assertThat(folder.resolve("PriceList-test.sh")).content().contains("PriceList.java");
    assertThat(Line.run("new", "app", "price-list", "--dir", folder.toString()).messages())
        .contains("PriceList.java already");
    assertThat(Line.run("new", "app", "../x").messages()).contains("expected a name of letters");
    assertThat(Line.run("new", "app", "List").messages()).contains("choose another");
  }

  private String filter() throws IOException, InterruptedException {
    var output = folder.resolve("output");
    var arguments =
        List.of(
            "run",
            folder.resolve("PriceList.java").toString(),
            folder.resolve("PriceList-input.ndjson").toString());
    var status =
        JavaProcess.statusOf(
            JavaProcess.of(List.of(), Main.class, arguments).redirectOutput(output.toFile()));
    assertThat(status).isZero();
    return Files.readString(output);
  }
}
