package dev.tributary.ingestion.source;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The classes of one source file, compiled in memory. Other classes may stand in the same file, or
/// in files of their names beside it. Safe for use by many threads.
public final class JavaSource {

  private final Path file;
  private final List<Class<?>> classes;

  private JavaSource(Path file, List<Class<?>> classes) {
    this.file = file;
    this.classes = classes;
  }

  /// Compiles `file` against the class path of this process.
  ///
  /// @throws SourceException if there is none, or it does not compile, with what the compiler says
  public static JavaSource compile(Path file) {
    return compile(file, List.of(), JavaSource.class.getClassLoader());
  }

  /// Compiles `file` against the class path of this process and more.
  ///
  /// @param classPath folders and jars besides the class path of this process
  /// @param parent loads what is on the class paths
  /// @throws SourceException if there is none, or it does not compile, with what the compiler says
  public static JavaSource compile(Path file, List<Path> classPath, ClassLoader parent) {
    if (!Files.isRegularFile(file)) {
      throw new SourceException("expected a source file at " + file + ", found none");
    }
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
              said,
              memory,
              null,
              options(file, classPath),
              null,
              files.getJavaFileObjects(file.toFile()));
      if (!task.call()) {
        throw new SourceException(said.toString().strip());
      }
      return new JavaSource(file, MemoryClassLoader.of(memory.classes(), parent).classes());
    } catch (IOException unreadable) {
      throw new SourceException("cannot read " + file, unreadable);
    }
  }

  private static List<String> options(Path file, List<Path> classPath) {
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

  /// The class that the file is named after, which Java asks of public ones.
  ///
  /// @throws SourceException if there is none
  public Class<?> named() {
    return classes.stream()
        .filter(type -> type.getSimpleName().equals(name()))
        .findFirst()
        .orElseThrow(
            () ->
                new SourceException(
                    "expected a class %s in %s, found: %s"
                        .formatted(name(), file, names(classes))));
  }

  /// The class in it that implements `contract`: the only one, or the one of the file's name.
  ///
  /// @throws SourceException if there is none, or several of other names
  public <T> Class<? extends T> implementing(Class<T> contract, String word) {
    var all = new ArrayList<Class<? extends T>>();
    for (var type : classes) {
      if (contract.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
        all.add(type.asSubclass(contract));
      }
    }
    if (all.size() == 1) {
      return all.getFirst();
    }
    return all.stream()
        .filter(type -> type.getSimpleName().equals(name()))
        .findFirst()
        .orElseThrow(
            () ->
                new SourceException(
                    all.isEmpty()
                        ? "expected a class in %s that implements %s, found: %s"
                            .formatted(file, contract.getName(), names(classes))
                        : "expected one %s in %s, or one called %s, found: %s"
                            .formatted(word, file, name(), names(all))));
  }

  /// A new instance of `type`, by its constructor without parameters.
  ///
  /// @throws SourceException if it has none, or that fails
  public static <T> T instance(Class<T> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException missing) {
      throw new SourceException(
          "expected %s to have a constructor without parameters".formatted(type.getName()),
          missing);
    } catch (InvocationTargetException thrown) {
      throw new SourceException(
          "the constructor of %s failed: %s".formatted(type.getName(), thrown.getCause()), thrown);
    } catch (ReflectiveOperationException failure) {
      throw new SourceException("%s cannot be made".formatted(type.getName()), failure);
    }
  }

  private String name() {
    return String.valueOf(file.getFileName()).replaceAll("\\.java$", "");
  }

  private static String names(List<? extends Class<?>> classes) {
    return classes.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
  }
}
