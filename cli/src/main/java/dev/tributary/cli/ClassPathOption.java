package dev.tributary.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// The option of every command that takes somebody's own service.
final class ClassPathOption {
  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      split = ":",
      description = "Folders and jars with the service and what it needs.")
  private List<Path> paths = List.of();

  List<Path> paths() {
    return paths;
  }
}
