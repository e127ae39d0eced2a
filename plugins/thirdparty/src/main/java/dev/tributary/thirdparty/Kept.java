package dev.tributary.thirdparty;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An answer that was kept, and how to ask whether it still holds.
///
/// @param etag what the third party knows this version by
/// @param lastModified likewise
record Kept(
    Answer answer, Optional<String> etag, Optional<String> lastModified, Instant freshUntil) {
  private static final String CACHE_CONTROL = "cache-control";
  private static final Pattern MAX_AGE = Pattern.compile("max-age=\"?([0-9]{1,9})\"?");

  /// `answer`, which `response` brought; empty if the third party does not want it kept.
  ///
  /// @param otherwise how long it is fresh if the third party says nothing of that
  static Optional<Kept> of(Answer answer, HttpResponse<?> response, Duration otherwise) {
    var directives = directives(response);
    if (otherwise.isZero() || directives.contains("no-store")) {
      return Optional.empty();
    }
    return Optional.of(
        new Kept(
            answer,
            response.headers().firstValue("etag"),
            response.headers().firstValue("last-modified"),
            answer.at().plus(freshFor(directives, otherwise))));
  }

  /// All lines of it are one list, whose words are written in either case (RFC 9111, section 5.2).
  private static List<String> directives(HttpResponse<?> response) {
    return response.headers().allValues(CACHE_CONTROL).stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(directive -> directive.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Duration freshFor(List<String> directives, Duration otherwise) {
    if (directives.stream().anyMatch(directive -> directive.startsWith("no-cache"))) {
      return Duration.ZERO;
    }
    return directives.stream()
        .map(MAX_AGE::matcher)
        .filter(Matcher::matches)
        .map(age -> Duration.ofSeconds(Long.parseLong(age.group(1))))
        .findFirst()
        .orElse(otherwise);
  }

  boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  /// The same, which the third party confirmed at `now`: fresh for as long as it says then, or else
  /// as it said before (RFC 9111, section 4.3.4).
  Kept confirmed(HttpResponse<?> response, Instant now) {
    var before = Duration.between(answer.at(), freshUntil);
    var again = new Answer(answer.uri(), answer.status(), answer.contentType(), answer.body(), now);
    return new Kept(again, etag, lastModified, now.plus(freshFor(directives(response), before)));
  }

  /// Asks for the answer only if it is another one by now (RFC 9110, section 13.1).
  void validate(HttpRequest.Builder request) {
    etag.ifPresent(tag -> request.setHeader("if-none-match", tag));
    lastModified.ifPresent(date -> request.setHeader("if-modified-since", date));
  }
}
