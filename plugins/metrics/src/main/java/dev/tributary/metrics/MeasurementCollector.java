package dev.tributary.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import dev.tributary.spi.Measurement;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Measurements as Prometheus has them. Those of one name and the same labels, such as of a
/// database that is open twice, are one: their sum.
record MeasurementCollector(Supplier<List<Measurement>> source) implements MultiCollector {
  private static final String PREFIX = "tributary_";

  @Override
  public MetricSnapshots collect() {
    var byName =
        source.get().stream()
            .collect(groupingBy(Measurement::name, TreeMap::new, groupingBy(Measurement::labels)));
    return new MetricSnapshots(byName.values().stream().map(MeasurementCollector::family).toList());
  }

  private static MetricSnapshot family(Map<Map<String, String>, List<Measurement>> byLabels) {
    var any = byLabels.values().iterator().next().getFirst();
    return switch (any.kind()) {
      case GAUGE -> gauge(any, byLabels);
      case COUNTER -> counter(any, byLabels);
    };
  }

  private static MetricSnapshot gauge(
      Measurement any, Map<Map<String, String>, List<Measurement>> byLabels) {
    var gauge = GaugeSnapshot.builder().name(PREFIX + any.name()).help(any.description());
    byLabels.forEach(
        (labels, same) ->
            gauge.dataPoint(new GaugeDataPointSnapshot(sum(same), labels(labels), null)));
    return gauge.build();
  }

  private static MetricSnapshot counter(
      Measurement any, Map<Map<String, String>, List<Measurement>> byLabels) {
    var counter = CounterSnapshot.builder().name(PREFIX + any.name()).help(any.description());
    byLabels.forEach(
        (labels, same) ->
            counter.dataPoint(new CounterDataPointSnapshot(sum(same), labels(labels), null, 0)));
    return counter.build();
  }

  private static double sum(List<Measurement> same) {
    return same.stream().collect(summingDouble(Measurement::value));
  }

  private static Labels labels(Map<String, String> labels) {
    var builder = Labels.builder();
    labels.forEach(builder::label);
    return builder.build();
  }
}
