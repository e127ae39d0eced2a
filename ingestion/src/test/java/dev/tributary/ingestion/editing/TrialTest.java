package dev.tributary.ingestion.editing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialTest {
  @TempDir private Path folder;

  @Test
  void tablesThatBelongTogetherAreTriedTogether() throws Exception {
    var providers = folder.resolve("providers");
    write(
        "providers/kite/provider.yaml",
        """
        name: kite
        table:
          product: id
          columns: {id: id, title: album, artist: artist}
          join:
            file: tracks.csv
            by: id
            columns: {track.number: track, track.title: title}
        """);
    write("shipped/releases.csv", "id,album,artist\n7,Low Tide,The Quay Band\n");
    write("shipped/tracks.csv", "id,track,title\n7,2,Ebb\n7,1,Flood\n");

    var messages = run(folder.resolve("shipped"), Mappings.open(providers, Limits.DEFAULT));

    assertThat(messages).singleElement().extracting(Tried::state).isEqualTo(DeliveryState.LOADED);
    assertThat(messages.getFirst().products().getFirst().items())
        .extracting(item -> item.titles().getFirst().text())
        .containsExactly("Flood", "Ebb");
  }

  private static List<Tried> run(Path path, Mappings mappings)
      throws IOException, InterruptedException {
    try (var trial = Trial.asOfNow()) {
      return trial.run(path, Optional.of("kite"), mappings);
    }
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
