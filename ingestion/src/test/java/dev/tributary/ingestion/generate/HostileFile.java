package dev.tributary.ingestion.generate;

import java.nio.file.Path;

/// An input that [HostileFiles] has written.
///
/// @param path to hand in: a file, or the folder of a package or batch
/// @param fate what must become of it
/// @param because what it tries, and how one sees that it did not succeed
public record HostileFile(Path path, Fate fate, String because) {

  public enum Fate {
    /// Refused with a clear error, whether of our side or of the provider's. Nothing of it is in
    /// the catalogue.
    REFUSED,
    /// Either refused, or loaded in bounded memory and without asking anybody for anything.
    REFUSED_OR_LOADED,
    /// Loaded, except for the file that it may not reach: that one counts as missing. To refuse the
    /// delivery as a whole is right too.
    WITHOUT_THE_FILE,
    /// Sound, and loaded in spite of its neighbours.
    LOADED
  }
}
