package dev.tributary.cli;

import dev.tributary.recovery.Act.Kind;
import dev.tributary.recovery.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tributary discard`: failures that nobody wants to go on are dropped, with the reason.
@Command(
    name = "discard",
    description = "Drops failures on purpose; they are kept, with who did it and why.",
    mixinStandardHelpOptions = true)
final class DiscardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ActOptions options;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var chosen = options.choose(data, out);
    if (chosen.isEmpty()) {
      return 0;
    }
    if (options.why().isBlank()) {
      throw new UsageException("expected --why TEXT: what is dropped is dropped with its reason");
    }
    var request =
        new Request(
            UUID.randomUUID().toString(),
            Kind.DISCARD,
            ActOptions.who(),
            options.why(),
            chosen.get(),
            Optional.empty(),
            Optional.empty(),
            Instant.now());
    var act = new ActRun(data, out, spec.commandLine().getErr()).request(request);
    out.printf("%d dropped (act %s)%n", act.done(), act.id());
    return 0;
  }
}
