package dev.tributary.ingestion.mapping;

import java.util.Locale;
import java.util.Optional;

/// Whose a message is.
///
/// @param name of the provider: as it was named at intake, or of the one that claims the sender, or
///   else the sender itself as a name
/// @param settings what the operator says of that provider; empty for one without a folder
public record Attribution(String name, Optional<Provider> settings) {
  private static final String UNKNOWN = "unknown";
  private static final int LONGEST_NAME = 100;

  /// Finds out whose the message is that `identification` tells of.
  ///
  /// @param named who shipped it, if that was said at intake
  public static Attribution of(
      Identification identification, Optional<String> named, Mappings mappings) {
    var settings =
        named.isPresent() ? mappings.find(named.get()) : mappings.provider(identification);
    var name =
        named
            .or(() -> settings.map(Provider::name))
            .or(() -> identification.sender().map(Attribution::slug))
            .filter(known -> !known.isEmpty())
            .orElse(UNKNOWN);
    return new Attribution(name, settings);
  }

  private static String slug(String sender) {
    return sender
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "")
        .transform(slug -> slug.substring(0, Math.min(slug.length(), LONGEST_NAME)));
  }
}
