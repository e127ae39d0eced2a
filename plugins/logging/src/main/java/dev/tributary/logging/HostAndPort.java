package dev.tributary.logging;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where somebody listens.
record HostAndPort(String host, int port) {
  private static final Pattern WRITTEN = Pattern.compile("(?<host>[^\\s/]+):(?<port>[0-9]{1,5})");

  /// What `host:port` stands for; empty if it is none.
  static Optional<HostAndPort> parse(String text) {
    var matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var port = Integer.parseInt(matcher.group("port"));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new HostAndPort(matcher.group("host"), port));
  }

  /// The address, looked up now: it may be another one than before.
  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
