package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.LedgerEntry;
import dev.tributary.ingestion.pipeline.LedgerStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary trail ID`: what happened to one thing, application by application.
@Command(
    name = "trail",
    description = "Shows what happened to a delivery, job, message or product, hop by hop.",
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

  private record Trail(String id, List<LedgerEntry> events) {}

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var ledger = data.configuration().readLedger()) {
      var events = LedgerStore.trail(ledger, id, LIMIT);
      if (events.isEmpty()) {
        throw new UsageException(
            "no trail of %s; `tributary deliveries` lists ids, `tributary products` keys"
                .formatted(id));
      }
      if (json.isSet()) {
        out.println(Json.text(new Trail(id, events)));
        return 0;
      }
      var table =
          new Table("AT", "APPLICATION", "WHAT", "ROUTING KEY", "TRY", "WAITED", "WORKED", "");
      for (var event : events) {
        table.add(
            event.at(),
            event.application(),
            event.name(),
            event.routingKey(),
            Integer.toString(event.attempt()),
            event.waitedMillis() + " ms",
            event.workedMillis() + " ms",
            event.reason().orElse(""));
      }
      table.print(out);
    }
    return 0;
  }
}
