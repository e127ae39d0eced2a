package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliverySearch;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary deliveries`: what came in, and what became of it.
@Command(
    name = "deliveries",
    description = "Lists what came in, the newest first; or one delivery with all its violations.",
    mixinStandardHelpOptions = true)
final class DeliveriesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private LimitOption limit = new LimitOption(100);

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Show this delivery.")
  private @Nullable String id;

  @Option(names = "--provider", paramLabel = "NAME", description = "Only those of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable DeliveryState state;

  private record Listing(List<IngestReport.Row> deliveries, boolean more) {}

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var catalogue = data.configuration().readCatalogue()) {
      if (id == null) {
        list(catalogue, out);
      } else {
        show(catalogue, id, out);
      }
    }
    return 0;
  }

  private void list(DatabaseReader catalogue, PrintWriter out) throws InterruptedException {
    var search = DeliverySearch.of(Optional.ofNullable(provider), Optional.ofNullable(state));
    var most = limit.oneMore();
    var page = limit.page(catalogue.read(handle -> search.page(handle, Optional.empty(), most)));
    var rows = page.shown().stream().map(IngestReport.Row::of).toList();
    if (json.isSet()) {
      out.println(Json.text(new Listing(rows, page.more())));
      return;
    }
    var table = new Table("ID", "RECEIVED", "PROVIDER", "STATE", "ACTION", "PATH");
    for (var row : rows) {
      table.add(
          row.id(),
          row.receivedAt().toString().substring(0, 19),
          row.provider().orElse("-"),
          row.state(),
          row.action().orElse("-"),
          row.path());
    }
    if (table.isEmpty()) {
      out.println("no deliveries");
    } else {
      table.print(out);
    }
    limit.tellMore(page, ", --provider or --state fewer", out);
  }

  private void show(DatabaseReader catalogue, String delivery, PrintWriter out)
      throws InterruptedException {
    var found =
        catalogue
            .read(handle -> Deliveries.find(handle, delivery))
            .orElseThrow(
                () ->
                    new UsageException(
                        "no delivery %s; `tributary deliveries` lists them".formatted(delivery)));
    var row = IngestReport.Row.of(found);
    if (json.isSet()) {
      out.println(Json.tree(row).toPrettyString());
      return;
    }
    out.printf("%s  %s %s%n", row.id(), row.state(), row.action().orElse(""));
    out.printf("  path      %s%n", row.path());
    out.printf("  provider  %s%n", row.provider().orElse("-"));
    out.printf("  format    %s%n", row.format().orElse("-"));
    out.printf("  products  %s%n", String.join(" ", row.products()));
    row.error().ifPresent(error -> out.printf("  error     %s%n", error));
    for (var violation : row.violations()) {
      out.printf(
          "  %s %s  %s%s%n",
          violation.severity(),
          violation.rule(),
          violation.line().map(line -> "line " + line + ": ").orElse(""),
          violation.message());
      violation.path().ifPresent(path -> out.printf("    at %s%n", path));
    }
  }
}
