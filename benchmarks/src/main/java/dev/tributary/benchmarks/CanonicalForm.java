package dev.tributary.benchmarks;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.shipment.Shipment;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// A message of many products taken apart into the content store, and each portion brought to the
/// canonical form, as many at a time as there are processors: what `unpack` and `transform` do,
/// without queues.
final class CanonicalForm {
  private CanonicalForm() {}

  /// Does so and prints what it measured, in MB a second.
  ///
  /// @param arguments the file and the data folder
  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[0]);
    var store = ContentStore.in(Path.of(arguments[1]));
    var stored = store.put(file);
    var started = System.nanoTime();
    var delivery =
        new ProductDelivery(
            stored.sha256().substring(0, 16),
            1,
            0,
            Optional.empty(),
            Optional.empty(),
            file.toString(),
            ProductDelivery.Kind.PRODUCTS,
            Instant.EPOCH,
            stored.sha256(),
            stored.bytes(),
            Optional.empty());
    var unpacked = (Unpacked) new Unpacker(store, ShipmentLimits.DEFAULT).unpack(delivery);
    var mappings = Mappings.base();
    var products = 0L;
    try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var work =
          unpacked.children().stream()
              .<Callable<Integer>>map(portion -> () -> map(portion, store, mappings))
              .toList();
      for (var mapped : workers.invokeAll(work)) {
        products += mapped.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
    var seconds = (System.nanoTime() - started) / 1e9;
    if (products == 0) {
      throw new IllegalStateException("nothing was mapped");
    }
    System.out.printf(
        Locale.ROOT, "%.3f %d%n", Files.size(file) / 1e6 / seconds, Measured.peakMegabytes());
  }

  private static int map(Shipment portion, ContentStore store, Mappings mappings)
      throws IOException {
    var content = Content.of(store.path(portion.content()));
    var mapping = mappings.mapping(Identification.of(content), Optional.empty());
    return mapping.map(content).products().size();
  }
}
