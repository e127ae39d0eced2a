package dev.tributary.cli;

import picocli.CommandLine.Option;

/// The option of every listing.
final class JsonOption {
  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  boolean isSet() {
    return json;
  }
}
