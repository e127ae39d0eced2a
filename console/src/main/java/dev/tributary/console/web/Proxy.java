package dev.tributary.console.web;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A reverse proxy that has people sign in, and says in a header who they are. Anybody else could
/// send that header, too: it counts only if it comes from an address that is trusted.
///
/// @param header in which the name stands
/// @param addresses of the proxy
/// @param operators names of those who may act; all others look
public record Proxy(String header, Set<InetAddress> addresses, Set<String> operators) {

  /// The same, as settings say it.
  public Proxy {
    addresses = Set.copyOf(addresses);
    operators = Set.copyOf(operators);
  }

  /// Who asks, if a proxy that is trusted says so. Two headers are as good as none: one of them may
  /// be somebody else's.
  Optional<Caller> caller(InetAddress from, Headers headers) {
    var names = headers.getOrDefault(header, List.of());
    if (!addresses.contains(from) || names.size() != 1 || names.getFirst().isBlank()) {
      return Optional.empty();
    }
    var name = names.getFirst().strip();
    return Optional.of(new Caller(name, operators.contains(name) ? Role.OPERATOR : Role.VIEWER));
  }
}
