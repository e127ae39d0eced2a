package dev.tributary.thirdparty;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An answer that was kept, and how to ask whether it still holds.
///
/// @param etag what the third party knows this version by
/// @param lastModified likewise
record Kept(
    Answer answer, Optional<String> etag, Optional<String> lastModified, Instant freshUntil) {
  private static final String MAX_AGE = "max-age=";

  /// `answer`, which `response` brought; empty if the third party does not want it kept.
  ///
  /// @param otherwise how long it is fresh if the third party says nothing of that
  static Optional<Kept> of(Answer answer, HttpResponse<?> response, Duration otherwise) {
    var control = response.headers().firstValue("cache-control").orElse("");
    if (otherwise.isZero() || control.contains("no-store")) {
      return Optional.empty();
    }
    return Optional.of(
        new Kept(
            answer,
            response.headers().firstValue("etag"),
            response.headers().firstValue("last-modified"),
            answer.at().plus(freshFor(control, otherwise))));
  }

  private static Duration freshFor(String control, Duration otherwise) {
    if (control.contains("no-cache")) {
      return Duration.ZERO;
    }
    for (var directive : control.split(",", -1)) {
      var text = directive.strip();
      if (text.startsWith(MAX_AGE) && text.substring(MAX_AGE.length()).matches("[0-9]{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(text.substring(MAX_AGE.length())));
      }
    }
    return otherwise;
  }

  boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  /// The same, which the third party confirmed at `now`.
  Kept confirmed(HttpResponse<?> response, Instant now, Duration otherwise) {
    var control = response.headers().firstValue("cache-control").orElse("");
    var again = new Answer(answer.uri(), answer.status(), answer.contentType(), answer.body(), now);
    return new Kept(again, etag, lastModified, now.plus(freshFor(control, otherwise)));
  }

  /// Asks for the answer only if it is another one by now (RFC 9110, section 13.1).
  void validate(HttpRequest.Builder request) {
    etag.ifPresent(tag -> request.setHeader("if-none-match", tag));
    lastModified.ifPresent(date -> request.setHeader("if-modified-since", date));
  }
}
