package dev.tributary.ingestion.rules;

import static dev.tributary.ingestion.rules.Sample.identifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.rules.Sample.SampleItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  /// Codes as they stand in stylesheets and in Java. Those of `message` are left out, since events
  /// are named likewise.
  private static final Pattern CODE =
      Pattern.compile(
          "[\"'](?:asset|catalogue|container|deal|format|manifest|package|reference|release|schema"
              + "|xml)\\.[a-z-]+[\"']");

  @Test
  void everyRuleHasACodeOfItsOwnAndSaysWhatItExpectsAndWhy() {
    assertThat(Rules.all()).extracting(Rule::code).doesNotHaveDuplicates();
    assertThat(Rules.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.code()).matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
              assertThat(rule.statement()).matches("[A-Z].*\\.");
              assertThat(rule.source()).isNotBlank();
            });
  }

  @Test
  void everyCodeThatIsRaisedAnywhereIsARule() throws IOException {
    var sources = Path.of("src/main");
    assumeTrue(Files.isDirectory(sources), "skipped: not run in the folder of the module");
    var raised = new TreeSet<String>();
    try (var files = Files.walk(sources)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        CODE.matcher(Files.readString(file))
            .results()
            .map(code -> code.group().substring(1, code.group().length() - 1))
            .forEach(raised::add);
      }
    }

    assertThat(raised)
        .isNotEmpty()
        .allSatisfy(code -> assertThat(Rules.find(code)).as(code).isPresent());
  }

  @Test
  void violationPointsAtTheNearestPlaceThatIsKnown() {
    var sample = new Sample();
    sample.items.getLast().isrc = Optional.of("WRONG");
    sample.locations.put("/products/0/items/1", new Location("/m/ResourceList/Recording[2]", 40));
    sample.locations.put("/products/0", new Location("/m/ReleaseList/Release", 90));

    assertThat(check(sample, Map.of()))
        .containsExactly(
            new Violation(
                "identifier.isrc-form",
                Severity.WARNING,
                Optional.of("/m/ResourceList/Recording[2]"),
                Optional.of(40),
                Optional.of("WRONG"),
                "expected the ISRC to consist of two letters, three letters or digits, and seven"
                    + " digits, such as USABC2600001 (ISO 3901, 4), found \"WRONG\"; send it as it"
                    + " was assigned"));
  }

  @Test
  void violationsAreOrderedByLine() {
    var sample = new Sample();
    sample.titles = List.of();
    sample.items.getFirst().isrc = Optional.empty();
    sample.findings.add(finding("reference.unresolved", 7));
    sample.locations.put("/products/0", new Location("/r", 90));
    sample.locations.put("/products/0/items/0", new Location("/i", 40));

    assertThat(check(sample, Map.of()))
        .extracting(Violation::rule)
        .containsExactly("reference.unresolved", "identifier.isrc-missing", "title.missing");
  }

  @Test
  void wrongCheckDigitNamesTheRightOne() {
    var sample = new Sample();
    sample.identifiers = List.of(identifier("ICPN", "4006381333932"));

    assertThat(check(sample, Map.of()))
        .extracting(Violation::message)
        .containsExactly(
            "expected the ICPN to end in its check digit, found 04006381333932 (were all before it"
                + " right, it would end in 1); correct the digit that is mistyped");
  }

  @Test
  void providerChoosesSeveritiesAndTurnsRulesOff() {
    var sample = new Sample();
    sample.titles = List.of();
    sample.label = Optional.empty();
    sample.findings.add(finding("reference.unused", 7));

    var violations =
        check(
            sample,
            Map.of(
                "title.missing", Optional.of(Severity.ERROR),
                "label.missing", Optional.empty(),
                "reference.unused", Optional.of(Severity.INFO)));

    assertThat(violations)
        .extracting(Violation::rule, Violation::severity)
        .containsExactlyInAnyOrder(
            tuple("title.missing", Severity.ERROR), tuple("reference.unused", Severity.INFO));
  }

  @Test
  void severityOfAnUnknownRuleIsRefusedWithTheOneThatWasMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Severities.of(Map.of("identifier.isrc-formm", Optional.empty())))
        .withMessage("unknown rule identifier.isrc-formm, did you mean identifier.isrc-form?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Severities.of(Map.of("spelling", Optional.empty())))
        .withMessage(
            "unknown rule spelling; rules of the provider's own stylesheet begin with provider.");
  }

  @Test
  void whatCannotBeReadStaysAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Severities.of(Map.of("xml.malformed", Optional.of(Severity.INFO))))
        .withMessageContaining("xml.malformed, which is always an error");
  }

  @Test
  void rulesOfTheProvidersOwnStylesheetAreWarningsUnlessItSaysOtherwise() {
    var sample = new Sample();
    sample.findings.add(finding("provider.house-number", 1));

    assertThat(check(sample, Map.of()))
        .extracting(Violation::severity)
        .containsExactly(Severity.WARNING);
    assertThat(check(sample, Map.of("provider.house-number", Optional.of(Severity.ERROR))))
        .extracting(Violation::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void violationsFoundElsewhereAreAdjustedToo() {
    var found =
        new Violation(
            "asset.corrupt",
            Severity.WARNING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "");

    var severities = Severities.of(Map.of("asset.corrupt", Optional.of(Severity.ERROR)));

    assertThat(Rules.adjust(List.of(found), severities))
        .extracting(Violation::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void ofVeryManyViolationsTheMostSeriousAreKeptAndTheRestIsCounted() {
    var sample = new Sample();
    sample.items =
        IntStream.rangeClosed(1, Rules.LIMIT + 500)
            .mapToObj(track -> new SampleItem("A" + track, track, "Song " + track))
            .toList();
    sample.items.forEach(item -> item.isrc = Optional.empty());
    sample.assets = List.of();
    sample.duration = Optional.empty();
    sample.findings.add(finding("reference.unresolved", 9_999));

    var violations = check(sample, Map.of());

    assertThat(violations).hasSize(Rules.LIMIT + 1);
    assertThat(violations.get(Rules.LIMIT - 1).rule()).isEqualTo("reference.unresolved");
    assertThat(violations.getLast().rule()).isEqualTo("message.more-violations");
    assertThat(violations.getLast().value()).hasValue("502");
  }

  @Test
  void longValuesAreCut() {
    var sample = new Sample();
    sample.languages = List.of("x".repeat(100_000));

    assertThat(check(sample, Map.of()))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.value().orElseThrow()).hasSizeLessThan(200).endsWith("…");
              assertThat(violation.message()).hasSizeLessThan(400);
            });
  }

  @Test
  void oddValuesAreViolationsAndNeverFailures() {
    for (var odd :
        List.of("", " ", "-", "\ud83d", "0", "9999999999-99-99", "%s %d", "\u0000", "..")) {
      var sample = new Sample();
      sample.createdAt = odd;
      sample.sender = "PADPIDA" + odd;
      sample.identifiers =
          Stream.of("ICPN", "ISBN", "ISRC", "ISWC", "ISNI", "GRid", "DPID", "IPI", "Other")
              .map(type -> identifier(type, odd))
              .toList();
      sample.titles = List.of(Sample.title(odd));
      sample.artists = List.of(Sample.artist(odd));
      sample.contributors = List.of(Sample.credit(odd));
      sample.parentalWarning = Optional.of(odd);
      sample.releaseDate = Optional.of(odd);
      sample.originalReleaseDate = Optional.of(odd);
      sample.languages = List.of(odd);
      sample.items.getFirst().isrc = Optional.of(odd);
      sample.items.getFirst().track = Optional.of(Integer.MIN_VALUE);
      sample.items.getFirst().duration = Optional.of(Duration.ofSeconds(Long.MIN_VALUE));
      sample.deals.getFirst().from(odd, odd);
      sample.deals.getFirst().preOrder = Optional.of(odd);
      sample.deals.getFirst().included = List.of(odd, odd);
      sample.deals.getFirst().excluded = List.of(odd);
      sample.assets.getFirst().uri = odd;

      assertThat(check(sample, Map.of())).isNotEmpty();
    }
  }

  @Test
  void filesThatNoAssetIsAreUndeclared() {
    var files =
        new PackageListing(
            List.of(
                new PackageListing.File("resources/A1.flac", "another hash", 1),
                new PackageListing.File("RESOURCES/a2.FLAC", "hash of A2", 1),
                new PackageListing.File("notes.txt", "a third", 1)));

    assertThat(Rules.checkFiles(new Sample().build(), files, Severities.DEFAULT))
        .extracting(violation -> violation.value().orElseThrow())
        .containsExactly("notes.txt");
  }

  private static Finding finding(String rule, int line) {
    return new Finding(
        rule, "expected otherwise", Optional.empty(), Optional.of(new Location("/m", line)));
  }

  private static List<Violation> check(Sample sample, Map<String, Optional<Severity>> severities) {
    return Rules.check(sample.build(), Severities.of(severities), NOW);
  }
}
