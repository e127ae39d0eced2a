package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mappings as the folder of providers has them now, as far as a gate lets them pass: what an
/// editor changes of a provider is used within a second or so of its passing, without a restart.
/// What does not pass is complained of, and that provider stays as it was; the others do not wait
/// for it, and no message does. Safe for use by many threads.
public final class LiveMappings {
  private static final Logger log = LoggerFactory.getLogger(LiveMappings.class);

  /// How often the folder is looked at.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Optional<Path> providers;
  private final Limits limits;
  private final Gate gate;
  private final ReentrantLock renewing = new ReentrantLock();
  private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());

  /// What the folder was like when it was judged last, and when it was looked at last.
  private FolderStamp judged;

  /// Who passed then, and waits for another provider who has not.
  private Set<String> waiting = Set.of();

  private volatile FolderStamp seen;
  private volatile Mappings mappings;
  private volatile Map<String, String> objections = Map.of();

  private LiveMappings(
      Optional<Path> providers, Limits limits, Gate gate, FolderStamp stamp, Mappings mappings) {
    this.providers = providers;
    this.limits = limits;
    this.gate = gate;
    this.judged = stamp;
    this.seen = stamp;
    this.mappings = mappings;
  }

  /// The mappings of the folder `providers`, whatever changes there.
  ///
  /// @throws IllegalArgumentException if a provider.yaml is wrong, or two claim the same name or
  ///   sender
  /// @throws IOException if one cannot be read
  public static LiveMappings open(Path providers, Limits limits) throws IOException {
    return open(providers, limits, Gate.OPEN);
  }

  /// The mappings of the folder `providers` and what `gate` lets pass of the changes there. What is
  /// there at first is used, since there is nothing else, and judged meanwhile.
  ///
  /// @throws IllegalArgumentException if a provider.yaml is wrong, or two claim the same name or
  ///   sender
  /// @throws IOException if one cannot be read
  public static LiveMappings open(Path providers, Limits limits, Gate gate) throws IOException {
    var stamp = FolderStamp.of(providers);
    var mappings = Mappings.open(providers, limits);
    var live = new LiveMappings(Optional.of(providers), limits, gate, stamp, mappings);
    if (gate != Gate.OPEN && !mappings.providers().isEmpty()) {
      live.inBackground(live::judgeWhatIsThere);
    }
    return live;
  }

  /// The base mappings only, which do not change.
  public static LiveMappings base() {
    return new LiveMappings(
        Optional.empty(), Limits.DEFAULT, Gate.OPEN, FolderStamp.NONE, Mappings.base());
  }

  /// The folder of providers; none if these are the base mappings.
  public Optional<Path> folder() {
    return providers;
  }

  /// The mappings to use now; whether there are newer ones is found out meanwhile.
  public Mappings current() {
    var last = lookedAt.get();
    var now = System.nanoTime();
    if (now - last > LOOK.toNanos()
        && lookedAt.compareAndSet(last, now)
        && !renewing.isLocked()
        && isOutdated()) {
      inBackground(this::refreshed);
    }
    return mappings;
  }

  /// The mappings after all that has changed until now was judged: for a message whose mapping has
  /// failed, since somebody may just have mended it. May take as long as the samples do.
  public Mappings refreshed() throws InterruptedException {
    renewing.lockInterruptibly();
    try {
      if (isOutdated()) {
        renew();
      }
    } finally {
      renewing.unlock();
    }
    return mappings;
  }

  /// Looks at the folder while no message comes, too, until it is closed.
  public Watching watch() {
    var thread =
        Thread.ofVirtual()
            .name("provider-watch")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(LOOK);
                      var _ = current();
                    }
                  } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                  }
                });
    return thread::interrupt;
  }

  /// That somebody looks at the folder.
  public interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /// What speaks against providers as they are in the folder, by their names.
  public Map<String, String> objections() {
    return objections;
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  /// On a thread of its own.
  private void inBackground(Work work) {
    Thread.ofPlatform()
        .daemon()
        .name("provider-gate")
        .start(
            () -> {
              try {
                work.run();
              } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private boolean isOutdated() {
    try {
      return providers.isPresent() && !FolderStamp.of(providers.get()).equals(seen);
    } catch (IOException unreadable) {
      complain(unreadable);
      return false;
    }
  }

  private void renew() throws InterruptedException {
    var folder = providers.orElseThrow();
    try {
      var now = FolderStamp.of(folder);
      seen = now;
      var fresh = Mappings.open(folder, limits);
      var changed = changed(fresh, now);
      var found = judge(fresh, changed);
      var passed = new HashSet<>(changed);
      passed.removeAll(found.keySet());
      var claimed = fresh.claimedByOthers(mappings, passed);
      passed.removeAll(claimed.keySet());
      found.putAll(claimed);
      found.forEach(
          (name, objection) -> withhold(name, objection, "what was there before is used"));
      objections = stillStanding(fresh, changed, found);
      mappings = fresh.over(mappings, passed);
      waiting = claimed.keySet();
      judged = now;
      log.atInfo()
          .addKeyValue("folder", folder)
          .addKeyValue("providers", passed)
          .log("mappings.reloaded");
    } catch (IOException | IllegalArgumentException broken) {
      complain(broken);
    }
  }

  private Map<String, String> stillStanding(
      Mappings fresh, Set<String> changed, Map<String, String> found) {
    var standing = new HashMap<>(objections);
    standing.keySet().removeIf(name -> changed.contains(name) || fresh.find(name).isEmpty());
    standing.putAll(found);
    return Map.copyOf(standing);
  }

  private Set<String> changed(Mappings fresh, FolderStamp now) {
    var changed = new HashSet<String>();
    for (var provider : fresh.providers()) {
      var folder = fresh.folder(provider.name());
      if (waiting.contains(provider.name()) || !now.within(folder).equals(judged.within(folder))) {
        changed.add(provider.name());
      }
    }
    return changed;
  }

  /// What is there as this process starts: nothing older is known that could be used instead. What
  /// can be compiled is, so that it can go on being used when its files have changed.
  private void judgeWhatIsThere() throws InterruptedException {
    renewing.lockInterruptibly();
    try {
      var names = new HashSet<String>();
      mappings.providers().forEach(provider -> names.add(provider.name()));
      var found = judge(mappings, names);
      found.forEach(
          (name, objection) -> withhold(name, objection, "it is used, nothing older being known"));
      objections = found;
    } finally {
      renewing.unlock();
    }
  }

  private Map<String, String> judge(Mappings judged, Set<String> names)
      throws InterruptedException {
    var found = new HashMap<String, String>();
    for (var name : names) {
      var provider = judged.provider(name);
      try {
        gate.objection(judged, provider).ifPresent(objection -> found.put(name, objection));
        judged.compile(provider);
      } catch (StylesheetException broken) {
        log.atDebug().setCause(broken).log("mapping.broken");
      }
    }
    return found;
  }

  private static void withhold(String provider, String objection, String consequence) {
    log.atError()
        .addKeyValue("provider", provider)
        .addKeyValue("cause", objection)
        .addKeyValue("consequence", consequence + " until the samples pass")
        .log("mapping.withheld");
  }

  private void complain(Exception broken) {
    log.atError()
        .addKeyValue("folder", providers.map(Path::toString).orElse(""))
        .addKeyValue("cause", String.valueOf(broken.getMessage()))
        .addKeyValue("consequence", "what was there before is used until it is mended")
        .log("mappings.not-reloaded");
  }
}
