package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Named values of a query, a form or a path. Of several with one name the last counts.
///
/// @param byName in the order in which they came
public record Values(Map<String, String> byName) {
  private static final String JSON = ".json";

  /// None.
  static final Values NONE = new Values(Map.of());

  /// What `encoded` says, as in `provider=acme&state=LOADED`.
  ///
  /// @throws RefusedException if it is not encoded as it should be
  static Values parse(String encoded) {
    var values = new LinkedHashMap<String, String>();
    for (var pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        var end = pair.indexOf('=');
        var name = end < 0 ? pair : pair.substring(0, end);
        values.put(decode(name), end < 0 ? "" : decode(pair.substring(end + 1)));
      }
    }
    return new Values(values);
  }

  /// The value called `name`, without blanks around it, unless it is empty or missing.
  public Optional<String> text(String name) {
    return Optional.ofNullable(byName.get(name)).map(String::strip).filter(it -> !it.isEmpty());
  }

  /// The value called `name` as it came.
  ///
  /// @throws RefusedException if it is missing
  public String required(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() -> RefusedException.badRequest("expected a value for " + name));
  }

  /// A whole number of `least` or more.
  ///
  /// @throws RefusedException if it is something else
  public Optional<Integer> integer(String name, int least) {
    return text(name).map(text -> integer(name, text, least));
  }

  private static int integer(String name, String text, int least) {
    try {
      var number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // told below
    }
    throw RefusedException.badRequest(
        "expected %s to be a whole number of %d or more, got: \"%s\"".formatted(name, least, text));
  }

  /// One of the constants of `type`, whatever the case.
  ///
  /// @throws RefusedException if it is none of them
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name)
        .map(
            text -> {
              for (var each : type.getEnumConstants()) {
                if (each.name().equalsIgnoreCase(text)) {
                  return each;
                }
              }
              throw RefusedException.badRequest(
                  "unknown %s: \"%s\"; there are %s"
                      .formatted(name, text, List.of(type.getEnumConstants())));
            });
  }

  /// @param names those that there are
  /// @param place where these stand
  /// @throws RefusedException if one of these has another name
  void allowOnly(List<String> names, String place) {
    for (var name : byName.keySet()) {
      if (!names.contains(name)) {
        throw RefusedException.badRequest(
            "unknown name in the %s: \"%s\"; there are %s"
                .formatted(place, name, names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
  }

  /// The same without `name`.
  Values without(String name) {
    var others = new LinkedHashMap<>(byName);
    others.remove(name);
    return new Values(others);
  }

  /// The same with `name` set to `value`, as a query: `?provider=acme&page=2`.
  public String queryWith(String name, String value) {
    var changed = new LinkedHashMap<>(byName);
    changed.put(name, value);
    var out = new StringBuilder();
    changed.forEach(
        (key, each) -> {
          if (!each.isEmpty()) {
            out.append(out.isEmpty() ? '?' : '&')
                .append(encode(key))
                .append('=')
                .append(encode(each));
          }
        });
    return out.toString();
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw RefusedException.badRequest("not encoded as an address has to be: " + text);
    }
  }

  /// As a part of an address. One that ends in `.json` by itself does not ask for JSON.
  public static String encode(String text) {
    var encoded = URLEncoder.encode(text, UTF_8).replace("+", "%20");
    return encoded.endsWith(JSON)
        ? encoded.substring(0, encoded.length() - JSON.length()) + "%2Ejson"
        : encoded;
  }
}
