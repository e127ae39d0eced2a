package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Binding;
import dev.tributary.spi.Transport;
import dev.tributary.spi.Transport.Lifetime;
import dev.tributary.spi.Transport.Sharing;
import java.util.List;

/// An application as it is declared: its queue and the exchange of its results have its name.
///
/// @param bindings what it consumes
/// @param sharing how processes that run it share its queue
public record Stage(String name, List<Binding> bindings, Sharing sharing) {
  public Stage {
    bindings = List.copyOf(bindings);
  }

  /// The application that is about to be built.
  public static Stage of(Application.Builder declared) {
    return new Stage(declared.name(), declared.bindings(), declared.sharing());
  }

  /// An application that is.
  public static Stage of(Application application) {
    return new Stage(application.name(), application.bindings(), application.sharing());
  }

  /// Makes its queue, for whoever is going to consume it.
  void declareOn(Transport transport) {
    transport.declare(name, bindings, Lifetime.DURABLE, sharing);
  }
}
