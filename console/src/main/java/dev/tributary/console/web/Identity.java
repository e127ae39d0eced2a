package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import dev.tributary.console.web.Users.User;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Finds out who asks: by what a trusted proxy says; by the cookie of their session; a script also
/// by name and password (`Basic`). With neither users nor a proxy, whoever reaches this server is
/// the operator.
final class Identity {
  private static final String BASIC = "Basic ";

  private final Optional<Users> users;
  private final Optional<Proxy> proxy;
  private final Caller local;
  private final Sessions sessions;
  private final String cookie;

  /// Who asks, as far as is known.
  ///
  /// @param session the id in the cookie, or a new one
  /// @param isNew whether the browser does not know it yet
  /// @param isScript whether name and password came with the request itself, as browsers never send
  ///   them on behalf of another site here
  /// @param user as whom, of those who sign in or come with a password
  record Asking(
      Optional<Caller> caller,
      String session,
      boolean isNew,
      boolean isScript,
      Optional<User> user) {}

  /// @param port of this server: browsers share cookies between all ports of a host
  Identity(
      Optional<Users> users, Optional<Proxy> proxy, Caller local, Sessions sessions, int port) {
    this.users = users;
    this.proxy = proxy;
    this.local = local;
    this.sessions = sessions;
    this.cookie = "tributary-" + port;
  }

  /// @param from the address of whoever holds the connection
  Asking of(InetAddress from, Headers headers) throws InterruptedException {
    var given = Optional.ofNullable(headers.getFirst("Authorization"));
    if (users.isPresent() && given.filter(it -> it.startsWith(BASIC)).isPresent()) {
      var user = basic(users.get(), given.get().substring(BASIC.length()));
      return new Asking(user.map(User::caller), sessions.newId(), false, true, user);
    }
    var session = cookie(headers);
    var known =
        users.isEmpty() && proxy.isEmpty()
            ? Optional.of(local)
            : proxy.flatMap(it -> it.caller(from, headers));
    var user = known.isPresent() ? Optional.<User>empty() : session.flatMap(this::signedIn);
    return new Asking(
        known.or(() -> user.map(User::caller)),
        session.orElseGet(sessions::newId),
        session.isEmpty(),
        false,
        user);
  }

  private Optional<User> signedIn(String session) {
    var user = sessions.find(session);
    if (user.isPresent() && !isThere(user.get())) {
      sessions.end(session);
      return Optional.empty();
    }
    return user;
  }

  private boolean isThere(User user) {
    return users.filter(it -> it.have(user)).isPresent();
  }

  /// Whether what was known of who asks is true still: a session may have ended, and somebody may
  /// be no user any more. Looking does not make it last longer.
  boolean stillHolds(Asking asking) {
    if (asking.user().isEmpty()) {
      return true;
    }
    return isThere(asking.user().get())
        && (asking.isScript() || sessions.peek(asking.session()).isPresent());
  }

  /// Whether people have to sign in.
  boolean asksForPasswords() {
    return users.isPresent();
  }

  /// Begins a session if name and password are right.
  ///
  /// @return its id
  Optional<String> signIn(String name, String password) throws InterruptedException {
    return users.isEmpty()
        ? Optional.empty()
        : users.get().find(name, password).map(sessions::begin);
  }

  /// The header that sets the cookie to `session`. Scripts and other sites never get at it.
  String setCookie(String session, Headers headers) {
    var secure = "https".equals(headers.getFirst("X-Forwarded-Proto")) ? "; Secure" : "";
    return cookie + "=" + session + "; Path=/; HttpOnly; SameSite=Strict" + secure;
  }

  private static Optional<User> basic(Users users, String encoded) throws InterruptedException {
    try {
      var both = new String(Base64.getDecoder().decode(encoded), UTF_8);
      var colon = both.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : users.find(both.substring(0, colon), both.substring(colon + 1));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private Optional<String> cookie(Headers headers) {
    for (var line : headers.getOrDefault("Cookie", List.of())) {
      for (var pair : line.split(";", -1)) {
        var stripped = pair.strip();
        if (stripped.startsWith(cookie + "=")) {
          return Optional.of(stripped.substring(cookie.length() + 1));
        }
      }
    }
    return Optional.empty();
  }
}
