package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Rules about tracks, episodes and chapters: that there are any, in a complete order, each once
/// and each of some length.
final class ItemRules {

  /// By how many seconds per item the length of a product may differ from that of its items, since
  /// both are rounded and gaps between tracks may count.
  private static final double ROUNDING = 3;

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.warning(
                  "item.none",
                  "A product that is heard or seen has something to play. Where references were"
                      + " broken, `reference.unresolved` is the error.",
                  "DDEX ERN, ResourceGroup"),
              ItemRules::none),
          Check.ofProduct(
              Rule.warning(
                  "item.duplicate",
                  "Nothing is on a product twice under two identifiers; the same title, artist and"
                      + " length mostly mean the same recording.",
                  "decision of ours"),
              ItemRules::duplicate),
          Check.ofProduct(
              Rule.warning(
                  "sequence.missing",
                  "Every item has its place in the order of the product.",
                  "DDEX ERN, ResourceGroupContentItem/SequenceNumber"),
              ItemRules::unplaced),
          Check.ofProduct(
              Rule.warning(
                  "sequence.duplicate",
                  "No two items have the same place.",
                  "DDEX ERN, ResourceGroupContentItem/SequenceNumber"),
              ItemRules::samePlace),
          Check.ofProduct(
              Rule.warning(
                  "sequence.gap",
                  "Discs, and tracks or chapters on each, are numbered from 1 without gaps; a gap"
                      + " mostly means that something was not sent.",
                  "DDEX ERN, ResourceGroup/SequenceNumber"),
              ItemRules::gap),
          Check.ofProduct(
              Rule.warning(
                  "duration.missing",
                  "Every item says how long it is, so that a file that was cut off is noticed.",
                  "DDEX ERN, Duration"),
              ItemRules::missingDuration),
          Check.ofProduct(
              Rule.warning(
                  "duration.not-positive",
                  "Every length is longer than nothing.",
                  "DDEX ERN, Duration"),
              ItemRules::durationNotPositive),
          Check.ofProduct(
              Rule.info(
                  "duration.sum",
                  "A product is about as long as its items together.",
                  "DDEX ERN, Duration"),
              ItemRules::differentSum));

  private ItemRules() {}

  /// What an item is called towards a provider: `A1 ("Cold Water")`
  static String name(Item item) {
    return displayTitle(item)
        .map(title -> "%s (%s)".formatted(Words.cut(item.ref()), Words.quoted(title.text())))
        .orElse(Words.cut(item.ref()));
  }

  /// The items that none of the references names. A recording that is on the product twice is named
  /// by the reference of either place.
  static Stream<Part<Item>> notAmong(Set<String> references, Part<Product> product) {
    var isrcs =
        product.value().items().stream()
            .filter(item -> references.contains(item.ref()))
            .flatMap(item -> item.isrc().stream())
            .collect(toSet());
    return product
        .each("items", Product::items)
        .filter(item -> !references.contains(item.value().ref()))
        .filter(item -> item.value().isrc().filter(isrcs::contains).isEmpty());
  }

  private static Optional<Title> displayTitle(Item item) {
    return item.titles().stream()
        .filter(title -> title.kind() == Title.Kind.DISPLAY)
        .findFirst()
        .or(() -> item.titles().stream().findFirst());
  }

  private static Stream<Problem> none(Part<Product> product) {
    return Stream.of(product)
        .filter(empty -> !isWhole(empty.value()))
        .filter(empty -> empty.value().items().isEmpty())
        .map(
            empty ->
                empty.problem(
                    """
                    expected the product to have tracks, episodes or chapters, found none; \
                    add those that belong to it\
                    """));
  }

  /// A book has no items, and an audiobook that says how long it is needs none.
  private static boolean isWhole(Product product) {
    return switch (product.contentType()) {
      case BOOK -> true;
      case AUDIOBOOK -> product.duration().isPresent();
      case MUSIC_RELEASE, PODCAST, VIDEO -> false;
    };
  }

  private static Stream<Problem> duplicate(Part<Product> product) {
    var alike = new LinkedHashMap<Likeness, Part<Item>>();
    return product
        .each("items", Product::items)
        .flatMap(
            item ->
                likeness(item.value())
                    .flatMap(likeness -> Optional.ofNullable(alike.putIfAbsent(likeness, item)))
                    .filter(first -> !sharesIsrc(first.value(), item.value()))
                    .map(first -> twice(first.value(), item))
                    .stream());
  }

  private static Problem twice(Item first, Part<Item> second) {
    return second.problem(
        name(second.value()),
        """
        expected each item once, found %s with the title, artist and length of %s; \
        leave out the one, or tell them apart by a subtitle\
        """
            .formatted(name(second.value()), name(first)));
  }

  /// Then `identifier.isrc-duplicate` says so.
  private static boolean sharesIsrc(Item one, Item other) {
    return one.isrc().isPresent() && one.isrc().equals(other.isrc());
  }

  private static Optional<Likeness> likeness(Item item) {
    return displayTitle(item)
        .flatMap(
            title ->
                item.duration()
                    .map(
                        duration ->
                            new Likeness(
                                item.kind(),
                                title.text().toLowerCase(Locale.ROOT),
                                title.subTitle(),
                                item.displayArtists().stream().map(DisplayArtist::text).toList(),
                                duration,
                                item.explicit())));
  }

  private record Likeness(
      String kind,
      String title,
      Optional<String> subTitle,
      List<String> artists,
      Duration duration,
      Optional<Boolean> explicit) {}

  private static Stream<Problem> unplaced(Part<Product> product) {
    return ordered(product)
        .filter(item -> track(item.value()).isEmpty())
        .filter(item -> item.value().sequence().episode().isEmpty())
        .map(
            item ->
                item.problem(
                    "expected %s to have a track or chapter number, found none; add it"
                        .formatted(name(item.value()))));
  }

  private static Stream<Problem> samePlace(Part<Product> product) {
    var byPlace =
        ordered(product)
            .filter(item -> track(item.value()).isPresent())
            .collect(groupingBy(item -> place(item.value()), LinkedHashMap::new, toList()));
    return byPlace.entrySet().stream()
        .filter(items -> items.getValue().size() > 1)
        .map(
            items ->
                items
                    .getValue()
                    .get(1)
                    .problem(
                        items.getKey(),
                        "expected one item at %s, found %s; number them one after the other"
                            .formatted(
                                items.getKey(),
                                Words.list(
                                    items.getValue().stream()
                                        .map(item -> name(item.value()))
                                        .toList()))));
  }

  private static String place(Item item) {
    return "disc %d, number %d".formatted(disc(item), track(item).orElse(0));
  }

  private static Stream<Problem> gap(Part<Product> product) {
    var discs = new TreeMap<Integer, SortedSet<Integer>>();
    ordered(product)
        .map(Part::value)
        .forEach(
            item ->
                track(item)
                    .ifPresent(
                        track ->
                            discs.computeIfAbsent(disc(item), _ -> new TreeSet<>()).add(track)));
    return Stream.concat(
        Stream.of(missing(discs.keySet().stream().collect(toCollection(TreeSet::new))))
            .filter(missing -> !missing.isEmpty())
            .map(missing -> gapProblem(product, "discs", "disc", missing)),
        discs.entrySet().stream()
            .map(disc -> Map.entry(disc.getKey(), missing(disc.getValue())))
            .filter(disc -> !disc.getValue().isEmpty())
            .map(
                disc ->
                    gapProblem(
                        product, "items of disc " + disc.getKey(), "number", disc.getValue())));
  }

  private static Problem gapProblem(
      Part<Product> product, String things, String noun, List<String> missing) {
    return product.problem(
        String.join(" ", missing),
        "expected the %s to be numbered from 1 without gaps, found no %s %s; send what is missing"
            .formatted(things, noun, Words.list(missing)));
  }

  /// The numbers from 1 that are left out: `2`, `5 to 7`
  private static List<String> missing(SortedSet<Integer> numbers) {
    var missing = new ArrayList<String>();
    var last = 0;
    for (var number : numbers) {
      if (number > last + 1) {
        var from = last + 1;
        var to = number - 1;
        missing.add(from == to ? Integer.toString(from) : "%d to %d".formatted(from, to));
      }
      last = Math.max(last, number);
    }
    return missing;
  }

  private static Stream<Problem> missingDuration(Part<Product> product) {
    return product
        .each("items", Product::items)
        .filter(item -> item.value().duration().isEmpty())
        .map(
            item ->
                item.problem(
                    "expected %s to say how long it is, found nothing; add its duration"
                        .formatted(name(item.value()))));
  }

  private static Stream<Problem> durationNotPositive(Part<Product> product) {
    return Stream.concat(
            product.one("duration", Product::duration),
            product
                .each("items", Product::items)
                .flatMap(item -> item.one("duration", Item::duration)))
        .filter(duration -> !duration.value().isPositive())
        .map(
            duration ->
                duration.problem(
                    duration.value().toString(),
                    "expected a length of more than nothing, found %s; send how long it really is"
                        .formatted(duration.value())));
  }

  private static Stream<Problem> differentSum(Part<Product> product) {
    var items = product.value().items();
    var sum =
        items.stream()
            .flatMap(item -> item.duration().stream())
            .mapToDouble(ItemRules::seconds)
            .sum();
    return product
        .one("duration", Product::duration)
        .filter(_ -> !items.isEmpty() && items.stream().allMatch(i -> i.duration().isPresent()))
        .filter(duration -> Math.abs(seconds(duration.value()) - sum) > ROUNDING * items.size())
        .map(
            duration ->
                duration.problem(
                    duration.value().toString(),
                    "expected the product to be as long as its items together (%s), found %s"
                        .formatted(Duration.ofSeconds((long) sum), duration.value())));
  }

  /// A double, since the sum of lengths that a provider mistyped may be more than a `Duration`
  /// holds.
  private static double seconds(Duration duration) {
    return duration.toSeconds();
  }

  /// The items of a product whose items are in order. A feed shows a window of its episodes only.
  private static Stream<Part<Item>> ordered(Part<Product> product) {
    return product.value().contentType() == ContentType.PODCAST
        ? Stream.empty()
        : product.each("items", Product::items);
  }

  private static int disc(Item item) {
    return item.sequence().disc().orElse(1);
  }

  private static Optional<Integer> track(Item item) {
    return item.sequence().track().or(item.sequence()::chapter);
  }
}
