package dev.tributary.cli.source;

import dev.tributary.Service;
import dev.tributary.ingestion.source.SourceException;
import java.nio.file.Path;
import java.util.List;

/// Where a service comes from. It can be loaded again when that has changed.
public sealed interface ServiceSource permits SourceFile, NamedService {
  /// The source that `name` stands for: a file if it ends in `.java`, else a class on the class
  /// path.
  ///
  /// @param classPath folders and jars besides the class path of this process
  static ServiceSource of(String name, List<Path> classPath) {
    return name.endsWith(".java")
        ? new SourceFile(Path.of(name), classPath)
        : new NamedService(name, classPath);
  }

  /// A new instance of the service, of classes loaded anew.
  ///
  /// @throws SourceException if there is none, or it does not compile
  Service load();

  /// The files and folders that it is made of: when they change, loading it again may give another
  /// one.
  List<Path> files();

  /// Whether it is tried out rather than run for good.
  boolean isTrial();
}
