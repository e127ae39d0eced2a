package dev.tributary.console.pages;

import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.mapping.StylesheetException;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.rules.Rules;
import dev.tributary.ingestion.rules.Severities;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of reading a message as a mapping would.
///
/// @param problem what is wrong with the mapping
/// @param document what came out, if anything did
record Tried(
    Outcome outcome,
    Optional<String> format,
    Optional<String> provider,
    Optional<String> mapping,
    List<Violation> violations,
    Optional<String> problem,
    Optional<CanonicalDocument> document) {

  /// What would become of a delivery of it, as far as reading it tells.
  enum Outcome {
    ACCEPTED("it would be loaded, or change what is"),
    REJECTED("the provider would be told why"),
    QUARANTINED("the mapping is at fault; mend it and try again");

    private final String meaning;

    Outcome(String meaning) {
      this.meaning = meaning;
    }

    String meaning() {
      return meaning;
    }
  }

  /// @param named whose mapping is meant; else that of the sender, or of the format
  static Tried of(byte[] message, Optional<Provider> named, Mappings mappings) throws IOException {
    var content = Content.of(message);
    var known = new Tried(Outcome.REJECTED, Optional.empty(), named.map(Provider::name));
    try {
      var identification = mappings.identify(content, named);
      var provider = named.or(() -> mappings.provider(identification));
      known = known.identified(identification, provider);
      var mapping = mappings.mapping(identification, provider);
      known = known.by(mapping.version());
      return known.read(mapping.map(content), provider);
    } catch (MappingException refusal) {
      return known.refused(refusal);
    } catch (StylesheetException broken) {
      return known.broken(String.valueOf(broken.getMessage()));
    }
  }

  private Tried(Outcome outcome, Optional<String> format, Optional<String> provider) {
    this(
        outcome, format, provider, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  private Tried identified(Identification identification, Optional<Provider> settings) {
    return new Tried(
        outcome,
        Optional.of(identification.format() + " " + identification.version()),
        settings.map(Provider::name).or(identification::sender));
  }

  private Tried by(String version) {
    return new Tried(
        outcome, format, provider, Optional.of(version), violations, problem, document);
  }

  private Tried read(CanonicalDocument made, Optional<Provider> settings) {
    var severities =
        settings.map(Provider::severities).map(Severities::of).orElse(Severities.DEFAULT);
    var found = Rules.check(made, severities, Instant.now());
    var isRefused = found.stream().anyMatch(it -> it.severity() == Severity.ERROR);
    return new Tried(
        isRefused ? Outcome.REJECTED : Outcome.ACCEPTED,
        format,
        provider,
        mapping,
        found,
        problem,
        Optional.of(made));
  }

  private Tried refused(MappingException refusal) {
    var found = Rules.violation(refusal.finding(), Severities.DEFAULT).stream().toList();
    return new Tried(Outcome.REJECTED, format, provider, mapping, found, problem, document);
  }

  private Tried broken(String reason) {
    return new Tried(
        Outcome.QUARANTINED, format, provider, mapping, violations, Optional.of(reason), document);
  }

  boolean isClean() {
    return violations.isEmpty() && problem.isEmpty();
  }
}
