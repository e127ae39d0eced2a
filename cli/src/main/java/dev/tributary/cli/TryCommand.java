package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.editing.Trial;
import dev.tributary.ingestion.editing.Tried;
import dev.tributary.ingestion.json.Changes;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.shipment.UnusablePathException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `tributary try PROVIDER FILE`: a mapping at work.
@Command(
    name = "try",
    description = {
      "Shows what the provider's mapping makes of a file, and what the rules say of that. Nothing is"
          + " loaded.",
      "Exit status: 0 it would be loaded, wait for files, or is a test; 3 it or a part of it would be"
          + " refused; 5 the mapping is at fault."
    },
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private static final String WHOEVER_SENT_IT = "-";
  private static final Set<DeliveryState> REFUSED =
      EnumSet.of(DeliveryState.REJECTED, DeliveryState.PARTIAL);

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ProvidersOption providers;
  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      paramLabel = "PROVIDER",
      description =
          "Whose mapping: a provider of the folder of providers; - for whoever sent the message, as"
              + " the pipeline would find out, with the base mapping if nobody claims the sender.")
  private String provider = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "A message, an archive, or a folder with messages and their files.")
  private Path file = Path.of("");

  @Option(
      names = "--watch",
      description =
          "Do it again whenever the file or one in the provider's folder is saved, and show what is"
              + " different then. Ctrl-C ends it.")
  private boolean watch;

  private record Result(List<Tried> messages) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var trial = Trial.asOfNow()) {
      var mappings = providers.open(data);
      var watched = List.of(file, folder(mappings));
      var changes = new WatchedFiles(watched);
      var first = run(trial, mappings);
      print(first, Optional.empty());
      return watch ? watch(trial, changes, first) : status(first);
    } catch (UnusablePathException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private boolean isKnown() {
    return !provider.equals(WHOEVER_SENT_IT);
  }

  private Path folder(Mappings mappings) {
    if (!isKnown()) {
      return providers.folder(data);
    }
    try {
      return mappings.folder(provider);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(
          "%s (the folder of providers is %s; `tributary try - FILE` goes by the sender)"
              .formatted(unknown.getMessage(), providers.folder(data)),
          unknown);
    }
  }

  private List<Tried> run(Trial trial, Mappings mappings) throws IOException, InterruptedException {
    return trial.run(file, Optional.of(provider).filter(_ -> isKnown()), mappings);
  }

  private int watch(Trial trial, WatchedFiles changes, List<Tried> first)
      throws IOException, InterruptedException {
    try (var _ = Interruption.ofThisThread("stopped")) {
      var last = first;
      while (true) {
        changes.await();
        try {
          var now = run(trial, providers.open(data));
          print(now, Optional.of(last));
          last = now;
        } catch (UsageException | UnusablePathException halfWritten) {
          spec.commandLine().getErr().println(halfWritten.getMessage());
        }
      }
    }
  }

  private void print(List<Tried> all, Optional<List<Tried>> before) {
    var out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(watch ? Json.text(new Result(all)) : Json.tree(new Result(all)).toPrettyString());
    } else if (before.isPresent()) {
      printAgain(all, before.get(), out);
    } else {
      all.forEach(tried -> TriedText.print(tried, out));
      TriedText.printSum(all, out);
    }
    out.flush();
  }

  private static void printAgain(List<Tried> all, List<Tried> before, PrintWriter out) {
    out.printf("%n%s  ", LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
    all.forEach(tried -> TriedText.printOutcome(tried, out));
    var changes = Changes.between(compared(before), compared(all));
    if (changes.isEmpty()) {
      out.println("    nothing is different");
    }
    Differences.print(changes, out);
    all.stream()
        .filter(Tried::failedInMapping)
        .forEach(tried -> TriedText.printProblems(tried, out));
  }

  /// That the mapping is another one is no news to whoever has just saved it.
  private static JsonNode compared(List<Tried> all) {
    var messages = Json.tree(new Result(all)).path("messages");
    for (var message : messages) {
      ((ObjectNode) message).remove(List.of("mapping", "error"));
    }
    return messages;
  }

  private static int status(List<Tried> all) {
    if (all.stream().anyMatch(Tried::failedInMapping)) {
      return Main.MAPPING_AT_FAULT;
    }
    return all.stream().map(Tried::state).anyMatch(REFUSED::contains) ? Main.REFUSED : 0;
  }
}
