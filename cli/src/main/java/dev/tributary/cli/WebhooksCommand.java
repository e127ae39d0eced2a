package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Failures.Count;
import dev.tributary.recovery.Selection;
import dev.tributary.spi.QueueStatus;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tributary webhooks`: who is told of changes by HTTP, and how that goes.
@Command(
    name = "webhooks",
    description = {
      "Lists the endpoints that the setting webhooks names: what waits for each, and what failed.",
      "The application of an endpoint NAME is webhook-NAME, to pause, failures, redrive and the like."
    },
    subcommands = WebhooksReplayCommand.class,
    mixinStandardHelpOptions = true)
final class WebhooksCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  /// One endpoint; names as scripts rely on them.
  private record Row(
      String name,
      String url,
      String filter,
      AppsCommand.State state,
      long waiting,
      long failures) {
    static Row of(Endpoint endpoint, Optional<QueueStatus> queue, long failures) {
      return new Row(
          endpoint.name(),
          endpoint.place(),
          endpoint.filter().toString(),
          queue.map(AppsCommand::stateOf).orElse(AppsCommand.State.ABSENT),
          queue.map(QueueStatus::depth).orElse(0L),
          failures);
    }
  }

  private record Listing(List<Row> endpoints) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var rows = rows(data.configuration());
    var out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(Json.text(new Listing(rows)));
      return 0;
    }
    if (rows.isEmpty()) {
      out.println("no endpoints: the setting webhooks names none (docs/webhooks.md)");
      return 0;
    }
    var table = new Table("ENDPOINT", "STATE", "WAITING", "FAILURES", "FILTER", "URL");
    for (var row : rows) {
      table.add(
          row.name(),
          row.state().name(),
          String.valueOf(row.waiting()),
          String.valueOf(row.failures()),
          row.filter().isEmpty() ? "-" : row.filter(),
          row.url());
    }
    table.print(out);
    return 0;
  }

  private List<Row> rows(Configuration configuration) throws IOException, InterruptedException {
    var endpoints = configuration.endpoints();
    if (endpoints.isEmpty()) {
      return List.of();
    }
    var queues = queues(endpoints);
    var failures = failures(configuration);
    return endpoints.stream()
        .map(
            endpoint ->
                Row.of(
                    endpoint,
                    Optional.ofNullable(queues.get(endpoint.application())),
                    failures.getOrDefault(endpoint.application(), 0L)))
        .toList();
  }

  private Map<String, QueueStatus> queues(List<Endpoint> endpoints)
      throws IOException, InterruptedException {
    try (var installation = Installation.open(data)) {
      return QueueAccess.hasBroker(installation)
          ? QueueAccess.look(
              installation,
              "webhooks",
              spec.commandLine().getErr(),
              transport -> statuses(transport, endpoints))
          : Map.of();
    }
  }

  private static Map<String, QueueStatus> statuses(Transport transport, List<Endpoint> endpoints) {
    var found = new HashMap<String, QueueStatus>();
    for (var endpoint : endpoints) {
      transport
          .status(endpoint.application())
          .ifPresent(status -> found.put(endpoint.application(), status));
    }
    return found;
  }

  /// How many are open, by application; none where nothing ever happened.
  private static Map<String, Long> failures(Configuration configuration)
      throws InterruptedException {
    if (!configuration.hasLedger()) {
      return Map.of();
    }
    try (var ledger = configuration.readLedger()) {
      return Failures.counts(ledger, Selection.open()).stream()
          .collect(Collectors.toMap(Count::application, Count::number));
    }
  }
}
