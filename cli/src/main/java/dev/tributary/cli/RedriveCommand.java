package dev.tributary.cli;

import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Request;
import dev.tributary.recovery.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary redrive`: failures go on from the application where they failed.
@Command(
    name = "redrive",
    description = {
      "Sends failures on to the applications where they failed, as if never tried; what comes before"
          + " those does not work again.",
      "Mend the cause first. What fails again is a new failure."
    },
    mixinStandardHelpOptions = true)
final class RedriveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ActOptions options;

  @Option(names = "--rate", paramLabel = "N", description = "At most so many a second.")
  private @Nullable Integer rate;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "Send this instead of the body of the one failure that is named.")
  private @Nullable Path body;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var chosen = options.choose(data, out);
    if (chosen.isEmpty()) {
      return 0;
    }
    var act = new ActRun(data, out, spec.commandLine().getErr()).request(request(chosen.get()));
    out.printf("%d sent on (act %s)%n", act.done(), act.id());
    if (act.refused() > 0) {
      out.printf("%d stay open: %s%n", act.refused(), act.problem().orElse(""));
      return Main.INTERNAL;
    }
    return 0;
  }

  private Request request(Selection selection) throws IOException {
    var edited =
        body == null
            ? Optional.<String>empty()
            : Optional.of(Base64.getEncoder().encodeToString(Files.readAllBytes(body)));
    try {
      return new Request(
          UUID.randomUUID().toString(),
          Kind.REDRIVE,
          ActOptions.who(),
          options.why(),
          selection,
          Optional.ofNullable(rate),
          edited,
          Instant.now());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
