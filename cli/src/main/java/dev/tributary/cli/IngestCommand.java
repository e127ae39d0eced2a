package dev.tributary.cli;

import dev.tributary.ingestion.shipment.UnusablePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/// `tributary ingest`: the whole pipeline over some paths, until everything has come to its end.
@Command(
    name = "ingest",
    description = "Brings deliveries into the catalogue and says what became of each.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
  private static final String FAREWELL =
      "stopped; what is not finished goes on with the next ingest";

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private WithoutOption without;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, packages, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Who shipped them; otherwise the sender says.")
  private @Nullable String provider;

  @Option(
      names = "--strict",
      description = "Exit with 3 if a delivery, or part of one, was rejected or quarantined.")
  private boolean strict;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for another process that holds the data folder"
              + " (default: ${DEFAULT-VALUE}).")
  private long patience = 60;

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuseMissing();
    var started = System.nanoTime();
    var messages = spec.commandLine().getErr();
    var progress = Progress.on(messages);
    try (var _ = OwnOutput.begin();
        var interruption = Interruption.ofThisThread(FAREWELL);
        var system =
            LocalSystem.forIngest(
                data,
                paths,
                without.names(data.configuration().stages()),
                Duration.ofSeconds(patience),
                interruption,
                messages)) {
      var run = new IngestRun(system, progress);
      var unusable = take(run);
      run.awaitTheEnd();
      progress.end();
      var report =
          new IngestReport(run.deliveries(), Duration.ofNanos(System.nanoTime() - started));
      report.print(spec.commandLine().getOut(), json.isSet());
      run.awaitListeners();
      if (unusable.isPresent()) {
        throw new UsageException(unusable.get());
      }
      if (report.hasUnsettled()) {
        throw new IllegalStateException(
            "some deliveries have no final state though no message is under way; `tributary trail"
                + " ID` shows how far one came. This is a defect, please report it");
      }
      return strict && report.hasFailures() ? Main.REFUSED : 0;
    } finally {
      progress.end();
    }
  }

  /// Takes in what can be, and says what could not be read.
  private Optional<String> take(IngestRun run) throws IOException, InterruptedException {
    try {
      run.take(paths, Optional.ofNullable(provider));
      return Optional.empty();
    } catch (UnusablePathException unusable) {
      return Optional.of(String.valueOf(unusable.getMessage()));
    }
  }

  /// Says so before anything is started.
  private void refuseMissing() {
    var missing = new ArrayList<String>();
    for (var path : paths) {
      if (Files.notExists(path)) {
        missing.add(path.toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new UsageException("no such file or folder: " + String.join(", ", missing));
    }
  }
}
