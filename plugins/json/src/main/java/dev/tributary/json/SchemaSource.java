package dev.tributary.json;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a schema and those beside it come from.
sealed interface SchemaSource {
  /// For people.
  String name();

  /// Its text.
  ///
  /// @throws IllegalArgumentException if it cannot be read
  String text();

  /// The bytes of what lies beside it or below.
  ///
  /// @param path relative to its folder
  /// @return empty if there is no such thing
  Optional<byte[]> beside(String path);

  /// A resource of the class path.
  record Resource(Class<?> near, String name) implements SchemaSource {
    @Override
    public String text() {
      return utf8(
          name,
          bytes(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "expected the resource \"%s\" beside the class %s, found none"
                              .formatted(name, near.getName()))));
    }

    @Override
    public Optional<byte[]> beside(String path) {
      return bytes(name.substring(0, name.lastIndexOf('/') + 1) + path);
    }

    private Optional<byte[]> bytes(String resource) {
      try (var in = near.getResourceAsStream(resource)) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      } catch (IOException unreadable) {
        throw SchemaSource.unreadable(resource, unreadable);
      }
    }
  }

  /// A file.
  record File(Path file) implements SchemaSource {
    @Override
    public String name() {
      return String.valueOf(file.getFileName());
    }

    @Override
    public String text() {
      return utf8(file.toString(), bytes(file));
    }

    @Override
    public Optional<byte[]> beside(String path) {
      var other = file.resolveSibling(path);
      return Files.isRegularFile(other) ? Optional.of(bytes(other)) : Optional.empty();
    }

    private static byte[] bytes(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException unreadable) {
        throw SchemaSource.unreadable(file.toString(), unreadable);
      }
    }
  }

  /// A text, with nothing beside it.
  record Text(String text) implements SchemaSource {
    @Override
    public String name() {
      return "given as text";
    }

    @Override
    public Optional<byte[]> beside(String path) {
      return Optional.empty();
    }
  }

  /// The text of `bytes`.
  ///
  /// @throws IllegalArgumentException if they are not UTF-8
  static String utf8(String name, byte[] bytes) {
    try {
      return JsonText.of(Body.of(bytes), name + " is no JSON Schema");
    } catch (InvalidMessageException notUtf8) {
      throw new IllegalArgumentException(notUtf8.getMessage(), notUtf8);
    }
  }

  private static IllegalArgumentException unreadable(String name, IOException cause) {
    return new IllegalArgumentException(
        "expected a readable JSON Schema in \"%s\", found none (%s)".formatted(name, cause), cause);
  }
}
