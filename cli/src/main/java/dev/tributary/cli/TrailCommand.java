package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.ledger.LedgerEntry;
import dev.tributary.ingestion.ledger.LedgerStore;
import dev.tributary.ingestion.ledger.Trail;
import dev.tributary.ingestion.pipeline.TrailBodies;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary trail ID`: what happened to one thing, application by application.
@Command(
    name = "trail",
    description =
        "Shows what happened to a delivery, job, message or product and to what it led to, as a"
            + " tree.",
    mixinStandardHelpOptions = true)
final class TrailCommand implements Callable<Integer> {
  private static final int LIMIT = 10_000;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "ID",
      description = "Id of a delivery, job or message; key of a product.")
  private String id = "";

  @Option(
      names = "--bodies",
      description = "Also print each message, and what each application changed in it.")
  private boolean withBodies;

  /// @param more whether there are more events than these
  private record Listing(String id, List<LedgerEntry> events, boolean more) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var configuration = data.configuration();
    try (var ledger = configuration.readLedger()) {
      var found = LedgerStore.trail(ledger, id, LIMIT + 1);
      var events = found.stream().limit(LIMIT).toList();
      var more = found.size() > LIMIT;
      if (events.isEmpty()) {
        throw new UsageException(
            "no trail of %s; `tributary deliveries` lists ids, `tributary products` keys"
                .formatted(id));
      }
      if (json.isSet()) {
        out.println(Json.text(new Listing(id, events, more)));
        return 0;
      }
      var trail = Trail.of(events);
      TrailTree.print(trail, out);
      if (more) {
        out.printf("… and more: these are %d events of it%n", LIMIT);
      }
      if (withBodies) {
        var content = ContentStore.in(configuration.data().content());
        SentBodies.print(TrailBodies.of(trail, ledger, content), out);
      }
    }
    state(configuration, out);
    return 0;
  }

  /// A delivery's trail ends in what became of it.
  private void state(Configuration configuration, PrintWriter out) throws InterruptedException {
    try (var catalogue = configuration.readCatalogue()) {
      var delivery = catalogue.read(handle -> Deliveries.find(handle, id));
      delivery.ifPresent(
          found -> {
            var row = IngestReport.Row.of(found);
            out.println(
                String.join(
                        " ", row.state(), row.action().orElse(""), String.join(" ", row.products()))
                    .strip());
          });
    }
  }
}
