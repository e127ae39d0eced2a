package dev.tributary.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Leaves out what the embedded broker says of temporary queues that it has no time to remove while
/// it stops: it does not keep them. Named in `logback.xml`.
public final class EndOfTheBroker extends TurboFilter {
  private static final String TEMPORARY_QUEUE_NOT_REMOVED = "AMQ224048";

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    return format != null && format.startsWith(TEMPORARY_QUEUE_NOT_REMOVED)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
