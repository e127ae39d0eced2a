package dev.tributary.console.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An address, and what it answers.
///
/// @param pattern such as `/deliveries/{id}`; a place in braces takes one segment
/// @param needed who may ask
/// @param summary for the list of all addresses
/// @param values names of what it takes in the query, or in the form
/// @param body how much may be sent
public record Route(
    String method,
    String pattern,
    Role needed,
    String summary,
    List<String> values,
    Body body,
    Handler handler) {

  /// What may be sent along.
  ///
  /// @param isForm whether it is read as one before the route is asked
  public record Body(boolean isForm, long limit) {
    /// A form, large enough for an edited message.
    public static final Body FORM = new Body(true, 4 * 1024 * 1024);

    /// A file.
    public static Body upTo(long bytes) {
      return new Body(false, bytes);
    }
  }

  /// Answers.
  @FunctionalInterface
  public interface Handler {
    /// Blocks until the answer is there.
    ///
    /// @throws RefusedException to answer with an error that whoever asks can do something about
    Answer answer(Request request) throws IOException, InterruptedException;
  }

  public Route {
    values = List.copyOf(values);
  }

  /// Something to look at.
  public static Route look(String pattern, String summary, Handler handler, String... values) {
    return new Route("GET", pattern, Role.VIEWER, summary, List.of(values), Body.FORM, handler);
  }

  /// Something to do, by a form.
  public static Route act(String pattern, String summary, Handler handler, String... values) {
    return new Route("POST", pattern, Role.OPERATOR, summary, List.of(values), Body.FORM, handler);
  }

  /// The same with another body than a form; the values are in the query.
  public Route with(Body other) {
    return new Route(method, pattern, needed, summary, values, other, handler);
  }

  /// What stands in the places of the pattern, if `segments` are an address of this route.
  Optional<Values> match(List<String> segments) {
    var pieces = segments(pattern);
    if (pieces.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (var index = 0; index < pieces.size(); index++) {
      var piece = pieces.get(index);
      if (piece.startsWith("{")) {
        found.put(piece.substring(1, piece.length() - 1), Values.decode(segments.get(index)));
      } else if (!piece.equals(segments.get(index))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Values(found));
  }

  /// The parts between slashes, still encoded.
  static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    for (var segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }
}
