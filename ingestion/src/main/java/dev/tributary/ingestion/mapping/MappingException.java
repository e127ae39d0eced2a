package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.util.Optional;

/// A message that cannot be mapped because of what it contains. Nothing on our side mends that; the
/// [#finding] says in words for the provider what was expected and what was found, and where.
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Finding finding;

  MappingException(Finding finding) {
    super(finding.rule() + ": " + finding.message());
    this.finding = finding;
  }

  /// A refusal by `rule`; one of a provider's own begins with `provider.`.
  public static MappingException of(String rule, String message) {
    return new MappingException(new Finding(rule, message, Optional.empty(), Optional.empty()));
  }

  static MappingException of(String rule, String message, String value, Location at) {
    return new MappingException(new Finding(rule, message, Optional.of(value), Optional.of(at)));
  }

  /// The rule that the message breaks (`xml.malformed`, `format.unknown`, …), the value found and
  /// the place in the provider's file.
  public Finding finding() {
    return finding;
  }
}
