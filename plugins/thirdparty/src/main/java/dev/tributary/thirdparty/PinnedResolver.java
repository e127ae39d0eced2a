package dev.tributary.thirdparty;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
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
  /// How long the platform remembers addresses, in seconds: its own 30 would have a host that moved
  /// be away for as long. It reads the property once, after it has found its resolvers.
  private static final String REMEMBERED = "networkaddress.cache.ttl";

  /// The same as operators of old set it.
  private static final String OF_OLD = "sun.net.inetaddr.ttl";

  private static final String REMEMBERED_SECONDS = "3";

  private static final ConcurrentHashMap<String, List<InetAddress>> PINNED =
      new ConcurrentHashMap<>();
  private static volatile @Nullable InetAddressResolver builtin;

  @Override
  public InetAddressResolver get(Configuration configuration) {
    var resolver = configuration.builtinResolver();
    ask(resolver);
    if (Security.getProperty(REMEMBERED) == null && System.getProperty(OF_OLD) == null) {
      Security.setProperty(REMEMBERED, REMEMBERED_SECONDS);
    }
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

  /// Has [#lookUp] ask `nameServers`.
  static void ask(InetAddressResolver nameServers) {
    builtin = nameServers;
  }

  /// What the name servers say now, whatever the platform remembers.
  static List<InetAddress> lookUp(String host) throws UnknownHostException {
    if (isLiteral(host)) {
      return List.of(InetAddress.getAllByName(host));
    }
    var policy = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6 | LookupPolicy.IPV4_FIRST);
    return nameServers().lookupByName(host, policy).toList();
  }

  private static InetAddressResolver nameServers() {
    if (builtin == null) {
      haveResolversFound();
    }
    var resolver = builtin;
    if (resolver == null) {
      throw new IllegalStateException(
          "expected tributary-thirdparty on the class path of the JVM, where it keeps names from"
              + " changing their addresses; it is in a class loader of its own");
    }
    return resolver;
  }

  /// The platform does so when it looks up its first name. Which one that is matters: it remembers
  /// the addresses, so it must be none that is to be pinned.
  private static void haveResolversFound() {
    try {
      var _ = InetAddress.getAllByName("localhost");
    } catch (UnknownHostException evenSo) {
      // They were found before they were asked.
    }
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }

  /// From now on `host` has these addresses.
  ///
  /// @return those that are connected to now: these, or others that the platform still remembers
  ///   for some seconds because `host` was looked up before
  static List<InetAddress> pin(String host, List<InetAddress> addresses)
      throws UnknownHostException {
    PINNED.put(lower(host), List.copyOf(addresses));
    return List.of(InetAddress.getAllByName(host));
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
