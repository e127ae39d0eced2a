package dev.tributary.ingestion.mapping;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.tree.tiny.TinyNodeImpl;
import net.sf.saxon.type.Type;
import org.jspecify.annotations.Nullable;

/// The paths of the elements of one message, such as
/// `/ern:NewReleaseMessage/ReleaseList/Release[2]`, and of the values of JSON, such as
/// `/publications/1/metadata/title`.
///
/// Positions are counted once for all children of an element, and paths are kept, so that asking
/// for the path of every element costs no more than walking over the message once. For one thread,
/// like the tree that it belongs to.
final class Places {

  private static final String KEY = Places.class.getName();

  private final Map<Integer, String> paths = new HashMap<>();
  private final Map<Integer, Integer> lineShifts = new HashMap<>();
  private Map<String, String> sentNames = Map.of();

  /// Per node: 0 where nobody has asked yet, -1 for an element without siblings of its name.
  private int[] positions = new int[1024];

  private Places() {}

  /// The places of the tree that the node belongs to, kept with that tree.
  static Places of(NodeInfo node) {
    var tree = node.getTreeInfo();
    if (tree.getUserData(KEY) instanceof Places places) {
      return places;
    }
    var places = new Places();
    tree.setUserData(KEY, places);
    return places;
  }

  String path(NodeInfo node) {
    if (!(node instanceof TinyNodeImpl element) || node.getNodeKind() != Type.ELEMENT) {
      return "/";
    }
    var known = paths.get(element.getNodeNumber());
    if (known != null) {
      return known;
    }
    @Nullable NodeInfo parent = element.getParent();
    var isRoot = parent == null || parent.getNodeKind() != Type.ELEMENT;
    String path;
    if (isJson(element)) {
      path = isRoot ? "/" : pointer(element, parent);
    } else {
      path =
          isRoot
              ? "/" + sentName(element)
              : path(parent) + "/" + sentName(element) + position(element, parent);
    }
    paths.put(element.getNodeNumber(), path);
    return path;
  }

  private static boolean isJson(NodeInfo element) {
    return element.getNamespaceUri().toString().equals(JsonReader.NAMESPACE);
  }

  /// The JSON pointer (RFC 6901) of a value within another.
  private String pointer(TinyNodeImpl value, NodeInfo around) {
    var key = value.getAttributeValue(NamespaceUri.NULL, "key");
    if (key == null && at(value) == 0) {
      var place = 0;
      for (var element : around.children()) {
        set((TinyNodeImpl) element, ++place);
      }
    }
    var step =
        key == null ? String.valueOf(at(value) - 1) : key.replace("~", "~0").replace("/", "~1");
    return (path(around) + "/" + step).replaceFirst("^//", "/");
  }

  /// The line of the file in which the node's start tag ends.
  int line(NodeInfo node) {
    @Nullable NodeInfo product = productAround(node);
    if (!(product instanceof TinyNodeImpl element)) {
      return Math.max(1, node.getLineNumber());
    }
    path(product);
    return Math.max(1, node.getLineNumber() + lineShifts.getOrDefault(element.getNodeNumber(), 0));
  }

  /// The child of the root element that `node` is in.
  private static @Nullable NodeInfo productAround(NodeInfo node) {
    @Nullable NodeInfo child = null;
    @Nullable NodeInfo grandchild = null;
    @Nullable NodeInfo at = node;
    while (at != null && at.getNodeKind() != Type.DOCUMENT) {
      child = grandchild;
      grandchild = at;
      at = (NodeInfo) at.getParent();
    }
    return child;
  }

  /// Elements that are called something else in the tree than in the file, by what they are called
  /// in the tree.
  void sentAs(Map<String, String> names) {
    sentNames = Map.copyOf(names);
  }

  private String sentName(NodeInfo element) {
    var name = element.getDisplayName();
    return sentNames.getOrDefault(name, name);
  }

  private String position(TinyNodeImpl element, NodeInfo parent) {
    if (at(element) == 0) {
      count(parent);
    }
    return at(element) < 0 ? "" : "[" + at(element) + "]";
  }

  private void count(NodeInfo parent) {
    var last = new HashMap<String, TinyNodeImpl>();
    var placed = Optional.<ProductPlace>empty();
    for (var child : parent.children()) {
      if (child.getNodeKind() == Type.PROCESSING_INSTRUCTION) {
        placed = ProductPlace.of(child.getLocalPart(), child.getStringValue());
      } else if (placed.isPresent() && child instanceof TinyNodeImpl product) {
        set(product, placed.get().product());
        lineShifts.put(product.getNodeNumber(), placed.get().line() - product.getLineNumber());
        placed = Optional.empty();
      } else if (child instanceof TinyNodeImpl element && child.getNodeKind() == Type.ELEMENT) {
        var before = last.put(element.getDisplayName(), element);
        if (before == null) {
          set(element, -1);
        } else {
          set(before, Math.max(1, at(before)));
          set(element, at(before) + 1);
        }
      }
    }
  }

  private int at(TinyNodeImpl element) {
    var number = element.getNodeNumber();
    return number < positions.length ? positions[number] : 0;
  }

  private void set(TinyNodeImpl element, int position) {
    var number = element.getNodeNumber();
    if (number >= positions.length) {
      positions = Arrays.copyOf(positions, Math.max(number + 1, positions.length * 2));
    }
    positions[number] = position;
  }
}
