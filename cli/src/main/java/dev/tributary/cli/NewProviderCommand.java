package dev.tributary.cli;

import dev.tributary.ingestion.editing.NewProvider;
import dev.tributary.ingestion.editing.StartingPoint;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary new provider NAME --like FORMAT`.
@Command(
    name = "provider",
    description =
        "Makes a provider's folder: its settings, a stylesheet that imports the base one, a sample and"
            + " its golden file.",
    mixinStandardHelpOptions = true)
final class NewProviderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ProvidersOption providers;

  @Parameters(paramLabel = "NAME", description = "The provider's name, such as blue-harbour.")
  private String name = "";

  @Option(
      names = "--like",
      required = true,
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "What it ships: ${COMPLETION-CANDIDATES}.")
  private String like = "";

  /// What can be said for `--like`.
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(StartingPoint.values()).map(StartingPoint::word).iterator();
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    try {
      var made = new NewProvider(name, StartingPoint.of(like)).in(providers.folder(data));
      made.forEach(out::println);
      out.printf(
          "next: tributary accept %s, then put a file of the provider's beside the sample:"
              + " tributary try %s FILE%n",
          name, name);
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
