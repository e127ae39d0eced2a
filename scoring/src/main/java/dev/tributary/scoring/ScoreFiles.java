package dev.tributary.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.scoring.JsonSource.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/// Specifications and fitted scores as JSON.
///
/// What is fitted is kept with what it was fitted to, and gives the very same scores when it is
/// read again: numbers are written so that they are read as what they were. Its version is a hash
/// of all of it, so that the same version is the same scores.
public final class ScoreFiles {
  private static final String FORMAT = "tributary-score-1";
  private static final int VERSION_LENGTH = 16;

  private ScoreFiles() {}

  /// The specifications that `json` says: one, or several that make a tree.
  ///
  /// @param source what the text is called in messages
  /// @throws ConflictException if references contradict each other
  /// @throws ScoringException if anything else is not as it must be; tells the source and the line
  public static List<Specification> specifications(String source, String json) {
    return SpecificationReader.all(new JsonSource(source, json).value());
  }

  /// Fitted scores as JSON.
  public static String text(ScoreTree tree) {
    var file = JsonSource.MAPPER.createObjectNode();
    file.put("format", FORMAT);
    file.put("version", version(tree));
    file.set("scores", scores(tree));
    return file.toString() + "\n";
  }

  /// What says which scores these are: the same version, the same scores.
  public static String version(ScoreTree tree) {
    var text = scores(tree).toString().getBytes(UTF_8);
    return HexFormat.of().formatHex(sha256().digest(text)).substring(0, VERSION_LENGTH);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }

  /// The fitted scores that `json` says.
  ///
  /// @param source what the text is called in messages
  /// @throws ScoringException if it is not what [#text] has written
  public static ScoreTree tree(String source, String json) {
    var file = new JsonSource(source, json).value();
    if (file.find("format").isEmpty()) {
      throw new ScoringException(
              "expected fitted scores, found no format: `tributary score fit` makes them of a"
                  + " specification")
          .at(file.place());
    }
    requireFormat(file.required("format"));
    var tree =
        ScoreTree.of(file.required("scores").elements().stream().map(ScorerText::read).toList());
    requireVersion(file.required("version"), version(tree));
    return tree;
  }

  private static void requireFormat(Value format) {
    if (!format.text().equals(FORMAT)) {
      throw new ScoringException(
              "expected the format %s, got: \"%s\"; fit the scores anew"
                  .formatted(FORMAT, format.text()))
          .at(format.place());
    }
  }

  private static void requireVersion(Value version, String actual) {
    if (!version.text().equals(actual)) {
      throw new ScoringException(
              "expected the version of these scores, %s, got: \"%s\"; fit changed ones anew"
                  .formatted(actual, version.text()))
          .at(version.place());
    }
  }

  private static ArrayNode scores(ScoreTree tree) {
    var scores = JsonSource.MAPPER.createArrayNode();
    tree.scorers().forEach(scorer -> ScorerText.write(scorer, scores.addObject()));
    return scores;
  }
}
