package dev.tributary.thirdparty;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How this process finds addresses: the names of third parties have the addresses that were
/// checked, whatever the name servers say later; all other names are nobody's business here.
///
/// The HTTP client of the JDK looks a host up by itself for each connection. Without this, an
/// address that was checked would not be the one that is connected to.
public final class PinnedResolver extends InetAddressResolverProvider {
  private static final ConcurrentHashMap<String, List<InetAddress>> PINNED =
      new ConcurrentHashMap<>();
  private static volatile @Nullable InetAddressResolver builtin;

  @Override
  public InetAddressResolver get(Configuration configuration) {
    var resolver = configuration.builtinResolver();
    builtin = resolver;
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        var pinned = PINNED.get(lower(host));
        return pinned == null ? resolver.lookupByName(host, policy) : pinned.stream();
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return resolver.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "tributary";
  }

  /// What the name servers say now.
  static List<InetAddress> lookUp(String host) throws UnknownHostException {
    // Has the platform find its resolvers as well, if nobody has looked a name up yet.
    var addresses = InetAddress.getAllByName(host);
    if (isLiteral(host)) {
      return List.of(addresses);
    }
    var resolver = builtin;
    if (resolver == null) {
      throw new IllegalStateException(
          "expected tributary-thirdparty on the class path of the JVM, where it keeps names from"
              + " changing their addresses; it is in a class loader of its own");
    }
    var policy = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6 | LookupPolicy.IPV4_FIRST);
    return resolver.lookupByName(host, policy).toList();
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }

  /// From now on `host` has these addresses.
  static void pin(String host, List<InetAddress> addresses) {
    PINNED.put(lower(host), List.copyOf(addresses));
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
