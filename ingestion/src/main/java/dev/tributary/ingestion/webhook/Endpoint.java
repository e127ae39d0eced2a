package dev.tributary.ingestion.webhook;

import dev.tributary.Binding;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/// Somebody who is told of changes by HTTP.
///
/// @param name of lower-case words joined by `-`
/// @param url what is posted to
/// @param secret where that is which signs
public record Endpoint(String name, URI url, SecretSource secret, Filter filter) {
  /// What the name of each application that posts begins with.
  public static final String PREFIX = "webhook-";

  /// Which changes; an empty list leaves nothing out.
  ///
  /// @param actions first words of routing keys, such as `takedown`
  /// @param types second words of routing keys, such as `release`
  public record Filter(List<String> providers, List<String> actions, List<String> types) {
    /// The words that there are for what is done to a product.
    static final List<String> ACTIONS = List.of("upsert", "takedown", "purge");

    /// The words that there are for kinds of products.
    static final List<String> TYPES = List.of("release", "podcast", "audiobook", "book", "video");

    public Filter {
      providers = List.copyOf(providers);
      actions = List.copyOf(actions);
      types = List.copyOf(types);
    }

    boolean wantsProvider(String provider) {
      return providers.isEmpty() || providers.contains(provider);
    }

    /// In words; empty if nothing is left out.
    @Override
    public String toString() {
      return List.of(providers, actions, types).stream()
          .filter(words -> !words.isEmpty())
          .map(words -> String.join("|", words))
          .collect(Collectors.joining(", "));
    }
  }

  /// The name of the application that posts to it, and of its queue.
  public String application() {
    return PREFIX + name;
  }

  /// What its queue is bound to, of the changes that the application `exchange` tells of. Whether
  /// the provider is wanted no binding can say.
  public List<Binding> bindings(String exchange) {
    var actions = filter.actions().isEmpty() ? Filter.ACTIONS : filter.actions();
    var types = filter.types().isEmpty() ? List.of("*") : filter.types();
    return actions.stream()
        .flatMap(action -> types.stream().map(type -> new Binding(exchange, action + "." + type)))
        .toList();
  }

  /// Whether it is told of a change of this routing key and provider.
  public boolean wants(String routingKey, String provider) {
    return filter.wantsProvider(provider)
        && bindings("any").stream().anyMatch(binding -> binding.matches(routingKey));
  }

  /// Where it is, for people: without what may be secret in a query.
  public String place() {
    return "%s://%s%s".formatted(url.getScheme(), url.getAuthority(), url.getPath());
  }
}
