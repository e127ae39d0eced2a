package dev.tributary;

import dev.tributary.spi.Command;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Plugin;
import dev.tributary.spi.RunningProcess;
import dev.tributary.spi.Suggestion;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportPlugin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plugins of a process: found, started in the order of their names, installed into
/// applications, and stopped in the reverse order. Not safe for use by several threads.
public final class Plugins implements AutoCloseable {
  /// Which transport the applications of this process run on, by the name of its plugin.
  public static final Setting<String> TRANSPORT =
      Setting.text("transport", "The broker that applications run on, by the name of its plugin.")
          .orElse("artemis");

  /// Plugins that are not found by themselves.
  public static final Setting<List<String>> NAMED =
      Setting.list("plugins", "Classes of further plugins, which are on the class path.")
          .orElse(List.of());

  private static final Logger log = LoggerFactory.getLogger(Plugins.class);

  private final List<Plugin> plugins;
  private final Deque<Plugin> started = new ArrayDeque<>();

  private Plugins(List<Plugin> plugins) {
    this.plugins = plugins;
  }

  /// The plugins that `ServiceLoader` finds by `loader`, and those of the classes `named`.
  ///
  /// @throws SettingsException if a class is not there or is no plugin
  /// @throws IllegalArgumentException if two have one name
  public static Plugins find(ClassLoader loader, List<String> named) {
    var plugins = new ArrayList<Plugin>();
    try {
      ServiceLoader.load(Plugin.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .forEach(plugins::add);
    } catch (ServiceConfigurationError broken) {
      throw new SettingsException(List.of("a plugin cannot be loaded: " + broken.getMessage()));
    }
    for (var className : named) {
      if (plugins.stream().noneMatch(plugin -> plugin.getClass().getName().equals(className))) {
        plugins.add(named(loader, className));
      }
    }
    return of(plugins);
  }

  /// Just these plugins.
  ///
  /// @throws IllegalArgumentException if two have one name
  public static Plugins of(List<Plugin> plugins) {
    var names = new HashSet<String>();
    for (var plugin : plugins) {
      if (!names.add(plugin.name())) {
        throw new IllegalArgumentException(
            "expected plugins of different names, found two called " + plugin.name());
      }
    }
    return new Plugins(plugins.stream().sorted(Comparator.comparing(Plugin::name)).toList());
  }

  private static Plugin named(ClassLoader loader, String className) {
    try {
      return Class.forName(className, true, loader)
          .asSubclass(Plugin.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException failure) {
      throw new SettingsException(
          List.of(
              "expected plugins to name classes on the class path that implement %s and have a public constructor without parameters, got: \"%s\" (%s)"
                  .formatted(Plugin.class.getName(), className, failure)));
    }
  }

  /// All of them, in the order of their names.
  public List<Plugin> all() {
    return plugins;
  }

  /// The settings of the framework and of all plugins.
  public List<Setting<?>> settings() {
    var settings = new ArrayList<Setting<?>>(List.of(TRANSPORT, NAMED));
    plugins.forEach(plugin -> settings.addAll(plugin.settings()));
    return settings;
  }

  /// The commands that plugins add to the command line.
  public List<Command> commands() {
    return plugins.stream().flatMap(plugin -> plugin.commands().stream()).toList();
  }

  /// Starts all. If one does not start, those that did are stopped before its exception goes on.
  ///
  /// @throws StartException if one does not start
  public void start(Settings settings) {
    for (var plugin : plugins) {
      try {
        plugin.start(settings);
        started.push(plugin);
      } catch (Throwable failure) {
        close();
        if (failure instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        throw StartException.ofPlugin(plugin.name(), failure);
      }
    }
  }

  /// `application` with what all plugins install around it.
  public Application installInto(Application application, Settings settings) {
    return application.surroundedBy(
        around -> plugins.forEach(plugin -> plugin.install(around, settings)));
  }

  /// Tells all that the applications which `runner` runs have begun to.
  public void running(Runner runner, Settings settings) {
    var process = new RunningProcess(runner, healthChecks(settings), this::measurements);
    plugins.forEach(plugin -> plugin.running(process));
  }

  private List<Measurement> measurements() {
    return plugins.stream().flatMap(plugin -> plugin.measurements().stream()).toList();
  }

  /// Connects to the broker that the setting [#TRANSPORT] names.
  ///
  /// @return a transport that is the caller's to close, before this
  /// @throws SettingsException if no plugin of that name brings one
  public Transport connect(Settings settings) throws InterruptedException {
    var name = settings.get(TRANSPORT);
    for (var plugin : plugins) {
      if (plugin instanceof TransportPlugin transport && transport.name().equals(name)) {
        return transport.connect(settings);
      }
    }
    var names =
        plugins.stream().filter(TransportPlugin.class::isInstance).map(Plugin::name).toList();
    throw new SettingsException(
        List.of(
            "expected transport to be one of %s, got: \"%s\"%s"
                .formatted(names, name, Suggestion.didYouMean(name, names))));
  }

  /// What can be asked about the health of those that have started.
  public List<HealthCheck> healthChecks(Settings settings) {
    return plugins.stream().flatMap(plugin -> plugin.healthChecks(settings).stream()).toList();
  }

  /// Stops those that have started, each of them whatever the others throw, and none of them
  /// interrupted: an interruption is kept for the caller.
  @Override
  public void close() {
    var interrupted = false;
    while (!started.isEmpty()) {
      interrupted |= Thread.interrupted();
      var plugin = started.pop();
      try {
        plugin.stop();
      } catch (Throwable failure) {
        interrupted |= failure instanceof InterruptedException;
        log.atWarn()
            .addKeyValue("plugin", plugin.name())
            .addKeyValue("consequence", "the other plugins stop all the same")
            .setCause(failure)
            .log("plugin.stop-failed");
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
