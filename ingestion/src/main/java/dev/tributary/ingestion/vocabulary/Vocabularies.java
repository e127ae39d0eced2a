package dev.tributary.ingestion.vocabulary;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.live.LiveFile;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.vocabulary.Vocabulary.Own;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The catalogue's words for genres, and its codes for languages and territories, as an editor's
/// tables have them now. Safe for use by many threads.
///
/// A genre keeps the provider's word beside the catalogue's. The name of a language or a territory
/// stands for its code, and becomes it; a word that no table knows stays as it is.
public final class Vocabularies {
  /// The folder of tables, among those of providers.
  private static final String FOLDER = "tables";

  private static final Own GENRE = Own.of("(?s).*\\S.*", "a genre");
  private static final Own LANGUAGE =
      Own.of("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "the code of a language such as en or zh-Hant");
  private static final Own TERRITORY =
      Own.of("[A-Z]{2}(-[A-Z0-9]{1,3})?|Worldwide", "the code of a territory such as GB");

  private final Optional<Live> tables;

  private record Live(
      LiveFile<Vocabulary> genres,
      LiveFile<Vocabulary> languages,
      LiveFile<Vocabulary> territories) {}

  /// The tables of one moment.
  private record Tables(Vocabulary genres, Vocabulary languages, Vocabulary territories) {
    boolean isEmpty() {
      return genres.isEmpty() && languages.isEmpty() && territories.isEmpty();
    }
  }

  private Vocabularies(Optional<Live> tables) {
    this.tables = tables;
  }

  /// No tables: everything stays as it is.
  public static Vocabularies none() {
    return new Vocabularies(Optional.empty());
  }

  /// The tables `genres.yaml`, `languages.yaml` and `territories.yaml` in `folder`, those that are
  /// there, whatever changes in them.
  ///
  /// @throws IllegalArgumentException if one says something that it cannot, naming the file
  public static Vocabularies in(Path folder) throws IOException {
    return new Vocabularies(
        Optional.of(
            new Live(
                open(folder.resolve("genres.yaml"), GENRE),
                open(folder.resolve("languages.yaml"), LANGUAGE),
                open(folder.resolve("territories.yaml"), TERRITORY))));
  }

  /// The tables beside the folders of providers; none if there are no such folders.
  ///
  /// @throws IllegalArgumentException as [#in]
  public static Vocabularies beside(Optional<Path> providers) throws IOException {
    return providers.isEmpty() ? none() : in(providers.get().resolve(FOLDER));
  }

  private static LiveFile<Vocabulary> open(Path file, Own own) throws IOException {
    return LiveFile.open(file, each -> Vocabulary.read(each, own));
  }

  /// The same document in the catalogue's words.
  public CanonicalDocument apply(CanonicalDocument document) {
    var now =
        tables.map(
            live ->
                new Tables(
                    live.genres().current(),
                    live.languages().current(),
                    live.territories().current()));
    if (now.isEmpty() || now.get().isEmpty()) {
      return document;
    }
    var products = document.products().stream().map(product -> worded(product, now.get())).toList();
    return document.with(products, document.findings());
  }

  private static Product worded(Product product, Tables tables) {
    var tree = (ObjectNode) Json.tree(product);
    reword(tree, tables);
    return Json.readOwn(tree, Product.class);
  }

  private static void reword(ObjectNode node, Tables tables) {
    for (var property : List.copyOf(node.properties())) {
      var name = property.getKey();
      var value = property.getValue();
      switch (name) {
        case "genres" -> value.forEach(genre -> mapGenre((ObjectNode) genre, tables.genres()));
        case "language", "languages", "languageOfPerformance" ->
            node.set(name, reworded(value, tables.languages()));
        case "territory", "included", "excluded" ->
            node.set(name, reworded(value, tables.territories()));
        default -> rewordWithin(value, tables);
      }
    }
  }

  private static void rewordWithin(JsonNode value, Tables tables) {
    if (value instanceof ObjectNode object) {
      reword(object, tables);
    }
    if (value instanceof ArrayNode array) {
      array.forEach(each -> rewordWithin(each, tables));
    }
  }

  /// Of genre and sub-genre together, or else of the genre.
  private static void mapGenre(ObjectNode genre, Vocabulary genres) {
    var raw = genre.path("raw").asString("");
    Optional.of(genre.path("sub").asString(""))
        .filter(sub -> !sub.isEmpty())
        .flatMap(sub -> genres.find(raw + " " + sub))
        .or(() -> genres.find(raw))
        .ifPresent(word -> genre.put("mapped", word));
  }

  private static JsonNode reworded(JsonNode value, Vocabulary words) {
    if (value.isArray()) {
      var several = Json.object().putArray("words");
      value.forEach(each -> several.add(reworded(each, words)));
      return several;
    }
    return words.find(value.asString("")).<JsonNode>map(StringNode::valueOf).orElse(value);
  }
}
