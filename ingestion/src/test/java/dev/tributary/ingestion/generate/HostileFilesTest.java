package dev.tributary.ingestion.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.generate.HostileFile.Fate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {

  private static final URI NOBODY = URI.create("http://127.0.0.1:9/");

  @TempDir Path folder;
  private List<HostileFile> files = List.of();

  @BeforeEach
  void write() throws IOException {
    files = HostileFiles.write(folder, HostileFiles.Scale.SMALL, NOBODY);
  }

  @Test
  void everyDeliveryHasAFateAndAReason() throws IOException {
    try (var deliveries = Files.list(folder.resolve("deliveries"))) {
      assertThat(files)
          .extracting(HostileFile::path)
          .containsExactlyElementsOf(deliveries.sorted().toList());
    }
    assertThat(files).extracting(HostileFile::because).doesNotContain("");
  }

  @Test
  void thereAreTwoSoundDeliveriesBesideThem() throws Exception {
    var sound = files.stream().filter(file -> file.fate() == Fate.LOADED).toList();

    assertThat(sound).hasSize(2);
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (var file : sound) {
      var xml = builder.parse(file.path().toFile());
      assertThat(xml.getElementsByTagName("ReleaseDeal").getLength()).isEqualTo(1);
    }
  }

  @Test
  void secretsStandOutsideOfTheDeliveriesOnly() throws IOException {
    for (var file : files) {
      if (Files.isRegularFile(file.path()) && file.path().toString().endsWith(".xml")) {
        assertThat(Files.readString(file.path())).doesNotContain(HostileFiles.SECRET);
      }
    }
    assertThat(folder.resolve("outside/secret.txt")).hasContent(HostileFiles.SECRET);
  }

  @Test
  void archivesHoldEntriesThatClimbOut() throws IOException {
    assertThat(entries("climbing-relative.zip")).containsKey("../../" + HostileFiles.ESCAPED);
    assertThat(entries("climbing-absolute.zip").keySet())
        .allMatch(name -> Path.of(name).isAbsolute());
    assertThat(entries("climbing-symlink.zip").keySet())
        .contains("resources", "resources/" + HostileFiles.ESCAPED);
  }

  @Test
  void bombsExpandManyHundredfold() throws IOException {
    for (var bomb : List.of("bomb-xml.zip", "bomb-asset.zip")) {
      long expanded = entries(bomb).values().stream().mapToLong(Long::longValue).sum();

      assertThat(expanded).isGreaterThan(4_000_000);
      assertThat(expanded / Files.size(folder.resolve("deliveries").resolve(bomb)))
          .isGreaterThan(400);
    }
  }

  /// By name, the size of each when unpacked.
  private Map<String, Long> entries(String archive) throws IOException {
    var entries = new HashMap<String, Long>();
    try (var zip = new ZipFile(folder.resolve("deliveries").resolve(archive).toFile())) {
      zip.stream().forEach(entry -> entries.put(entry.getName(), entry.getSize()));
    }
    return entries;
  }
}
