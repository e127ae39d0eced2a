package dev.tributary.console.pages;

import dev.tributary.console.web.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/// A file that a browser sent, in a folder of its own until it is removed.
///
/// @param file called as it was there, as far as such a name can do no harm here
record Upload(Path file) {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

  /// What the body of `request` says, written into a new folder below `folder`. Nothing is left of
  /// one that breaks off.
  static Upload of(Request request, Path folder) throws IOException {
    var own = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
    var upload = new Upload(own.resolve(name(request.query().text("name").orElse("upload"))));
    try {
      Files.copy(request.body(), upload.file);
    } catch (IOException | RuntimeException failure) {
      upload.remove();
      throw failure;
    }
    return upload;
  }

  /// The last part of what a browser says, as a name that means nothing to anybody.
  private static String name(String said) {
    var last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
    var plain = NOT_IN_NAMES.matcher(last).replaceAll("_");
    return plain.isEmpty() || plain.startsWith(".") ? "upload" + plain : plain;
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  long bytes() throws IOException {
    return Files.size(file);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
    if (file.getParent() != null) {
      Files.deleteIfExists(file.getParent());
    }
  }
}
