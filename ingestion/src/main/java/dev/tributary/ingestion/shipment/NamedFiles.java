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
import java.util.Optional;
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

  private final Optional<NamedFiles<F>> farther;

  /// @param path of a file, relative to where references start
  NamedFiles(Collection<F> files, Function<F, String> path) {
    this(files, path, Optional.empty());
  }

  private NamedFiles(
      Collection<F> files, Function<F, String> path, Optional<NamedFiles<F>> farther) {
    this.indexes = keys.stream().map(key -> index(files, path.andThen(key))).toList();
    this.farther = farther;
  }

  /// The same, and before them `files`: where one of those can be meant, none of these is, unless
  /// by its path.
  NamedFiles<F> behind(Collection<F> files, Function<F, String> path) {
    return new NamedFiles<>(files, path, Optional.of(this));
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

  /// References to `files` are by their paths only.
  void keepToPath(Collection<F> files) {
    named.addAll(files);
  }

  /// The files that `reference` can mean: none, one, or several of the same name in different
  /// folders.
  List<F> meantBy(Inside reference) {
    var meant = byPath(reference);
    return meant.isEmpty() ? byOtherKeys(reference) : meant;
  }

  private List<F> byPath(Inside reference) {
    var meant = found(0, reference);
    return meant.isEmpty() && farther.isPresent() ? farther.get().byPath(reference) : meant;
  }

  private List<F> byOtherKeys(Inside reference) {
    for (int i = 1; i < keys.size(); i++) {
      var meant = found(i, reference);
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    return farther.map(files -> files.byOtherKeys(reference)).orElse(List.of());
  }

  private List<F> found(int index, Inside reference) {
    for (var path : reference.paths()) {
      var found = indexes.get(index).getOrDefault(keys.get(index).apply(path), List.of());
      var meant =
          index == 0 ? found : found.stream().filter(file -> !named.contains(file)).toList();
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    return List.of();
  }
}
