package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How much a user writes himself for the article's example, as it comes.
final class OwnLines {
  private static final List<String> NOT_COUNTED = List.of("//", "#", "package ", "import ");

  /// What says where the broker is, what is quiet, and which of two settings this is: in
  /// Tributary's example it is not there either.
  private static final List<String> NOT_OF_THE_EXAMPLE =
      List.of(
          "%",
          "@Profile",
          "factory.setUri",
          "logging.",
          "rabbitmq-",
          "spring.main.",
          "spring.rabbitmq.host",
          "spring.rabbitmq.port",
          "spring.rabbitmq.username",
          "spring.rabbitmq.password",
          "spring.rabbitmq.virtual-host");

  private OwnLines() {}

  /// The lines of each contender's program, as a table of the page.
  ///
  /// @param root of the repository
  static String table(Path root) throws IOException {
    var table = new StringBuilder("| | Java | configuration |\n|---|---:|---:|");
    for (var contender : Contender.ALL) {
      if (contender.isOurs()) {
        var example = Stream.of(root.resolve("examples").resolve("Article.java"));
        table.append(row(contender.title() + ", a schema checked besides", count(example), 0));
      } else if (contender.module().isPresent()) {
        var main = main(root, contender.module().get());
        table.append(
            row(
                contender.title(),
                count(files(main.resolve("java"), "AsItComes.java", "Peer.java")),
                count(
                    files(
                        main.resolve("resources"),
                        "application.properties",
                        "microprofile-config.properties"))));
      }
    }
    return table.toString();
  }

  private static Path main(Path root, String module) {
    return root.resolve("benchmarks").resolve("peers").resolve(module).resolve("src/main");
  }

  private static String row(String title, long java, long configuration) {
    return "\n| %s | %d | %d |".formatted(title, java, configuration);
  }

  private static Stream<Path> files(Path folder, String... names) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> List.of(names).contains(String.valueOf(file.getFileName())))
          .toList()
          .stream();
    }
  }

  private static long count(Stream<Path> files) throws IOException {
    var count = 0L;
    for (var file : files.toList()) {
      count +=
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .filter(line -> NOT_COUNTED.stream().noneMatch(line::startsWith))
              .filter(line -> NOT_OF_THE_EXAMPLE.stream().noneMatch(line::startsWith))
              .count();
    }
    return count;
  }
}
