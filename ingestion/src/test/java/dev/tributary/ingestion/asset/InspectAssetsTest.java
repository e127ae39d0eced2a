package dev.tributary.ingestion.asset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.database.Database;
import dev.tributary.ingestion.asset.InspectAssets.Stores;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Statement;
import dev.tributary.ingestion.catalogue.Version;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.enrich.Findings;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InspectAssetsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String KEY = "acme/icpn:04050538123456";

  @TempDir Path folder;
  private ContentStore content;
  private Database catalogue;
  private Database enrichment;
  private Application inspect;

  @BeforeEach
  void open() throws Exception {
    content = ContentStore.in(folder.resolve("content"));
    catalogue = PipelineDatabases.CATALOGUE.open(folder.resolve("catalogue.db"));
    enrichment = PipelineDatabases.ENRICHMENT.open(folder.resolve("enrichment.db"));
    inspect =
        InspectAssets.application(
            "notify",
            new Stores(content, catalogue, enrichment),
            (_, violations) -> violations,
            () -> NOON);
  }

  @AfterEach
  void close() {
    catalogue.close();
    enrichment.close();
  }

  @Test
  void whatIsFoundBelongsToTheDeliveryThatCountsNow() throws Exception {
    says("d1", 1, file());
    says("d2", 2, file());

    var told = tell("d1", 1);

    assertThat(Json.tree(told.getFirst().body().utf8()).path("delivery").stringValue())
        .isEqualTo("d2");
    assertThat(violated()).containsExactly("d2");
  }

  @Test
  void whatWasFoundGoesWithTheFiles() throws Exception {
    says("d1", 1, file());
    tell("d1", 1);
    assertThat(durations()).isEqualTo(1);

    says("d2", 2, "");
    tell("d2", 2);

    assertThat(durations()).isZero();
  }

  /// A second of sound, which is declared to last longer.
  private String file() throws Exception {
    var stored = content.put(Waves.wave(16, 1, Waves.RATE, Waves::tone));
    return """
    {"kind":"audio","item":"A1","uri":"a.wav","preview":false,"state":"PRESENT",
     "hash":{"actual":"%s"}}
    """
        .formatted(stored.sha256());
  }

  private void says(String delivery, int hour, String assets) throws InterruptedException {
    var product =
        """
        {"contentType":"MusicRelease",
         "identifiers":[{"type":"ICPN","value":"04050538123456","valid":true}],
         "items":[{"ref":"A1","type":"SoundRecording","sequence":{},"isrc":"QZABC2600001",
           "duration":"PT1M"}],
         "assets":[%s]}
        """
            .formatted(assets);
    var statement =
        new Statement(
            "acme",
            Optional.empty(),
            delivery,
            0,
            new Version(NOON.plusSeconds(hour), hour, 0),
            Intent.STATE,
            "m",
            Json.readOwn(product, Product.class));
    catalogue.write(transaction -> new Catalogue(() -> NOON).apply(transaction, statement));
  }

  private List<Message> tell(String delivery, long sequence) throws Exception {
    var change = Json.object();
    change.put("key", KEY);
    change.put("type", "release");
    change.put("sequence", sequence);
    change.put("provider", "acme");
    change.put("delivery", delivery);
    return inspect.callback().apply(Message.of("upsert.release", Body.of(Json.bytes(change))));
  }

  private List<String> violated() throws InterruptedException {
    return catalogue.read(
        handle ->
            handle
                .createQuery("select distinct delivery from file_violation")
                .mapTo(String.class)
                .list());
  }

  private int durations() throws InterruptedException {
    return enrichment.read(
        handle -> Findings.of(handle, KEY).getOrDefault(InspectAssets.NAME, List.of()).size());
  }
}
