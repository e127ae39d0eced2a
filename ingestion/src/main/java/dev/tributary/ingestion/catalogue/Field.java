package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.catalogue.FieldPlace.First;
import dev.tributary.ingestion.catalogue.FieldPlace.Line;
import dev.tributary.ingestion.catalogue.FieldPlace.Property;
import dev.tributary.spi.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What editors and third parties can know better than a provider, of a product or of one of its
/// items: each field by the name that they call it, and where it stands in the canonical document.
///
/// What a product is (its identifiers), what it is made of, and what may be done with it is for its
/// provider alone to say.
public enum Field {
  TITLE("title", Of.BOTH, FieldPlace.TITLE, FieldValue.TEXT),
  ARTIST("artist", Of.BOTH, new First("displayArtists", "text"), FieldValue.TEXT),
  DESCRIPTION("description", Of.BOTH, new First("descriptions", "text"), FieldValue.TEXT),
  GENRE("genre", Of.BOTH, FieldPlace.GENRE, FieldValue.TEXT),
  LABEL("label", Of.PRODUCT, FieldValue.TEXT),
  IMPRINT("imprint", Of.PRODUCT, FieldValue.TEXT),
  PUBLISHER("publisher", Of.PRODUCT, FieldValue.TEXT),
  RELEASE_TYPE("releaseType", Of.PRODUCT, FieldValue.TEXT),
  PARENTAL_WARNING("parentalWarning", Of.BOTH, FieldValue.TEXT),
  RELEASE_DATE("releaseDate", Of.PRODUCT, FieldValue.DATE),
  ORIGINAL_RELEASE_DATE("originalReleaseDate", Of.PRODUCT, FieldValue.DATE),
  ITEM_RELEASE_DATE("releaseDate", Of.ITEM, FieldValue.TIME),
  DURATION("duration", Of.BOTH, FieldValue.DURATION),
  LANGUAGE("language", Of.PRODUCT, new First("languages", ""), FieldValue.LANGUAGE),
  LANGUAGE_OF_PERFORMANCE("languageOfPerformance", Of.ITEM, FieldValue.LANGUAGE),
  EXPLICIT("explicit", Of.ITEM, FieldValue.FLAG),
  P_LINE("pLine", Of.BOTH, new Line("pLine"), FieldValue.TEXT),
  C_LINE("cLine", Of.PRODUCT, new Line("cLine"), FieldValue.TEXT);

  private enum Of {
    PRODUCT,
    ITEM,
    BOTH;

    boolean includes(boolean item) {
      return this == BOTH || (this == ITEM) == item;
    }
  }

  private final String word;
  private final Of of;

  @SuppressWarnings(
      "ImmutableEnumChecker") // Places are records of texts and of what keeps nothing.
  private final FieldPlace place;

  private final FieldValue value;

  Field(String word, Of of, FieldValue value) {
    this(word, of, new Property(word), value);
  }

  Field(String word, Of of, FieldPlace place, FieldValue value) {
    this.word = word;
    this.of = of;
    this.place = place;
    this.value = value;
  }

  /// The field called `word`, of items or of products; none if they have none of that name.
  public static Optional<Field> find(String word, boolean ofItem) {
    return Arrays.stream(values())
        .filter(field -> field.word.equals(word) && field.of.includes(ofItem))
        .findFirst();
  }

  /// The field called `word`.
  ///
  /// @throws IllegalArgumentException if there is none, naming those that there are
  static Field named(String word, boolean ofItem) {
    var words = words(ofItem);
    return find(word, ofItem)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a field of %s that can be changed, one of %s, got: \"%s\"%s"
                        .formatted(
                            ofItem ? "an item" : "a product",
                            String.join(", ", words),
                            word,
                            Suggestion.didYouMean(word, words))));
  }

  /// The names of the fields of items, or of products.
  public static List<String> words(boolean ofItem) {
    return Arrays.stream(values())
        .filter(field -> field.of.includes(ofItem))
        .map(Field::word)
        .toList();
  }

  /// What it is called.
  public String word() {
    return word;
  }

  /// What `about`, a product or an item, says of it.
  public Optional<String> said(JsonNode about) {
    var text = place.in(about).asString("");
    return Optional.of(text).filter(said -> !said.isEmpty());
  }

  /// Makes `about` say `text` of it.
  public void put(ObjectNode about, String text) {
    if (value == FieldValue.FLAG) {
      about.put(word, Boolean.parseBoolean(text));
    } else {
      place.put(about, text);
    }
  }

  /// What its value has to be.
  FieldValue value() {
    return value;
  }

  /// Where it stands in `about`, such as `titles[0].text`.
  String path(JsonNode about) {
    return place.path(about);
  }

  /// The value that `text` says, as the canonical document has it.
  ///
  /// @throws IllegalArgumentException if it is none for this field
  public String read(String text) {
    try {
      return value.read(text);
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(word + ": " + unfit.getMessage(), unfit);
    }
  }
}
