package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.corrupt;
import static dev.tributary.ingestion.catalogue.Examples.missing;
import static dev.tributary.ingestion.catalogue.Examples.present;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.json.Changes.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStorage.class)
final class MetadataOnlyTest extends CatalogueScene {
  @Test
  void aMetadataOnlyUpdateKeepsTheFilesThatCameBefore() throws Exception {
    catalogue.apply(
        says(1, "d1", product(BARCODE).withAssets(present("resources/a.flac", "sha-1")).build()));
    var outcome =
        applied(
            catalogue.apply(says(2, "d2", product(BARCODE).withAssets(missing("a.flac")).build())));

    assertThat(outcome.incomplete()).isFalse();
    assertThat(asset(KEY)).contains("\"actual\":\"sha-1\"", "\"state\":\"PRESENT\"");
  }

  @Test
  void aFileThatAnotherAssetNamesAsItIsIsNotTakenForOneOfTheSameName() throws Exception {
    var outcome =
        applied(
            catalogue.apply(
                says(
                    1,
                    "d1",
                    product(BARCODE)
                        .withAssets(present("cd1/01.wav", "sha-1"), missing("cd2/01.wav"))
                        .build())));

    assertThat(outcome.incomplete()).isTrue();
  }

  @Test
  void aMetadataOnlyUpdateGetsTheFilesOfAnEarlierStatementThatComesLate() throws Exception {
    catalogue.apply(says(2, "d2", product(BARCODE).withAssets(missing("a.flac")).build()));
    assertThat(catalogue.product(KEY).get("incomplete").booleanValue()).isTrue();

    var outcome =
        catalogue.apply(
            says(1, "d1", product(BARCODE).withAssets(present("a.flac", "sha-1")).build()));

    assertThat(outcome)
        .asInstanceOf(type(Superseded.class))
        .satisfies(
            superseded ->
                assertThat(superseded.changes())
                    .extracting(Change::path)
                    .contains("assets[0].state"));
    assertThat(catalogue.product(KEY).get("incomplete").booleanValue()).isFalse();
    assertThat(catalogue.product(KEY).get("currentDelivery").stringValue()).isEqualTo("d2");
  }

  @Test
  void aFileThatIsDeclaredAnewIsNotTheOldOne() throws Exception {
    catalogue.apply(
        says(1, "d1", product(BARCODE).withAssets(present("a.flac", "md5-1", "sha-1")).build()));

    catalogue.apply(says(2, "d2", product(BARCODE).withAssets(missing("a.flac", "md5-2")).build()));
    assertThat(asset(KEY)).contains("\"state\":\"MISSING\"");

    catalogue.apply(says(3, "d3", product(BARCODE).withAssets(corrupt("a.flac", "md5-1")).build()));
    assertThat(asset(KEY)).contains("\"actual\":\"sha-1\"", "\"state\":\"PRESENT\"");
  }

  private String asset(String key) throws InterruptedException {
    return catalogue.product(key).get("assets").get(0).toString();
  }
}
