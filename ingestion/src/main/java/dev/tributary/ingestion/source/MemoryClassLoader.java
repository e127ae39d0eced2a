package dev.tributary.ingestion.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Loads classes that were compiled in memory.
final class MemoryClassLoader extends ClassLoader {
  private final Map<String, byte[]> compiled;

  private MemoryClassLoader(Map<String, byte[]> compiled, ClassLoader parent) {
    super("tributary-source", parent);
    this.compiled = compiled;
  }

  static MemoryClassLoader of(Map<String, byte[]> compiled, ClassLoader parent) {
    return new MemoryClassLoader(compiled, parent);
  }

  /// All of them, in the order in which they were compiled.
  List<Class<?>> classes() {
    var classes = new ArrayList<Class<?>>();
    for (var name : compiled.keySet()) {
      try {
        classes.add(loadClass(name));
      } catch (ClassNotFoundException impossible) {
        throw new AssertionError("a compiled class is there", impossible);
      }
    }
    return classes;
  }

  /// What was compiled goes before what is on the class path: an older build of the same file, say.
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!compiled.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var bytes = compiled.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
