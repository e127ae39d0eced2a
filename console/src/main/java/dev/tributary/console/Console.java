package dev.tributary.console;

import dev.tributary.Settings;
import dev.tributary.console.pages.Pages;
import dev.tributary.console.pages.Watched;
import dev.tributary.console.web.Caller;
import dev.tributary.console.web.Proxy;
import dev.tributary.console.web.Role;
import dev.tributary.console.web.Routes;
import dev.tributary.console.web.Server;
import dev.tributary.console.web.Users;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The operator's page, as long as it is open. See docs/console.md.
public final class Console implements AutoCloseable {
  private final Server server;
  private final AtomicBoolean closed = new AtomicBoolean();
  private Optional<Pages> pages = Optional.empty();

  private Console(Server server) {
    this.server = server;
  }

  /// Takes the address that `settings` say, so that it is known at once if it cannot be had. Who
  /// asks waits until [#open].
  ///
  /// @param port goes before the setting
  /// @param operator the name of whoever acts, where nobody has to sign in
  /// @throws IllegalArgumentException if the settings do not fit together, or the port is taken,
  ///   saying what to do
  public static Console bind(Settings settings, Optional<Integer> port, String operator)
      throws IOException {
    var name = settings.get(ConsoleSettings.ADDRESS);
    var users = users(settings.get(ConsoleSettings.USERS));
    var proxy = proxy(settings);
    var address = InetAddress.getByName(name);
    if (!address.isLoopbackAddress() && users.isEmpty() && proxy.isEmpty()) {
      throw new IllegalArgumentException(
          "expected console.users, a file of those who may, since others reach console.address %s;"
                  .formatted(name)
              + " `tributary console-user NAME` makes its lines. Or have a proxy say who asks"
              + " (console.proxy-header), or leave console.address out");
    }
    var where = new InetSocketAddress(address, port.orElse(settings.get(ConsoleSettings.PORT)));
    var local = new Caller(operator, Role.OPERATOR);
    var hosts = settings.get(ConsoleSettings.HOSTS);
    try {
      return new Console(Server.bind(new Server.Options(where, hosts, users, proxy, local)));
    } catch (BindException taken) {
      throw new IllegalArgumentException(
          "cannot listen on %s, port %d, for the operator's page: %s; choose another one by --port N or the setting console.port (0 takes any that is free)"
              .formatted(name, where.getPort(), taken.getMessage()),
          taken);
    }
  }

  private static Optional<Users> users(Optional<Path> file) throws IOException {
    return file.isEmpty() ? Optional.empty() : Optional.of(Users.in(file.get()));
  }

  private static Optional<Proxy> proxy(Settings settings) {
    var header = settings.get(ConsoleSettings.PROXY_HEADER);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    var addresses = new HashSet<InetAddress>();
    for (var address : settings.get(ConsoleSettings.PROXY_ADDRESSES)) {
      addresses.add(numeric(address));
    }
    var operators = Set.copyOf(settings.get(ConsoleSettings.OPERATORS));
    return Optional.of(new Proxy(header.get(), addresses, operators));
  }

  /// Names are not looked up: who answers for them may change.
  private static InetAddress numeric(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException notOne) {
      throw new IllegalArgumentException(
          "expected console.proxy-addresses to be addresses in figures, such as 127.0.0.1, got: \"%s\""
              .formatted(address),
          notOne);
    }
  }

  /// Begins to show and steer `watched`. To be closed before that is.
  ///
  /// @return this
  public Console open(Watched watched) throws IOException {
    var all = Pages.of(watched);
    pages = Optional.of(all);
    server.serve(new Routes(all.routes()), all.menu());
    return this;
  }

  /// Where it is to be found, such as `http://localhost:8080`.
  public String url() {
    var address = server.address();
    var host = address.getAddress().isLoopbackAddress() ? "localhost" : address.getHostString();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /// Ends what is under way; the second time there is nothing to do.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.close();
      pages.ifPresent(Pages::close);
    }
  }
}
