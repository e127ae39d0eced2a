package dev.tributary.ingestion.rules;

import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules, and the checking of documents against them. Stateless, safe for use by many threads.
public final class Rules {

  /// How many violations of one delivery are kept.
  static final int LIMIT = 1_000;

  /// The group of the rules that a provider's own stylesheet brings along.
  static final String PROVIDERS_OWN = "provider.";

  private static final List<Check> CHECKS =
      Stream.of(
              MessageRules.CHECKS,
              IdentifierRules.CHECKS,
              MetadataRules.CHECKS,
              ItemRules.CHECKS,
              DealRules.CHECKS,
              PriceRules.CHECKS,
              PeriodRules.CHECKS,
              TerritoryRules.CHECKS,
              AssetRules.CHECKS)
          .flatMap(List::stream)
          .toList();

  /// A request to purge names what is to go and says nothing else about it.
  private static final List<Check> PURGE_CHECKS =
      Stream.of(MessageRules.CHECKS, IdentifierRules.CHECKS).flatMap(List::stream).toList();

  private static final List<Rule> ALL =
      Stream.concat(RaisedRules.ALL.stream(), CHECKS.stream().map(Check::rule)).toList();

  private static final Map<String, Rule> BY_CODE =
      ALL.stream().collect(toUnmodifiableMap(Rule::code, Function.identity()));

  private Rules() {}

  /// Every rule: first those that reading, mapping and unpacking raise, then those checked here.
  public static List<Rule> all() {
    return ALL;
  }

  /// The rule of that code. A code that begins with `provider.` is always known: such rules are the
  /// provider's own, raised by its stylesheet and warnings by default.
  public static Optional<Rule> find(String code) {
    return code.startsWith(PROVIDERS_OWN)
        ? Optional.of(raised(code))
        : Optional.ofNullable(BY_CODE.get(code));
  }

  /// Everything in which the document breaks a rule: what its mapping found, and what is found
  /// here. Ordered by line, those without a line first. Of more than a thousand, the most serious
  /// are kept, and the last one (`message.more-violations`) says how many more there are.
  ///
  /// @param now the time to judge by whether a deal has ended
  public static List<Violation> check(
      CanonicalDocument document, Severities severities, Instant now) {
    var report = new Report();
    var root = new Part<>("", document);
    var checks = document.header().intent() == Intent.PURGE ? PURGE_CHECKS : CHECKS;
    var purged = document.purged().stream().map(Rules::pointer).collect(toSet());
    var unread = unread(document);
    for (var severity : Severity.values()) {
      document.findings().stream()
          .flatMap(finding -> violation(finding, severities).stream())
          .filter(violation -> violation.severity() == severity)
          .forEach(report::add);
      checks.stream()
          .filter(check -> severities.of(check.rule()).equals(Optional.of(severity)))
          .flatMap(
              check ->
                  check
                      .search()
                      .apply(root, now)
                      .filter(problem -> PURGE_CHECKS.contains(check) || !isIn(purged, problem))
                      .filter(problem -> !isIn(unread, problem))
                      .map(problem -> violation(check.rule(), severity, problem, document)))
          .forEach(report::add);
    }
    return report.violations();
  }

  private static String pointer(int place) {
    return "/products/" + place;
  }

  /// The products of which a part could not be read, so that nothing follows from what they lack.
  private static Set<String> unread(CanonicalDocument document) {
    var parts =
        document.findings().stream()
            .filter(finding -> find(finding.rule()).filter(Rule::fixed).isPresent())
            .flatMap(finding -> finding.at().map(Location::path).stream())
            .flatMap(Paths::upwards)
            .collect(toSet());
    return IntStream.range(0, parts.isEmpty() ? 0 : document.products().size())
        .mapToObj(Rules::pointer)
        .filter(product -> isOneOf(parts, document.locations().get(product)))
        .collect(toSet());
  }

  private static boolean isOneOf(Set<String> paths, @Nullable Location location) {
    return location != null && paths.contains(location.path());
  }

  private static boolean isIn(Set<String> products, Problem problem) {
    return !products.isEmpty() && Paths.upwards(problem.pointer()).anyMatch(products::contains);
  }

  /// The files that came with a message though none of its products names them.
  ///
  /// @param files those beside the message, without the message itself and the package's manifest
  public static List<Violation> checkFiles(
      CanonicalDocument document, PackageListing files, Severities severities) {
    var report = new Report();
    severities
        .of(AssetRules.UNDECLARED_FILE)
        .ifPresent(
            severity ->
                AssetRules.undeclaredFiles(document, files)
                    .map(
                        problem ->
                            violation(AssetRules.UNDECLARED_FILE, severity, problem, document))
                    .forEach(report::add));
    return report.violations();
  }

  /// Violations that something else has found, as serious as the provider's settings say; those of
  /// rules that are off there are left out. Where the settings say nothing they stay as they are.
  public static List<Violation> adjust(List<Violation> violations, Severities severities) {
    return violations.stream().flatMap(found -> adjusted(found, severities).stream()).toList();
  }

  private static Optional<Violation> adjusted(Violation found, Severities severities) {
    return severities
        .of(found.rule(), found.severity())
        .map(
            severity ->
                new Violation(
                    found.rule(),
                    severity,
                    found.path(),
                    found.line(),
                    found.value(),
                    found.message()));
  }

  /// What a mapping found, as serious as the provider's settings say; empty if the rule is off
  /// there. A code that is not registered counts as a warning.
  public static Optional<Violation> violation(Finding finding, Severities severities) {
    var rule = find(finding.rule()).orElseGet(() -> raised(finding.rule()));
    return severities
        .of(rule)
        .map(
            severity ->
                violation(rule, severity, finding.at(), finding.value(), finding.message()));
  }

  /// Why a message cannot be read: an error whatever the provider's settings say.
  public static Violation refusal(Finding finding) {
    return new Violation(
        finding.rule(),
        Severity.ERROR,
        finding.at().map(Location::path),
        finding.at().map(Location::line),
        finding.value(),
        finding.message());
  }

  private static Violation violation(
      Rule rule, Severity severity, Problem problem, CanonicalDocument document) {
    return violation(
        rule, severity, document.locate(problem.pointer()), problem.value(), problem.message());
  }

  private static Violation violation(
      Rule rule, Severity severity, Optional<Location> at, Optional<String> value, String message) {
    return new Violation(
        rule.code(),
        severity,
        at.map(Location::path),
        at.map(Location::line),
        value.map(Words::cut),
        message);
  }

  private static Rule raised(String code) {
    return Rule.warning(
        code, "A rule of the provider's own stylesheet.", "the provider's stylesheet");
  }

  /// The violations found so far, as many as are kept. To be filled with the most serious first.
  private static final class Report {

    private static final Comparator<Violation> BY_LINE =
        Comparator.comparingInt(violation -> violation.line().orElse(0));

    private final List<Violation> kept = new ArrayList<>();
    private long more;

    void add(Violation violation) {
      if (kept.size() < LIMIT) {
        kept.add(violation);
      } else {
        more++;
      }
    }

    List<Violation> violations() {
      kept.sort(BY_LINE);
      if (more > 0) {
        kept.add(
            new Violation(
                MessageRules.MORE_VIOLATIONS.code(),
                MessageRules.MORE_VIOLATIONS.severity(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Long.toString(more)),
                """
                expected at most %,d violations, found %,d more, none more serious than the ones \
                kept; mend these and send the message again to see the rest\
                """
                    .formatted(LIMIT, more)));
      }
      return List.copyOf(kept);
    }
  }
}
