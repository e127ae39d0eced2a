package dev.tributary.ingestion.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Names that other machines gave. Only Linux has files with names that are no characters.
@EnabledOnOs(OS.LINUX)
class DiskFolderTest extends UnpackerScene {

  @Test
  void filesWithNamesInLatin1AreFoundByThoseNames() throws Exception {
    write("R1/R1.xml", "<a><F>M\u00fcller.wav</F><F>Gr\u00fc\u00dfe/1+1.jpg</F></a>");
    write("R1/R2.xml", "<b/>");
    writeRaw("R1/M%FCller.wav", "RIFF");
    writeRaw("R1/Gr%FC%DFe/1+1.jpg", "x");

    var found = find("R1");

    assertThat(found).hasSize(2);
    assertThat(names(found.getFirst()))
        .containsExactly("Gr\u00fc\u00dfe/1+1.jpg", "M\u00fcller.wav");
  }

  @Test
  void aMessageWithSuchANameIsAShipment() throws Exception {
    writeRaw("drop/f%FCr.xml", "<a/>");

    assertThat(find("drop"))
        .extracting(Shipment::path)
        .containsExactly(inbox + "/drop/f\u00fcr.xml");
  }

  @Test
  void twoNamesThatReadTheSameAreTwoFiles() throws Exception {
    write("drop/a.xml", "<a/>");
    writeRaw("drop/f%C3%BCr.jpg", "x");
    writeRaw("drop/f%FCr.jpg", "y");

    assertThat(names(find("drop").getFirst())).hasSize(2).contains("f\u00fcr.jpg");
  }

  @Test
  void anUploadWithSuchANameIsLookedAt() throws Exception {
    var file = writeRaw("f%FCr.xml.part", "<a/>");

    assertThat(Upload.awaited(file)).contains("the rest of f\u00fcr.xml.part");
  }

  /// Writes a file whose name has these bytes.
  private Path writeRaw(String path, String content) throws IOException {
    var uri = inbox.toUri().toString();
    var file = Path.of(URI.create((uri.endsWith("/") ? uri : uri + "/") + path));
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
