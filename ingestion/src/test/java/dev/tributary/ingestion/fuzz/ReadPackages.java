package dev.tributary.ingestion.fuzz;

import dev.tributary.ingestion.asset.MeasuredBytes;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.editing.Trial;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Packages and large messages, taken apart, with what is in them mapped; files, measured.
final class ReadPackages {
  private static final Path BATCH = Path.of("../samples/deliveries/07-batch/20260310093000123");
  private static final Mappings MAPPINGS = Mappings.base();

  /// Small portions, so that a small message has several.
  private static final ShipmentLimits LIMITS =
      new ShipmentLimits(64 << 10, 2 << 10, 100, 1 << 20, 4 << 20, 100, 1 << 20);

  private ReadPackages() {}

  /// A message of many products.
  static void split(byte[] message) throws IOException, InterruptedException {
    try (var scratch = new Scratch()) {
      var store = ContentStore.in(scratch.folder(), 0);
      var stored = store.put(message);
      var delivery =
          new ProductDelivery(
              "1",
              1,
              0,
              Optional.empty(),
              Optional.empty(),
              "message",
              Kind.PRODUCTS,
              Instant.EPOCH,
              stored.sha256(),
              stored.bytes(),
              Optional.empty());
      switch (new Unpacker(store, LIMITS).unpack(delivery)) {
        case Refused _ -> {}
        case Unpacked(var portions, var _) -> {
          for (var portion : portions) {
            ReadMessages.map(Content.of(store.path(portion.content())));
          }
        }
      }
    }
  }

  static void open(byte[] archive) throws IOException, InterruptedException {
    try (var scratch = new Scratch()) {
      tried(Files.write(scratch.folder().resolve("archive"), archive));
    }
  }

  static void batch(byte[] manifest) throws IOException, InterruptedException {
    try (var scratch = new Scratch()) {
      for (var message : List.of("2990001000049", "2990001000056")) {
        var name = Path.of(message, message + ".xml");
        Files.createDirectories(scratch.folder().resolve(message));
        Files.copy(BATCH.resolve(name), scratch.folder().resolve(name));
      }
      Files.write(scratch.folder().resolve("BatchComplete.xml"), manifest);
      tried(scratch.folder());
    }
  }

  /// A file that a product has.
  static void measure(byte[] file) throws IOException, InterruptedException {
    try (var scratch = new Scratch()) {
      MeasuredBytes.of(ContentStore.in(scratch.folder(), 0), file);
    }
  }

  private static void tried(Path shipped) throws IOException, InterruptedException {
    try (var trial = Trial.asOfThen()) {
      for (var message : trial.run(shipped, Optional.empty(), MAPPINGS)) {
        message
            .error()
            .ifPresent(
                fault -> {
                  throw new AssertionError("a base mapping is at fault: " + fault);
                });
      }
    }
  }
}
