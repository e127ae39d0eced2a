package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.streams.Predicates;
import net.sf.saxon.s9api.streams.Steps;
import net.sf.saxon.trans.XPathException;

/// An element that stands several times where its standard has it once. A base stylesheet counts on
/// the standard, and what it then fails of is the message's fault: of the two, nobody can say which
/// is meant.
final class RepeatedElement {
  /// As the processor puts it: `A sequence of more than one item { (<Title>, <Title>) } is not …`,
  /// or `{ ("Kite", "Kite") }` where it has taken the texts already, or `… two or more items
  /// starting with a string ('Kite')` where they are to be true or false.
  private static final Pattern SAID =
      Pattern.compile(
          "^A sequence of more than one item \\{\\s*\\((?:<(?<name>[^\\s/>]+)|u?\"(?<text>[^\"]*)\")"
              + "|^Effective boolean value .* starting with a string \\('(?<truth>.*)'\\)");

  private RepeatedElement() {}

  /// The refusal of the message that `tree` is, if that is what a base stylesheet failed of.
  static Optional<MappingException> in(XdmNode tree, SaxonApiException failure) {
    if (!(failure.getCause() instanceof XPathException cause) || !isInBaseStylesheet(cause)) {
      return Optional.empty();
    }
    var words = String.valueOf(cause.getMessage());
    var said = SAID.matcher(words);
    return said.find()
        ? second(tree, element -> isSaid(element, said)).map(element -> refusal(element, words))
        : Optional.empty();
  }

  private static boolean isInBaseStylesheet(XPathException cause) {
    var place = cause.getLocator();
    return place != null
        && place.getSystemId() != null
        && place.getSystemId().startsWith("tributary:");
  }

  private static boolean isSaid(NodeInfo element, MatchResult said) {
    if (said.group("name") != null) {
      return element.getDisplayName().equals(said.group("name"));
    }
    var text = said.group("text") == null ? said.group("truth") : said.group("text");
    return element.getStringValue().equals(text);
  }

  /// The second of its name beside one of `meant`, else beside what is around one, and so on.
  private static Optional<NodeInfo> second(XdmNode tree, Predicate<NodeInfo> meant) {
    var level =
        tree.select(Steps.descendant(Predicates.isElement()))
            .filter(element -> meant.test(element.getUnderlyingNode()))
            .toList();
    while (!level.isEmpty()) {
      var second = level.stream().flatMap(RepeatedElement::secondBeside).findFirst();
      if (second.isPresent()) {
        return second.map(XdmNode::getUnderlyingNode);
      }
      level = level.stream().map(XdmNode::getParent).filter(Objects::nonNull).distinct().toList();
    }
    return Optional.empty();
  }

  private static Stream<XdmNode> secondBeside(XdmNode element) {
    return element.getParent() == null
        ? Stream.empty()
        : element
            .getParent()
            .select(Steps.child(Predicates.isElement()))
            .filter(child -> Objects.equals(child.getNodeName(), element.getNodeName()))
            .skip(1)
            .limit(1);
  }

  private static MappingException refusal(NodeInfo element, String said) {
    var places = Places.of(element);
    var at = new Location(places.path(element), places.line(element));
    return MappingException.of(
        "xml.repeated-element",
        "expected %s once in its element, as the standard has it, found another one in line %d; leave one"
            .formatted(element.getDisplayName(), places.line(element)),
        said,
        at);
  }
}
