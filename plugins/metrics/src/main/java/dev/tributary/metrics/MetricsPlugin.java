package dev.tributary.metrics;

import dev.tributary.Application;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Plugin;
import dev.tributary.spi.RunningProcess;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Serves `/metrics`, `/health/live` and `/health/ready` while applications run, at the port that
/// the settings name.
///
/// A port that is taken keeps nobody from working: that is said in the log, and nothing is served.
public final class MetricsPlugin implements Plugin {
  public static final Setting<Optional<Integer>> PORT =
      Setting.integer(
              "metrics.port",
              "The port where metrics and health are served over HTTP, 0 for any that is free;"
                  + " nowhere if it is not given.")
          .where(port -> port >= 0 && port < 65_536, "a port from 0 to 65535")
          .optional();

  public static final Setting<String> ADDRESS =
      Setting.text(
              "metrics.address",
              "The address where they are served, which others must not reach unless they may know"
                  + " all of it: 0.0.0.0 is every one of this machine.")
          .orElse("127.0.0.1");

  private Optional<Metrics> metrics = Optional.empty();

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(PORT, ADDRESS);
  }

  @Override
  public void start(Settings settings) {
    metrics =
        settings
            .get(PORT)
            .map(port -> new Metrics(new InetSocketAddress(settings.get(ADDRESS), port)));
  }

  @Override
  public void install(Application.Builder application, Settings settings) {
    metrics.ifPresent(on -> application.instrument(on.of(application.name())));
  }

  @Override
  public void running(RunningProcess process) {
    metrics.ifPresent(on -> on.serve(process));
  }

  @Override
  public void stop() {
    metrics.ifPresent(Metrics::close);
    metrics = Optional.empty();
  }

  /// Where it is served, if it is.
  Optional<InetSocketAddress> served() {
    return metrics.flatMap(Metrics::served);
  }
}
