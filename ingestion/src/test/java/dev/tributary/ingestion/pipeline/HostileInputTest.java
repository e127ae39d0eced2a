package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.generate.HostileFile;
import dev.tributary.ingestion.generate.HostileFiles;
import dev.tributary.ingestion.generate.HostileFiles.Scale;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is made to do harm is refused or does none, and the good files beside it are loaded.
@Timeout(600)
final class HostileInputTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void smallOnesDoNoHarm() throws Exception {
    doNoHarm(Scale.SMALL);
  }

  @Test
  @Tag("long")
  void fullSizedOnesDoNoHarm() throws Exception {
    doNoHarm(Scale.FULL);
  }

  private void doNoHarm(Scale scale) throws Exception {
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    server.start();
    try (var system = TestSystem.in(folder.resolve("data"))) {
      var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      var hostile = HostileFiles.write(folder.resolve("in"), scale, address);

      var deliveries = system.ingest(folder.resolve("in/deliveries"));

      for (var file : hostile) {
        check(file, deliveries.stream().filter(each -> isAbout(each, file)).toList());
      }
      assertThat(deliveries)
          .extracting(TestSystem::state)
          .doesNotContain(DeliveryState.QUARANTINED);
      assertThat(asked).as("requests to a server that a file named").hasValue(0);
      assertThat(found(HostileFiles.ESCAPED)).isEmpty();
      assertThat(String.join("", system.dump().values())).doesNotContain(HostileFiles.SECRET);
      assertThat(size(folder.resolve("data"))).isLessThan(100 * MEGABYTE);
    } finally {
      server.stop(0);
    }
  }

  private static void check(HostileFile file, List<RegisteredDelivery> deliveries) {
    assertThat(deliveries).as("%s (%s)", file.path(), file.because()).isNotEmpty();
    var states = deliveries.stream().map(TestSystem::state).toList();
    switch (file.fate()) {
      case REFUSED ->
          assertThat(deliveries)
              .as("%s (%s): %s", file.path(), file.because(), states)
              .anyMatch(HostileInputTest::isRefusedWithAReason)
              .noneMatch(each -> state(each) == DeliveryState.LOADED);
      case LOADED ->
          assertThat(states).as(file.path().toString()).containsOnly(DeliveryState.LOADED);
      case REFUSED_OR_LOADED, WITHOUT_THE_FILE ->
          assertThat(states)
              .as("%s (%s)", file.path(), file.because())
              .isSubsetOf(DeliveryState.LOADED, DeliveryState.REJECTED);
    }
  }

  private static boolean isRefusedWithAReason(RegisteredDelivery delivery) {
    return state(delivery) == DeliveryState.REJECTED
        && !delivery.settlement().orElseThrow().violations().isEmpty();
  }

  private static boolean isAbout(RegisteredDelivery delivery, HostileFile file) {
    return Path.of(delivery.delivery().path()).startsWith(file.path());
  }

  private List<Path> found(String name) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
