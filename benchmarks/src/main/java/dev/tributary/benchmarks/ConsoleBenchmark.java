package dev.tributary.benchmarks;

import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How long the operator's pages take over a large catalogue and a large ledger, and how large they
/// are. Every page is asked for often, one at a time, over HTTP.
public final class ConsoleBenchmark {
  private static final int ROUNDS = 20;
  private static final Duration A_LONG_TIME = Duration.ofDays(90);

  private static final List<String> PAGES =
      List.of(
          "/deliveries",
          "/deliveries?state=QUARANTINED",
          "/deliveries?provider=provider-7",
          "/deliveries?text=file-77",
          "/deliveries/" + BigStores.DELIVERY,
          "/products",
          "/products?text=title+77",
          "/products?text=" + BigStores.ICPN,
          "/products/" + BigStores.KEY.replace("/", "%2F"),
          "/failures",
          "/acts",
          "/map",
          "/providers",
          "/health");

  private ConsoleBenchmark() {}

  /// Prints the median and the longest time of each page, and its size.
  ///
  /// @param arguments how many products (100000), and how many events (1000000)
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var products = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    var events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    var work = Files.createTempDirectory(Path.of("").toAbsolutePath(), "console-benchmark-");
    try (var server = EmbeddedPostgres.start()) {
      var sqlite = Map.of("database.folder", work.toString());
      run("SQLite", sqlite, work.resolve("sqlite"), products, events);
      var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
      var postgresql = Map.of("database.url", url, "database.user", "postgres");
      run("PostgreSQL", postgresql, work.resolve("postgresql"), products, events);
    } finally {
      Fork.delete(work);
    }
  }

  private static void run(
      String name, Map<String, String> settings, Path work, int products, int events)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    var resolved =
        Settings.resolve(
            new DatabasePlugin().settings(), List.of(new Source("the benchmark", settings, false)));
    try (var catalogue = DatabasePlugin.open(resolved, PipelineDatabases.CATALOGUE);
        var ledger = DatabasePlugin.open(resolved, PipelineDatabases.LEDGER);
        var broker = EmbeddedBroker.start(work.resolve("broker"));
        var transport = ArtemisTransport.connect(broker)) {
      var begin = System.nanoTime();
      BigStores.fillCatalogue(catalogue, products);
      BigStores.fillLedger(ledger, products, events);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d products and %,d events, written in %.0f s%n",
          name,
          products,
          events,
          (System.nanoTime() - begin) / 1e9);
      var content = ContentStore.in(work.resolve("content"));
      var stores = new Stores(content, catalogue, ledger, A_LONG_TIME);
      try (var pipeline = Pipeline.start(transport, stores, LiveMappings.base());
          var console = BenchmarkConsole.open(pipeline, stores, transport, work)) {
        measure(console.url());
      }
    }
  }

  private static void measure(String url) throws IOException, InterruptedException {
    System.out.printf("%-36s %10s %10s %10s%n", "page", "median", "longest", "bytes");
    try (var client = HttpClient.newHttpClient()) {
      for (var page : PAGES) {
        var times = new ArrayList<Long>();
        var bytes = 0;
        for (var round = 0; round < ROUNDS; round++) {
          var begin = System.nanoTime();
          var answer =
              client.send(
                  HttpRequest.newBuilder(URI.create(url + page))
                      .header("Accept", "text/html")
                      .build(),
                  BodyHandlers.ofByteArray());
          times.add((System.nanoTime() - begin) / 1_000_000);
          bytes = answer.body().length;
          if (answer.statusCode() != 200) {
            throw new IllegalStateException(page + " answers " + answer.statusCode());
          }
        }
        Collections.sort(times);
        System.out.printf(
            Locale.ROOT,
            "%-36s %7d ms %7d ms %10d%n",
            page,
            times.get(ROUNDS / 2),
            times.getLast(),
            bytes);
      }
    }
  }
}
