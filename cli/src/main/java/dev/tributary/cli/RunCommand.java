package dev.tributary.cli;

import dev.tributary.cli.filter.Filter;
import dev.tributary.cli.filter.FilterOptions;
import dev.tributary.cli.source.ServiceSource;
import dev.tributary.ingestion.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary run`: one application, on the configured broker or as a filter over JSON lines.
@Command(
    name = "run",
    description = {
      "Runs one application until it is told to stop.",
      "With files, or - for standard input, it runs as a filter over JSON lines, without a broker."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A source file is run for a trial: its queue ends with it, and its results may go unheard,",
      "unless --durable is given. A named service keeps its queue, and what comes meanwhile waits."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private Verbosity verbosity;
  @Mixin private ClassPathOption classPath;

  @Parameters(
      index = "0",
      paramLabel = "NAME|FILE.java",
      description =
          "An application of the pipeline, such as transform; a class that implements"
              + " dev.tributary.Service; or a source file with one.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Input of the filter: JSON lines, gzip or not; - for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many messages are worked on at once, instead of the application's own.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--durable",
      description = "Keep a source file's queue when it ends, as a named service's is kept.")
  private boolean durable;

  @Option(
      names = "--reload",
      description = "When the source changes: finish what is in flight, and start anew.")
  private boolean reload;

  @Option(
      names = "--watch",
      paramLabel = "PATH",
      description = "A file or folder whose changes reload, too, such as stylesheets.")
  private List<Path> watched = List.of();

  @ArgGroup(heading = "%nOptions of the filter:%n", exclusive = false)
  private FilterSwitches switches = new FilterSwitches();

  static final class FilterSwitches {
    @Option(names = "--unordered", description = "Write results as they come.")
    boolean unordered;

    @Option(names = "--strict", description = "Stop at the first bad line, with status 3.")
    boolean strict;

    @Option(
        names = "--messages",
        description = "Write whole messages, headers and routing keys included, not bodies.")
    boolean messages;

    @Option(
        names = "--key",
        paramLabel = "ROUTING_KEY",
        description = "Routing key of plain lines (default: one that the application consumes).")
    @Nullable String key;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var source = ServiceSource.of(name, classPath.paths());
    try {
      return files.isEmpty() ? run(source) : filter(source);
    } catch (SourceException broken) {
      // As the compiler said it, for editors that know its form.
      spec.commandLine().getErr().println(broken.getMessage());
      return Main.USAGE;
    }
  }

  private int filter(ServiceSource source) throws IOException, InterruptedException {
    verbosity.applyToFilter();
    var options =
        new FilterOptions(
            files,
            switches.unordered,
            switches.strict,
            switches.messages,
            Optional.ofNullable(switches.key),
            verbosity.isVerbose(),
            FilterOptions.MAX_LINE_BYTES);
    var messages = spec.commandLine().getErr();
    var service = source.load();
    try (var _ = Interruption.ofThisThread("stopped");
        var installation = Installation.open(data, service)) {
      installation.plugins().start(installation.settings());
      var application = installation.build(service, Optional.ofNullable(concurrency));
      return Filter.run(application, options, messages);
    }
  }

  private int run(ServiceSource source) throws IOException, InterruptedException {
    verbosity.apply();
    var trial = source.isTrial() && !durable;
    var messages = spec.commandLine().getErr();
    var farewell =
        trial
            ? "stopped; the queue of this trial is gone"
            : "stopped; what comes meanwhile waits in the queue";
    var changes = reload ? Optional.of(changes(source)) : Optional.<WatchedFiles>empty();
    try (var interruption = Interruption.ofThisThread(farewell)) {
      var run =
          new ApplicationRun(
              source, trial, Optional.ofNullable(concurrency), interruption, messages);
      run.until(changes, data);
    }
    return 0;
  }

  private WatchedFiles changes(ServiceSource source) {
    return new WatchedFiles(Stream.concat(source.files().stream(), watched.stream()).toList());
  }
}
