package dev.tributary.spi;

import dev.tributary.Binding;
import java.util.Optional;
import java.util.Set;

/// What a broker knows of a queue, at one moment.
///
/// @param depth how many messages it holds, counted as [Transport#depth] does
/// @param consumers how many consume it, in whichever process
/// @param bindings what it is bound to, as it was declared last
/// @param pause the note with which it is paused; empty if it is not
public record QueueStatus(
    long depth, int consumers, Set<Binding> bindings, Optional<String> pause) {

  public QueueStatus {
    bindings = Set.copyOf(bindings);
  }
}
