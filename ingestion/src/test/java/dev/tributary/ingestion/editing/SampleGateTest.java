package dev.tributary.ingestion.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.ingestion.mapping.Gate;
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
@Timeout(60)
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
    overrideReleaseType();
    var withheld = mappings.refreshed().version("ern", "4.3", mappings.current().find("meadow"));
    var objections = mappings.objections();
    approve();
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
    overrideReleaseType();
    new NewProvider("kite", StartingPoint.ONIX_3).in(providers);

    var refreshed = mappings.refreshed();

    assertThat(refreshed.find("kite")).isPresent();
    assertThat(mappings.objections()).containsOnlyKeys("meadow");
  }

  @Test
  void providerWithoutSamplesIsUsedAtOnce() throws Exception {
    Files.delete(providers.resolve("meadow/samples/single.golden.json"));
    var mappings = open(SAMPLES);
    var before = version(mappings, "meadow");
    overrideReleaseType();

    var _ = mappings.refreshed();

    assertThat(version(mappings, "meadow")).isNotEqualTo(before);
  }

  @Test
  void whatIsThereAtFirstIsUsedAndJudged() throws Exception {
    overrideReleaseType();

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

  private void overrideReleaseType() throws IOException {
    var stylesheet = providers.resolve("meadow/meadow.xsl");
    Files.writeString(stylesheet, NewProviderTest.inForce(Files.readString(stylesheet)));
  }

  private void approve() throws Exception {
    try (var acceptance =
        Acceptance.of(Mappings.open(providers, Limits.DEFAULT), InstantSource.system())) {
      for (var sample : acceptance.samples("meadow")) {
        var _ = acceptance.approve(sample);
      }
    }
  }
}
