package dev.tributary.ingestion.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Gate;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a pipeline that runs uses of the folder of providers as that changes.
@Timeout(120)
class SampleGateTest {
  private static final Gate SAMPLES = new SampleGate(InstantSource.system());

  @TempDir private Path providers;

  @BeforeEach
  void addAProvider() throws Exception {
    new NewProvider("meadow", StartingPoint.ERN_4).in(providers);
  }

  @Test
  void changeIsUsedOnceItsSamplesPass() throws Exception {
    var mappings = open(SAMPLES);
    var before = version(mappings, "meadow");
    overrideReleaseType("meadow");
    var withheld = mappings.refreshed().version("ern", "4.3", mappings.current().find("meadow"));
    var objections = mappings.objections();
    approve("meadow");
    var _ = mappings.refreshed();

    assertThat(withheld).isEqualTo(before);
    assertThat(objections.get("meadow"))
        .contains("the sample single.xml differs", "releaseType: Single → Album");
    assertThat(version(mappings, "meadow")).isNotEqualTo(before);
    assertThat(mappings.objections()).isEmpty();
  }

  @Test
  void otherProvidersDoNotWaitForOneThatIsWithheld() throws Exception {
    var mappings = open(SAMPLES);
    overrideReleaseType("meadow");
    new NewProvider("kite", StartingPoint.ONIX_3).in(providers);

    var refreshed = mappings.refreshed();

    assertThat(refreshed.find("kite")).isPresent();
    assertThat(mappings.objections()).containsOnlyKeys("meadow");
  }

  @Test
  void providerThatIsWithheldGoesOnReadingItsFilesAsTheyWere() throws Exception {
    readReleaseTypeFrom(Files.writeString(providers.resolve("meadow/types.xml"), types("Suite")));
    approve("meadow");
    var mappings = open(SAMPLES);
    var before = version(mappings, "meadow");
    var atFirst = releaseType(mappings.current());
    Files.writeString(providers.resolve("meadow/types.xml"), types("Sonata"));
    var withheld = mappings.refreshed();
    var whileWithheld = releaseType(withheld);
    var versionThen = version(mappings, "meadow");
    var objections = mappings.objections();
    approve("meadow");

    assertThat(atFirst).contains("Suite");
    assertThat(objections.get("meadow")).contains("releaseType: Suite → Sonata");
    assertThat(whileWithheld).contains("Suite");
    assertThat(versionThen).isEqualTo(before);
    assertThat(releaseType(mappings.refreshed())).contains("Sonata");
    assertThat(version(mappings, "meadow")).isNotEqualTo(before);
  }

  @Test
  void senderThatMovesWaitsForTheProviderWhomItLeaves() throws Exception {
    new NewProvider("kite", StartingPoint.ERN_4).in(providers);
    withoutSamples("heron");
    senders("kite", "PADPIDA2099010101X");
    senders("meadow", "PADPIDA2099010102X");
    var mappings = open(SAMPLES);
    overrideReleaseType("kite");
    senders("kite", "");
    senders("meadow", "PADPIDA2099010101X");
    senders("heron", "PADPIDA2099010102X");
    withoutSamples("osprey");

    var withheld = mappings.refreshed();
    var objections = mappings.objections();
    approve("kite");
    var moved = mappings.refreshed();

    assertThat(withheld.find("osprey")).isPresent();
    assertThat(withheld.provider("kite").senders()).containsExactly("PADPIDA2099010101X");
    assertThat(withheld.provider("meadow").senders()).containsExactly("PADPIDA2099010102X");
    assertThat(withheld.provider("heron").senders()).isEmpty();
    assertThat(objections).containsOnlyKeys("kite", "meadow", "heron");
    assertThat(objections.get("meadow"))
        .contains("meadow and kite both claim the sender PADPIDA2099010101X");
    assertThat(objections.get("heron")).contains("heron and meadow both claim the sender");
    assertThat(moved.provider("kite").senders()).isEmpty();
    assertThat(moved.provider("meadow").senders()).containsExactly("PADPIDA2099010101X");
    assertThat(moved.provider("heron").senders()).containsExactly("PADPIDA2099010102X");
    assertThat(mappings.objections()).isEmpty();
  }

  @Test
  void providerWithoutSamplesIsUsedAtOnce() throws Exception {
    Files.delete(providers.resolve("meadow/samples/single.golden.json"));
    var mappings = open(SAMPLES);
    var before = version(mappings, "meadow");
    overrideReleaseType("meadow");

    var _ = mappings.refreshed();

    assertThat(version(mappings, "meadow")).isNotEqualTo(before);
  }

  @Test
  void whatIsThereAtFirstIsUsedAndJudged() throws Exception {
    overrideReleaseType("meadow");

    var mappings = open(SAMPLES);

    assertThat(mappings.current().find("meadow")).isPresent();
    await().atMost(Duration.ofSeconds(30)).until(() -> !mappings.objections().isEmpty());
  }

  @Test
  void nobodyWaitsForTheGate() throws Exception {
    var judging = new CountDownLatch(1);
    var judged = new CountDownLatch(1);
    var mappings = LiveMappings.open(providers, Limits.DEFAULT);
    var slow =
        LiveMappings.open(
            providers,
            Limits.DEFAULT,
            (_, _) -> {
              judging.countDown();
              judged.await();
              return Optional.empty();
            });
    judging.await();

    var current = slow.current();

    judged.countDown();
    assertThat(current.providers()).isEqualTo(mappings.current().providers());
  }

  private LiveMappings open(Gate gate) throws IOException {
    return LiveMappings.open(providers, Limits.DEFAULT, gate);
  }

  private static String version(LiveMappings mappings, String provider) {
    return mappings.current().version("ern", "4.3", mappings.current().find(provider));
  }

  private static Optional<String> releaseType(Mappings mappings) throws IOException {
    var message = Content.of(mappings.folder("meadow").resolve("samples/single.xml"));
    return mappings
        .mapping(Identification.of(message), mappings.find("meadow"))
        .map(message)
        .products()
        .getFirst()
        .releaseType();
  }

  private void overrideReleaseType(String provider) throws IOException {
    var stylesheet = providers.resolve(provider).resolve(provider + ".xsl");
    Files.writeString(stylesheet, NewProviderTest.inForce(Files.readString(stylesheet)));
  }

  private void readReleaseTypeFrom(Path types) throws IOException {
    overrideReleaseType("meadow");
    var stylesheet = providers.resolve("meadow/meadow.xsl");
    var reading = "string(doc('%s')/type)".formatted(types.getFileName());
    Files.writeString(stylesheet, Files.readString(stylesheet).replace("'Album'", reading));
  }

  private static String types(String type) {
    return "<type>%s</type>".formatted(type);
  }

  private void withoutSamples(String provider) throws IOException {
    var folder = Files.createDirectory(providers.resolve(provider));
    Files.writeString(
        folder.resolve("provider.yaml"), "name: %s\nsenders: []\n".formatted(provider));
  }

  private void senders(String provider, String senders) throws IOException {
    var settings = providers.resolve(provider).resolve("provider.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replaceFirst("senders: \\[.*]", "senders: [%s]".formatted(senders)));
  }

  private void approve(String provider) throws Exception {
    try (var acceptance =
        Acceptance.of(Mappings.open(providers, Limits.DEFAULT), InstantSource.system())) {
      for (var sample : acceptance.samples(provider)) {
        var _ = acceptance.approve(sample);
      }
    }
  }
}
