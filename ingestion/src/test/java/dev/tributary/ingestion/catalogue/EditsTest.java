package dev.tributary.ingestion.catalogue;

import static dev.tributary.ingestion.catalogue.Examples.BARCODE;
import static dev.tributary.ingestion.catalogue.Examples.GRID;
import static dev.tributary.ingestion.catalogue.Examples.product;
import static dev.tributary.ingestion.catalogue.TestCatalogue.NOON;
import static dev.tributary.ingestion.catalogue.TestCatalogue.purges;
import static dev.tributary.ingestion.catalogue.TestCatalogue.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.Products.Filter;
import dev.tributary.ingestion.catalogue.Products.Summary;
import dev.tributary.ingestion.json.Changes.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What editors change stands beside what the provider says.
@Timeout(60)
@ParameterizedClass
@EnumSource(TestStorage.class)
class EditsTest {
  private static final String KEY = "acme/icpn:04050538123456";

  @Parameter TestStorage storage;
  @TempDir Path folder;
  private TestCatalogue catalogue;
  private int requests;

  @BeforeEach
  void open() throws Exception {
    catalogue = new TestCatalogue(storage, folder);
    catalogue.apply(says(1, "d1", product(BARCODE).build()));
  }

  @AfterEach
  void close() {
    catalogue.close();
  }

  @Test
  void anEditTouchesNothingOfWhatTheProviderSays() throws Exception {
    var stated = catalogue.product(KEY).toString();

    var change = catalogue.edit(request("title", "Night Markets")).orElseThrow();

    assertThat(catalogue.product(KEY)).hasToString(stated);
    assertThat(catalogue.edits(KEY)).extracting(Edit::field).containsExactly("title");
    assertThat(change.changes())
        .containsExactly(change("titles[0].text", "Night Market", "Night Markets"));
    assertThat(change.editor()).contains("ann");
    assertThat(change.delivery()).as("whose statement counts").isEqualTo("d1");
    assertThat(catalogue.history(KEY).getLast().why()).contains("as on the sleeve");
  }

  @Test
  void aProductIsFoundByTheTitleThatAnEditorGaveItBeforeAndAfterAnUpdate() throws Exception {
    catalogue.edit(request("title", "Night Markets"));
    assertThat(titles("night markets")).containsExactly("Night Markets");

    catalogue.apply(says(2, "d2", product(BARCODE).titled("Night Market 2").build()));

    assertThat(titles("night markets")).containsExactly("Night Markets");
    assertThat(catalogue.product(KEY).at("/titles/0/text").stringValue(""))
        .isEqualTo("Night Market 2");
    assertThat(catalogue.edits(KEY)).hasSize(1);
  }

  @Test
  void theLastEditOfAFieldCountsAndWhenItIsUndoneTheProviderDoes() throws Exception {
    catalogue.edit(request("title", "Night Markets"));
    catalogue.edit(request("title", "Night Marketeers"));
    assertThat(catalogue.edits(KEY))
        .extracting(Edit::value)
        .containsExactly(Optional.of("Night Marketeers"));

    var change = catalogue.edit(undo("title")).orElseThrow();

    assertThat(change.changes())
        .containsExactly(change("titles[0].text", "Night Marketeers", "Night Market"));
    assertThat(catalogue.edits(KEY)).isEmpty();
    assertThat(titles("night")).containsExactly("Night Market");
  }

  @Test
  void whatIsAsItWasIsNoChange() throws Exception {
    assertThat(catalogue.edit(request("label", "Quay Records"))).isEmpty();
    assertThat(catalogue.edits(KEY)).as("it stays, whatever the provider says next").hasSize(1);
    assertThat(catalogue.history(KEY)).hasSize(1);
  }

