package dev.tributary;

import java.util.Map;

/// An exception that knows more than its message says, such as the stylesheet at fault, its version
/// and the line. A dead letter keeps it.
public interface Detailed {
  /// Names and values, short ones: a dead letter that is longer than the broker takes goes without
  /// them.
  Map<String, String> details();
}
