package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Binding;
import java.util.List;

/// An application as it is declared: its queue and the exchange of its results have its name.
///
/// @param bindings what it consumes
public record Stage(String name, List<Binding> bindings) {
  public Stage {
    bindings = List.copyOf(bindings);
  }

  static Stage of(Application.Builder declared) {
    return new Stage(declared.name(), declared.bindings());
  }
}
