package dev.tributary.database;

import dev.tributary.spi.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The databases that the modules on the class path keep, by their names.
record KnownDatabases(Map<String, DatabaseDefinition> byName) {

  /// @throws DatabaseException if two have one name
  static KnownDatabases find() {
    return of(
        ServiceLoader.load(DatabaseDefinitions.class, DatabaseDefinitions.class.getClassLoader())
            .stream()
            .flatMap(provider -> provider.get().databases().stream())
            .toList());
  }

  static KnownDatabases of(Collection<DatabaseDefinition> definitions) {
    var byName = new TreeMap<String, DatabaseDefinition>();
    for (var definition : definitions) {
      if (byName.putIfAbsent(definition.name(), definition) != null) {
        throw new DatabaseException(
            "two modules on the class path keep a database called %s; take one of them away"
                .formatted(definition.name()));
      }
    }
    return new KnownDatabases(byName);
  }

  /// All of them in the order of their names, or just the one that is `named`.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  List<DatabaseDefinition> chosen(Optional<String> named) {
    if (named.isEmpty()) {
      return List.copyOf(byName.values());
    }
    var definition = byName.get(named.get());
    if (definition == null) {
      throw new IllegalArgumentException(
          "expected the name of a database, one of %s, got: \"%s\"%s"
              .formatted(
                  byName.keySet(),
                  named.get(),
                  Suggestion.didYouMean(named.get(), byName.keySet())));
    }
    return List.of(definition);
  }
}
