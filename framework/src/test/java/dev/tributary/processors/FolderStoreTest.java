package dev.tributary.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
  private static final Body HELLO = Body.utf8("hello");
  private static final String NAME =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path temporary;
  private Path folder;
  private FolderStore store;

  @BeforeEach
  void open() throws IOException {
    folder = temporary.resolve("a").resolve("store");
    store = FolderStore.in(folder);
  }

  @Test
  void aBodyIsKeptUnderItsSha256() throws IOException {
    assertThat(store.put(HELLO)).isEqualTo(NAME);
    assertThat(store.get(NAME)).isEqualTo(HELLO);
    assertThat(FolderStore.in(folder).get(NAME)).isEqualTo(HELLO);
    assertThat(folder.resolve("2c").resolve(NAME)).hasContent("hello");
  }

  @Test
  void theSameBodyIsKeptOnce() throws IOException {
    store.put(HELLO);
    var written = Files.getLastModifiedTime(folder.resolve("2c").resolve(NAME));

    store.put(HELLO);

    assertThat(Files.getLastModifiedTime(folder.resolve("2c").resolve(NAME))).isEqualTo(written);
    assertThat(folder.resolve("2c")).isDirectoryContaining(file -> file.endsWith(NAME));
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void manyMayPutTheSameBodyAtOnce() throws Exception {
    var other = FolderStore.in(folder);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var puts =
          IntStream.range(0, 100)
              .mapToObj(
                  number -> (Callable<String>) () -> (number % 2 == 0 ? store : other).put(HELLO))
              .toList();

      for (var put : threads.invokeAll(puts)) {
        assertThat(put.get()).isEqualTo(NAME);
      }
    }
    assertThat(store.get(NAME)).isEqualTo(HELLO);
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void aBodyThatIsNotThereMayBeThereAtTheNextAttempt() {
    assertThatThrownBy(() -> store.get(NAME))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(NAME)
        .hasMessageEndingWith(
            "the body that was checked in is not in the store; was it removed, or checked in to"
                + " another folder?");
  }

  @Test
  void aBodyThatHasChangedIsRefused() throws IOException {
    store.put(HELLO);
    Files.writeString(folder.resolve("2c").resolve(NAME), "hallo");

    assertThatThrownBy(() -> store.get(NAME))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageContaining("the body that was checked in has changed since")
        .hasMessageContaining("got: 5 bytes whose SHA-256 is d3751d33f9cd5049c4af2b462735457e4d");
  }

  @Test
  void aBodyThatHasChangedIsMendedByPuttingItAgain() throws IOException {
    store.put(HELLO);
    Files.writeString(folder.resolve("2c").resolve(NAME), "hallo");

    store.put(HELLO);

    assertThat(store.get(NAME)).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../../secret",
        "/etc/passwd",
        "2c/" + NAME,
        NAME + "\0",
        NAME + "\n",
        "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824",
      })
  void aNameThatIsNoSha256LeadsNowhere(String name) throws IOException {
    Files.writeString(temporary.resolve("secret"), "secret");

    assertThatThrownBy(() -> store.get(name))
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageContaining("64 hexadecimal digits in lower case");
  }

  @Test
  void anAbsurdlyLongNameIsShortenedInTheError() {
    assertThatThrownBy(() -> store.get("x".repeat(1_000_000)))
        .isInstanceOf(InvalidMessageException.class)
        .message()
        .hasSizeLessThan(500);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    var outside = Files.writeString(temporary.resolve("outside"), "hello");
    Files.createSymbolicLink(folder.resolve("2c").resolve(NAME), outside);

    assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(IOException.class);
  }

  @Test
  void aPutThatFailsLeavesNothingBehind() throws IOException {
    Files.createDirectories(folder.resolve("2c").resolve(NAME).resolve("in the way"));

    assertThatThrownBy(() -> store.put(HELLO)).isInstanceOf(IOException.class);
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void whatACrashLeftBehindIsRemovedByALaterStart() throws IOException {
    var old = Files.writeString(folder.resolve("incoming").resolve("old.part"), "hel");
    var recent = Files.writeString(folder.resolve("incoming").resolve("recent.part"), "hel");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    store = FolderStore.in(folder);

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }

  @Test
  void anEmptyBodyIsABody() throws IOException {
    assertThat(store.get(store.put(Body.empty()))).isEqualTo(Body.empty());
  }
}
