package dev.tributary.ingestion.generate;

import dev.tributary.ingestion.generate.Statement.Dialect;
import dev.tributary.ingestion.generate.Statement.Kind;
import dev.tributary.ingestion.generate.Statement.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes sound DDEX ERN deliveries, each a lone message, and says what must come of them. The same
/// seed and settings give the same bytes, on every machine.
///
/// About half of the releases are told of in ERN 3.8.2, the others in ERN 4.3. One sender sends
/// them all. The messages about a release have distinct times, all in the past, and stand in the
/// folder in an order that has nothing to do with their times. The audio files that they name do
/// not come with them.
///
/// @param seed from which everything follows
/// @param tracks of every release at first; an update now and then adds one
/// @param updates share of the messages that state a release anew, with another title
/// @param takedowns share of the messages that take a release down, in one of the ways that ERN
///   has; a later update puts it up again
/// @param purges share of the messages that ask for a release to be removed; nothing comes after it
public record DeliveryGenerator(
    long seed, int tracks, double updates, double takedowns, double purges) {

  private static final int MAX_TRACKS = 900;
  private static final Instant FIRST_DAY = Instant.parse("2024-02-01T06:00:00Z");

  public DeliveryGenerator {
    if (tracks < 1 || tracks > MAX_TRACKS) {
      throw new IllegalArgumentException(
          "expected tracks to be between 1 and %s, got: %s".formatted(MAX_TRACKS, tracks));
    }
    if (updates < 0 || takedowns < 0 || purges < 0 || updates + takedowns + purges + purges > 1) {
      throw new IllegalArgumentException(
          "expected shares of the messages that leave one first delivery for each purge, got: "
              + "updates %s, takedowns %s, purges %s".formatted(updates, takedowns, purges));
    }
  }

  /// Messages of about 20 KB; a fifth of them updates, and a few takedowns and purges.
  public static DeliveryGenerator withSeed(long seed) {
    return new DeliveryGenerator(seed, 5, 0.2, 0.08, 0.02);
  }

  public DeliveryGenerator withTracks(int tracks) {
    return new DeliveryGenerator(seed, tracks, updates, takedowns, purges);
  }

  public DeliveryGenerator withUpdates(double share) {
    return new DeliveryGenerator(seed, tracks, share, takedowns, purges);
  }

  public DeliveryGenerator withTakedowns(double share) {
    return new DeliveryGenerator(seed, tracks, updates, share, purges);
  }

  public DeliveryGenerator withPurges(double share) {
    return new DeliveryGenerator(seed, tracks, updates, takedowns, share);
  }

  /// Writes that many messages into `folder`, which is made if need be.
  ///
  /// @throws IOException if a file cannot be written
  public GeneratedDeliveries write(Path folder, int deliveries) throws IOException {
    var random = new Random(seed);
    var histories = histories(random, deliveries);
    var statements = new ArrayList<Statement>();
    histories.forEach(statements::addAll);
    Collections.shuffle(statements, random);

    Files.createDirectories(folder);
    var files = new ArrayList<Path>();
    for (var statement : statements) {
      var name = Identifiers.padded(files.size() + 1L, 6) + ".xml";
      files.add(writeFile(folder.resolve(name), statement));
    }
    return new GeneratedDeliveries(folder, List.copyOf(files), expected(histories));
  }

  private static Path writeFile(Path file, Statement statement) throws IOException {
    var xml = new StringBuilder();
    Ern.write(statement, xml);
    return Files.writeString(file, xml);
  }

  /// All that is said of each release, in the order of the messages' times.
  private List<List<Statement>> histories(Random random, int deliveries) {
    int updateCount = (int) (deliveries * updates);
    int takedownCount = (int) (deliveries * takedowns);
    int purgeCount = (int) (deliveries * purges);
    int releaseCount = deliveries - updateCount - takedownCount - purgeCount;

    var releases = new ArrayList<Release>();
    var kinds = new ArrayList<List<Kind>>();
    for (int number = 1; number <= releaseCount; number++) {
      releases.add(release(number, random));
      kinds.add(new ArrayList<>());
    }
    for (int i = 0; i < updateCount; i++) {
      kinds.get(random.nextInt(releaseCount)).add(Kind.ON_OFFER);
    }
    for (int i = 0; i < takedownCount; i++) {
      int release = random.nextInt(releaseCount);
      kinds.get(release).add(takedown(releases.get(release).dialect(), random));
    }

    var histories = new ArrayList<List<Statement>>();
    for (int i = 0; i < releaseCount; i++) {
      Collections.shuffle(kinds.get(i), random);
      kinds.get(i).addFirst(Kind.ON_OFFER);
      if (i < purgeCount) {
        kinds.get(i).addLast(Kind.PURGE);
      }
      histories.add(history(releases.get(i), kinds.get(i), random));
    }
    return histories;
  }

  private static Release release(int number, Random random) {
    var dialect = random.nextBoolean() ? Dialect.ERN_382 : Dialect.ERN_43;
    return new Release(number, dialect, Names.artist(random), Names.label(random));
  }

  private static Kind takedown(Dialect dialect, Random random) {
    return switch (dialect) {
      case ERN_43 -> random.nextBoolean() ? Kind.WITHOUT_DEAL : Kind.ENDED;
      case ERN_382 -> List.of(Kind.WITHOUT_DEAL, Kind.ENDED, Kind.TAKE_DOWN).get(random.nextInt(3));
    };
  }

  private List<Statement> history(Release release, List<Kind> kinds, Random random) {
    var history = new ArrayList<Statement>();
    var title = Names.title(random);
    var createdAt = FIRST_DAY.plusSeconds(random.nextInt(300 * 24 * 3600));
    var stated = title;
    int count = tracks;
    for (var kind : kinds) {
      int revision = history.size() + 1;
      if (revision > 1) {
        createdAt = createdAt.plus(Duration.ofMinutes(1L + random.nextInt(3 * 24 * 60)));
        stated = kind == Kind.PURGE ? stated : title + " (Version " + revision + ")";
        count += kind == Kind.ON_OFFER && random.nextInt(4) == 0 ? 1 : 0;
      }
      history.add(new Statement(release, revision, kind, createdAt, stated, count));
    }
    return history;
  }

  private static SortedMap<String, Expected> expected(List<List<Statement>> histories) {
    var expected = new TreeMap<String, Expected>();
    for (var history : histories) {
      var last = history.getLast();
      expected.put(last.release().icpn(), expected(last, history.size()));
    }
    return Collections.unmodifiableSortedMap(expected);
  }

  private static Expected expected(Statement last, int messages) {
    var state =
        switch (last.kind()) {
          case ON_OFFER -> Expected.State.LIVE;
          case WITHOUT_DEAL, ENDED, TAKE_DOWN -> Expected.State.TAKEN_DOWN;
          case PURGE -> Expected.State.PURGED;
        };
    return new Expected(
        last.release().icpn(),
        last.title(),
        state,
        last.tracks(),
        messages,
        last.messageId(),
        last.createdAt());
  }
}
