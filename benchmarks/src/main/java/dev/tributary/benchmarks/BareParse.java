package dev.tributary.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;

/// The bare limit of reading XML: every event of a file once, and nothing done about it.
final class BareParse {
  private BareParse() {}

  /// Parses and prints what it measured, in MB a second.
  ///
  /// @param arguments the file
  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments[0]);
    var started = System.nanoTime();
    var characters = 0L;
    try (var in = Files.newInputStream(file)) {
      var factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
      factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
      var reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        reader.next();
        characters += reader.hasText() ? reader.getTextLength() : 0;
      }
    }
    var seconds = (System.nanoTime() - started) / 1e9;
    if (characters == 0) {
      throw new IllegalStateException("nothing was read");
    }
    System.out.printf(
        Locale.ROOT, "%.3f %d%n", Files.size(file) / 1e6 / seconds, Measured.peakMegabytes());
  }
}
