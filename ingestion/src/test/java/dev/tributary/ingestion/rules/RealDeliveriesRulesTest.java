package dev.tributary.ingestion.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.ingestion.RealDeliveries;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules against real messages, which are not ours to ship: the tests look for a folder
/// `shared/deliveries` beside one of the folders above, or where `TRIBUTARY_DELIVERIES` says, and
/// are skipped without it.
class RealDeliveriesRulesTest {

  private static final Mappings MAPPINGS = Mappings.base();
  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ddex-ern-341/AudioSingle_10.xml",
        "ddex-ern-381/Single.xml",
        "ddex-ern-382/001_audioalbum_complete.xml",
        "ddex-ern-382/016_utf8_artists.xml",
        "ddex-ern-382/017_purged_release.xml",
        "ddex-ern-382/Profile_AudioAlbumMusicOnly.xml",
        "ddex-ern-382/Profile_AudioBook.xml",
        "ddex-ern-382/Profile_DigitalBoxedSet_1.xml",
        "ddex-ern-382/Profile_DigitalClassicalAudioAlbum_BestOf.xml",
        "ddex-ern-382/Profile_VideoSingle.xml",
        "ddex-ern-382/ProfileVariant_BonusTrack_HiddenTrack.xml",
        "ddex-ern-382/audius_01_delivery.xml",
        "ddex-ern-382/audius_03_delete.xml",
        "ddex-ern-382/delivery_service_album.xml",
        "ddex-ern-411/1199119911991.xml",
        "ddex-ern-411/1_Audio.xml",
        "ddex-ern-42/1_Audio.xml",
        "ddex-ern-42/8_DjMix.xml",
        "ddex-ern-43/1_Audio.xml",
        "ddex-ern-43/2_Video.xml",
        "ddex-ern-43/4_SimpleAudioSingle.xml",
        "ddex-ern-43/ERN_NewReleaseMessage_example.xml",
        "ddex-ern-43/ERN_PurgeReleaseMessage_example.xml",
        "ddex-ern-43/night_market.xml",
        "ddex-ern-431/1_Audio.xml",
        "ddex-packages/audius_single/track_pay_gated.xml",
      })
  void soundMessageHasNoError(String file) throws IOException {
    assertThat(check(file)).noneMatch(violation -> violation.severity() == Severity.ERROR);
  }

  @ParameterizedTest(name = "{0}: {1}, line {2}")
  @CsvSource({
    "ddex-ern-382/002_erroneous_xml.xml, xml.malformed, ERROR, 157",
    "ddex-ern-382/004_xmlns_ern_missing.xml, xml.undeclared-prefix, ERROR, 10",
    "ddex-ern-382/005_not_valid_xsd.xml, schema.unknown-element, WARNING, 31",
    "ddex-ern-382/006_zero_sound_recordings.xml, reference.unresolved, ERROR, 61",
    "ddex-ern-382/009_no_main_release.xml, release.main, ERROR, 422",
    "ddex-ern-382/012_missing_isrc.xml, identifier.isrc-missing, WARNING, 219",
    "ddex-ern-382/LiveCycle_Takedown.xml, identifier.missing, ERROR, 31",
    "ddex-ern-411/1199119911991.xml, identifier.check-digit, WARNING, 581",
    "ddex-ern-43/night_market.xml, identifier.isrc-form, WARNING, 56",
  })
  void faultyMessageIsToldItsFault(String file, String rule, Severity severity, int line)
      throws IOException {
    assertThat(check(file))
        .anySatisfy(
            violation -> {
              assertThat(violation.rule()).isEqualTo(rule);
              assertThat(violation.severity()).isEqualTo(severity);
              assertThat(violation.line()).hasValue(line);
            });
  }

  private static List<Violation> check(String file) throws IOException {
    var path = RealDeliveries.folder().resolve(file);
    assumeTrue(
        Files.isRegularFile(path),
        () ->
            "skipped: no real deliveries here; set TRIBUTARY_DELIVERIES to their folder: " + file);
    var content = Content.of(path);
    try {
      var mapping = MAPPINGS.mapping(Identification.of(content), Optional.empty());
      return Rules.check(mapping.map(content), Severities.DEFAULT, NOW);
    } catch (MappingException refusal) {
      return Rules.violation(refusal.finding(), Severities.DEFAULT).stream().toList();
    }
  }
}
