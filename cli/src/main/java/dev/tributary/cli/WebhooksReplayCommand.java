package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.History;
import dev.tributary.ingestion.catalogue.History.Period;
import dev.tributary.ingestion.pipeline.Replay;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.spi.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary webhooks replay`: endpoints are told once more what changed.
@Command(
    name = "replay",
    description = {
      "Tells endpoints once more what changed in the catalogue since a point in time.",
      "Each change has the webhook-id that it had the first time. What is sent waits in the queue of"
          + " its endpoint until whoever posts takes it; given again, the command sends it again."
    },
    mixinStandardHelpOptions = true)
final class WebhooksReplayCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      description = "What changed since then: 30m, 12h, 7d, 2026-11-22 or 2026-11-22T10:00:00Z.")
  private String since = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "What changed before then (default: now).")
  private @Nullable String until;

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description = "Tell this endpoint only (default: all).")
  private @Nullable String endpoint;

  @Option(names = "--dry-run", description = "Say how many changes there are, and send none.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var configuration = data.configuration();
    var endpoints = chosen(configuration.endpoints());
    var period = period(InstantSource.system());
    try (var catalogue = configuration.readCatalogue()) {
      var count = catalogue.read(handle -> History.count(handle, period));
      out.printf(
          "%s since %s, for %s%n",
          count == 1 ? "1 change" : count + " changes",
          period.since(),
          endpoints.stream().map(Endpoint::name).collect(Collectors.joining(", ")));
      out.flush();
      if (dryRun || count == 0) {
        return 0;
      }
      out.printf("%s sent%n", QueueAccess.messages(send(catalogue, period, endpoints, count)));
    }
    return 0;
  }

  private List<Endpoint> chosen(List<Endpoint> all) {
    if (all.isEmpty()) {
      throw new UsageException("no endpoints: the setting webhooks names none");
    }
    var chosen =
        all.stream().filter(each -> endpoint == null || each.name().equals(endpoint)).toList();
    if (chosen.isEmpty()) {
      var names = all.stream().map(Endpoint::name).toList();
      throw new UsageException(
          "expected --endpoint to be one of %s, got: \"%s\"%s"
              .formatted(
                  String.join(", ", names),
                  endpoint,
                  Suggestion.didYouMean(String.valueOf(endpoint), names)));
    }
    return chosen;
  }

  private Period period(InstantSource clock) {
    var end = until == null ? clock.instant() : FailureOptions.instant(until, clock);
    return new Period(FailureOptions.instant(since, clock), end);
  }

  private long send(DatabaseReader catalogue, Period period, List<Endpoint> endpoints, long count)
      throws IOException, InterruptedException {
    var messages = spec.commandLine().getErr();
    var replay = new Replay(UUID.randomUUID().toString(), Instant.now(), endpoints);
    try (var _ = Interruption.ofThisThread("stopped; give the command again to send all of it")) {
      return QueueAccess.on(
          data,
          "webhooks replay",
          messages,
          transport -> replay.send(catalogue, transport, period, progress(count, messages)));
    }
  }

  /// A line now and then.
  private static LongConsumer progress(long count, PrintWriter messages) {
    var toldAt = new AtomicLong(System.nanoTime());
    return done -> {
      if (System.nanoTime() - toldAt.get() > BETWEEN_LINES.toNanos()) {
        toldAt.set(System.nanoTime());
        messages.printf("%d of %d changes%n", done, count);
        messages.flush();
      }
    };
  }
}
