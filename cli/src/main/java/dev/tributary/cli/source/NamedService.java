package dev.tributary.cli.source;

import dev.tributary.Service;
import dev.tributary.ingestion.source.JavaSource;
import dev.tributary.ingestion.source.SourceException;
import dev.tributary.spi.Services;
import dev.tributary.spi.Suggestion;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// A service on the class path: by the name that its module gives it, as `transform`; else by the
/// name of its class, `Echo` for one that is listed in `META-INF/services`, `org.example.Echo` for
/// any.
///
/// @param classPath folders and jars besides the class path of this process
record NamedService(String name, List<Path> classPath) implements ServiceSource {

  @Override
  public Service load() {
    var loader = loader(classPath);
    try {
      return ofModule(loader)
          .or(() -> listed(loader))
          .or(() -> named(loader))
          .orElseThrow(() -> unknown(loader));
    } catch (ServiceConfigurationError broken) {
      throw new SourceException("the services on the class path cannot be listed", broken);
    }
  }

  @Override
  public List<Path> files() {
    return classPath;
  }

  @Override
  public boolean isTrial() {
    return false;
  }

  private static Map<String, Service> ofModules(ClassLoader loader) {
    var all = new LinkedHashMap<String, Service>();
    for (var services : ServiceLoader.load(Services.class, loader)) {
      all.putAll(services.services());
    }
    return all;
  }

  private Optional<Service> ofModule(ClassLoader loader) {
    return ServiceLoader.load(Services.class, loader).stream()
        .flatMap(services -> services.get().service(name).stream())
        .findFirst();
  }

  private Optional<Service> listed(ClassLoader loader) {
    return ServiceLoader.load(Service.class, loader).stream()
        .filter(provider -> provider.type().getSimpleName().equals(name))
        .map(ServiceLoader.Provider::get)
        .findFirst();
  }

  private Optional<Service> named(ClassLoader loader) {
    try {
      var type = Class.forName(name, true, loader);
      if (!Service.class.isAssignableFrom(type)) {
        throw new SourceException(
            "expected %s to implement %s, and it does not"
                .formatted(name, Service.class.getName()));
      }
      return Optional.of(JavaSource.instance(type.asSubclass(Service.class)));
    } catch (ClassNotFoundException | NoClassDefFoundError notThere) {
      return Optional.empty();
    }
  }

  private SourceException unknown(ClassLoader loader) {
    var known = new ArrayList<>(ofModules(loader).keySet());
    ServiceLoader.load(Service.class, loader).stream()
        .map(provider -> provider.type().getSimpleName())
        .sorted()
        .forEach(known::add);
    return new SourceException(
        "expected the name of a service or a source file, got: \"%s\"%s%s"
            .formatted(
                name,
                Suggestion.didYouMean(name, known),
                known.isEmpty()
                    ? "; a service is a class on the class path (--class-path adds to it) that"
                        + " implements "
                        + Service.class.getName()
                        + ", a source file ends in .java"
                    : "; known here: " + String.join(", ", known)));
  }

  /// A loader of the class path of this process and of `classPath`.
  static ClassLoader loader(List<Path> classPath) {
    var ours = NamedService.class.getClassLoader();
    if (classPath.isEmpty()) {
      return ours;
    }
    return new URLClassLoader(
        "tributary-class-path",
        classPath.stream().map(NamedService::url).toArray(URL[]::new),
        ours);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError("every path has a URL", impossible);
    }
  }
}
