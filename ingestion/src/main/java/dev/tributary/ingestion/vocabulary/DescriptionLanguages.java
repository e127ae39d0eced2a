package dev.tributary.ingestion.vocabulary;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What language a description reads as whose provider does not say it. It stands beside what
/// providers say (`detected`), and never in its place.
///
/// A text that is short, or reads as one language hardly more than as another, is left as it is.
/// Safe for use by many threads.
public final class DescriptionLanguages {
  /// Below that many letters, texts are taken for neighbouring languages too often.
  private static final int FEWEST_LETTERS = 80;

  /// More letters cost time and tell little more.
  private static final int ENOUGH = 300;

  /// How much more it has to read as one language than as any other. What the model calls its
  /// confidence is a share among a hundred languages, and falls with the length of the text.
  private static final double SURE = 2.5;

  /// By ISO 639-3, which the model speaks, what BCP 47 has for it: the shortest code.
  private static final Map<String, String> SHORT =
      Arrays.stream(Locale.getISOLanguages())
          .collect(
              Collectors.toMap(
                  code -> Locale.of(code).getISO3Language(), code -> code, (one, _) -> one));

  /// The model takes a second to read and tens of megabytes to keep: not before it is asked.
  private static final class Loaded {
    private static final LanguageDetectorModel MODEL = read();

    private static LanguageDetectorModel read() {
      try (var in = LanguageDetectorME.class.getResourceAsStream("/langdetect-183.bin")) {
        if (in == null) {
          throw new IllegalStateException(
              "expected the model of languages, langdetect-183.bin, on the class path, found none");
        }
        return new LanguageDetectorModel(in);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private DescriptionLanguages() {}

  /// The same document, with what was detected.
  public static CanonicalDocument detect(CanonicalDocument document) {
    return document.products().stream().anyMatch(DescriptionLanguages::isUnsaid)
        ? document.with(
            document.products().stream().map(DescriptionLanguages::detected).toList(),
            document.findings())
        : document;
  }

  private static boolean isUnsaid(Product product) {
    return Stream.concat(
            product.descriptions().stream(),
            product.items().stream().flatMap(item -> item.descriptions().stream()))
        .anyMatch(description -> description.language().isEmpty());
  }

  private static Product detected(Product product) {
    var tree = (ObjectNode) Json.tree(product);
    detectIn(tree);
    tree.path("items").forEach(DescriptionLanguages::detectIn);
    return Json.readOwn(tree, Product.class);
  }

  private static void detectIn(JsonNode part) {
    for (var description : part.path("descriptions")) {
      if (description.path("language").asString("").isEmpty()) {
        of(description.path("text").asString(""))
            .ifPresent(tag -> ((ObjectNode) description).put("detected", tag));
      }
    }
  }

  /// The language that `text` reads as, as a tag of BCP 47 such as `de`; empty if that is not sure.
  static Optional<String> of(String text) {
    if (text.codePoints().filter(Character::isLetter).limit(FEWEST_LETTERS).count()
        < FEWEST_LETTERS) {
      return Optional.empty();
    }
    var some = text.substring(0, Math.min(text.length(), ENOUGH));
    var likely = new LanguageDetectorME(Loaded.MODEL).predictLanguages(some);
    var best = likely[0];
    return best.getConfidence() < SURE * likely[1].getConfidence()
        ? Optional.empty()
        : Optional.of(SHORT.getOrDefault(best.getLang(), best.getLang()));
  }
}
