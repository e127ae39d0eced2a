package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.shipment.FileReference.Inside;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The files of a package, to be found by what messages call them.
///
/// Providers move folders and change case on the way, so a file is looked for by its path, then by
/// its last name alone, then by both once more regardless of case and of how accents are composed.
/// But a file that is named by its path is found by nothing else: `cd2/01.wav` is not `cd1/01.wav`.
final class NamedFiles<F> {

  private final List<Map<String, List<F>>> indexes;
  private final List<UnaryOperator<String>> keys =
      List.of(
          path -> path,
          PackagePath::lastName,
          NamedFiles::folded,
          path -> folded(PackagePath.lastName(path)));

  /// The files that are named by their paths, as far as is known.
  private final Set<F> named = new HashSet<>();

  /// @param path of a file, relative to where references start
  NamedFiles(Collection<F> files, Function<F, String> path) {
    indexes = keys.stream().map(key -> index(files, path.andThen(key))).toList();
  }

  private static <F> Map<String, List<F>> index(Collection<F> files, Function<F, String> key) {
    var index = new HashMap<String, List<F>>();
    for (var file : files) {
      index.computeIfAbsent(key.apply(file), _ -> new ArrayList<>()).add(file);
    }
    return index;
  }

  private static String folded(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /// There is this reference, perhaps among others.
  void add(Inside reference) {
    for (var path : reference.paths()) {
      named.addAll(indexes.getFirst().getOrDefault(path, List.of()));
    }
  }

  /// The files that `reference` can mean: none, one, or several of the same name in different
  /// folders.
  List<F> meantBy(Inside reference) {
    for (int i = 0; i < keys.size(); i++) {
      for (var path : reference.paths()) {
        var found = indexes.get(i).getOrDefault(keys.get(i).apply(path), List.of());
        var meant = i == 0 ? found : found.stream().filter(file -> !named.contains(file)).toList();
        if (!meant.isEmpty()) {
          return meant;
        }
      }
    }
    return List.of();
  }
}
