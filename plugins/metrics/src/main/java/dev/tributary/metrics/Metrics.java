package dev.tributary.metrics;

import dev.tributary.spi.Measurement;
import dev.tributary.spi.RunningProcess;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is counted in this process, and where it is served.
final class Metrics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Metrics.class);

  private final InetSocketAddress address;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, ApplicationMeters> applications = new ConcurrentHashMap<>();
  private Optional<Endpoint> endpoint = Optional.empty();
  private volatile Optional<Watch> watch = Optional.empty();

  Metrics(InetSocketAddress address) {
    this.address = address;
    registry.getPrometheusRegistry().register(new MeasurementCollector(this::measurements));
  }

  /// What counts the deliveries of `application`, however often it is started anew.
  ApplicationMeters of(String application) {
    return applications.computeIfAbsent(application, name -> new ApplicationMeters(name, registry));
  }

  /// Watches over `process`, and serves what is known of it.
  void serve(RunningProcess process) {
    watch.ifPresent(Watch::close);
    watch = Optional.of(Watch.over(process));
    if (endpoint.isEmpty()) {
      endpoint = open();
    }
  }

  private Optional<Endpoint> open() {
    try {
      var opened = Endpoint.open(address, registry::scrape, this::readiness);
      log.atInfo().addKeyValue("address", opened.address()).log("metrics.served");
      return Optional.of(opened);
    } catch (IOException | IllegalArgumentException taken) {
      log.atWarn()
          .addKeyValue("address", address)
          .addKeyValue("cause", String.valueOf(taken.getMessage()))
          .addKeyValue("consequence", "applications run; metrics and health are not served")
          .addKeyValue("fix", "give each process of this machine another metrics.port, or 0")
          .log("metrics.not-served");
      return Optional.empty();
    }
  }

  Optional<InetSocketAddress> served() {
    return endpoint.map(Endpoint::address);
  }

  private Readiness readiness() {
    return watch.map(Watch::readiness).orElse(Readiness.STARTING);
  }

  private List<Measurement> measurements() {
    var all = new ArrayList<Measurement>();
    applications.values().forEach(meters -> all.addAll(meters.measurements()));
    watch.ifPresent(over -> all.addAll(over.measurements()));
    return all;
  }

  @Override
  public void close() {
    endpoint.ifPresent(Endpoint::close);
    watch.ifPresent(Watch::close);
    registry.close();
  }
}
