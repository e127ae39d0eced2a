package dev.tributary.console.pages;

import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.pipeline.Stage;
import dev.tributary.ingestion.trust.ShownProducts;
import dev.tributary.spi.Transport;
import java.nio.file.Path;
import java.util.List;

/// What the pages show and steer. All of it stays its owner's to close.
///
/// @param products what is shown of what is in the catalogue
/// @param mappings those that messages are read with
/// @param stages the applications as they are declared
/// @param folder where the audit is written, and uploads lie until they are taken in
/// @param roots folders whose files may be submitted by their path
/// @param uploadLimit how many bytes one may upload
public record Watched(
    DatabaseReader catalogue,
    ShownProducts products,
    DatabaseReader ledger,
    ContentStore content,
    LiveMappings mappings,
    Pipeline pipeline,
    Transport transport,
    List<Stage> stages,
    Path folder,
    List<Path> roots,
    long uploadLimit) {
  public Watched {
    stages = List.copyOf(stages);
    roots = List.copyOf(roots);
  }
}
