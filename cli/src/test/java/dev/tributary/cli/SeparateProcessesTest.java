package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.catalogue.ProductState;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.catalogue.Products.Lookup.Found;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The pipeline on RabbitMQ and PostgreSQL, each of its applications a process of its own, makes
/// the same catalogue as in one process on embedded parts.
@Timeout(900)
final class SeparateProcessesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path SAMPLES = Path.of("..", "samples", "deliveries");
  private static final int TERMINATED = 128 + 15;
  private static final int ALL = 100_000;

  @TempDir private Path folder;
  private Servers servers;
  private final Map<String, Process> processes = new TreeMap<>();

  @BeforeEach
  void startServers() throws IOException {
    servers = Servers.start(folder);
  }

  @AfterEach
  void end() throws Exception {
    for (var process : processes.values()) {
      process.destroyForcibly().waitFor();
    }
    servers.close();
  }

  @Test
  void theSamplesGiveTheSameCatalogueAsInOneProcess() throws Exception {
    compare(SAMPLES);

    var album = run("deliveries", "--state", "loaded", "--json");
    assertThat(Json.tree(album.out()).path("deliveries")).isNotEmpty();
    var id = Json.tree(album.out()).at("/deliveries/0/id").stringValue("");
    assertThat(run("trail", id).out()).contains("intake", "unpack", "transform", "acknowledge");
    assertThat(run("failures").out()).contains("no failures");
    assertThat(run("pause", "transform").out()).contains("transform is paused");
    assertThat(run("resume", "transform").out()).contains("transform goes on");
    processes.values().forEach(Process::destroy);
    for (var name : processes.keySet()) {
      var process = processes.get(name);
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(name).isTrue();
      assertThat(process.exitValue()).as(name).isEqualTo(TERMINATED);
      assertThat(said(name)).contains(name + " has stopped").doesNotContain("not finished");
    }
  }

  @Test
  @Tag("long")
  void theDeliveriesOfOthersGiveTheSameCatalogueAsInOneProcess() throws Exception {
    var deliveries = Path.of("..", "..", "shared", "deliveries");
    assumeThat(deliveries).isDirectory();

    compare(deliveries);
  }

  private void compare(Path deliveries) throws Exception {
    var embedded = folder.resolve("embedded").toString();
    var whole = Line.run("ingest", "--data", embedded, "--json", deliveries.toString());
    assertThat(whole.status()).as(whole.messages()).isZero();
    for (var name : Pipeline.names()) {
      start(name);
    }
    for (var name : Pipeline.names()) {
      await(name)
          .atMost(PATIENCE)
          .until(() -> said(name).contains(name + " runs") || !processes.get(name).isAlive());
      assertThat(said(name)).contains(name + " runs");
    }

    var spread = run("ingest", "--without", "all", "--json", deliveries.toString());

    assertThat(spread.status()).as(spread.messages()).isZero();
    var expected = dump("--data", embedded);
    assertThat(dump(options().toArray(String[]::new))).isEqualTo(expected).isNotEmpty();
    assertThat(received(spread)).isEqualTo(received(whole)).isPositive();
  }

  private static int received(Line ingest) {
    return Json.tree(ingest.out()).at("/totals/received").intValue();
  }

  private void start(String name) throws IOException {
    var arguments = new ArrayList<>(List.of("run", name));
    arguments.addAll(options());
    processes.put(
        name,
        JavaProcess.of(List.of("-Xmx256m", "-XX:+UseSerialGC"), Main.class, arguments)
            .redirectErrorStream(true)
            .redirectOutput(output(name).toFile())
            .start());
  }

  private Path output(String name) {
    return folder.resolve(name + ".said");
  }

  private String said(String name) throws IOException {
    return Files.readString(output(name));
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(options());
    return Line.run(line.toArray(String[]::new));
  }

  private List<String> options() {
    var options = new ArrayList<>(List.of("--data", folder.resolve("spread").toString()));
    options.addAll(servers.options());
    return options;
  }

  /// The catalogue that `options` name as text, product by product, purged ones too.
  private static Map<String, String> dump(String... options) throws InterruptedException {
    var configuration = CommandLine.populateCommand(new DataOptions(), options).configuration();
    var now = Instant.now();
    var purged = new Filter(Optional.empty(), Optional.empty(), Optional.of(ProductState.PURGED));
    try (var catalogue = configuration.readCatalogue()) {
      return catalogue.read(
          handle -> {
            var dump = new TreeMap<String, String>();
            Stream.of(Filter.all(), purged)
                .flatMap(filter -> Products.list(handle, filter, ALL, now).stream())
                .forEach(
                    each -> {
                      if (Products.find(handle, each.key(), now) instanceof Found(var document)) {
                        dump.put(each.key(), document.toPrettyString());
                      }
                    });
            return dump;
          });
    }
  }
}
