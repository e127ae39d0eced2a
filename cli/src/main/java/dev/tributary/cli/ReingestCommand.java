package dev.tributary.cli;

import dev.tributary.cli.ReingestRun.Outcome;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.MappedBy;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.catalogue.Reingestion;
import dev.tributary.ingestion.editing.SampleGate;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.StylesheetException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary reingest --mapping PROVIDER|VERSION`: what another version of a mapping has loaded is
/// mapped anew; with `--rejected PROVIDER` what was refused, or else the deliveries that are named.
@Command(
    name = "reingest",
    description = {
      "Maps deliveries anew. What comes of it becomes their state.",
      "With --mapping those whose statements count and were made by another version of the"
          + " mapping than the present one; no others.",
      "Exit status: 0 done; 3 samples of a provider fail, so that its mapping is not to be used, or"
          + " some of what was mapped anew does not come to the catalogue; 5 a mapping is at"
          + " fault."
    },
    mixinStandardHelpOptions = true)
final class ReingestCommand implements Callable<Integer> {
  private static final int SHOWN = 100;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ProvidersOption providers;
  @Mixin private JsonOption json;

  @Option(
      names = "--mapping",
      paramLabel = "PROVIDER|VERSION",
      description =
          "The provider whose mapping has changed; or a version, or the beginning of one: what that"
              + " one made.")
  private @Nullable String mapping;

  @Option(
      names = "--rejected",
      paramLabel = "PROVIDER",
      description =
          "What was refused of this provider, in whole or in part, or set aside without a failure"
              + " that could be sent on: once the mapping is mended, or a severity is milder. Not"
              + " what was refused for what it was shipped in or with.")
  private @Nullable String rejected;

  @Parameters(
      arity = "0..*",
      paramLabel = "DELIVERY",
      description = "These deliveries, whatever became of them; a package stands for its parts.")
  private List<String> ids = List.of();

  @Option(names = "--dry-run", description = "Say how many deliveries there are; no more.")
  private boolean dryRun;

  @Option(names = "--rate", paramLabel = "N", description = "At most so many a second.")
  private @Nullable Integer rate;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the record.")
  private String why = "";

  @Option(names = "--acts", description = "List what was mapped anew, by whom and why.")
  private boolean acts;

  /// Deliveries that are to be mapped anew.
  ///
  /// @param now the version that maps them now
  record Outdated(String provider, String format, String mapping, String now, long deliveries) {}

  /// All of it, as `--json` prints it.
  private record Done(
      List<Outdated> outdated,
      List<String> deliveries,
      Optional<String> act,
      Optional<Integer> sent,
      Optional<Map<String, Integer>> states) {
    static Done nothing(List<Outdated> outdated, List<String> deliveries) {
      return new Done(outdated, deliveries, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Done of(List<Outdated> outdated, List<String> deliveries, Outcome outcome) {
      return new Done(
          outdated,
          deliveries,
          Optional.of(outcome.act()),
          Optional.of(outcome.sent()),
          outcome.states());
    }
  }

  private record Acts(List<Reingestion> acts, boolean more) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rate != null && rate < 1) {
      throw new UsageException("expected a rate of 1 or more a second, got: " + rate);
    }
    var out = spec.commandLine().getOut();
    try (var catalogue = data.configuration().readCatalogue()) {
      if (acts) {
        return listActs(catalogue, out);
      }
      var asked = Stream.of(mapping != null, rejected != null, !ids.isEmpty());
      if (asked.filter(each -> each).count() != 1) {
        throw new UsageException(
            "expected one of: --mapping with a provider or a version (`tributary product KEY` tells"
                + " both), --rejected with a provider, ids of deliveries (`tributary deliveries`)");
      }
      return mapping == null ? reingestChosen(catalogue, out) : reingest(catalogue, out);
    }
  }

  private int reingestChosen(DatabaseReader catalogue, PrintWriter out)
      throws IOException, InterruptedException {
    var choice = new ChosenDeliveries(catalogue, spec.commandLine().getErr());
    var chosen = rejected == null ? choice.named(ids) : choice.refused(rejected, data);
    var deliveries = chosen.stream().map(each -> each.delivery().id()).toList();
    printChosen(chosen, out);
    if (chosen.isEmpty() || dryRun) {
      printJson(Done.nothing(List.of(), deliveries), out);
      return 0;
    }
    var mappings = providers.open(data);
    var names = chosen.stream().flatMap(each -> each.provider().stream()).distinct().toList();
    try {
      names.stream().flatMap(name -> mappings.find(name).stream()).forEach(mappings::compile);
    } catch (StylesheetException broken) {
      spec.commandLine().getErr().println(broken.getMessage());
      return Main.MAPPING_AT_FAULT;
    }
    if (samplesFail(mappings, names)) {
      printJson(Done.nothing(List.of(), deliveries), out);
      return Main.FAILING_SAMPLES;
    }
    var selection = rejected == null ? String.join(" ", ids) : "--rejected " + rejected;
    return run(List.of(), deliveries, selection, out);
  }

  private void printChosen(List<RegisteredDelivery> chosen, PrintWriter out) {
    if (json.isSet()) {
      return;
    }
    if (chosen.isEmpty()) {
      out.println("there is nothing to be mapped anew");
    } else {
      ChosenDeliveries.counted(chosen).print(out);
    }
    out.flush();
  }

  private int reingest(DatabaseReader catalogue, PrintWriter out)
      throws IOException, InterruptedException {
    var mappings = providers.open(data);
    var groups = new ArrayList<MappedBy>();
    var outdated = new ArrayList<Outdated>();
    var left = false;
    try {
      for (var group : chosen(catalogue)) {
        var now = version(mappings, group);
        if (now.isEmpty()) {
          left = true;
        } else if (!now.get().equals(group.mapping())) {
          groups.add(group);
          outdated.add(
              new Outdated(
                  group.provider(),
                  group.format(),
                  group.mapping(),
                  now.get(),
                  group.deliveries()));
        }
      }
    } catch (StylesheetException broken) {
      spec.commandLine().getErr().println(broken.getMessage());
      return Main.MAPPING_AT_FAULT;
    }
    if (!json.isSet()) {
      print(outdated, left, out);
    }
    if (groups.isEmpty() || dryRun) {
      printJson(Done.nothing(outdated, List.of()), out);
      return 0;
    }
    if (samplesFail(mappings, groups.stream().map(MappedBy::provider).distinct().toList())) {
      printJson(Done.nothing(outdated, List.of()), out);
      return Main.FAILING_SAMPLES;
    }
    var deliveries = new ArrayList<String>();
    for (var group : groups) {
      deliveries.addAll(catalogue.read(group::ids));
    }
    return run(outdated, deliveries, "--mapping " + mapping, out);
  }

  private int run(
      List<Outdated> outdated, List<String> deliveries, String selection, PrintWriter out)
      throws IOException, InterruptedException {
    var outcome =
        new ReingestRun(data, spec.commandLine().getErr())
            .reingest(deliveries, selection, why, rate == null ? Integer.MAX_VALUE : rate);
    printJson(Done.of(outdated, mapping == null ? deliveries : List.of(), outcome), out);
    if (!json.isSet()) {
      print(outcome, out);
    }
    return outcome.isWorse() ? Main.REFUSED : 0;
  }

  /// The one object that `--json` prints.
  private void printJson(Done done, PrintWriter out) {
    if (json.isSet()) {
      out.println(Json.text(done));
    }
  }

  private static void print(Outcome outcome, PrintWriter out) {
    outcome
        .states()
        .ifPresentOrElse(
            states ->
                out.printf("%d mapped anew (act %s): %s%n", outcome.sent(), outcome.act(), states),
            () ->
                out.printf("%d sent to be mapped anew (act %s)%n", outcome.sent(), outcome.act()));
    if (outcome.isWorse()) {
      out.println(
          "some of it does not come to the catalogue, or in part only: tributary"
              + " deliveries, tributary failures");
    }
  }

  private List<MappedBy> chosen(DatabaseReader catalogue) throws InterruptedException {
    var named = mapping == null ? "" : mapping;
    var all = catalogue.read(MappedBy::all);
    var chosen =
        all.stream()
            .filter(
                group ->
                    group.provider().equals(named)
                        || (!named.isEmpty() && group.mapping().startsWith(named)))
            .toList();
    if (chosen.isEmpty()) {
      throw new UsageException(
          "expected a provider with products, or a version that made one, got: \"%s\"; there are the providers %s"
              .formatted(named, all.stream().map(MappedBy::provider).distinct().toList()));
    }
    return chosen;
  }

  /// Empty if nothing maps them any more, which is told.
  private Optional<String> version(Mappings mappings, MappedBy group) {
    var space = group.format().indexOf(' ');
    try {
      return Optional.of(
          mappings.version(
              group.format().substring(0, space),
              group.format().substring(space + 1),
              mappings.find(group.provider())));
    } catch (MappingException unmapped) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s, %s: %d deliveries stay as they are: %s%n",
              group.provider(),
              group.format().strip(),
              group.deliveries(),
              unmapped.finding().message());
      return Optional.empty();
    }
  }

  private static void print(List<Outdated> outdated, boolean left, PrintWriter out) {
    var table = new Table("DELIVERIES", "PROVIDER", "FORMAT", "MAPPED BY", "NOW");
    for (var each : outdated) {
      table.add(
          Long.toString(each.deliveries()),
          each.provider(),
          each.format(),
          each.mapping().isEmpty() ? "-" : TriedText.shortened(each.mapping()),
          TriedText.shortened(each.now()));
    }
    if (table.isEmpty()) {
      out.println((left ? "the rest" : "all") + " of it was made by the mapping as it is now");
    } else {
      table.print(out);
    }
    out.flush();
  }

  /// A pipeline that runs would go on with the mapping of before.
  private boolean samplesFail(Mappings mappings, List<String> names) throws InterruptedException {
    var gate = new SampleGate(InstantSource.system());
    for (var name : names) {
      var provider = mappings.find(name);
      var objection =
          provider.isPresent()
              ? gate.objection(mappings, provider.get())
              : Optional.<String>empty();
      if (objection.isPresent()) {
        spec.commandLine()
            .getErr()
            .printf(
                "%s: %s; a pipeline does not use the mapping until that is mended (tributary accept"
                    + " %s)%n",
                name, objection.get(), name);
        return true;
      }
    }
    return false;
  }

  private int listActs(DatabaseReader catalogue, PrintWriter out) throws InterruptedException {
    var latest = new LimitOption(SHOWN);
    var page = latest.page(catalogue.read(handle -> Reingestion.list(handle, latest.oneMore())));
    if (json.isSet()) {
      out.println(Json.text(new Acts(page.shown(), page.more())));
      return 0;
    }
    var table = new Table("ACT", "REQUESTED", "WHO", "CHOSEN", "SENT", "WHICH", "WHY");
    for (var each : page.shown()) {
      table.add(
          TriedText.shortened(each.id()),
          each.requestedAt().toString().substring(0, 19),
          each.who(),
          Long.toString(each.chosen()),
          Long.toString(each.sent()),
          each.selection(),
          each.why());
    }
    if (table.isEmpty()) {
      out.println("nothing was mapped anew yet");
    } else {
      table.print(out);
    }
    if (page.more()) {
      out.printf("… and older ones; these are the latest %d%n", SHOWN);
    }
    return 0;
  }
}
