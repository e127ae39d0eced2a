package dev.tributary.cli;

import dev.tributary.ingestion.pipeline.PipelineServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The folders that Tributary itself writes into. What lies in them nobody shipped: taken in, it
/// would make more of itself.
record OwnFolders(List<Own> folders) {
  private static final String DATA = "data";

  /// One of them.
  ///
  /// @param real with all links on the way to it resolved, as far as it is there
  /// @param setting what says where it is
  record Own(Path real, String setting) {
    private boolean overlaps(Path path) {
      return path.startsWith(real) || real.startsWith(path);
    }

    /// The data folder may have a folder in it that nothing else is written to.
    private boolean holds(Path inbox) {
      return inbox.startsWith(real) && !setting.equals(DATA);
    }

    /// Whether an entry of the inbox has it, with what somebody shipped beside it.
    private boolean isDeepIn(Path inbox) {
      return real.startsWith(inbox) && real.getNameCount() > inbox.getNameCount() + 1;
    }
  }

  /// None.
  static final OwnFolders NONE = new OwnFolders(List.of());

  /// Those of an installation, as far as they concern `inbox`.
  ///
  /// @throws UsageException if something of them would be taken in with what is shipped there
  static OwnFolders beside(Path inbox, Configuration configuration) throws IOException {
    var folders = new ArrayList<Own>();
    folders.add(new Own(real(configuration.data().root()), DATA));
    var acknowledgements = configuration.settings().get(PipelineServices.ACKNOWLEDGEMENTS);
    if (acknowledgements.isPresent()) {
      folders.add(new Own(real(acknowledgements.get()), "acknowledgements"));
    }
    var real = real(inbox);
    for (var own : folders) {
      if (own.holds(real) || own.isDeepIn(real)) {
        throw new UsageException(
            ("expected the setting %s to name a folder outside of the inbox %s, or right in it,"
                    + " got: %s; what is written there would be taken in, again and again")
                .formatted(own.setting, inbox, own.real));
      }
    }
    folders.removeIf(own -> !own.real.startsWith(real));
    return new OwnFolders(folders);
  }

  /// The one that `real` is, is in or has in it.
  ///
  /// @param real a path with all links resolved
  Optional<Own> at(Path real) {
    return folders.stream().filter(own -> own.overlaps(real)).findFirst();
  }

  /// With links resolved as far as there is something.
  private static Path real(Path path) throws IOException {
    var absolute = path.toAbsolutePath().normalize();
    var parent = absolute.getParent();
    return parent == null || Files.exists(absolute)
        ? absolute.toRealPath()
        : real(parent).resolve(parent.relativize(absolute));
  }
}
