package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
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
/// - `t:unknown-elements($root, $list)` the first element of every name that is not in the packaged
///   list of names
final class TreeFunctions {

  private static final Map<String, Set<String>> NAMES = new ConcurrentHashMap<>();

  private TreeFunctions() {}

  static List<ExtensionFunctionDefinition> all() {
    return List.of(
        new Definition("line", 1, SequenceType.SINGLE_INTEGER, TreeFunctions::line),
        new Definition("path", 1, SequenceType.SINGLE_STRING, TreeFunctions::path),
        new Definition("unknown-elements", 2, SequenceType.NODE_SEQUENCE, TreeFunctions::unknown));
  }

  private static Sequence line(Sequence[] arguments) throws XPathException {
    return Int64Value.makeIntegerValue(Math.max(1, node(arguments).getLineNumber()));
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

  private interface Body {
    Sequence call(Sequence[] arguments) throws XPathException;
  }

  private static final class Definition extends ExtensionFunctionDefinition {

    private final StructuredQName name;
    private final int arguments;
    private final SequenceType result;
    private final Body body;

    Definition(String name, int arguments, SequenceType result, Body body) {
      this.name = new StructuredQName("t", NamespaceUri.of("urn:tributary:mapping"), name);
      this.arguments = arguments;
      this.result = result;
      this.body = body;
    }

    @Override
    public StructuredQName getFunctionQName() {
      return name;
    }

    @Override
    public int getMinimumNumberOfArguments() {
      return arguments;
    }

    @Override
    public SequenceType[] getArgumentTypes() {
      return new SequenceType[] {SequenceType.SINGLE_NODE, SequenceType.SINGLE_STRING};
    }

    @Override
    public SequenceType getResultType(SequenceType[] suppliedArgumentTypes) {
      return result;
    }

    @Override
    public ExtensionFunctionCall makeCallExpression() {
      return new ExtensionFunctionCall() {
        @Override
        public Sequence call(XPathContext context, Sequence[] arguments) throws XPathException {
          return body.call(arguments);
        }
      };
    }
  }
}
