package dev.tributary.cli.source;

import dev.tributary.Service;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A service in a source file, compiled in memory. Other classes may stand in the same file, or in
/// files of their names beside it.
///
/// @param classPath folders and jars besides the class path of this process
record SourceFile(Path file, List<Path> classPath) implements ServiceSource {

  @Override
  public Service load() {
    if (!Files.isRegularFile(file)) {
      throw new SourceException("expected a source file at " + file + ", found none");
    }
    var loader = compile();
    var services = loader.classes().stream().filter(SourceFile::isService).toList();
    return NamedService.instance(theOne(services, loader));
  }

  @Override
  public List<Path> files() {
    return Stream.concat(Stream.of(file), classPath.stream()).toList();
  }

  @Override
  public boolean isTrial() {
    return true;
  }

  private MemoryClassLoader compile() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new SourceException(
          "compiling "
              + file
              + " needs a JDK, found only a Java runtime at "
              + System.getProperty("java.home"));
    }
    var said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        var memory = new MemoryFileManager(files)) {
      var task =
          compiler.getTask(
              said, memory, null, options(), null, files.getJavaFileObjects(file.toFile()));
      if (!task.call()) {
        throw new SourceException(said.toString().strip());
      }
      return MemoryClassLoader.of(memory.classes(), NamedService.loader(classPath));
    } catch (IOException unreadable) {
      throw new SourceException("cannot read " + file, unreadable);
    }
  }

  private List<String> options() {
    var path =
        Stream.concat(
                Stream.of(System.getProperty("java.class.path")),
                classPath.stream().map(Path::toString))
            .collect(Collectors.joining(System.getProperty("path.separator")));
    var options = new ArrayList<>(List.of("-cp", path, "-proc:none", "-implicit:class", "-g"));
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      options.addAll(List.of("-sourcepath", folder.toString()));
    }
    return options;
  }

  private static boolean isService(Class<?> type) {
    return Service.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
  }

  /// The service among those that the file holds: the only one, or the one of the file's name.
  private Class<?> theOne(List<? extends Class<?>> services, MemoryClassLoader loader) {
    if (services.size() == 1) {
      return services.getFirst();
    }
    var name = String.valueOf(file.getFileName()).replaceAll("\\.java$", "");
    return services.stream()
        .filter(service -> service.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SourceException(
                    services.isEmpty()
                        ? "expected a class in %s that implements %s, found: %s"
                            .formatted(file, Service.class.getName(), names(loader.classes()))
                        : "expected one service in %s, or one called %s, found: %s"
                            .formatted(file, name, names(services))));
  }

  private static String names(List<? extends Class<?>> classes) {
    return classes.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
  }
}
