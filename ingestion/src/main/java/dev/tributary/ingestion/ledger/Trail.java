package dev.tributary.ingestion.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What happened to one thing, as a tree: messages, the work of each application on them, and the
/// messages that this work led to.
///
/// @param roots the messages that nothing else in here led to, the oldest first
public record Trail(List<Hop> roots) {

  /// A message, and who worked on it.
  ///
  /// @param sent how it was sent, unless that is not known (any more)
  /// @param works by application, in the order in which they began
  public record Hop(String messageId, Optional<LedgerEntry> sent, List<Work> works) {
    /// When it was sent, or else when the work on it began, as far as that is known.
    Optional<LedgerEntry> first() {
      return sent.or(() -> works.stream().findFirst().map(work -> work.attempts().getFirst()));
    }

    /// Its routing key.
    public String routingKey() {
      return first().map(LedgerEntry::routingKey).orElse("");
    }
  }

  /// What one application did with one message.
  ///
  /// @param attempts each of them, and each redrive, the oldest first
  /// @param results what it sent
  public record Work(String application, List<LedgerEntry> attempts, List<Hop> results) {}

  /// The tree of `entries`, each of which is in it once.
  public static Trail of(List<LedgerEntry> entries) {
    return new Builder(entries).trail();
  }

  /// Puts it together: who sent a message, and who worked on it.
  private static final class Builder {
    private static final Comparator<LedgerEntry> BY_BEGIN =
        Comparator.comparing(LedgerEntry::begunAt);

    private final Map<String, LedgerEntry> sentByMessage = new LinkedHashMap<>();
    private final Map<String, Map<String, List<LedgerEntry>>> workByMessage = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> results = new HashMap<>();
    private final Set<String> placed = new HashSet<>();

    Builder(List<LedgerEntry> entries) {
      entries.stream().sorted(BY_BEGIN).forEach(this::take);
    }

    private void take(LedgerEntry entry) {
      if (!entry.isResult()) {
        workByMessage
            .computeIfAbsent(entry.messageId(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(entry.application(), _ -> new ArrayList<>())
            .add(entry);
        return;
      }
      // After a redrive, a result may have been sent twice; it is the same message.
      sentByMessage.putIfAbsent(entry.messageId(), entry);
      results
          .computeIfAbsent(entry.inputId(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(entry.application(), _ -> new LinkedHashSet<>())
          .add(entry.messageId());
    }

    Trail trail() {
      var messages = new LinkedHashSet<>(sentByMessage.keySet());
      messages.addAll(workByMessage.keySet());
      var roots = new ArrayList<Hop>();
      messages.stream().filter(this::isRoot).forEach(id -> roots.add(hop(id)));
      roots.sort(
          Comparator.comparing(hop -> hop.first().map(LedgerEntry::begunAt).orElse(Instant.MAX)));
      return new Trail(List.copyOf(roots));
    }

    /// Whether nobody in here worked on what led to it.
    private boolean isRoot(String messageId) {
      var sent = sentByMessage.get(messageId);
      return sent == null
          || sent.inputId().equals(messageId)
          || !workByMessage.getOrDefault(sent.inputId(), Map.of()).containsKey(sent.application());
    }

    private Hop hop(String messageId) {
      var works = new ArrayList<Work>();
      if (placed.add(messageId)) {
        workByMessage
            .getOrDefault(messageId, Map.of())
            .forEach((application, attempts) -> works.add(work(messageId, application, attempts)));
      }
      return new Hop(
          messageId, Optional.ofNullable(sentByMessage.get(messageId)), List.copyOf(works));
    }

    private Work work(String messageId, String application, List<LedgerEntry> attempts) {
      var sent = results.getOrDefault(messageId, Map.of()).getOrDefault(application, Set.of());
      return new Work(
          application,
          List.copyOf(attempts),
          sent.stream().filter(id -> !id.equals(messageId)).map(this::hop).toList());
    }
  }
}
