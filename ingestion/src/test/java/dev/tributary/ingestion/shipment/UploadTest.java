package dev.tributary.ingestion.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
  @TempDir private Path inbox;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "catalogue.csv",
        "books.onix",
        "feed.json",
        "records.mrc",
        "sheet.xlsx",
        "R1/R1.xml",
        "R1/metadata/feed"
      })
  void aReleaseHasItsMessageInWhateverFormAndFolder(String message) throws Exception {
    write("acme_20260115103000/audio/01.wav", "RIFF");
    write("acme_20260115103000/.hidden/x.xml", "<x/>");
    assertThat(awaited("acme_20260115103000")).contains("the message in acme_20260115103000");

    write("acme_20260115103000/" + message, "{\"a\": 1}");

    assertThat(awaited("acme_20260115103000")).isEmpty();
  }

  @Test
  void aReleaseMayBePackedInItsFolder() throws Exception {
    write("acme_20260115103000000/package.bin", "PK\u0003\u0004");

    assertThat(awaited("acme_20260115103000000")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"album.part", "album.TMP", "album.uploading"})
  void aFolderThatIsNamedAsUnfinishedIsWaitedFor(String name) throws Exception {
    write(name + "/album.xml", "<album/>");
    write("outer/" + name + "/album.xml", "<album/>");

    assertThat(awaited(name)).contains("the rest of " + name);
    assertThat(awaited("outer")).contains("the rest of " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".01.wav.Xy12Ab", ".in.01.wav.", ".rsync-partial/01.wav", ".~tmp~/01.wav"})
  void whatRsyncAndFtpServersAreWritingIsWaitedFor(String name) throws Exception {
    write("album/album.xml", "<album/>");
    write("album/" + name, "RIFF");

    assertThat(awaited("album").orElse("")).startsWith("the rest of .");
  }

  @ParameterizedTest
  @ValueSource(strings = {".DS_Store", "._01.wav.Xy12Ab", "._01.wav", ".htaccess", "cover.jpg"})
  void whatDesktopsLeaveIsNotWaitedFor(String name) throws Exception {
    write("album/album.xml", "<album/>");
    write("album/" + name, "x");

    assertThat(awaited("album")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<ManifestMessage/>"})
  void inABatchByAnyNameNoReleaseWaitsForItsMessage(String manifest) throws Exception {
    write("batch-7/A1_20260601110000000/resources/01.wav", "RIFF");
    write("batch-7/more/A2_20260601110000000/resources/01.wav", "RIFF");
    assertThat(awaited("batch-7").orElse("")).startsWith("the message in A");

    write("batch-7/BatchComplete_7.xml", manifest);

    assertThat(awaited("batch-7")).isEmpty();
  }

  @Test
  void aBatchMayBeNamedAsAReleaseIs() throws Exception {
    write("N_20230526040555041/A1_20230526040555000/resources/01.wav", "RIFF");
    write("N_20230526040555041/BatchComplete.xml", "");

    assertThat(awaited("N_20230526040555041")).isEmpty();
  }

  @Test
  void aBatchThatIsNamedByItsTimeWaitsForItsManifest() throws Exception {
    write("20260601120000000/A1/A1.xml", "<a/>");

    assertThat(awaited("20260601120000000")).contains("BatchComplete_*.xml in 20260601120000000");
  }

  private Optional<String> awaited(String entry) throws IOException {
    return Upload.awaited(inbox.resolve(entry));
  }

  private void write(String path, String content) throws IOException {
    var file = inbox.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
