package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.Recording;
import dev.tributary.Runner;
import dev.tributary.Setting;
import dev.tributary.console.ConsoleSettings;
import dev.tributary.ingestion.pipeline.PipelineServices;
import dev.tributary.ingestion.pipeline.Scoring;
import dev.tributary.ingestion.trust.TrustOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings that are there without any plugin: the command line's own, and the framework's.
final class CoreSettings {
  static final Setting<Path> DATA = PipelineServices.DATA;

  static final Setting<Path> PROVIDERS = PipelineServices.PROVIDERS;

  static final Setting<Optional<Path>> WEBHOOKS = PipelineServices.WEBHOOKS;

  static final Setting<Optional<Path>> ENRICHERS = PipelineServices.ENRICHERS;

  static final Setting<Duration> LEDGER_RETENTION = PipelineServices.LEDGER_RETENTION;

  static final Setting<Recording> EVENTS = Runner.EVENTS;

  static final Setting<Optional<Integer>> CONCURRENCY =
      Setting.integer(
              "concurrency",
              "How many messages an application that `run` runs works on at once, instead of its"
                  + " own number.")
          .where(number -> number > 0, "a positive integer")
          .optional();

  static final Setting<Duration> INBOX_QUIET =
      Setting.duration(
              "inbox.quiet",
              "How long nothing in an entry of the inbox has to change before it is taken.")
          .where(Duration::isPositive, "a duration of more than nothing, such as 10s")
          .orElse(Duration.ofSeconds(2));

  static final Setting<Duration> DRAIN =
      Setting.duration(
              "drain",
              "How long what is in flight may take to finish after SIGINT or SIGTERM, before it"
                  + " goes back to its queue.")
          .orElse(Runner.DEADLINE);

  /// In the order of the listings.
  static final List<Setting<?>> ALL =
      Stream.concat(
              Stream.of(
                  DATA,
                  PROVIDERS,
                  WEBHOOKS,
                  ENRICHERS,
                  PipelineServices.ACKNOWLEDGEMENTS,
                  PipelineServices.ACKNOWLEDGEMENTS_PARTY,
                  PipelineServices.ASSETS,
                  Scoring.SCORER,
                  Scoring.REVIEW,
                  TrustOrder.ORDER,
                  TrustOrder.FIELDS,
                  EVENTS,
                  LEDGER_RETENTION,
                  CONCURRENCY,
                  DRAIN,
                  INBOX_QUIET,
                  Plugins.TRANSPORT,
                  Plugins.NAMED),
              ConsoleSettings.ALL.stream())
          .toList();

  private CoreSettings() {}
}
