package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.shipment.FileReference.Inside;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The files of a package, to be found by what messages call them.
///
/// Providers move folders and change case on the way, so a file is looked for by its path, then by
/// its last name alone, then by both once more regardless of case and of how accents are composed.
final class NamedFiles<F> {

  private final List<Map<String, List<F>>> indexes;
  private final List<UnaryOperator<String>> keys =
      List.of(
          path -> path,
          PackagePath::lastName,
          NamedFiles::folded,
          path -> folded(PackagePath.lastName(path)));

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

  /// The files that `reference` can mean: none, one, or several of the same name in different
  /// folders.
  List<F> meantBy(Inside reference) {
    for (int i = 0; i < keys.size(); i++) {
      for (var path : reference.paths()) {
        var found = indexes.get(i).get(keys.get(i).apply(path));
        if (found != null) {
          return found;
        }
      }
    }
    return List.of();
  }
}
