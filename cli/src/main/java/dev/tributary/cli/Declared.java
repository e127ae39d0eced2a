package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.Setting;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.opensearch.OpenSearchPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The settings that are known to a process.
///
/// @param installed those of the command line, the framework and the plugins
/// @param ofApplication those of the application that is about to run, if any
record Declared(List<Setting<?>> installed, List<Setting<?>> ofApplication) {
  /// What is there whichever plugins are, and what says where the stores are and where events go.
  static final Declared STORES =
      new Declared(
          Stream.of(
                  CoreSettings.ALL,
                  new DatabasePlugin().settings(),
                  new OpenSearchPlugin().settings())
              .flatMap(List::stream)
              .toList(),
          List.of());

  static Declared by(Plugins plugins, List<Setting<?>> ofApplication) {
    var installed = new ArrayList<>(CoreSettings.ALL);
    plugins.all().forEach(plugin -> installed.addAll(plugin.settings()));
    return new Declared(installed, ofApplication);
  }

  List<Setting<?>> all() {
    var all = new ArrayList<>(installed);
    all.addAll(ofApplication);
    return all;
  }
}
