package dev.tributary.ingestion.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.editing.SampleResult.Verdict;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewProviderTest {
  @TempDir private Path providers;

  @ParameterizedTest
  @EnumSource
  void itsSamplePassesAndDiffersOnceTheOverrideIsInForce(StartingPoint like) throws Exception {
    new NewProvider("meadow", like).in(providers);
    var asMade = run();
    var stylesheet = providers.resolve("meadow/meadow.xsl");
    Files.writeString(stylesheet, inForce(Files.readString(stylesheet)));
    var overridden = run();

    assertThat(asMade.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(overridden.verdict()).as(overridden.sentence()).isEqualTo(Verdict.DIFFERS);
    assertThat(tried().state()).isEqualTo(DeliveryState.LOADED);
    assertThat(tried().products()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../meadow", "a b", ".hidden", "meadow/x", "-x"})
  void namesThatAreNoNamesOfFoldersAreRefused(String name) {
    assertThatThrownBy(() -> new NewProvider(name, StartingPoint.ERN_4))
        .hasMessageContaining("expected a name of letters, digits, dots and hyphens");
  }

  @Test
  void whatIsThereIsNotOverwritten() throws Exception {
    var kept = new NewProvider("meadow", StartingPoint.ERN_4);
    kept.in(providers);

    assertThatThrownBy(() -> kept.in(providers)).hasMessageContaining("already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ern-4", "ERN 4.3", "onix", "rss", "podcast-atom"})
  void formatsHaveTheNamesThatPeopleUse(String word) {
    assertThat(StartingPoint.of(word)).isNotNull();
    assertThatThrownBy(() -> StartingPoint.of("mp3")).hasMessageContaining("onix-3");
  }

  /// The stylesheet without the comment around its override.
  static String inForce(String stylesheet) {
    var changed =
        stylesheet.replaceFirst("(?m)^ *<!-- An override.*$", "").replaceFirst("(?m)^ *-->$", "");
    assertThat(changed).isNotEqualTo(stylesheet);
    return changed;
  }

  private SampleResult run() throws IOException, InterruptedException {
    try (var acceptance = Acceptance.of(open(), InstantSource.system())) {
      return acceptance.run(acceptance.samples("meadow").getFirst());
    }
  }

  private Tried tried() throws IOException, InterruptedException {
    try (var trial = Trial.asOfNow()) {
      var sample = Sample.of("meadow", providers.resolve("meadow")).getFirst();
      return trial.run(sample.file(), Optional.of("meadow"), open()).getFirst();
    }
  }

  private Mappings open() throws IOException {
    return Mappings.open(providers, Limits.DEFAULT);
  }
}