  @Test
  void anItemIsKnownByItsIsrcWhereverItStands() throws Exception {
    var byRef = catalogue.edit(request(Optional.of("A2"), "duration", "3:13")).orElseThrow();

    assertThat(byRef.changes()).containsExactly(change("items[1].duration", "PT3M22S", "PT3M13S"));
    assertThat(catalogue.edits(KEY))
        .extracting(Edit::item)
        .containsExactly(Optional.of("QZABC2600002"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "titel       |        | X          | did you mean title?",
        "deals       |        | X          | expected a field of a product that can be changed",
        "releaseDate |        | tomorrow   | releaseDate: expected a date such as 2026-03-13",
        "releaseDate |        | 2026-02-30 | got: \"2026-02-30\"",
        "title       |        | ' '        | title: expected a text",
        "duration    | A1     | 200        | duration: expected a duration such as 3:13",
        "explicit    | A1     | yes        | explicit: expected true or false",
        "language    |        | Klingonese | language: expected a language such as en",
        "title       | ZZ9    | X          | QZABC2600001, QZABC2600002, got: \"ZZ9\"",
        "explicit    |        | true       | expected a field of a product that can be changed",
      })
  void whatTheModelHasNoPlaceForIsRefused(String field, String item, String value, String reason)
      throws Exception {
    var request = request(Optional.ofNullable(item), field, value);

    assertThat(catalogue.edit(request)).isEmpty();

    assertThat(catalogue.refused(request).orElseThrow()).contains(reason);
    assertThat(catalogue.edits(KEY)).isEmpty();
  }

  @Test
  void thereMustBeSomethingToUndo() throws Exception {
    var request = undo("title");

    catalogue.edit(request);

    assertThat(catalogue.refused(request).orElseThrow()).contains("change of title to undo");
  }

  @Test
  void aPurgeTakesEditsAlongAndAnEditThatComesLateIsNotMade() throws Exception {
    catalogue.edit(request("title", "Night Markets"));
    var late = request("label", "Pier Records");
    catalogue.apply(purges(2, "d2", product(BARCODE).build()));
    var afterwards = request("label", "Pier Records");

    catalogue.edit(late);
    catalogue.edit(afterwards);
    assertThat(catalogue.refused(late).orElseThrow()).contains("purged since this was asked for");
    assertThat(catalogue.refused(afterwards).orElseThrow()).contains("was purged");
    assertThat(catalogue.edits(KEY)).isEmpty();

    catalogue.apply(says(3, "d3", product(BARCODE).build()));
    catalogue.edit(requestSeenAt(0, "label", "Pier Records"));
    assertThat(catalogue.edits(KEY)).as("as if it had never been there").isEmpty();
    assertThat(titles("night")).containsExactly("Night Market");
  }

  @Test
  void aProductThatAdoptsAnotherHasItsEdits() throws Exception {
    var weaker = product(GRID).titled("Dawn").build();
    catalogue.apply(says(1, "d3", weaker));
    var key = "acme/grid:" + GRID.value();
    catalogue.edit(request(key, "title", "Sunrise"));

    catalogue.apply(says(2, "d4", product(Examples.OTHER_BARCODE, GRID).titled("Dawn").build()));

    var adopting = "acme/icpn:" + Examples.OTHER_BARCODE.value();
    assertThat(catalogue.edits(adopting))
        .extracting(Edit::value)
        .containsExactly(Optional.of("Sunrise"));
    assertThat(titles("sunrise")).containsExactly("Sunrise");
  }

  @Test
  void anEditOfWhatWasAdoptedMeanwhileIsMadeToItsSuccessor() throws Exception {
    catalogue.apply(says(1, "d3", product(GRID).build()));
    var late = request("acme/grid:" + GRID.value(), "label", "Pier Records");

    catalogue.apply(says(2, "d4", product(Examples.OTHER_BARCODE, GRID).build()));
    catalogue.edit(late);

    assertThat(catalogue.refused(late)).isEmpty();
    assertThat(catalogue.edits("acme/icpn:" + Examples.OTHER_BARCODE.value())).hasSize(1);
  }

  @Test
  void aProductThatComesBackIsListedByTheTitleThatItIsShownWith() throws Exception {
    catalogue.edit(request("title", "Night Markets"));
    catalogue.apply(says(1, "d1", product(Examples.OTHER_BARCODE).build()));
    assertThat(catalogue.lookup(KEY)).isInstanceOf(Products.Lookup.Unknown.class);

    catalogue.apply(says(2, "d2", product(BARCODE).build()));

    assertThat(catalogue.edits(KEY)).hasSize(1);
    assertThat(titles("night markets")).containsExactly("Night Markets");
  }

  private EditRequest request(String field, String value) throws Exception {
    return request(Optional.empty(), field, value);
  }

  private EditRequest request(Optional<String> item, String field, String value) throws Exception {
    return request(item, field, Optional.of(value), catalogue.latest());
  }

  private EditRequest request(String key, String field, String value) throws Exception {
    return request(key, Optional.empty(), field, Optional.of(value), catalogue.latest());
  }

  private EditRequest requestSeenAt(long seen, String field, String value) {
    return request(Optional.empty(), field, Optional.of(value), seen);
  }

  private EditRequest undo(String field) throws Exception {
    return request(Optional.empty(), field, Optional.empty(), catalogue.latest());
  }

  private EditRequest request(
      Optional<String> item, String field, Optional<String> value, long seen) {
    return request(KEY, item, field, value, seen);
  }

  private EditRequest request(
      String key, Optional<String> item, String field, Optional<String> value, long seen) {
    requests++;
    return new EditRequest(
        "request " + requests, key, item, field, value, "ann", "as on the sleeve", NOON, seen);
  }

  private List<String> titles(String text) throws Exception {
    var filter = new Filter(Optional.empty(), Optional.of(text), Optional.empty());
    return catalogue.list(filter, 10).stream()
        .map(Summary::title)
        .map(Optional::orElseThrow)
        .toList();
  }

  private static Change change(String path, String before, String after) {
    return new Change(path, Optional.of(before), Optional.of(after));
  }
}
