package dev.tributary.ingestion.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An event of the ledger, of which a test says what matters to it.
final class TestEvents {
  private final String name;
  private final String application;
  private final String inputId;
  private final String messageId;
  private String id;
  private Instant at = Instant.parse("2026-06-01T12:00:00Z");
  private String jobId = "j1";
  private int attempt = 1;
  private Duration waited = Duration.ZERO;
  private Optional<String> delivery = Optional.empty();
  private Optional<String> product = Optional.empty();
  private Optional<String> body = Optional.empty();

  private TestEvents(String name, String application, String inputId, String messageId) {
    this.name = name;
    this.application = application;
    this.inputId = inputId;
    this.messageId = messageId;
    this.id = String.join("/", name, application, messageId);
  }

  /// `application` completed `messageId`.
  static TestEvents worked(String application, String messageId) {
    return came("completed", application, messageId);
  }

  /// `messageId` came to `outcome` in `application`.
  static TestEvents came(String outcome, String application, String messageId) {
    return new TestEvents("message." + outcome, application, messageId, messageId);
  }

  /// `application` sent `result` because of `inputId`.
  static TestEvents sent(String application, String inputId, String result) {
    return new TestEvents("result.sent", application, inputId, result);
  }

  TestEvents in(String ofDelivery, String ofJob) {
    delivery = Optional.of(ofDelivery);
    jobId = ofJob;
    return this;
  }

  TestEvents of(String ofProduct) {
    product = Optional.of(ofProduct);
    return this;
  }

  TestEvents id(String other) {
    id = other;
    return this;
  }

  TestEvents at(Instant when) {
    at = when;
    return this;
  }

  TestEvents attempt(int number) {
    attempt = number;
    id = id + "/" + number;
    return this;
  }

  TestEvents waited(Duration duration) {
    waited = duration;
    return this;
  }

  TestEvents body(String sha256) {
    body = Optional.of(sha256);
    return this;
  }

  LedgerEntry entry() {
    return new LedgerEntry(
        id,
        name,
        at.toString(),
        application,
        messageId,
        inputId,
        jobId,
        "j0 j00",
        at.toString(),
        "upsert.release",
        attempt,
        1_024,
        waited.toMillis(),
        3,
        Optional.empty(),
        Optional.of(waited.toMillis()),
        delivery,
        Optional.of("acme"),
        product,
        body);
  }
}
