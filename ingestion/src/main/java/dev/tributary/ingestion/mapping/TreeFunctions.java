package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.tree.wrapper.VirtualNode;
import net.sf.saxon.type.Type;
import net.sf.saxon.value.Int64Value;
import net.sf.saxon.value.SequenceExtent;
import net.sf.saxon.value.SequenceType;
import net.sf.saxon.value.StringValue;

/// What stylesheets ask of the message's tree and XPath cannot tell, in the namespace
/// `urn:tributary:mapping`:
///
/// - `t:line($node)` the line of the file where the node's start tag ends
/// - `t:path($node)` its path, see [Places]
/// - `t:flat($node)` its text, with a blank around each block of HTML in it
/// - `t:unknown-elements($root, $list)` the first element of every name that is not in the packaged
///   list of names
final class TreeFunctions {

  private static final List<SequenceType> NODE = List.of(SequenceType.SINGLE_NODE);
  private static final Map<String, Set<String>> NAMES = new ConcurrentHashMap<>();

  private TreeFunctions() {}

  static List<ExtensionFunctionDefinition> all() {
    return List.of(
        new MappingFunction("line", NODE, SequenceType.SINGLE_INTEGER, TreeFunctions::line),
        new MappingFunction("path", NODE, SequenceType.SINGLE_STRING, TreeFunctions::path),
        new MappingFunction("flat", NODE, SequenceType.SINGLE_STRING, TreeFunctions::flat),
        new MappingFunction(
            "unknown-elements",
            List.of(SequenceType.SINGLE_NODE, SequenceType.SINGLE_STRING),
            SequenceType.NODE_SEQUENCE,
            TreeFunctions::unknown));
  }

  private static Sequence line(Sequence[] arguments) throws XPathException {
    var node = node(arguments);
    return Int64Value.makeIntegerValue(Places.of(node).line(node));
  }

  private static Sequence flat(Sequence[] arguments) throws XPathException {
    var text = new StringBuilder();
    flatten(node(arguments), text);
    return new StringValue(text.toString());
  }

  private static void flatten(NodeInfo parent, StringBuilder text) {
    for (var child : parent.children()) {
      if (child.getNodeKind() == Type.TEXT) {
        text.append(child.getStringValue());
      } else if (child.getNodeKind() == Type.ELEMENT) {
        var apart = Html.isBlock(child.getLocalPart()) ? " " : "";
        text.append(apart);
        flatten(child, text);
        text.append(apart);
      }
    }
  }

  private static Sequence path(Sequence[] arguments) throws XPathException {
    var node = node(arguments);
    return new StringValue(Places.of(node).path(node));
  }

  private static Sequence unknown(Sequence[] arguments) throws XPathException {
    var known = names(arguments[1].head().getStringValue());
    var unknown = new ArrayList<NodeInfo>();
    collectUnknown(node(arguments), known, new HashSet<>(), unknown);
    return new SequenceExtent.Of<>(unknown);
  }

  /// What stands within an unknown element is nobody's to know.
  private static void collectUnknown(
      NodeInfo parent, Set<String> known, Set<String> seen, List<NodeInfo> unknown) {
    for (var child : parent.children()) {
      if (child.getNodeKind() != Type.ELEMENT) {
        continue;
      }
      var name = child.getLocalPart();
      if (known.contains(name)) {
        collectUnknown(child, known, seen, unknown);
      } else if (seen.add(name)) {
        unknown.add(child);
      }
    }
  }

  private static Set<String> names(String list) throws XPathException {
    var read = NAMES.get(list);
    if (read != null) {
      return read;
    }
    try (var in = TreeFunctions.class.getResourceAsStream(list)) {
      if (in == null) {
        throw new XPathException(
            "expected a packaged list of names, such as ern-4-elements.txt, got: " + list);
      }
      var names =
          Set.copyOf(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      NAMES.put(list, names);
      return names;
    } catch (IOException e) {
      throw new XPathException("the packaged list of names %s cannot be read".formatted(list), e);
    }
  }

  /// A stylesheet with xsl:strip-space sees views of the nodes.
  private static NodeInfo node(Sequence[] arguments) throws XPathException {
    var node = (NodeInfo) arguments[0].head();
    return node instanceof VirtualNode view && view.getRealNode() instanceof NodeInfo real
        ? real
        : node;
  }
}
