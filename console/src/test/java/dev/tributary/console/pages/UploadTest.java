package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.console.web.Caller;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Role;
import dev.tributary.console.web.Values;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an upload is called here, and what stays of it when a process ends.
class UploadTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "resources/01 Björk (live).wav, 01 Björk (live).wav",
    "C:\\music\\01 (100% ♥).wav, 01 (100% ♥).wav",
    ".part, upload.part",
    "a/.., upload..",
    "a/, upload",
  })
  void aFileKeepsItsNameAsFarAsThatDoesNoHarm(String said, String kept) throws IOException {
    var upload = upload(said, "<release/>");

    assertThat(upload.name()).isEqualTo(kept);
    assertThat(upload.file().getParent().getParent()).isEqualTo(folder);
    assertThat(upload.file()).hasContent("<release/>");
    upload.end(true);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noNameHasLinesOrControlCharacters() throws IOException {
    var upload = upload("a\0b\nc\u2028.xml", "…");

    assertThat(upload.name()).isEqualTo("a_b_c_.xml");
    upload.end(true);
  }

  @Test
  void aNameThatIsTooLongForAFileSystemIsCutAtTheEndOfACharacter() throws IOException {
    var upload = upload("a" + "ö".repeat(200) + ".wav", "…");

    assertThat(upload.name()).isEqualTo("a" + "ö".repeat(127));
    upload.end(true);
  }

  @Test
  void whatIsWholeAndNobodyWorksOnIsLeft() throws IOException {
    var upload = upload("a.xml", "<release/>");
    assertThat(Upload.left(folder)).as("while somebody works on it").isEmpty();
    upload.end(false);

    var left = Upload.left(folder);

    assertThat(left).hasSize(1);
    assertThat(left.getFirst().id()).isEqualTo(upload.id());
    assertThat(left.getFirst().file()).isEqualTo(upload.file()).hasContent("<release/>");
    assertThat(left.getFirst().note()).isEqualTo(new Upload.Note(Optional.of("acme"), "olga"));
    left.getFirst().end(true);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNotWholeIsRemovedAndWhatIsOfNobodyIsLeftAlone() throws IOException {
    var broken = Files.createDirectories(folder.resolve("1"));
    Files.writeString(broken.resolve(".upload.json"), "{");
    Files.writeString(broken.resolve(".part"), "<rel");
    var unknown = Files.createDirectories(folder.resolve("2"));
    Files.writeString(unknown.resolve("a.xml"), "<release/>");

    assertThat(Upload.left(folder)).isEmpty();
    assertThat(folder)
        .isDirectoryContaining(unknown::equals)
        .isDirectoryNotContaining(broken::equals);
    assertThat(Upload.left(folder.resolve("none"))).isEmpty();
  }

  @Test
  void nothingStaysOfOneThatBreaksOff() {
    var body =
        new SequenceInputStream(
            new ByteArrayInputStream("<rel".getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("connection reset");
              }
            });

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> upload("a.xml", body));
    assertThat(folder).isEmptyDirectory();
  }

  private Upload upload(String name, String text) throws IOException {
    return upload(name, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private Upload upload(String name, InputStream body) throws IOException {
    return of(folder, name, body);
  }

  /// One of olga's, for acme.
  static Upload of(Path folder, String name, InputStream body) throws IOException {
    var none = new Values(Map.of());
    var query = new Values(Map.of("name", name, "provider", "acme"));
    var caller = new Caller("olga", Role.OPERATOR);
    return Upload.of(new Request("/submit/upload", none, query, none, caller, "", body), folder);
  }
}
