package dev.tributary.console.pages;

import dev.tributary.ingestion.editing.Sample;
import dev.tributary.ingestion.mapping.LiveMappings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// How a provider's samples stand, those in its folder as that is now.
///
/// @param golden how many of them have a golden file
/// @param without names of those of which nobody has said yet what is to come
/// @param objection what speaks against the folder as it is, so that it is not used; empty if
///   nothing does
record MappingState(String provider, int golden, List<String> without, Optional<String> objection) {

  /// Of every provider that has a folder, by name, be it that it is not used yet.
  static List<MappingState> all(LiveMappings live) throws IOException {
    var mappings = live.current();
    var objections = live.objections();
    var names = new TreeSet<>(objections.keySet());
    mappings.providers().forEach(provider -> names.add(provider.name()));
    var states = new ArrayList<MappingState>();
    for (var name : names) {
      var objection = Optional.ofNullable(objections.get(name));
      try {
        var isUsed = mappings.find(name).isPresent();
        var samples = isUsed ? Sample.of(name, mappings.folder(name)) : List.<Sample>of();
        states.add(of(name, samples, objection));
      } catch (IllegalArgumentException contradiction) {
        var reason = objection.or(() -> Optional.ofNullable(contradiction.getMessage()));
        states.add(of(name, List.of(), reason));
      }
    }
    return List.copyOf(states);
  }

  private static MappingState of(String name, List<Sample> samples, Optional<String> objection) {
    var without = samples.stream().filter(it -> !it.hasGolden()).map(Sample::name).toList();
    return new MappingState(name, samples.size() - without.size(), without, objection);
  }

  /// In a word.
  String word() {
    if (objection.isPresent()) {
      return "failed";
    }
    return golden == 0 ? "untested" : "passed";
  }
}
