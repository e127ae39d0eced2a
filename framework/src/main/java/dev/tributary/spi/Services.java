package dev.tributary.spi;

import dev.tributary.Service;
import java.util.Map;
import java.util.Optional;

/// The services of a module that `tributary run` knows by names of their own, not by those of
/// classes. Made known by a line in `META-INF/services/dev.tributary.spi.Services`.
public interface Services {
  /// The services, each by its name; as a rule, that of its application.
  Map<String, Service> services();

  /// The service called `name`; empty if there is none. There may be more than [#services] lists,
  /// if settings say which.
  default Optional<Service> service(String name) {
    return Optional.ofNullable(services().get(name));
  }
}
