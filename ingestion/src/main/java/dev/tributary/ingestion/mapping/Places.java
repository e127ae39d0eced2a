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

  private final Map<Integer, Integer> lineShifts = new HashMap<>();
  private Map<String, String> sentNames = Map.of();

  /// By node; null where nobody has asked yet.
  private @Nullable String[] paths = new String[1024];

  /// By node: 0 where nobody has asked yet, -1 for an element without siblings of its name.
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
    var number = element.getNodeNumber();
    @Nullable String known = number < paths.length ? paths[number] : null;
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
    if (number >= paths.length) {
      paths = Arrays.copyOf(paths, Math.max(number + 1, paths.length * 2));
    }
    paths[number] = path;
    return path;
  }

  private static boolean isJson(NodeInfo element) {
    return element.getNamespaceUri().toString().equals(JsonReader.NAMESPACE);
  }

  /// The JSON pointer (RFC 6901) of a value within another.
  private String pointer(TinyNodeImpl value, NodeInfo around) {
    var key = value.getAttributeValue(NamespaceUri.NULL, "key");
    if (key == null && at(value) == 0) {
      countValues(around);
    }
    var step =
        key == null ? String.valueOf(at(value) - 1) : key.replace("~", "~0").replace("/", "~1");
    var before = path(around);
    return (before.equals("/") ? "" : before) + "/" + step;
  }

  /// The line of the file in which the element's start tag ends.
  int line(NodeInfo element) {
    path(element); // counts what is around it
    return Math.max(1, element.getLineNumber() + lineShift(element));
  }

  /// By how many lines the product that `element` is in was moved.
  private int lineShift(NodeInfo element) {
    @Nullable NodeInfo at = lineShifts.isEmpty() ? null : element;
    while (at instanceof TinyNodeImpl around) {
      var shift = lineShifts.get(around.getNodeNumber());
      if (shift != null) {
        return shift;
      }
      at = around.getParent();
    }
    return 0;
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
        shift(product, placed.get());
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

  /// Of an array, each value by its place in the array that was sent.
  private void countValues(NodeInfo array) {
    var place = 0;
    var placed = Optional.<ProductPlace>empty();
    for (var child : array.children()) {
      if (child.getNodeKind() == Type.PROCESSING_INSTRUCTION) {
        placed = ProductPlace.of(child.getLocalPart(), child.getStringValue());
      } else if (child instanceof TinyNodeImpl value) {
        place = placed.map(ProductPlace::product).orElse(place + 1);
        set(value, place);
        placed.ifPresent(known -> shift(value, known));
        placed = Optional.empty();
      }
    }
  }

  private void shift(TinyNodeImpl product, ProductPlace placed) {
    lineShifts.put(product.getNodeNumber(), placed.line() - product.getLineNumber());
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
