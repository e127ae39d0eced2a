package dev.tributary.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/// All that is known of one key: who is in this process, who waits in the broker, and in which
/// order. Guarded by the lock of its [Lanes].
final class Lane {
  private static final int TURNS_THAT_COUNT = 8;

  /// Who waits in the broker.
  private final NavigableMap<Place, Away> away = new TreeMap<>();

  /// Their places by their ids, several if a message is there several times.
  private final Map<String, Deque<Place>> placesAway = new HashMap<>();

  /// Who is in this process.
  private final NavigableMap<Place, Here> here = new TreeMap<>();

  private long nextNumber;
  private Duration turn = Duration.ZERO;

  /// A place in the order.
  ///
  /// @param again above 0 if the message was delivered once more while it was here
  record Place(long number, int again) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::number).thenComparingInt(Place::again);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /// @param since when it was put off
  /// @param due when it comes back, at the earliest
  /// @param overdue when it is in its queue again, at the latest
  /// @param urgent whether it overtakes those that are not
  /// @param last whether it comes into its queue behind all that waits there
  record Away(
      String id, Instant since, Instant due, Instant overdue, boolean urgent, boolean last) {}

  /// @param ended opens when it has left
  record Here(String id, CountDownLatch ended) {}

  /// Gives the message `id`, which was just received, its place: the one that it had, right behind
  /// itself if it is here, or else the last.
  Place enter(String id, CountDownLatch ended) {
    var place = comeBack(id).or(() -> behindItself(id)).orElseGet(() -> new Place(nextNumber++, 0));
    here.put(place, new Here(id, ended));
    return place;
  }

  /// The message `id`, if it waits in the broker; of several the one that comes first.
  Optional<Away> away(String id) {
    return firstAway(id).map(away::get);
  }

  private Optional<Place> firstAway(String id) {
    return Optional.ofNullable(placesAway.get(id)).map(Deque::getFirst);
  }

  private Optional<Place> comeBack(String id) {
    var place = firstAway(id);
    place.ifPresent(known -> forget(known, id));
    return place;
  }

  private Optional<Place> behindItself(String id) {
    return here.entrySet().stream()
        .filter(entry -> entry.getValue().id().equals(id))
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder())
        .map(last -> new Place(last.number(), last.again() + 1));
  }

  /// When the first of those comes back that come before `place`; empty if all of them are here.
  Optional<Instant> dueBefore(Place place) {
    var first = away.firstEntry();
    return first == null || first.getKey().compareTo(place) > 0
        ? Optional.empty()
        : Optional.of(first.getValue().due());
  }

  /// Those in this process that come before `place`.
  NavigableMap<Place, Here> hereBefore(Place place) {
    return here.headMap(place, false);
  }

  /// Whether the message `id` is here once more, behind `place`.
  boolean isHereAgain(Place place, String id) {
    return here.tailMap(place, false).values().stream().anyMatch(each -> each.id().equals(id));
  }

  /// How many turns come before `place`.
  long distance(Place place) {
    var first = here.firstKey();
    if (!away.isEmpty() && away.firstKey().compareTo(first) < 0) {
      first = away.firstKey();
    }
    return place.number() - first.number();
  }

  /// How long a turn takes, about.
  Duration turn() {
    return turn;
  }

  void tookTurn(Duration time) {
    var known = turn.isZero() ? time : turn;
    turn = known.multipliedBy(TURNS_THAT_COUNT - 1).plus(time).dividedBy(TURNS_THAT_COUNT);
  }

  /// `message` is going to come back to `place`.
  void putOff(Place place, Away message) {
    here.remove(place);
    if (away.put(place, message) == null) {
      placesAway.computeIfAbsent(message.id(), _ -> new ArrayDeque<>()).add(place);
    }
  }

  /// Whoever has `ended` as its latch is not at `place` any more.
  void leave(Place place, CountDownLatch ended) {
    var there = here.get(place);
    if (there != null && there.ended() == ended) {
      here.remove(place);
    }
  }

  /// Forgets those at the head who are not going to come back.
  void forget(Predicate<Away> lost) {
    for (var first = away.firstEntry();
        first != null && lost.test(first.getValue());
        first = away.firstEntry()) {
      forget(first.getKey(), first.getValue().id());
    }
  }

  /// The message `id` does not come back to `place`.
  void forget(Place place, String id) {
    away.remove(place);
    var places = placesAway.get(id);
    if (places != null) {
      places.remove(place);
      if (places.isEmpty()) {
        placesAway.remove(id);
      }
    }
  }

  boolean isEmpty() {
    return here.isEmpty() && away.isEmpty();
  }
}
