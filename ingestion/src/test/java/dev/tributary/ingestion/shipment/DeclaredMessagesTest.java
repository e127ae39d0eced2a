package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.shipment.DeclaredMessages.Declared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeclaredMessagesTest {
  private static final String MANIFEST =
      """
      <ManifestMessage>
        <RootDirectory>20260601</RootDirectory>
        <MessageInBatch><MessageId>1</MessageId><URL>20260601/a/a.xml</URL></MessageInBatch>
        <MessageInBatch><MessageId>2</MessageId><URL>../b.xml</URL></MessageInBatch>
      </ManifestMessage>
      """;

  @TempDir private Path folder;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.in(folder, 0);
  }

  @Test
  void theEntriesOfABatchLieBesideItsManifest() throws Exception {
    var batch = delivery(Kind.BATCH, "in/20260601/BatchComplete_1.xml", MANIFEST.getBytes(UTF_8));

    assertThat(DeclaredMessages.of(store, batch))
        .containsExactly(
            new Declared("20260601/a/a.xml", List.of("in/20260601/a/a.xml")),
            new Declared("../b.xml", List.of()));
  }

  @Test
  void theEntriesOfAnArchivedBatchAreInTheArchive() throws Exception {
    var archive =
        delivery(
            Kind.ARCHIVE,
            "in/batch.zip",
            zip(
                Map.of(
                    "x/BatchComplete_1.xml",
                    "",
                    "x/BatchComplete_2.xml",
                    MANIFEST,
                    "__MACOSX/BatchComplete_2.xml",
                    MANIFEST,
                    "x/a/a.xml",
                    "<a/>")));

    assertThat(DeclaredMessages.of(store, archive))
        .as("the last manifest of a folder counts")
        .containsExactly(
            new Declared("20260601/a/a.xml", List.of("in/batch.zip!/x/a/a.xml")),
            new Declared("../b.xml", List.of()));
  }

  @Test
  void whatHasNoManifestThatCanBeReadDeclaresNothing() throws Exception {
    assertThat(DeclaredMessages.of(store, delivery(Kind.MESSAGE, "a.xml", new byte[0]))).isEmpty();
    assertThat(DeclaredMessages.of(store, delivery(Kind.ARCHIVE, "a.zip", new byte[9]))).isEmpty();
    var blank = delivery(Kind.BATCH, "BatchComplete.xml", " ".getBytes(UTF_8));
    assertThat(DeclaredMessages.of(store, blank)).isEmpty();
    var other = delivery(Kind.BATCH, "BatchComplete.xml", "<other/>".getBytes(UTF_8));
    assertThat(DeclaredMessages.of(store, other)).isEmpty();
  }

  private ProductDelivery delivery(Kind kind, String path, byte[] bytes) throws Exception {
    var content = store.put(bytes);
    return new ProductDelivery(
        "d1",
        1,
        0,
        Optional.empty(),
        Optional.empty(),
        path,
        kind,
        Instant.EPOCH,
        content.sha256(),
        content.bytes(),
        Optional.empty());
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, UTF_8)) {
      for (var file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
