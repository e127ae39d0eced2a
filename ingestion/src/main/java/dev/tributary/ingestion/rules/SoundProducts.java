package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Which products of a document can be loaded. In a message about one product an error refuses the
/// message. In one about several, each of which stands in an element of its own, an error in such
/// an element refuses that product alone; one that is elsewhere refuses all.
final class SoundProducts {
  private SoundProducts() {}

  /// Their places in the document, in its order.
  static List<Integer> of(CanonicalDocument document, List<Violation> violations) {
    var errors =
        violations.stream()
            .filter(each -> each.severity() == Severity.ERROR)
            .map(each -> each.path().orElse(""))
            .toList();
    var elements =
        IntStream.range(0, document.products().size())
            .mapToObj(place -> element(document, place))
            .toList();
    var isAlone = elements.size() < 2 || elements.contains("");
    if (!errors.isEmpty() && (isAlone || !areAllIn(Set.copyOf(elements), errors))) {
      return List.of();
    }
    var refused = errors.stream().flatMap(Paths::upwards).collect(toSet());
    return IntStream.range(0, elements.size())
        .filter(place -> !refused.contains(elements.get(place)))
        .boxed()
        .toList();
  }

  private static boolean areAllIn(Set<String> elements, List<String> paths) {
    return paths.stream().allMatch(path -> Paths.upwards(path).anyMatch(elements::contains));
  }

  private static String element(CanonicalDocument document, int place) {
    return Optional.ofNullable(document.locations().get("/products/" + place))
        .map(Location::path)
        .orElse("");
  }
}
