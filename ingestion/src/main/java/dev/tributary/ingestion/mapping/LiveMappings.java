package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mappings as the folder of providers has them now: what an editor changes is used from the
/// next message on, or nearly so, without a restart. A change that cannot be used is complained of,
/// and what was there before goes on. Safe for use by many threads.
public final class LiveMappings {
  private static final Logger log = LoggerFactory.getLogger(LiveMappings.class);

  /// How often the folder is looked at while all goes well.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Optional<Path> providers;
  private final Limits limits;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Mappings mappings;
  private volatile long lookedAt = System.nanoTime();
  private volatile boolean distrusted;

  private LiveMappings(Optional<Path> providers, Limits limits, Mappings mappings) {
    this.providers = providers;
    this.limits = limits;
    this.mappings = mappings;
  }

  /// The mappings of the folder `providers`.
  ///
  /// @throws IllegalArgumentException if a provider.yaml is wrong, or two claim the same name or
  ///   sender
  /// @throws IOException if one cannot be read
  public static LiveMappings open(Path providers, Limits limits) throws IOException {
    return new LiveMappings(Optional.of(providers), limits, Mappings.open(providers, limits));
  }

  /// The base mappings only, which do not change.
  public static LiveMappings base() {
    return new LiveMappings(Optional.empty(), Limits.DEFAULT, Mappings.base());
  }

  /// The mappings to use now.
  public Mappings current() {
    if (distrusted) {
      looking.lock();
    } else if (System.nanoTime() - lookedAt < LOOK.toNanos() || !looking.tryLock()) {
      return mappings;
    }
    try {
      look();
    } finally {
      looking.unlock();
    }
    return mappings;
  }

  /// One of them failed, and somebody may be mending it: the folder is looked at before the next
  /// use.
  public void distrust() {
    distrusted = true;
  }

  private String folder() {
    return providers.map(Path::toString).orElse("");
  }

  private void look() {
    lookedAt = System.nanoTime();
    try {
      if (providers.isPresent() && mappings.isStale()) {
        mappings = Mappings.open(providers.get(), limits);
        log.atInfo().addKeyValue("folder", folder()).log("mappings.reloaded");
      }
    } catch (IOException | IllegalArgumentException broken) {
      log.atError()
          .addKeyValue("folder", folder())
          .addKeyValue("cause", String.valueOf(broken.getMessage()))
          .addKeyValue("consequence", "what was there before is used until it is mended")
          .log("mappings.not-reloaded");
    } finally {
      // Not before: whoever does not find it set goes on with what is there.
      distrusted = false;
    }
  }
}
