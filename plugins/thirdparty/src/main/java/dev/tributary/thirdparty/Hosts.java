package dev.tributary.thirdparty;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The hosts of a third party that may be talked to. Each is looked up once, and again only after
/// it could not be reached; an address of the operator's own networks is refused unless allowed.
final class Hosts {
  private final String party;
  private final List<String> names;
  private final boolean privateAllowed;
  private final Set<String> lookedUp = ConcurrentHashMap.newKeySet();

  /// The hosts of `party`.
  ///
  /// @param names of hosts; one that begins with `.` stands for all below it
  Hosts(String party, List<String> names, boolean privateAllowed) {
    this.party = party;
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.privateAllowed = privateAllowed;
  }

  /// Makes sure that `uri` may be connected to.
  ///
  /// @throws ThirdPartyException.Refused if it may not
  /// @throws UnknownHostException if nobody knows its host
  void check(URI uri) throws UnknownHostException {
    // As it is written: the platform remembers addresses by that.
    var host = String.valueOf(uri.getHost());
    if (names.stream().noneMatch(name -> matches(name, host.toLowerCase(Locale.ROOT)))) {
      throw refused(uri, "is not one of its hosts, which are " + String.join(", ", names));
    }
    if (lookedUp.contains(host)) {
      return;
    }
    var addresses = PinnedResolver.lookUp(unbracketed(host));
    checkAddresses(uri, addresses);
    checkAddresses(uri, PinnedResolver.pin(unbracketed(host), addresses));
    lookedUp.add(host);
  }

  private void checkAddresses(URI uri, List<InetAddress> addresses) {
    for (var address : addresses) {
      if (!privateAllowed && !isPublic(address)) {
        throw refused(
            uri,
            "has the address %s, which is private; allow that if it is meant"
                .formatted(address.getHostAddress()));
      }
    }
  }

  /// Has the host of `uri` looked up again: it could not be reached, and may have moved.
  void forget(URI uri) {
    lookedUp.remove(String.valueOf(uri.getHost()));
  }

  /// Has all hosts looked up again: their addresses may have changed while they were away.
  void forgetAll() {
    lookedUp.clear();
  }

  private static boolean matches(String name, String host) {
    return name.startsWith(".") ? host.endsWith(name) : host.equals(name);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private ThirdPartyException.Refused refused(URI uri, String why) {
    return new ThirdPartyException.Refused(party, String.valueOf(uri.getHost()), why);
  }

  /// Whether `address` is one of the Internet's (RFC 6890 lists those that are not).
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    var bytes = address.getAddress();
    var first = bytes[0] & 0xff;
    var second = bytes[1] & 0xff;
    if (bytes.length == 4) {
      return !(first == 0
          || first >= 240
          || (first == 100 && second >= 64 && second < 128)
          || (first == 192 && second == 0 && bytes[2] == 0)
          || (first == 198 && (second == 18 || second == 19)));
    }
    // Global unicast, without tunnels that lead to some IPv4 address (Teredo, 6to4).
    var isTeredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    var isSixToFour = first == 0x20 && second == 0x02;
    return first >> 5 == 1 && !isTeredo && !isSixToFour;
  }
}
