package dev.tributary.ingestion.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The characters that have names in HTML and in ISO's entity sets, which the DTDs of ONIX 2.1
/// declare. They are packaged, so that no DTD is ever fetched.
final class Entities {

  private static final Map<String, String> CHARACTERS = table();

  private Entities() {}

  /// The character that `name` stands for: `–` for `ndash`.
  static Optional<String> character(String name) {
    return Optional.ofNullable(CHARACTERS.get(name));
  }

  private static Map<String, String> table() {
    var table = new HashMap<>(Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'"));
    try (var in = Entities.class.getResourceAsStream("entities.txt")) {
      if (in == null) {
        throw new IllegalStateException("the table of named characters is not packaged");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .map(line -> line.split(" ", -1))
          .forEach(
              words -> table.put(words[0], Character.toString(Integer.parseInt(words[1], 16))));
    } catch (IOException e) {
      throw new UncheckedIOException("the table of named characters cannot be read", e);
    }
    return Map.copyOf(table);
  }
}
