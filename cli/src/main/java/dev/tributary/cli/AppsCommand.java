package dev.tributary.cli;

import dev.tributary.ingestion.json.Json;
import dev.tributary.spi.QueueStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary apps`: which applications run, and what waits for them.
@Command(
    name = "apps",
    description = {
      "Lists the applications: whether they run, what waits for them, how many processes consume it.",
      "RabbitMQ cannot list its queues: name applications there that are not of the pipeline."
    },
    mixinStandardHelpOptions = true)
final class AppsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Applications to list, too.")
  private List<String> names = List.of();

  /// How an application is.
  enum State {
    RUNNING,
    /// By an operator.
    PAUSED,
    /// It has a queue, and nobody consumes it.
    STOPPED,
    /// It has no queue: nothing is kept for it.
    ABSENT
  }

  /// One application; names as scripts rely on them.
  private record Row(String name, State state, long depth, int consumers, Optional<String> note) {
    static Row of(String name, Optional<QueueStatus> queue) {
      return queue
          .map(it -> new Row(name, stateOf(it), it.depth(), it.consumers(), it.pause()))
          .orElseGet(() -> new Row(name, State.ABSENT, 0, 0, Optional.empty()));
    }
  }

  private record Listing(List<Row> applications) {}

  /// How an application is, by its queue.
  static State stateOf(QueueStatus queue) {
    if (queue.pause().isPresent()) {
      return State.PAUSED;
    }
    return queue.consumers() > 0 ? State.RUNNING : State.STOPPED;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var declared = Topology.declared(data.configuration().stages());
    var topology =
        QueueAccess.look(
            data, "apps", spec.commandLine().getErr(), transport -> declared.on(transport, names));
    var out = spec.commandLine().getOut();
    var rows = rows(topology);
    if (json.isSet()) {
      out.println(Json.text(new Listing(rows)));
      return 0;
    }
    var table = new Table("APPLICATION", "STATE", "WAITING", "CONSUMERS", "NOTE");
    for (var row : rows) {
      table.add(
          row.name(),
          row.state().name(),
          String.valueOf(row.depth()),
          String.valueOf(row.consumers()),
          row.note().orElse("-"));
    }
    table.print(out);
    return 0;
  }

  private List<Row> rows(Topology topology) {
    var rows = new ArrayList<Row>();
    for (var stage : topology.stages()) {
      rows.add(Row.of(stage.name(), topology.queue(stage.name())));
    }
    topology.strangers().forEach((name, queue) -> rows.add(Row.of(name, Optional.of(queue))));
    for (var name : names) {
      if (rows.stream().noneMatch(row -> row.name().equals(name))) {
        rows.add(Row.of(name, Optional.empty()));
      }
    }
    return rows;
  }
}
