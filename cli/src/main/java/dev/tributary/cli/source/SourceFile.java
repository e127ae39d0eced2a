package dev.tributary.cli.source;

import dev.tributary.Service;
import dev.tributary.ingestion.source.JavaSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A service in a source file, compiled in memory. Other classes may stand in the same file, or in
/// files of their names beside it.
///
/// @param classPath folders and jars besides the class path of this process
record SourceFile(Path file, List<Path> classPath) implements ServiceSource {

  @Override
  public Service load() {
    var source = JavaSource.compile(file, classPath, NamedService.loader(classPath));
    return JavaSource.instance(source.implementing(Service.class, "service"));
  }

  @Override
  public List<Path> files() {
    return Stream.concat(Stream.of(file), classPath.stream()).toList();
  }

  @Override
  public boolean isTrial() {
    return true;
  }
}
