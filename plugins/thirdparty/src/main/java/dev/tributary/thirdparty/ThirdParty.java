package dev.tributary.thirdparty;

import static dev.tributary.RetryPolicy.atMost;
import static dev.tributary.RetryPolicy.never;
import static dev.tributary.RetryPolicy.pause;

import dev.tributary.Body;
import dev.tributary.RetryPolicy;
import dev.tributary.Snooze;
import dev.tributary.UnavailableException;
import dev.tributary.database.Database;
import dev.tributary.database.Schema;
import dev.tributary.thirdparty.FirstBytes.Beginning;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Somebody outside who is asked by HTTP, with all that makes a good guest:
///
///     var ratings =
///         ThirdParty.named("ratings", URI.create("https://api.ratings.example/v1/"))
///             .rate(Rate.perSecond(50))
///             .contact("ops@radio.example")
///             .open(database);                       // which has ThirdParty.SCHEMA
///
///     ratings.get("isrc/" + isrc)                    // in a callback
///     ratings.get("isrc/" + isrc, Rating::read)      // kept only if that can read it
///
/// What is to be done about a call that does not come to an answer is thrown, for the framework: a
/// [Snooze] if it has to wait, which costs no attempt; an [UnavailableException] if the third party
/// is away, so that the application pauses; a [ThirdPartyException] if the call failed. Give the
/// application [#RETRIES]. Safe for use by many threads; each call blocks its own.
public final class ThirdParty implements AutoCloseable {
  /// The tables that this, [Steps] and [Polling] need; pass it to [Database#open].
  public static final Schema SCHEMA = new Schema("thirdparty", 2);

  /// For applications that ask third parties: failures are tried ten times within a day, what is
  /// refused only once. While a third party is away it is tried every few seconds, so that work
  /// goes on within ten seconds of its return.
  public static final RetryPolicy RETRIES =
      RetryPolicy.standard()
          .on(ThirdPartyException.class, atMost(10).jitteredBy(0.5))
          .on(ThirdPartyException.Refused.class, never())
          .on(JobException.class, never())
          .on(UnavailableException.class, pause().atLongest(Duration.ofSeconds(4)));

  /// The header by which a repetition of the same call is known.
  static final String KEY = "idempotency-key";

  private static final int REDIRECTS = 3;
  private static final int NOT_MODIFIED = 304;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final Builder parts;
  private final Line line;
  private final KeptAnswers answers;

  private ThirdParty(Builder parts, Database database) {
    this.parts = parts;
    this.line = new Line(parts, database);
    this.answers = new KeptAnswers(database, parts.name);
    ThirdParties.opened(this);
  }

  /// Begins a third party.
  ///
  /// @param name by which operators know it; what it allows is shared by all that have it
  /// @param base what paths are resolved against; its host is the first that may be talked to
  public static Builder named(String name, URI base) {
    return new Builder(name, base);
  }

  public String name() {
    return parts.name;
  }

  /// How many calls are under way at once at most; an application that makes one for each message
  /// needs no more concurrency than that.
  public int concurrency() {
    return parts.concurrency;
  }

  /// What it answers to a GET of `path`, be it that there is no such thing. An answer that was kept
  /// and is still fresh costs no call.
  ///
  /// @param path relative to the base, or a whole URI of one of its hosts
  /// @throws Snooze if it is to be asked later: its rate is used up for longer than is worth
  ///   waiting here, or it said so
  /// @throws UnavailableException if it is away
  /// @throws ThirdPartyException if the call failed
  public Answer get(String path) throws InterruptedException {
    return get(path, answer -> answer);
  }

  /// What `reader` makes of what it answers to a GET of `path`. Only what can be read is kept: a
  /// page that says, with status 200, that all is being mended is a failed call.
  ///
  /// @param reader of an answer, be it that there is no such thing; what it throws says what was
  ///   expected
  /// @throws Snooze as the other [#get] does
  /// @throws UnavailableException as that does
  /// @throws ThirdPartyException as that does, or if the answer cannot be read
  public <T> T get(String path, Function<Answer, T> reader) throws InterruptedException {
    var uri = parts.base.resolve(path);
    var isKept = !parts.keeping.isZero();
    var kept = isKept ? answers.find(uri) : Optional.<Kept>empty();
    var known = kept.flatMap(each -> understood(each, reader));
    if (known.isPresent() && kept.get().isFresh(Instant.now())) {
      line.counts().kept();
      return known.get();
    }
    return ask(uri, known.isPresent() ? kept : Optional.empty(), reader);
  }

