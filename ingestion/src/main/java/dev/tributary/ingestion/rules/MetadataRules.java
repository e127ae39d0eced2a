package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Contributor;
import dev.tributary.ingestion.model.Product.Description;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.Title;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rules about what is shown and searched for: titles, names, labels, genres, languages and dates.
/// All are warnings: the product can be loaded and sold without, if not well.
final class MetadataRules {

  private static final Set<ContentType> MUSIC =
      Set.of(ContentType.MUSIC_RELEASE, ContentType.VIDEO);

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  private static final Pattern PLACEHOLDER_TITLE =
      Pattern.compile(
          "(audio ?)?(track|titel|title|piste|pista) ?#?\\d+|(unknown|no) title|untitled track"
              + "|tb[ad]|n/?a|null|[-_.?]+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PLACEHOLDER_ARTIST =
      Pattern.compile(
          "<?unknown>?|(unknown|no|test) artist|artist( unknown)?|various|tb[ad]|n/?a|null|[-_.]+",
          Pattern.CASE_INSENSITIVE);

  /// Right for a compilation, but each of its tracks is somebody's.
  private static final Pattern VARIOUS_ARTISTS =
      Pattern.compile("various artists?|v\\.?a\\.?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> PARENTAL_WARNINGS =
      Set.of("Explicit", "ExplicitContentEdited", "NotExplicit", "NoAdviceAvailable", "Unknown");

  static final List<Check> CHECKS =
      List.of(
          Check.ofProduct(
              Rule.warning(
                  "title.missing",
                  "A product and each of its items have a title; without one they cannot be shown.",
                  "DDEX ERN, DisplayTitle (4) and TitleText (3)"),
              MetadataRules::missingTitle),
          Check.ofProduct(
              Rule.warning(
                  "artist.missing",
                  "A product and each of its items say whose they are.",
                  "DDEX ERN, DisplayArtistName and DisplayArtist"),
              MetadataRules::missingArtist),
          Check.ofProduct(
              Rule.warning(
                  "contributor.unnamed",
                  "Whoever is credited has a name; otherwise the credit cannot be shown.",
                  "DDEX ERN, PartyName"),
              MetadataRules::unnamedContributor),
          Check.ofProduct(
              Rule.warning(
                  "label.missing",
                  "A product names the label, imprint or publisher that it comes from.",
                  "DDEX ERN, ReleaseLabelReference (4) and LabelName (3)"),
              MetadataRules::missingLabel),
          Check.ofProduct(
              Rule.warning(
                  "pline.missing",
                  "A release, or else each of its recordings, names the owner of the recordings"
                      + " (℗); many shops must show it.",
                  "Rome Convention, article 11; DDEX ERN, PLine"),
              MetadataRules::missingPLine),
          Check.ofProduct(
              Rule.warning(
                  "genre.missing",
                  "A product has a genre, by which it is found without knowing its name.",
                  "DDEX ERN, Genre"),
              MetadataRules::missingGenre),
          Check.ofProduct(
              Rule.warning(
                  "name.placeholder",
                  "Titles and artists are the real ones, not words that were put where one was"
                      + " missing.",
                  "Music Business Association, Music Metadata Style Guide"),
              MetadataRules::placeholder),
          Check.ofProduct(
              Rule.warning(
                  "language.unknown",
                  "A language is given by its code; from another word no program can tell it.",
                  "IETF BCP 47; ISO 639-1"),
              MetadataRules::unknownLanguage),
          Check.ofProduct(
              Rule.warning(
                  "parental-warning.unknown",
                  "A parental warning is one of the words that everybody understands alike.",
                  "DDEX Allowed Value Sets, ParentalWarningType"),
              MetadataRules::unknownParentalWarning),
          Check.ofProduct(
              Rule.warning(
                  "parental-warning.disagrees",
                  "What a product says about explicit content is true of its items.",
                  "RIAA, Parental Advisory Label Program"),
              MetadataRules::disagreeingParentalWarning),
          Check.ofProduct(
              Rule.warning(
                  "date.form",
                  "A release date is a day of the calendar, or a month or year if no more is"
                      + " known.",
                  "ISO 8601-1, 5.2.2"),
              MetadataRules::unreadableDate),
          Check.ofProduct(
              Rule.warning(
                  "date.order",
                  "A product is not released before it was released originally.",
                  "DDEX ERN, OriginalReleaseDate"),
              MetadataRules::reversedDates));

  private MetadataRules() {}

  private static Stream<Problem> missingTitle(Part<Product> product) {
    return Stream.concat(
        Stream.of(product)
            .filter(untitled -> untitled.value().titles().isEmpty())
            .map(
                untitled ->
                    untitled.problem("expected the product to have a title, found none; add it")),
        items(product)
            .filter(item -> item.value().titles().isEmpty())
            .map(
                item ->
                    item.problem(
                        "expected %s to have a title, found none; add it"
                            .formatted(ItemRules.name(item.value())))));
  }

  private static Stream<Problem> missingArtist(Part<Product> product) {
    return Stream.concat(
        Stream.of(product)
            .filter(
                orphan ->
                    orphan.value().displayArtists().isEmpty()
                        && orphan.value().contributors().isEmpty())
            .map(
                orphan ->
                    orphan.problem(
                        "expected the product to name its artist or author, found none; add it")),
        itemsWithArtists(product)
            .filter(
                item ->
                    item.value().displayArtists().isEmpty()
                        && item.value().contributors().isEmpty())
            .map(
                item ->
                    item.problem(
                        "expected %s to name its artist or author, found none; add it"
                            .formatted(ItemRules.name(item.value())))));
  }

  /// Episodes and chapters are by whoever the whole is by, unless they say otherwise.
  private static Stream<Part<Item>> itemsWithArtists(Part<Product> product) {
    return MUSIC.contains(product.value().contentType()) ? items(product) : Stream.empty();
  }

  private static Stream<Problem> unnamedContributor(Part<Product> product) {
    var named =
        product.value().parties().stream()
            .filter(party -> party.names().stream().anyMatch(name -> !name.full().isBlank()))
            .map(Party::ref)
            .collect(Collectors.toSet());
    return Stream.concat(
            product.each("contributors", Product::contributors),
            items(product).flatMap(item -> item.each("contributors", Item::contributors)))
        .filter(contributor -> !named.contains(contributor.value().party()))
        .map(MetadataRules::unnamed);
  }

  private static Problem unnamed(Part<Contributor> contributor) {
    return contributor.problem(
        contributor.value().party(),
        "expected the party %s, credited as %s, to have a name, found none; add its full name"
            .formatted(
                Words.cut(contributor.value().party()), Words.cut(contributor.value().role())));
  }

  private static Stream<Problem> missingLabel(Part<Product> product) {
    return Stream.of(product)
        .filter(unlabelled -> unlabelled.value().contentType() != ContentType.PODCAST)
        .filter(unlabelled -> unlabelled.value().label().isEmpty())
        .filter(unlabelled -> unlabelled.value().imprint().isEmpty())
        .filter(unlabelled -> unlabelled.value().publisher().isEmpty())
        .map(
            unlabelled ->
                unlabelled.problem("expected a label, imprint or publisher, found none; add it"));
  }

  private static Stream<Problem> missingPLine(Part<Product> product) {
    return music(product)
        .filter(release -> release.value().pLine().isEmpty())
        .filter(
            release ->
                release.value().items().isEmpty()
                    || release.value().items().stream().anyMatch(item -> item.pLine().isEmpty()))
        .map(
            release ->
                release.problem(
                    """
                    expected a ℗ line on the release or on each of its recordings, \
                    found neither; add who owns the recordings since when\
                    """));
  }

  private static Stream<Problem> missingGenre(Part<Product> product) {
    return Stream.of(product)
        .filter(other -> other.value().genres().isEmpty() && other.value().subjects().isEmpty())
        .map(other -> other.problem("expected a genre, found none; add the main one"));
  }

  private static Stream<Problem> placeholder(Part<Product> product) {
    return Stream.of(
            titles(product)
                .map(title -> new Part<>(title.pointer(), title.value().text()))
                .filter(title -> matches(PLACEHOLDER_TITLE, title.value()))
                .map(title -> standIn(title, "title")),
            artists(product)
                .map(artist -> new Part<>(artist.pointer(), artist.value().text()))
                .filter(artist -> matches(PLACEHOLDER_ARTIST, artist.value()))
                .map(artist -> standIn(artist, "artist")),
            items(product)
                .flatMap(item -> item.each("displayArtists", Item::displayArtists))
                .filter(artist -> matches(VARIOUS_ARTISTS, artist.value().text()))
                .map(
                    artist ->
                        artist.problem(
                            artist.value().text(),
                            """
                            expected the artist of this item, found %s, which only a compilation \
                            as a whole can have; name who performs it\
                            """
                                .formatted(Words.quoted(artist.value().text())))))
        .flatMap(Function.identity());
  }

  private static Problem standIn(Part<String> text, String noun) {
    return text.problem(
        text.value(),
        "expected the real %s, found %s, which looks like a stand-in for one; send the real one"
            .formatted(noun, Words.quoted(text.value())));
  }

  private static Stream<Problem> unknownLanguage(Part<Product> product) {
    return languages(product)
        .filter(language -> !isLanguage(language.value()))
        .map(
            language ->
                language.problem(
                    language.value(),
                    "expected the code of a language such as en or ja, found %s%s"
                        .formatted(
                            Words.quoted(language.value()),
                            languageNamed(language.value())
                                .map("; did you mean %s?"::formatted)
                                .orElse("; send its code"))));
  }

  private static Stream<Part<String>> languages(Part<Product> product) {
    return Stream.of(
            product.each("languages", Product::languages),
            titles(product).flatMap(title -> title.one("language", Title::language)),
            artists(product).flatMap(artist -> artist.one("language", DisplayArtist::language)),
            product
                .each("descriptions", Product::descriptions)
                .flatMap(description -> description.one("language", Description::language)),
            items(product)
                .flatMap(item -> item.one("languageOfPerformance", Item::languageOfPerformance)),
            product
                .each("parties", Product::parties)
                .flatMap(party -> party.each("names", Party::names))
                .flatMap(name -> name.one("language", Party.Name::language)))
        .flatMap(Function.identity());
  }

  /// Codes of two letters are looked up; those of three (ISO 639-3 has thousands) are taken for
  /// right.
  private static boolean isLanguage(String tag) {
    try {
      var language = new Locale.Builder().setLanguageTag(tag).build().getLanguage();
      return language.length() == 3
          || LANGUAGES.contains(language)
          || tag.toLowerCase(Locale.ROOT).startsWith("und");
    } catch (IllformedLocaleException _) {
      return false;
    }
  }

  private static Optional<String> languageNamed(String name) {
    return Arrays.stream(Locale.getISOLanguages())
        .filter(
            code ->
                Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  private static Stream<Problem> unknownParentalWarning(Part<Product> product) {
    return Stream.concat(
            product.one("parentalWarning", Product::parentalWarning),
            items(product).flatMap(item -> item.one("parentalWarning", Item::parentalWarning)))
        .filter(warning -> !PARENTAL_WARNINGS.contains(warning.value()))
        .map(
            warning ->
                warning.problem(
                    warning.value(),
                    "expected the parental warning to be one of %s, found %s; use one of these"
                        .formatted(
                            PARENTAL_WARNINGS.stream().sorted().collect(Collectors.joining(", ")),
                            Words.quoted(warning.value()))));
  }

  private static Stream<Problem> disagreeingParentalWarning(Part<Product> product) {
    return product
        .one("parentalWarning", Product::parentalWarning)
        .flatMap(
            warning ->
                switch (warning.value()) {
                  case "NotExplicit", "ExplicitContentEdited" ->
                      Stream.of(explicitItems(product.value()))
                          .filter(explicit -> !explicit.isEmpty())
                          .map(explicit -> hiddenExplicit(warning, explicit));
                  case "Explicit" ->
                      Stream.of(warning)
                          .filter(_ -> allSayClean(product.value()))
                          .map(MetadataRules::needlessExplicit);
                  default -> Stream.empty();
                });
  }

  private static Problem hiddenExplicit(Part<String> warning, List<String> explicit) {
    return warning.problem(
        warning.value(),
        "expected no explicit item in a product that is %s, found %s; correct whichever is wrong"
            .formatted(warning.value(), Words.list(explicit)));
  }

  private static Problem needlessExplicit(Part<String> warning) {
    return warning.problem(
        warning.value(),
        """
        expected an explicit item in a product that is Explicit, found that every item says it \
        is not; correct whichever is wrong\
        """);
  }

  private static List<String> explicitItems(Product product) {
    return product.items().stream()
        .filter(item -> item.explicit().orElse(false))
        .map(ItemRules::name)
        .toList();
  }

  private static boolean allSayClean(Product product) {
    return !product.items().isEmpty()
        && product.items().stream().noneMatch(item -> item.explicit().orElse(true));
  }

  private static Stream<Problem> unreadableDate(Part<Product> product) {
    return Stream.concat(
            product.one("releaseDate", Product::releaseDate),
            product.one("originalReleaseDate", Product::originalReleaseDate))
        .filter(date -> Times.firstDay(date.value()).isEmpty())
        .map(
            date ->
                date.problem(
                    date.value(),
                    "expected a date such as 2026-01-31, 2026-01 or 2026, found %s; send it so"
                        .formatted(Words.quoted(date.value()))));
  }

  private static Stream<Problem> reversedDates(Part<Product> product) {
    return product
        .one("originalReleaseDate", Product::originalReleaseDate)
        .filter(original -> startsAfter(original.value(), product.value().releaseDate()))
        .map(
            original ->
                original.problem(
                    original.value(),
                    """
                    expected the original release on or before the release date %s, found %s; \
                    correct whichever is wrong\
                    """
                        .formatted(product.value().releaseDate().orElse(""), original.value())));
  }

  /// A year or a month alone is after a date only if all of its days are.
  private static boolean startsAfter(String original, Optional<String> released) {
    var first = Times.firstDay(original);
    return released
        .filter(date -> !date.startsWith(original) && !original.startsWith(date))
        .flatMap(Times::firstDay)
        .flatMap(date -> first.filter(day -> day.isAfter(date)))
        .isPresent();
  }

  private static Stream<Part<Product>> music(Part<Product> product) {
    return Stream.of(product).filter(release -> MUSIC.contains(release.value().contentType()));
  }

  private static Stream<Part<Item>> items(Part<Product> product) {
    return product.each("items", Product::items);
  }

  private static Stream<Part<Title>> titles(Part<Product> product) {
    return Stream.concat(
        product.each("titles", Product::titles),
        items(product).flatMap(item -> item.each("titles", Item::titles)));
  }

  private static Stream<Part<DisplayArtist>> artists(Part<Product> product) {
    return Stream.concat(
        product.each("displayArtists", Product::displayArtists),
        items(product).flatMap(item -> item.each("displayArtists", Item::displayArtists)));
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text.strip()).matches();
  }
}
