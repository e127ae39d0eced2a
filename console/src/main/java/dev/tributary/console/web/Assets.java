package dev.tributary.console.web;

import java.io.IOException;
import java.util.Map;

/// The files that belong to pages: our own, packaged with the program.
final class Assets {
  private static final String FOLDER = "/assets/";
  private static final Map<String, String> TYPES =
      Map.of(
          "style.css", "text/css; charset=utf-8",
          "console.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private Assets() {}

  static boolean has(String path) {
    return path.startsWith(FOLDER) && TYPES.containsKey(path.substring(FOLDER.length()));
  }

  static void send(String path, Reply reply) throws IOException {
    var name = path.substring(FOLDER.length());
    try (var in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      reply.asset(TYPES.getOrDefault(name, "text/plain"), in.readAllBytes());
    }
  }
}
