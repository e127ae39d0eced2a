package dev.tributary.cli;

import dev.tributary.cli.source.ServiceSource;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.ingestion.source.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary graph`: who consumes what of whom.
@Command(
    name = "graph",
    description = {
      "Shows the applications of the pipeline, their queues, and what these are bound to, as declared.",
      "With --live the broker is asked, and what it has otherwise is listed."
    },
    mixinStandardHelpOptions = true)
final class GraphCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private ClassPathOption classPath;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME|FILE.java",
      description = "A service that runs beside the pipeline, as `tributary run` takes it.")
  private @Nullable String service;

  @Option(names = "--alone", description = "The service without the pipeline.")
  private boolean alone;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text, mermaid or dot (default: text).")
  private Format format = Format.TEXT;

  @Option(names = "--live", description = "Ask the broker how it really is.")
  private boolean live;

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description =
          "With --live: ask about this queue, too. A broker that can list its queues need not be"
              + " told.")
  private List<String> queues = List.of();

  enum Format {
    TEXT,
    MERMAID,
    DOT
  }

  private record Listing(List<Stage> applications, List<Topology.Drift> drift) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (alone && service == null) {
      throw new UsageException("expected a service with --alone, found none");
    }
    try {
      show(service == null ? ofThePipeline() : with(ServiceSource.of(service, classPath.paths())));
      return 0;
    } catch (SourceException broken) {
      spec.commandLine().getErr().println(broken.getMessage());
      return Main.USAGE;
    }
  }

  private Topology ofThePipeline() throws IOException, InterruptedException {
    var declared = Topology.declared(data.configuration().stages());
    if (!live) {
      return declared;
    }
    try (var installation = Installation.open(data)) {
      return asked(declared, installation);
    }
  }

  private Topology with(ServiceSource source) throws IOException, InterruptedException {
    var loaded = source.load();
    try (var installation = Installation.open(data, loaded)) {
      var application = loaded.application(installation.settings());
      var stages =
          new ArrayList<>(alone ? List.<Stage>of() : installation.configuration().stages());
      stages.add(Stage.of(application));
      var declared = Topology.declared(stages);
      return live ? asked(declared, installation) : declared;
    }
  }

  private Topology asked(Topology declared, Installation installation)
      throws IOException, InterruptedException {
    var messages = spec.commandLine().getErr();
    return QueueAccess.look(
        installation, "graph", messages, transport -> declared.on(transport, queues));
  }

  private void show(Topology topology) {
    var out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(Json.text(new Listing(topology.stages(), topology.drift())));
      return;
    }
    switch (format) {
      case TEXT -> print(topology, out);
      case MERMAID -> out.print(Drawing.of(topology).mermaid());
      case DOT -> out.print(Drawing.of(topology).dot());
    }
    out.flush();
  }

  private static void print(Topology topology, PrintWriter out) {
    var table = new Table("APPLICATION", "HEARD BY", "CONSUMES");
    for (var stage : topology.stages()) {
      var listeners = topology.listeners(stage.name());
      table.add(
          stage.name(),
          listeners.isEmpty() ? "-" : String.join(", ", listeners),
          stage.bindings().stream().map(Topology::words).collect(Collectors.joining(", ")));
    }
    table.print(out);
    if (topology.live().isPresent()) {
      out.println();
      printDrift(topology.drift(), out);
    }
  }

  private static void printDrift(List<Topology.Drift> drift, PrintWriter out) {
    if (drift.isEmpty()) {
      out.println("the broker has it as declared");
      return;
    }
    var table = new Table("QUEUE", "THE BROKER", "WHAT TO DO");
    drift.forEach(each -> table.add(each.queue(), each.found(), each.fix()));
    table.print(out);
  }
}
