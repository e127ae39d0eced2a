package dev.tributary.thirdparty;

import dev.tributary.Snooze;
import dev.tributary.database.Database;
import dev.tributary.thirdparty.FirstBytes.Beginning;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One line to the third party, with everything that guards it.
final class Line implements AutoCloseable {
  private static final int TOO_MANY_REQUESTS = 429;

  /// What is no fault of the call besides 5xx: Request Timeout, Too Early.
  private static final Set<Integer> PASSING = Set.of(408, 425);

  /// How long it is left alone after it said that it is asked too much, but not for how long.
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final ThirdParty.Builder parts;
  private final Calls calls;
  private final Circuit circuit;
  private final Hosts hosts;
  private final Places places;
  private final Optional<Slots> slots;
  private final CallCounts counts = new CallCounts();

  /// Until when nobody calls, by [System#nanoTime].
  private final AtomicLong heldUntil = new AtomicLong(System.nanoTime());

  Line(ThirdParty.Builder parts, Database database) {
    this.parts = parts;
    this.calls = new Calls(parts.timeout, parts.longestAnswerBytes);
    this.circuit = new Circuit(parts.name);
    this.hosts = new Hosts(parts.name, parts.hosts, parts.privateAllowed);
    this.places = new Places(parts.concurrency);
    this.slots = parts.rate.map(rate -> new Slots(database, parts.name, rate));
  }

  /// Sends `request` once it may, and returns what is an answer or a redirect.
  HttpResponse<Beginning> send(HttpRequest request) throws InterruptedException {
    try {
      checkHold();
      var tries = circuit.enter();
      try {
        takePlace();
        return sendInPlace(request, tries);
      } finally {
        circuit.leave(tries);
      }
    } catch (Snooze putOff) {
      counts.putOff();
      throw putOff;
    }
  }

  private HttpResponse<Beginning> sendInPlace(HttpRequest request, boolean tries)
      throws InterruptedException {
    var called = false;
    try {
      if (slots.isPresent()) {
        slots.get().await(parts.patience);
      }
      // Meanwhile others may have heard that it wants to be left alone, or that it is away.
      checkHold();
      circuit.goOn(tries);
      called = true;
      return understood(request, attempt(request));
    } finally {
      places.leave(called);
    }
  }

  private void checkHold() {
    var left = heldUntil.get() - System.nanoTime();
    if (left > 0) {
      throw new Snooze(Jitter.longer(Duration.ofNanos(left)), parts.name + " asked for it");
    }
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  private void takePlace() throws InterruptedException {
    if (!places.enter(parts.patience)) {
      throw new Snooze(
          Jitter.longer(parts.patience),
          "%d calls to %s are under way".formatted(parts.concurrency, parts.name));
    }
  }

  private HttpResponse<Beginning> attempt(HttpRequest request) throws InterruptedException {
    var began = System.nanoTime();
    try {
      hosts.check(request.uri());
      return calls.send(request);
    } catch (IOException failure) {
      hosts.forget(request.uri());
      var what = "cannot be reached: " + failure;
      throw failed(request.uri(), Optional.empty(), what, failure);
    } finally {
      counts.took(System.nanoTime() - began);
    }
  }

  /// What `response` says of the third party.
  private HttpResponse<Beginning> understood(HttpRequest request, HttpResponse<Beginning> response)
      throws InterruptedException {
    var status = response.statusCode();
    var wait = RetryAfter.of(response, Instant.now());
    if (wait.isPresent() || status == TOO_MANY_REQUESTS) {
      circuit.succeeded();
      throw held(wait.orElse(BUSY));
    }
    if (status / 100 == 5 || PASSING.contains(status)) {
      var what = "answered %d: %s".formatted(status, response.body().shown());
      throw failed(response.uri(), Optional.of(asked(request)), what.strip(), null);
    }
    circuit.succeeded();
    counts.answered();
    return response;
  }

  private Snooze held(Duration delay) throws InterruptedException {
    heldUntil.accumulateAndGet(System.nanoTime() + delay.toNanos(), Line::later);
    if (slots.isPresent()) {
      slots.get().hold(delay);
    }
    return new Snooze(Jitter.longer(delay), parts.name + " asked for it");
  }

  /// What `request` asks for: what is posted to one URI differs by its key.
  private static String asked(HttpRequest request) {
    return request.uri() + " " + request.headers().firstValue(ThirdParty.KEY).orElse("");
  }

  private RuntimeException failed(
      URI uri, Optional<String> asked, String what, @Nullable Throwable cause) {
    counts.failed();
    var failure = new ThirdPartyException(parts.name, place(uri), what, cause);
    var away = circuit.failed(asked, failure);
    away.ifPresent(_ -> hosts.forgetAll());
    return away.<RuntimeException>map(outage -> outage).orElse(failure);
  }

  /// Without what may be secret: a query, or a user that a redirect names.
  static String place(URI uri) {
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return "%s://%s%s%s".formatted(uri.getScheme(), uri.getHost(), port, uri.getPath());
  }

  Optional<String> outage() {
    return circuit.reason();
  }

  int inFlight() {
    return places.taken();
  }

  CallCounts counts() {
    return counts;
  }

  @Override
  public void close() {
    calls.close();
  }
}
