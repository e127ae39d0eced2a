package dev.tributary.ingestion.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {

  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.in(folder);
  }

  @Test
  void contentIsNamedByItsSha256() throws Exception {
    var stored = store.put("abc".getBytes(UTF_8));

    assertThat(stored).isEqualTo(new StoredContent(SHA256_OF_ABC, 3));
    assertThat(store.contains(SHA256_OF_ABC)).isTrue();
    assertThat(store.read(SHA256_OF_ABC)).asString(UTF_8).isEqualTo("abc");
    assertThat(store.path(SHA256_OF_ABC)).isEqualTo(folder.resolve("ba/" + SHA256_OF_ABC));
  }

  @Test
  void contentIsTheSameFromBytesAFileOrAStream(@TempDir Path elsewhere) throws Exception {
    var file = Files.writeString(elsewhere.resolve("abc.txt"), "abc");

    assertThat(store.put(file)).isEqualTo(store.put("abc".getBytes(UTF_8)));
    assertThat(store.put(stream("abc".getBytes(UTF_8)))).isEqualTo(store.put(file));
    assertThat(file).hasContent("abc");
  }

  @Test
  void contentOfAnySizeComesBackAsItWas() throws Exception {
    for (int size : List.of(0, 1, (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 5 << 20)) {
      var bytes = new byte[size];
      new Random(size).nextBytes(bytes);

      var stored = store.put(stream(bytes));

      assertThat(stored.bytes()).isEqualTo(size);
      assertThat(store.read(stored.sha256())).isEqualTo(bytes);
    }
    assertThat(incoming()).isEmpty();
  }

  @Test
  void contentThatIsThereIsNotWrittenAgain() throws Exception {
    var first = store.put("abc".getBytes(UTF_8));
    var writtenAt = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(store.path(first.sha256()), writtenAt);

    store.put("abc".getBytes(UTF_8));

    assertThat(Files.getLastModifiedTime(store.path(first.sha256()))).isEqualTo(writtenAt);
  }

  @Test
  void aStreamThatBreaksLeavesNothing() throws IOException {
    var broken = new SequenceInputStream(stream(new byte[1 << 20]), new BrokenStream());

    assertThatThrownBy(() -> store.put(broken)).hasMessage("the line went dead");

    assertThat(incoming()).isEmpty();
  }

  @Test
  void whatACrashLeftIsRemovedAnHourLater() throws IOException {
    var fresh = Files.writeString(folder.resolve("incoming/fresh"), "still being written");
    var abandoned = Files.writeString(folder.resolve("incoming/abandoned"), "half");
    Files.setLastModifiedTime(
        abandoned, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));

    ContentStore.in(folder);

    assertThat(fresh).exists();
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void theDiskIsNotFilled() throws IOException {
    var careful = ContentStore.in(folder, Long.MAX_VALUE);

    assertThatThrownBy(() -> careful.put("abc".getBytes(UTF_8)))
        .isInstanceOf(StorageFullException.class)
        .hasMessageContaining("to be free on the disk of " + folder);
    assertThatThrownBy(() -> careful.put(stream(new byte[1 << 20])))
        .isInstanceOf(StorageFullException.class);
    assertThat(incoming()).isEmpty();
  }

  @Test
  void aNameThatIsNoHashNeverBecomesAPath() {
    assertThatThrownBy(() -> store.open("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(() -> store.open("0".repeat(64))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void contentIsDigestedByOtherAlgorithms() throws Exception {
    var abc = store.put("abc".getBytes(UTF_8)).sha256();

    assertThat(store.digest(abc, DigestAlgorithm.MD5))
        .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(store.digest(abc, DigestAlgorithm.SHA_1))
        .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    assertThat(store.digest(abc, DigestAlgorithm.SHA_256)).isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void aBatchIsThereAfterItsCommitAndNotBefore() throws Exception {
    try (var batch = store.batch()) {
      var stored = batch.put("abc".getBytes(UTF_8));

      assertThat(store.contains(stored.sha256())).isFalse();
      try (var in = batch.open(stored.sha256())) {
        assertThat(in).hasContent("abc");
      }
      batch.commit();
      assertThat(store.contains(stored.sha256())).isTrue();
    }
    assertThat(store.contains(SHA256_OF_ABC)).isTrue();
  }

  @Test
  void aBatchWithoutCommitLeavesNothingButWhatWasThereBefore() throws Exception {
    store.put("before".getBytes(UTF_8));
    StoredContent before;
    StoredContent other;
    try (var batch = store.batch()) {
      before = batch.put("before".getBytes(UTF_8));
      other = batch.put("other".getBytes(UTF_8));
    }

    assertThat(store.contains(before.sha256())).isTrue();
    assertThat(store.contains(other.sha256())).isFalse();
    assertThat(incoming()).isEmpty();
  }

  @Test
  void aBatchKeepsTheOrderOfItsSourcesAndEachContentOnce() throws Exception {
    var sources =
        IntStream.range(0, 500)
            .mapToObj(i -> (ByteSource) () -> stream(("content " + i % 100).getBytes(UTF_8)))
            .toList();

    try (var batch = store.batch()) {
      var stored = batch.putAll(sources);
      assertThat(incoming()).hasSize(100);
      batch.commit();

      assertThat(stored).hasSize(500);
      assertThat(store.read(stored.get(217).sha256())).asString(UTF_8).isEqualTo("content 17");
      assertThat(stored.get(17)).isEqualTo(stored.get(417));
    }
    assertThat(incoming()).isEmpty();
  }

  @Test
  void oneBrokenSourceFailsItsBatch() throws Exception {
    List<ByteSource> sources =
        List.of(() -> stream("sound".getBytes(UTF_8)), BrokenStream::new, BrokenStream::new);

    try (var batch = store.batch()) {
      assertThatThrownBy(() -> batch.putAll(sources))
          .isInstanceOf(IOException.class)
          .hasMessage("the line went dead");
    }
    assertThat(incoming()).isEmpty();
  }

  private List<Path> incoming() throws IOException {
    try (var files = Files.list(folder.resolve("incoming"))) {
      return files.toList();
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the line went dead");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }
}
