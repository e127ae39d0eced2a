package dev.tributary.ingestion.rules;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Rules about the message as a whole.
final class MessageRules {

  /// How far the clocks of two companies may differ, time zones that were left out included.
  private static final Duration CLOCKS = Duration.ofDays(1);

  /// Raised by [Rules#check] itself.
  static final Rule MORE_VIOLATIONS =
      Rule.info(
          "message.more-violations",
          "Of a thousand violations the rest is counted only, so that no message fills the disk.",
          "limit of ours");

  static final List<Check> CHECKS =
      List.of(
          Check.ofMessage(MORE_VIOLATIONS, (_, _) -> Stream.empty()),
          Check.ofMessage(
              Rule.error(
                  "message.no-product",
                  "A message is about a product; one that is about none says nothing.",
                  "DDEX ERN, ReleaseList and PurgedRelease"),
              MessageRules::noProduct),
          Check.ofMessage(
              Rule.warning(
                  "message.created-at",
                  "A message says when it was made, as an ISO 8601 date-time: of two messages about"
                      + " one product the later made one counts.",
                  "DDEX ERN, MessageCreatedDateTime; docs/adr/0005"),
              MessageRules::unreadableTime),
          Check.ofMessage(
              Rule.warning(
                  "message.from-future",
                  "A message was made before it came; one from the future supersedes every"
                      + " correction until that day.",
                  "DDEX ERN, MessageCreatedDateTime; docs/adr/0005"),
              MessageRules::fromFuture));

  private MessageRules() {}

  private static Stream<Problem> noProduct(Part<CanonicalDocument> document, Instant now) {
    return Stream.of(document)
        .filter(message -> message.value().products().isEmpty())
        .filter(message -> !isToldByItsMapping(message.value()))
        .map(message -> message.problem("expected at least one product, found none; add one"));
  }

  /// Of a message that has none on purpose, the mapping says why.
  private static boolean isToldByItsMapping(CanonicalDocument document) {
    return document.findings().stream()
        .anyMatch(finding -> finding.rule().equals("message.no-product"));
  }

  private static Stream<Problem> unreadableTime(Part<CanonicalDocument> document, Instant now) {
    return createdAt(document)
        .filter(created -> Times.dateTime(created.value()).isEmpty())
        .map(
            created ->
                created.problem(
                    created.value(),
                    """
                    expected the time of the message to be a date-time such as \
                    2026-01-31T12:00:00Z, found %s; the time it was received counts instead\
                    """
                        .formatted(Words.quoted(created.value()))));
  }

  private static Stream<Problem> fromFuture(Part<CanonicalDocument> document, Instant now) {
    return createdAt(document)
        .filter(
            created ->
                Times.dateTime(created.value())
                    .filter(time -> time.isAfter(now.plus(CLOCKS)))
                    .isPresent())
        .map(
            created ->
                created.problem(
                    created.value(),
                    """
                    expected the message to have been made before it came (%s), found %s; send it \
                    again with the right time, or every correction until then counts as older\
                    """
                        .formatted(Times.day(now), Words.cut(created.value()))));
  }

  private static Stream<Part<String>> createdAt(Part<CanonicalDocument> document) {
    return new Part<>("/header", document.value().header()).one("createdAt", Header::createdAt);
  }
}
