package dev.tributary.spi;

import dev.tributary.Runner;
import java.util.List;
import java.util.function.Supplier;

/// The applications of a process, which have begun to run, and what can be asked of it.
///
/// @param runner runs them; it is drained before plugins are stopped
/// @param healthChecks of all plugins
/// @param measurements of all plugins, taken whenever they are asked for
public record RunningProcess(
    Runner runner, List<HealthCheck> healthChecks, Supplier<List<Measurement>> measurements) {
  public RunningProcess {
    healthChecks = List.copyOf(healthChecks);
  }
}
