package dev.tributary.cli;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.Recording;
import dev.tributary.Runner;
import dev.tributary.cli.source.ServiceSource;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// One application on the configured broker, until this thread is interrupted.
final class ApplicationRun {
  private final ServiceSource source;
  private final boolean trial;
  private final Optional<Integer> concurrency;
  private final Interruption interruption;
  private final PrintWriter messages;

  /// The same for all that a reloaded source runs as, so that they have one queue.
  private final String trialId = UUID.randomUUID().toString().substring(0, 8);

  ApplicationRun(
      ServiceSource source,
      boolean trial,
      Optional<Integer> concurrency,
      Interruption interruption,
      PrintWriter messages) {
    this.source = source;
    this.trial = trial;
    this.concurrency = concurrency;
    this.interruption = interruption;
    this.messages = messages;
  }

  /// Runs it.
  ///
  /// @param changes of what the application is made of, if it is to be made anew then
  void until(Optional<WatchedFiles> changes, DataOptions data)
      throws IOException, InterruptedException {
    var service = source.load();
    try (var installation = Installation.open(data, service)) {
      interruption.allow(installation.settings().get(CoreSettings.DRAIN));
      var plugins = installation.plugins();
      plugins.start(installation.settings());
      // Before the broker, so that what is wrong is told at once.
      var application = installation.build(service, concurrency);
      try (var host = BrokerHost.of(installation, DataFolder.RUN, messages);
          var transport = plugins.connect(installation.settings())) {
        while (true) {
          var running = application;
          var runner = start(transport, running, installation.settings().get(CoreSettings.EVENTS));
          try {
            plugins.running(runner, installation.settings());
            announce(running, host);
            application = await(changes, installation, data);
            tell("the source changed: finishing what is in flight, and starting anew");
          } finally {
            stop(runner, running);
          }
        }
      }
    }
  }

  private Runner start(Transport transport, Application application, Recording recording) {
    return trial
        ? Runner.startTrial(transport, application, trialId, recording)
        : Runner.start(transport, List.of(application), recording);
  }

  private void stop(Runner runner, Application application) {
    interruption.finish(runner::drain, messages);
    tell(application.name() + " has stopped");
  }

  /// Waits for a change that gives another application; for ever, if none is to be waited for. What
  /// gives none (it does not compile, say, or its settings are wrong) is told, and the one that
  /// runs goes on.
  private Application await(
      Optional<WatchedFiles> changes, Installation installation, DataOptions data)
      throws InterruptedException {
    if (changes.isEmpty()) {
      interruption.await();
    }
    interruption.check();
    while (true) {
      changes.orElseThrow().await();
      try {
        return installation.rebuild(source.load(), data, concurrency);
      } catch (RuntimeException | LinkageError broken) {
        tell(ErrorReport.said(broken) + "\nnot reloaded; what was there before goes on");
      }
    }
  }

  private void announce(Application application, BrokerHost host) {
    var consumed =
        application.bindings().stream()
            .collect(
                Collectors.groupingBy(
                    Binding::exchange, Collectors.mapping(Binding::key, Collectors.joining(", "))));
    tell(
        "%s runs%s: consumes %s; its results go to the exchange %s. Ctrl-C ends it."
            .formatted(
                application.name(),
                trial ? " for a trial" : "",
                consumed.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .collect(Collectors.joining(" and ")),
                application.name()));
    if (host.isOurs()) {
      tell("no broker was running here, so this process runs one; it ends with it");
    }
  }

  private void tell(String line) {
    messages.println(line);
    messages.flush();
  }
}
