package dev.tributary.ingestion.pipeline;

import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.rules.Severities;
import java.util.Optional;

/// What the operator says of a provider, for the applications that ask.
final class ProviderSettings {
  private ProviderSettings() {}

  /// The settings of the provider of that name; none if there is no folder for it.
  static Optional<Provider> of(LiveMappings mappings, String provider) {
    return mappings.current().find(provider);
  }

  /// The settings of the provider that was named at intake, or else of the one that claims the
  /// sender.
  static Optional<Provider> of(
      LiveMappings mappings, ProductDelivery delivery, Optional<Identification> identification) {
    return delivery
        .provider()
        .map(named -> of(mappings, named))
        .orElseGet(() -> identification.flatMap(mappings.current()::provider));
  }

  static Severities severities(LiveMappings mappings, String provider) {
    return severities(of(mappings, provider));
  }

  /// How serious each rule is to that provider; the defaults without settings.
  static Severities severities(Optional<Provider> settings) {
    return settings.map(Provider::severities).map(Severities::of).orElse(Severities.DEFAULT);
  }
}
