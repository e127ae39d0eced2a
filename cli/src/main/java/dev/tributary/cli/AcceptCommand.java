package dev.tributary.cli;

import dev.tributary.ingestion.editing.Acceptance;
import dev.tributary.ingestion.editing.AcceptanceHistory;
import dev.tributary.ingestion.editing.AcceptanceHistory.Entry;
import dev.tributary.ingestion.editing.Sample;
import dev.tributary.ingestion.editing.SampleResult;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary accept [PROVIDER…]`: samples against their golden files.
@Command(
    name = "accept",
    description = {
      "Runs the samples of providers (providers/NAME/samples/*) and compares what comes of each with"
          + " its golden file (samples/x.golden.json for samples/x.xml).",
      "Exit status: 0 all pass, or fail as samples/exceptions.yaml says they may; 3 some fail."
    },
    mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {
  private static final String FAILED = "failed";

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ProvidersOption providers;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "0..*",
      paramLabel = "PROVIDER",
      description = "Only the samples of these providers.")
  private List<String> names = List.of();

  @Option(
      names = "--rerun",
      paramLabel = FAILED,
      description = "With the word failed: only those that failed when they were run last.")
  private @Nullable String rerun;

  @Option(
      names = "--approve",
      arity = "0..*",
      paramLabel = "SAMPLE",
      description = {
        "Write new golden files for these samples, and run no others; without names, for all that"
            + " have none or differ. What changes is shown first; exceptions, and golden files that"
            + " cannot be read, stay as they are unless they are named."
      })
  private @Nullable List<String> approve;

  @Option(names = "--history", description = "Show how earlier runs went; run nothing.")
  private boolean history;

  private record History(List<Entry> runs) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rerun != null && !rerun.equals(FAILED)) {
      throw new UsageException("expected --rerun failed, got: --rerun " + rerun);
    }
    var kept = new AcceptanceHistory(data.configuration().data().acceptance());
    if (history) {
      return show(kept);
    }
    var mappings = providers.open(data);
    try (var acceptance = Acceptance.of(mappings, InstantSource.system())) {
      return run(acceptance, chosen(acceptance, mappings, kept), kept);
    }
  }

  private int show(AcceptanceHistory kept) throws IOException {
    var out = spec.commandLine().getOut();
    var runs =
        kept.entries().stream()
            .filter(entry -> names.isEmpty() || names.contains(entry.provider()))
            .toList();
    if (json.isSet()) {
      out.println(Json.tree(new History(runs)).toPrettyString());
    } else {
      SampleText.printHistory(runs, out);
    }
    return 0;
  }

  private List<Sample> chosen(Acceptance acceptance, Mappings mappings, AcceptanceHistory kept)
      throws IOException {
    var of = names.isEmpty() ? mappings.providers().stream().map(Provider::name).toList() : names;
    var samples = new ArrayList<Sample>();
    try {
      for (var provider : of) {
        var failed = rerun == null ? Set.<String>of() : kept.failed(provider);
        for (var sample : acceptance.samples(provider)) {
          if (rerun == null || failed.contains(sample.name())) {
            samples.add(sample);
          }
        }
      }
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
    return approve == null || approve.isEmpty() ? samples : named(approve, samples);
  }

  private static List<Sample> named(List<String> approved, List<Sample> samples) {
    for (var name : approved) {
      var of =
          samples.stream()
              .filter(sample -> sample.name().equals(name))
              .map(Sample::provider)
              .distinct()
              .toList();
      if (of.isEmpty()) {
        throw new UsageException(
            "no sample %s; there are %s (a PROVIDER stands before --approve)"
                .formatted(name, samples.stream().map(Sample::name).toList()));
      }
      if (of.size() > 1) {
        throw new UsageException(
            "expected one provider with a sample %s, found %s; name the one that is meant: tributary accept %s --approve %s"
                .formatted(name, String.join(", ", of), of.getFirst(), name));
      }
    }
    return samples.stream().filter(sample -> approved.contains(sample.name())).toList();
  }

  private int run(Acceptance acceptance, List<Sample> samples, AcceptanceHistory kept)
      throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    if (samples.isEmpty() && !json.isSet()) {
      out.println(
          rerun == null
              ? "no samples; they are files in samples/ in a provider's folder"
              : "no sample failed when it was run last");
    }
    var run = new AcceptanceRun(ActOptions.who());
    for (var sample : samples) {
      var result = acceptance.run(sample);
      if (!json.isSet()) {
        SampleText.print(result, out);
      }
      var approved = isApproved(result);
      if (approved) {
        acceptance.approve(sample);
        if (!json.isSet()) {
          out.printf("    approved: %s%n", sample.golden());
        }
      }
      out.flush();
      run.add(result, approved);
    }
    kept.add(run.entries());
    return finish(run, out);
  }

  /// What is written in passing is what is plainly new; an exception has been thought about, and a
  /// golden file that cannot be read may still tell something.
  private boolean isApproved(SampleResult result) {
    if (approve == null) {
      return false;
    }
    return switch (result.verdict()) {
      case DIFFERS, NEW -> true;
      case EXCEPTED -> !approve.isEmpty() && result.problem().isEmpty();
      case GARBLED -> !approve.isEmpty();
      case PASSED, BROKEN -> false;
    };
  }

  private int finish(AcceptanceRun run, PrintWriter out) {
    var totals = run.totals();
    if (json.isSet()) {
      out.println(Json.tree(run.results()).toPrettyString());
    } else if (!run.isEmpty()) {
      out.println(SampleText.sum(totals));
    }
    return totals.failed() == 0 ? 0 : Main.FAILING_SAMPLES;
  }
}
