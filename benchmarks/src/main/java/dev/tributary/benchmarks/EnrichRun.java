package dev.tributary.benchmarks;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Runner;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.database.Database;
import dev.tributary.spi.Producer.Listeners;
import dev.tributary.spi.Transport;
import dev.tributary.testing.MemoryBroker;
import dev.tributary.testing.MemoryTransport;
import dev.tributary.thirdparty.ThirdParty;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// One measured run: so many calls of one server in one way.
final class EnrichRun {
  static final int IN_FLIGHT = 1_000;
  private static final int SENT_AT_ONCE = 500;

  /// In which way calls are made.
  enum Way {
    /// A loop of the JDK's client on virtual threads.
    BARE,
    /// The same loop through `ThirdParty`.
    GUARDED,
    /// An application on a broker in memory that asks through `ThirdParty`.
    APPLICATION,
    /// The same on the embedded broker, with its journal on disk.
    EMBEDDED
  }

  private final int calls;
  private final URI base;
  private final Path folder;

  private EnrichRun(int calls, URI base, Path folder) {
    this.calls = calls;
    this.base = base;
    this.folder = folder;
  }

  /// Prints how many calls it did a second, the first tenth of them left out.
  ///
  /// @param arguments the way, how many calls, the port of the server, and a folder to work in
  public static void main(String[] arguments) throws Exception {
    var base = URI.create("http://127.0.0.1:" + arguments[2] + "/");
    var run = new EnrichRun(Integer.parseInt(arguments[1]), base, Path.of(arguments[3]));
    var perSecond =
        switch (Way.valueOf(arguments[0])) {
          case BARE -> run.bare();
          case GUARDED -> run.guarded();
          case APPLICATION -> run.application();
          case EMBEDDED -> run.embedded();
        };
    System.out.printf(Locale.ROOT, "%.0f%n", perSecond);
    System.exit(0);
  }

  /// One call, by its number.
  private interface Call {
    void make(int number) throws IOException, InterruptedException;
  }

  private double bare() throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var client =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
      return loop(
          number -> {
            var request = HttpRequest.newBuilder(base.resolve("isrc/" + number)).build();
            var _ = client.send(request, BodyHandlers.ofByteArray());
          });
    }
  }

  private double guarded() throws InterruptedException {
    try (var database = Database.open(folder.resolve("third-parties.db"), ThirdParty.SCHEMA);
        var api = thirdParty(database)) {
      return loop(
          number -> {
            var _ = api.get("isrc/" + number);
          });
    }
  }

  private ThirdParty thirdParty(Database database) {
    return ThirdParty.named("stub", base)
        .privateAllowed()
        .concurrency(IN_FLIGHT)
        .patience(Duration.ofMinutes(1))
        .keeping(Duration.ZERO)
        .open(database);
  }

  private double loop(Call call) throws InterruptedException {
    var free = new Semaphore(IN_FLIGHT);
    var meter = new Meter();
    for (var number = 0; number < calls; number++) {
      free.acquire();
      var which = number;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  call.make(which);
                  meter.done();
                } catch (IOException | InterruptedException failure) {
                  throw new IllegalStateException(failure);
                } finally {
                  free.release();
                }
              });
    }
    return meter.perSecond();
  }

  private double application() throws InterruptedException {
    try (var transport = MemoryTransport.connect(new MemoryBroker())) {
      return on(transport);
    }
  }

  private double embedded() throws InterruptedException {
    try (var broker = EmbeddedBroker.start(folder.resolve("broker"));
        var transport = ArtemisTransport.connect(broker)) {
      return on(transport);
    }
  }

  private double on(Transport transport) throws InterruptedException {
    var meter = new Meter();
    try (var database = Database.open(folder.resolve("third-parties.db"), ThirdParty.SCHEMA);
        var api = thirdParty(database)) {
      var application =
          Application.named("ask")
              .consumes("products", "#")
              .concurrency(IN_FLIGHT)
              .unrecorded()
              .callback(
                  message -> {
                    var _ = api.get("isrc/" + message.body().utf8());
                    return List.of();
                  })
              .onSettled((_, _) -> meter.done())
              .build();
      try (var _ = Runner.start(transport, List.of(application));
          var producer = transport.producer()) {
        for (var number = 0; number < calls; number += SENT_AT_ONCE) {
          var batch = new ArrayList<Message>();
          for (var each = number; each < Math.min(calls, number + SENT_AT_ONCE); each++) {
            batch.add(Message.of("upsert.release", Body.utf8(Integer.toString(each))));
          }
          producer.send("products", batch, Listeners.REQUIRED);
        }
        return meter.perSecond();
      }
    }
  }

  /// Counts calls that are done; the clock starts after the first tenth.
  private final class Meter {
    private final int unmeasured = calls / 10;
    private final CountDownLatch first = new CountDownLatch(unmeasured);
    private final CountDownLatch all = new CountDownLatch(calls);
    private volatile long began;

    void done() {
      first.countDown();
      if (began == 0 && first.getCount() == 0) {
        began = System.nanoTime();
      }
      all.countDown();
    }

    double perSecond() throws InterruptedException {
      all.await();
      return (calls - unmeasured) * 1e9 / (System.nanoTime() - began);
    }
  }
}