  /// Empty if `reader` cannot read what was kept when another one could.
  private static <T> Optional<T> understood(Kept kept, Function<Answer, T> reader) {
    try {
      return Optional.of(reader.apply(kept.answer()));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private <T> T ask(URI uri, Optional<Kept> known, Function<Answer, T> reader)
      throws InterruptedException {
    var response = follow(uri, known);
    var now = Instant.now();
    if (response.statusCode() == NOT_MODIFIED && known.isPresent()) {
      var confirmed = known.get().confirmed(response, now);
      answers.keep(uri, confirmed);
      return reader.apply(confirmed.answer());
    }
    var answer = answer(response, now);
    var read = read(answer, response.body(), reader);
    var worthKeeping = Kept.of(answer, response, parts.keeping);
    if (worthKeeping.isPresent()) {
      answers.keep(uri, worthKeeping.get());
    }
    return read;
  }

  private <T> T read(Answer answer, Beginning found, Function<Answer, T> reader) {
    try {
      return reader.apply(answer);
    } catch (RuntimeException unreadable) {
      var what =
          "answered %d: %s, found %s: %s"
              .formatted(
                  answer.status(),
                  unreadable.getMessage(),
                  answer.contentType().orElse("no type"),
                  found.shown());
      throw new ThirdPartyException(parts.name, Line.place(answer.uri()), what, unreadable);
    }
  }

  /// What it answers to a POST. Nothing of it is kept; for that there are [Steps].
  ///
  /// @param idempotencyKey by which it knows a repetition of the same call
  /// @throws Snooze as [#get] does
  /// @throws UnavailableException as [#get] does
  /// @throws ThirdPartyException as [#get] does
  public Answer post(String path, String contentType, Body body, String idempotencyKey)
      throws InterruptedException {
    return post(path, contentType, body, idempotencyKey, answer -> answer);
  }

  /// What `reader` makes of what it answers to a POST, as the other [#post] does.
  ///
  /// @param reader as that of [#get]
  public <T> T post(
      String path, String contentType, Body body, String idempotencyKey, Function<Answer, T> reader)
      throws InterruptedException {
    var request =
        request(parts.base.resolve(path))
            .header("content-type", contentType)
            .header(KEY, idempotencyKey)
            .POST(BodyPublishers.ofByteArray(body.bytes()));
    var response = line.send(request.build());
    return read(answer(response, Instant.now()), response.body(), reader);
  }

  /// Why it counts as away; empty if it does not.
  public Optional<String> outage() {
    return line.outage();
  }

  String host() {
    return parts.base.getHost();
  }

  int inFlight() {
    return line.inFlight();
  }

  CallCounts counts() {
    return line.counts();
  }

  @Override
  public void close() {
    ThirdParties.closed(this);
    line.close();
  }

  private HttpResponse<Beginning> follow(URI uri, Optional<Kept> kept) throws InterruptedException {
    var request = request(uri);
    kept.ifPresent(known -> known.validate(request));
    var response = line.send(request.build());
    for (var redirects = 0; isRedirect(response) && redirects < REDIRECTS; redirects++) {
      response = line.send(request(target(response)).build());
    }
    return response;
  }

  private static boolean isRedirect(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.headers().firstValue("location").isPresent();
      default -> false;
    };
  }

  /// Where a redirect leads; what was asked in secret is not asked in the open.
  private URI target(HttpResponse<?> response) {
    var from = response.uri();
    var location = response.headers().firstValue("location").orElseThrow();
    try {
      var target = from.resolve(location);
      var scheme = String.valueOf(target.getScheme());
      if (scheme.equals("https") || (scheme.equals("http") && scheme.equals(from.getScheme()))) {
        return target;
      }
    } catch (IllegalArgumentException notOne) {
      throw refused(from, "redirects to what is no URI: " + location);
    }
    throw refused(from, "redirects to " + location + ", which is not followed");
  }

  private Answer answer(HttpResponse<Beginning> response, Instant now) {
    var status = response.statusCode();
    var beginning = response.body();
    if (status / 100 != 2 && status != 404 && status != 410) {
      throw refused(response.uri(), "answered %d: %s".formatted(status, beginning.shown()));
    }
    if (!beginning.isWhole()) {
      throw refused(
          response.uri(), "answered more than %d bytes".formatted(parts.longestAnswerBytes));
    }
    return new Answer(
        response.uri(),
        status,
        response.headers().firstValue("content-type"),
        beginning.body(),
        now);
  }

  private ThirdPartyException.Refused refused(URI uri, String what) {
    return new ThirdPartyException.Refused(parts.name, Line.place(uri), what);
  }

  private HttpRequest.Builder request(URI uri) {
    var request =
        HttpRequest.newBuilder(uri).timeout(parts.timeout).header("user-agent", parts.userAgent());
    if (isOfTheBase(uri)) {
      parts.headers.forEach(request::header);
    }
    return request;
  }

  /// Whether `uri` is where the base is: nobody else gets to see its keys.
  private boolean isOfTheBase(URI uri) {
    var base = parts.base;
    return base.getHost().equalsIgnoreCase(uri.getHost())
        && base.getScheme().equals(uri.getScheme())
        && port(base) == port(uri);
  }

  private static int port(URI uri) {
    var usual = uri.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  /// Puts a third party together. Not safe for use by several threads.
  public static final class Builder {
    private static final int CONCURRENCY = 32;

    final String name;
    final URI base;
    final List<String> hosts = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>();
    Optional<Rate> rate = Optional.empty();
    int concurrency = CONCURRENCY;
    Duration timeout = Duration.ofSeconds(20);
    Duration patience = Duration.ofSeconds(2);
    Duration keeping = Duration.ofDays(7);
    int longestAnswerBytes = 4 << 20;
    boolean privateAllowed;
    private String contact = "";

    private Builder(String name, URI base) {
      if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
        throw new IllegalArgumentException(
            "expected the name of a third party of lower-case words joined by \"-\", got: \"%s\""
                .formatted(name));
      }
      var scheme = String.valueOf(base.getScheme());
      if (!(scheme.equals("https") || scheme.equals("http")) || base.getHost() == null) {
        throw new IllegalArgumentException(
            "expected the base of %s to be like https://api.example/v1/, got: %s"
                .formatted(name, base.getUserInfo() == null ? base : "one with a user"));
      }
      if (base.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "expected the base of %s to be like https://api.example/v1/, without a user; send a header"
                .formatted(name));
      }
      this.name = name;
      this.base = base;
      hosts.add(base.getHost());
    }

    /// Another host that may be talked to, such as one that it redirects to; all hosts below one if
    /// it begins with `.`.
    public Builder host(String host) {
      hosts.add(host);
      return this;
    }

    /// A header of each request to the host of the base, such as a key; no other host gets it.
    public Builder header(String header, String value) {
      headers.put(header, value);
      return this;
    }

    /// How many calls it allows, of all processes together. There is no limit if this is not given.
    public Builder rate(Rate allowed) {
      rate = Optional.of(allowed);
      return this;
    }

    /// How many calls of this process are under way at once.
    public Builder concurrency(int calls) {
      if (calls < 1) {
        throw new IllegalArgumentException(
            "expected %s to allow 1 call or more at once, got: %d".formatted(name, calls));
      }
      concurrency = calls;
      return this;
    }

    /// From when a call is sent until its answer has come, all of it.
    public Builder timeout(Duration ofACall) {
      timeout = ofACall;
      return this;
    }

    /// How long a call waits here for its turn; one that would wait for longer is a [Snooze].
    public Builder patience(Duration longestWait) {
      patience = longestWait;
      return this;
    }

    /// How long an answer is fresh of which the third party does not say it. Zero: none is kept.
    public Builder keeping(Duration fresh) {
      keeping = fresh;
      return this;
    }

    public Builder longestAnswer(int bytes) {
      longestAnswerBytes = bytes;
      return this;
    }

    /// Whom to write to about these calls: an address or a page. Many third parties insist on it.
    public Builder contact(String addressOrPage) {
      contact = addressOrPage;
      return this;
    }

    /// It may be in the operator's own networks or on this machine.
    public Builder privateAllowed() {
      privateAllowed = true;
      return this;
    }

    String userAgent() {
      return contact.isBlank() ? "Tributary" : "Tributary (" + contact + ")";
    }

    /// The third party, whose rate and answers are kept in `database`, which has [#SCHEMA] and
    /// stays the caller's to close, afterwards.
    public ThirdParty open(Database database) {
      return new ThirdParty(this, database);
    }
  }
}
