package dev.tributary.thirdparty;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Name servers that say what the test wants. [PinnedResolver] asks them instead of the platform's,
/// for the rest of the process.
final class NameServers implements InetAddressResolver {
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  private NameServers() {}

  static NameServers start() throws UnknownHostException {
    // The platform's own are found before, and not after.
    var _ = InetAddress.getAllByName("localhost");
    var servers = new NameServers();
    PinnedResolver.ask(servers);
    return servers.say("localhost", "127.0.0.1");
  }

  /// From now on `host` has this address.
  NameServers say(String host, String address) {
    addresses.put(host, address);
    return this;
  }

  @Override
  public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
      throws UnknownHostException {
    var address = addresses.get(host);
    if (address == null) {
      throw new UnknownHostException(host);
    }
    return Stream.of(InetAddress.getByAddress(host, InetAddress.ofLiteral(address).getAddress()));
  }

  @Override
  public String lookupByAddress(byte[] address) throws UnknownHostException {
    throw new UnknownHostException("no names here");
  }
}
