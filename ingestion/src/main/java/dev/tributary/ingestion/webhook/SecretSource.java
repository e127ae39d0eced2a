package dev.tributary.ingestion.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where the secrets of an endpoint are. They are read as its application is made, and printed
/// nowhere.
public sealed interface SecretSource {
  /// A file that only the operator can read.
  record InFile(Path file) implements SecretSource {}

  /// A variable of the environment.
  record InVariable(String variable) implements SecretSource {}

  /// The secrets.
  ///
  /// @throws IllegalArgumentException if there are none that can sign, saying what was expected
  default SigningSecrets read(Map<String, String> environment) {
    return switch (this) {
      case InFile(var file) -> SigningSecrets.parse(content(file), "the file " + file);
      case InVariable(var variable) ->
          SigningSecrets.parse(
              environment.getOrDefault(variable, ""), "the environment's " + variable);
    };
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "expected a secret in the file %s, which cannot be read (%s)".formatted(file, unreadable),
          unreadable);
    }
  }
}
