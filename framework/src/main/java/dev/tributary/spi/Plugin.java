package dev.tributary.spi;

import dev.tributary.Application;
import dev.tributary.Setting;
import dev.tributary.Settings;
import java.util.List;

/// Something that applications share: a database, logging, a transport, a check on every message.
///
/// Found by `ServiceLoader` (a line in `META-INF/services/dev.tributary.spi.Plugin`), or named by
/// class in the setting `plugins`. It has a constructor without parameters that does nothing; what
/// it needs it takes in [#start]. Everything but the name is optional.
public interface Plugin {
  /// What it is called: lower-case words joined by `-`. Its settings begin with this and a dot.
  String name();

  /// The settings that it reads.
  default List<Setting<?>> settings() {
    return List.of();
  }

  /// Called once in each process that runs applications, before the first is built; plugins start
  /// in the order of their names.
  ///
  /// @throws Exception the process does not start; those plugins that did are stopped
  default void start(Settings settings) throws Exception {}

  /// Adds its processors, hooks and observers to an application about to run. They stand around the
  /// application's own: before the first preprocessor, after the last postprocessor.
  default void install(Application.Builder application, Settings settings) {}

  /// Called once the applications of this process run, and again if they are started anew. For
  /// plugins that watch over them; it returns at once.
  default void running(RunningProcess process) {}

  /// What can be measured of it now. Asked often and by any thread, once it has started; answers at
  /// once.
  default List<Measurement> measurements() {
    return List.of();
  }

  /// Commands that it adds to the command line. They run with or without [#start] having been
  /// called.
  default List<Command> commands() {
    return List.of();
  }

  /// What can be asked about its health, once it has started.
  default List<HealthCheck> healthChecks(Settings settings) {
    return List.of();
  }

  /// Called once when no application runs any more, in the reverse order, also if a later plugin
  /// did not start.
  default void stop() throws Exception {}
}
