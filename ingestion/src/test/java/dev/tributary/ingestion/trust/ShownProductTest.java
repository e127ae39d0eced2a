package dev.tributary.ingestion.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tributary.ingestion.catalogue.Edit;
import dev.tributary.ingestion.enrich.Finding;
import dev.tributary.ingestion.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Whose word is shown.
class ShownProductTest {
  private static final Instant SAID = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-06-02T12:00:00Z");
  private static final List<String> ENRICHERS = List.of("brainz", "covers", "books");

  private final ObjectNode stated =
      (ObjectNode)
          Json.tree(
              """
              {"key": "acme/icpn:1", "titles": [{"kind": "FORMAL", "text": "The Night Market"},
                {"kind": "DISPLAY", "text": "Night Market"}], "releaseDate": "2026",
                "items": [{"ref": "A1", "isrc": "QZABC2600001", "duration": "PT3M20S"}]}
              """);

  @Test
  void withoutOthersAProductIsWhatItsProviderSays() {
    var shown = shown(TrustOrder.usual(), List.of(), Map.of());

    assertThat(shown.json()).isEqualTo(stated);
  }

  @Test
  void anEditorGoesBeforeTheProviderAndTheProviderBeforeThirdParties() {
    var found = Map.of("brainz", List.of(finding("title", "Nightmarket, The", 0.7)));

    var withoutEdit = shown(TrustOrder.usual(), List.of(), found);
    assertThat(withoutEdit.product().at("/titles/1/text").stringValue(""))
        .isEqualTo("Night Market");
    assertThat(withoutEdit.provenance())
        .containsExactly(
            new Provenance(Optional.empty(), "title", "Night Market", "provider", SAID, 1));

    var edited = shown(TrustOrder.usual(), List.of(edit("title", "Night Markets")), found);
    assertThat(edited.product().at("/titles/1/text").stringValue("")).isEqualTo("Night Markets");
    assertThat(edited.product().at("/titles/0/text").stringValue("")).isEqualTo("The Night Market");
    assertThat(edited.provenance())
        .containsExactly(
            new Provenance(Optional.empty(), "title", "Night Markets", "editor", LATER, 1));
    assertThat(edited.conflicts())
        .extracting(Conflict::other, Conflict::otherSource)
        .containsExactly(tuple("Night Market", "provider"), tuple("Nightmarket, The", "brainz"));
  }

  @Test
  void whatTheProviderDoesNotSayAThirdPartyDoes() {
    var shown =
        shown(
            TrustOrder.usual(),
            List.of(),
            Map.of("brainz", List.of(finding("label", "Quay", 0.9))));

    assertThat(shown.product().path("label").stringValue("")).isEqualTo("Quay");
    assertThat(shown.provenance())
        .containsExactly(new Provenance(Optional.empty(), "label", "Quay", "brainz", LATER, 0.9));
    assertThat(stated.has("label")).isFalse();
  }

  @Test
  void theOrderOfTrustSaysWhoGoesFirst() {
    var found =
        Map.of(
            "brainz", List.of(finding("title", "Nightmarket", 0.7), finding("cover", "x/1", 0.9)),
            "books", List.of(finding("cover", "x/2", 0.9)));
    var order =
        TrustOrder.of(List.of("brainz", "provider"), List.of("cover = books > brainz"), ENRICHERS);

    var shown = shown(order, List.of(), found);

    assertThat(shown.product().at("/titles/1/text").stringValue("")).isEqualTo("Nightmarket");
    assertThat(shown.provenance())
        .extracting(Provenance::field, Provenance::source)
        .contains(tuple("cover", "books"), tuple("title", "brainz"));
  }

  @Test
  void itemsAreMatchedByTheirIsrcAndWhatIsGoneIsNotShown() {
    var found =
        Map.of(
            "brainz",
            List.of(
                new Finding(Optional.of("QZABC2600001"), "duration", "PT3M30S", 0.9, LATER),
                new Finding(Optional.of("QZABC2600009"), "duration", "PT3M30S", 0.9, LATER)));
    var order = TrustOrder.of(List.of("brainz"), List.of(), ENRICHERS);

    var shown = shown(order, List.of(), found);

    assertThat(shown.product().at("/items/0/duration").stringValue("")).isEqualTo("PT3M30S");
    assertThat(shown.provenance()).hasSize(1);
    assertThat(shown.conflicts()).extracting(Conflict::other).containsExactly("PT3M20S");
  }

  @Test
  void whatTheModelCannotHoldIsNotShown() {
    var order = TrustOrder.of(List.of("books"), List.of(), ENRICHERS);

    var shown =
        shown(
            order, List.of(), Map.of("books", List.of(finding("releaseDate", "March 2026", 0.9))));

    assertThat(shown.product().path("releaseDate").stringValue("")).isEqualTo("2026");
    assertThat(shown.enriched()).as("it is still told").hasSize(1);
  }

  @Test
  void anOrderThatCannotBeIsRefused() {
    assertThatThrownBy(() -> TrustOrder.of(List.of("brians"), List.of(), ENRICHERS))
        .hasMessageContaining("expected trust.order to name sources, of editor, provider, brainz")
        .hasMessageContaining("got: \"brians\"");
    assertThatThrownBy(() -> TrustOrder.of(List.of("provider", "editor"), List.of(), ENRICHERS))
        .hasMessageContaining("editor first, whose changes always win");
    assertThatThrownBy(() -> TrustOrder.of(List.of(), List.of("cover"), ENRICHERS))
        .hasMessageContaining("expected trust.fields to be like \"cover = covers > provider\"");
    assertThatThrownBy(() -> TrustOrder.of(List.of(), List.of("a=books", "a=covers"), ENRICHERS))
        .hasMessageContaining("got twice: a");
    assertThatThrownBy(() -> TrustOrder.of(List.of(), List.of("cover = cover"), ENRICHERS))
        .hasMessageContaining("did you mean covers?");
  }

  private ShownProduct shown(TrustOrder order, List<Edit> edits, Map<String, List<Finding>> found) {
    return ShownProduct.of(stated, SAID, edits, found, order);
  }

  private static Finding finding(String field, String value, double confidence) {
    return new Finding(Optional.empty(), field, value, confidence, LATER);
  }

  private static Edit edit(String field, String value) {
    return new Edit(Optional.empty(), field, Optional.of(value), "ann", "as on the sleeve", LATER);
  }
}
