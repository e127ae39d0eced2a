package dev.tributary.cli;

import dev.tributary.Runner;
import dev.tributary.cli.filter.Feed;
import dev.tributary.cli.filter.FilterOptions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
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

/// `tributary send`: messages to an exchange, a JSON line each.
@Command(
    name = "send",
    description = {
      "Sends messages to an exchange, in the order of the lines.",
      "A message that nobody consumes is refused: start the application that consumes it first."
    },
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(
      index = "0",
      paramLabel = "EXCHANGE",
      description = "Where to: the name of the application whose results they are, or another one.")
  private String exchange = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "JSON lines, gzip or not; - or nothing for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--key",
      paramLabel = "ROUTING_KEY",
      description = "Their routing key (default: line).")
  private @Nullable String key;

  @Option(names = "--strict", description = "Stop at the first bad line, with status 3.")
  private boolean strict;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var messages = spec.commandLine().getErr();
    var options =
        new FilterOptions(
            files.isEmpty() ? List.of("-") : files,
            false,
            strict,
            false,
            Optional.ofNullable(key),
            false,
            FilterOptions.MAX_LINE_BYTES);
    var stdin = new FileInputStream(FileDescriptor.in);
    try (var _ = Interruption.ofThisThread("stopped; what was sent is sent");
        var installation = Installation.open(data);
        var _ = BrokerHost.of(installation, "send", messages)) {
      installation.plugins().start(installation.settings());
      try (var transport = installation.plugins().connect(installation.settings());
          var runner =
              Runner.start(
                  transport, List.of(), installation.settings().get(CoreSettings.EVENTS))) {
        return new Feed(exchange, options, stdin, messages)
            .into(lines -> runner.enter(exchange, lines));
      }
    }
  }
}
