package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.console.web.Identity.Asking;
import dev.tributary.console.web.Layout.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers by HTTP. Every request passes the guards in the order of [#answer]: the host it is for,
/// whose it is, whether there is such a route, whether they may, whether it came from a page of
/// ours.
public final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);

  /// Requests that are answered at a time, pages that are followed among them. More wait.
  private static final int MOST_AT_ONCE = 256;

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final String JSON = ".json";
  private static final String CSRF = "csrf";
  private static final String SIGN_IN = "/sign-in";
  private static final String SIGN_OUT = "/sign-out";

  private final HttpServer server;
  private final ExecutorService threads = threads();
  private final Hosts hosts;
  private final Sessions sessions;
  private final Identity identity;
  private final Live live = new Live();
  private boolean started;
  private volatile Routes routes = new Routes(List.of());
  private volatile Layout layout = new Layout(List.of());

  /// Where it is to be reached, and by whom.
  ///
  /// @param hosts names under which it is asked, besides `localhost`
  /// @param users who may
  /// @param proxy who says who asks; without either, whoever reaches it is `local`
  public record Options(
      InetSocketAddress address,
      List<String> hosts,
      Optional<Users> users,
      Optional<Proxy> proxy,
      Caller local) {}

  private Server(HttpServer server, Options options) {
    this.server = server;
    this.hosts = new Hosts(options.hosts());
    this.sessions = new Sessions(InstantSource.system());
    this.identity =
        new Identity(
            options.users(),
            options.proxy(),
            options.local(),
            sessions,
            server.getAddress().getPort());
  }

  /// Threads of the operating system, which gives each its share: virtual ones stand in line behind
  /// whatever keeps the processors busy, and people look most of all when much is going on.
  private static ExecutorService threads() {
    var threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("console ", 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /// Takes the address. Who asks waits until [#serve].
  ///
  /// @throws IOException if the address is taken, or none of this machine's
  public static Server bind(Options options) throws IOException {
    return new Server(HttpServer.create(options.address(), 0), options);
  }

  /// Begins to answer.
  ///
  /// @param menu where the menu leads: paths and their names, in order
  public void serve(Routes all, Map<String, String> menu) {
    routes = all;
    layout =
        new Layout(
            menu.entrySet().stream().map(it -> new Entry(it.getKey(), it.getValue())).toList());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    started = true;
  }

  /// Where it is to be reached.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var reply = Reply.to(exchange);
      try {
        answer(exchange, reply);
      } catch (RefusedException refused) {
        refuse(reply, refused.status(), refused.reason());
      } catch (InterruptedException stopping) {
        refuse(reply, 503, "Tributary is stopping");
      } catch (RuntimeException failure) {
        fail(exchange, reply, failure);
      } catch (IOException failure) {
        if (reply.hasBegun()) {
          throw failure; // whoever asked is gone
        }
        fail(exchange, reply, failure);
      }
    }
  }

  private void fail(HttpExchange exchange, Reply reply, Exception failure) throws IOException {
    log.atWarn()
        .addKeyValue("path", exchange.getRequestURI().getPath())
        .setCause(failure)
        .log("request.failed");
    refuse(reply, 500, "this went wrong on our side; the log says more (request.failed)");
  }

  private void refuse(Reply reply, int status, String reason) throws IOException {
    if (reply.hasBegun()) {
      return;
    }
    if (reply.isJson()) {
      reply.error(status, reason);
    } else {
      reply.html(status, layout.error(status, reason, ""));
    }
  }

  private void answer(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
    var headers = exchange.getRequestHeaders();
    var host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
    if (!hosts.allow(host)) {
      throw RefusedException.of(
          421,
          "this is not %s; name it in the setting console.hosts if it is to be".formatted(host));
    }
    var path = exchange.getRequestURI().getRawPath();
    if (Assets.has(path)) {
      Assets.send(path, reply);
      return;
    }
    var asking = asking(exchange);
    if (asking.isNew() && !reply.isJson()) {
      reply.cookie(identity.setCookie(asking.session(), headers));
    }
    switch (path) {
      case SIGN_IN -> signIn(exchange, asking, reply);
      case SIGN_OUT -> signOut(exchange, asking, reply);
      case "/live" -> live.follow(() -> look(exchange, asking), reply);
      default -> route(exchange, asking, reply);
    }
  }

  private Asking asking(HttpExchange exchange) throws InterruptedException {
    return identity.of(exchange.getRemoteAddress().getAddress(), exchange.getRequestHeaders());
  }

  private void route(HttpExchange exchange, Asking asking, Reply reply)
      throws IOException, InterruptedException {
    var uri = exchange.getRequestURI();
    if (asking.caller().isEmpty() && !reply.isJson() && identity.asksForPasswords()) {
      reply.seeOther(SIGN_IN + "?next=" + Values.encode(target(uri)));
      return;
    }
    var caller = asking.caller().orElseThrow(Server::unknown);
    var method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
    var match = routes.find(method, segments(uri.getRawPath()));
    permit(caller, match.route());
    var form = method.equals("POST") ? checkedForm(exchange, asking, match.route()) : Values.NONE;
    var body = new Bounded(exchange.getRequestBody(), match.route().body().limit());
    var request = request(uri, match, caller, asking, form, body);
    send(match.route().handler().answer(request), request, reply);
  }

  private void send(Answer answer, Request request, Reply reply) throws IOException {
    switch (answer) {
      case Answer.Page page when reply.isJson() -> reply.json(200, page.data());
      case Answer.Page page ->
          reply.html(200, layout.whole(page, request, identity.asksForPasswords()));
      case Answer.Data(var data) -> reply.json(200, data);
      case Answer.Content content -> reply.content(content);
      case Answer.SeeOther(var location) -> reply.seeOther(location);
    }
  }

  /// The part of a page that changes, for one who may see the page.
  private Optional<Html> look(HttpExchange exchange, Asking asking)
      throws IOException, InterruptedException {
    if (asking.caller().isEmpty() || !identity.stillHolds(asking)) {
      return Optional.empty();
    }
    var of = URI.create(query(exchange.getRequestURI()).required("of"));
    var match = routes.find("GET", segments(of.getRawPath()));
    var caller = asking.caller().get();
    permit(caller, match.route());
    var request = request(of, match, caller, asking, Values.NONE, InputStream.nullInputStream());
    return match.route().handler().answer(request) instanceof Answer.Page page
        ? Optional.of(page.live())
        : Optional.empty();
  }

  private Request request(
      URI uri, Routes.Match match, Caller caller, Asking asking, Values form, InputStream body) {
    return new Request(target(uri), match.path(), query(uri), form, caller, token(asking), body);
  }

  /// What forms of whoever asks bring along. A session says who that is only where people sign in,
  /// so that both count.
  private String token(Asking asking) {
    return sessions.token(tokenOwner(asking));
  }

  private static String tokenOwner(Asking asking) {
    return asking.session() + "\n" + asking.caller().map(Caller::name).orElse("");
  }

  private static void permit(Caller caller, Route route) {
    if (!caller.role().covers(route.needed())) {
      throw RefusedException.forbidden(
          "%s may look, and not act: that takes the role operator".formatted(caller.name()));
    }
  }

  /// The form that was sent, once it is sure that a page of ours sent it.
  private Values checkedForm(HttpExchange exchange, Asking asking, Route route) throws IOException {
    var limit = route.body().limit();
    var length = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"));
    if (length.filter(text -> text.length() > 18 || Long.parseLong(text) > limit).isPresent()) {
      throw Bounded.tooLarge(limit);
    }
    var form = route.body().isForm() ? form(exchange, limit) : Values.NONE;
    checkOrigin(exchange, asking, form);
    checkNames(route, form, query(exchange.getRequestURI()));
    return form;
  }

  /// What narrows an act and is misspelt, or not where it belongs, would have it do more.
  private static void checkNames(Route route, Values form, Values query) {
    if (route.body().isForm()) {
      form.without(CSRF).allowOnly(route.values(), "form");
      query.allowOnly(List.of(), "address of this form");
    } else {
      query.allowOnly(route.values(), "address");
    }
  }

  private static Values form(HttpExchange exchange, long limit) throws IOException {
    var body = new Bounded(exchange.getRequestBody(), limit).readAllBytes();
    return Values.parse(new String(body, UTF_8));
  }

  /// Another site can have a browser send a form, but cannot know the token.
  private void checkOrigin(HttpExchange exchange, Asking asking, Values form) {
    if (asking.isScript()) {
      return;
    }
    var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Csrf-Token"));
    var token = header.or(() -> form.text(CSRF)).orElse("");
    if (!sessions.isToken(token, tokenOwner(asking))) {
      throw RefusedException.forbidden(
          "this did not come from a page of this server, or from one loaded before it was started"
              + " anew or you signed in; send it once more, or load the page again first");
    }
  }

  private void signIn(HttpExchange exchange, Asking asking, Reply reply)
      throws IOException, InterruptedException {
    var token = token(asking);
    if (!exchange.getRequestMethod().equals("POST")) {
      var next = query(exchange.getRequestURI()).text("next").orElse("/");
      reply.html(200, layout.signIn(token, next, Optional.empty()));
      return;
    }
    var form = form(exchange, Route.Body.FORM.limit());
    checkOrigin(exchange, asking, form);
    var next = form.text("next").filter(Server::isOurs).orElse("/");
    var session = identity.signIn(form.required("name"), form.required("password"));
    if (session.isEmpty()) {
      var problem = Optional.of("Name or password is wrong.");
      reply.html(403, layout.signIn(token, next, problem));
      return;
    }
    reply.cookie(identity.setCookie(session.get(), exchange.getRequestHeaders()));
    reply.seeOther(next);
  }

  private void signOut(HttpExchange exchange, Asking asking, Reply reply) throws IOException {
    checkOrigin(exchange, asking, form(exchange, Route.Body.FORM.limit()));
    sessions.end(asking.session());
    reply.cookie(identity.setCookie(sessions.newId(), exchange.getRequestHeaders()));
    reply.seeOther(SIGN_IN);
  }

  private static RefusedException unknown() {
    return RefusedException.of(
        401,
        "expected a session, name and password (Basic), or the word of a proxy that is trusted");
  }

  /// A path here, and not the address of another server.
  private static boolean isOurs(String next) {
    return next.startsWith("/")
        && !next.startsWith("//")
        && next.chars().allMatch(each -> each > ' ' && each < 127 && each != '\\');
  }

  private static Values query(URI uri) {
    return Values.parse(Optional.ofNullable(uri.getRawQuery()).orElse(""));
  }

  private static String target(URI uri) {
    return uri.getRawPath() + Optional.ofNullable(uri.getRawQuery()).map(it -> "?" + it).orElse("");
  }

  /// Of a path, without the ending that asks for JSON.
  private static List<String> segments(String path) {
    var segments = new ArrayList<>(Route.segments(path));
    if (!segments.isEmpty()) {
      var last = segments.removeLast();
      segments.add(
          last.endsWith(JSON) && !last.equals("openapi.json")
              ? last.substring(0, last.length() - JSON.length())
              : last);
    }
    return segments;
  }

  @Override
  public void close() {
    if (!started) {
      // The JDK's server lets go of its port in the thread that starting it makes.
      server.start();
    }
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
