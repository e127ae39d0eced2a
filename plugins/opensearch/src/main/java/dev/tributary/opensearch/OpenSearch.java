package dev.tributary.opensearch;

import static dev.tributary.RetryPolicy.never;
import static dev.tributary.RetryPolicy.pause;

import dev.tributary.Application;
import dev.tributary.Event;
import dev.tributary.InvalidMessageException;
import dev.tributary.RetryPolicy;
import dev.tributary.Settings;
import dev.tributary.UnavailableException;
import java.time.Duration;

/// Writes what happens anywhere into OpenSearch or Elasticsearch. Bound to the events, and not
/// recorded itself. While the node is away or overloaded, it pauses and the events wait in its
/// queue; it never gives up. An event that the index refuses is set aside like any other failure.
public final class OpenSearch {
  /// The application's name.
  public static final String NAME = "opensearch";

  /// What gathers for one batch. Each has a few events while little happens, and a hundred or so
  /// while much does.
  private static final int MESSAGES = 64;

  /// To see whether the node is back costs it next to nothing.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private OpenSearch() {}

  /// Whether `settings` say where events are to go.
  public static boolean isWanted(Settings settings) {
    return settings.get(OpenSearchPlugin.URL).isPresent();
  }

  /// What it is called and consumes, without what it does.
  public static Application.Builder declared() {
    return Application.named(NAME).consumes(Event.EXCHANGE, "#").consumes(NAME, Sink.REFUSED);
  }

  /// The application that writes to where `settings` say.
  ///
  /// @throws IllegalArgumentException if they do not fit together, saying how
  public static Application application(Settings settings) {
    var fields =
        Fields.of(settings.get(OpenSearchPlugin.RENAME), settings.get(OpenSearchPlugin.DROP));
    var prefix = settings.get(OpenSearchPlugin.PREFIX);
    var node = OpenSearchPlugin.node(settings);
    var bulk =
        new Bulk(
            node,
            settings.get(OpenSearchPlugin.BATCH_DOCUMENTS),
            settings.get(OpenSearchPlugin.BATCH_BYTES));
    var preparation =
        new Preparation(node, prefix, fields, settings.get(OpenSearchPlugin.RETENTION));
    return declared()
        .batch(
            MESSAGES,
            settings.get(OpenSearchPlugin.BATCH_LINGER),
            new Sink(preparation, bulk, fields, prefix))
        .concurrency(2 * MESSAGES)
        .retry(
            RetryPolicy.neverGivingUp()
                .on(UnavailableException.class, pause().atLongest(LONGEST_PAUSE))
                .on(InvalidMessageException.class, never())
                .on(EventRefusedException.class, never()))
        .deliveryLimit(Integer.MAX_VALUE)
        .unrecorded()
        .onStop(node::close)
        .build();
  }
}
