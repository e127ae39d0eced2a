package dev.tributary.ingestion.pipeline;

import static dev.tributary.RetryPolicy.forever;

import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.Plugins;
import dev.tributary.RetryPolicy;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.UnavailableException;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.acknowledgement.Acknowledgement;
import dev.tributary.ingestion.acknowledgement.AcknowledgementFolder;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.mapping.Provider.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes files that tell providers how their deliveries ended. An application beside the pipeline,
/// which is there if the setting `acknowledgements` names a folder: while that folder cannot be
/// written it pauses, and everything else goes on.
public final class Acknowledgements {
  /// What the application is called.
  public static final String NAME = "acknowledgements";

  /// Longer than anybody is away who could make room in a folder.
  private static final Duration PATIENCE = Duration.ofDays(365);

  private final DatabaseReader catalogue;
  private final LiveMappings mappings;
  private final AcknowledgementFolder folder;

  private Acknowledgements(
      DatabaseReader catalogue, LiveMappings mappings, AcknowledgementFolder folder) {
    this.catalogue = catalogue;
    this.mappings = mappings;
    this.folder = folder;
  }

  /// What it is called and consumes; none unless `settings` want it.
  public static Optional<Stage> stage(Settings settings) {
    return settings.get(PipelineServices.ACKNOWLEDGEMENTS).map(_ -> Stage.of(declared()));
  }

  /// The application, with connections of its own to the stores that `settings` name; none unless
  /// they want it.
  ///
  /// @throws UncheckedIOException if the providers cannot be read
  public static Optional<Application> application(Settings settings) {
    return settings
        .get(PipelineServices.ACKNOWLEDGEMENTS)
        .map(
            root ->
                application(
                    settings,
                    new AcknowledgementFolder(
                        root, settings.get(PipelineServices.ACKNOWLEDGEMENTS_PARTY))));
  }

  private static Application.Builder declared() {
    return Application.named(NAME).consumes(Acknowledge.NAME, Keys.ENDED);
  }

  private static Application application(Settings settings, AcknowledgementFolder folder) {
    var parts = new OpenedParts(settings);
    try {
      var written = new Acknowledgements(parts.catalogue(), parts.mappings(), folder);
      return declared()
          .callback(written::apply)
          .retry(RetryPolicy.standard().on(Throwable.class, forever()).snoozedForUpTo(PATIENCE))
          .onStop(parts::close)
          .build();
    } catch (IOException failure) {
      parts.close();
      throw new UncheckedIOException(failure);
    }
  }

  private List<Message> apply(Message message) throws InterruptedException {
    var id = Ended.read(message).delivery();
    var acknowledgement =
        catalogue
            .read(handle -> Acknowledgement.of(handle, id))
            .orElseThrow(() -> new Abort("delivery.reopened", id + " is under way again"));
    var provider = acknowledgement.provider().flatMap(name -> ProviderSettings.of(mappings, name));
    var recipient =
        provider
            .flatMap(known -> known.senders().stream().findFirst())
            .or(acknowledgement::provider)
            .orElse("unknown");
    for (var form : forms(acknowledgement, provider)) {
      write(acknowledgement, form, recipient);
    }
    return List.of();
  }

  private void write(Acknowledgement acknowledgement, Form form, String recipient) {
    try {
      folder.write(acknowledgement, form, recipient);
    } catch (IOException failure) {
      throw new UnavailableException(
          "cannot write the acknowledgement of %s into %s (%s); make room, or let this process write there"
              .formatted(acknowledgement.delivery(), folder.root(), failure),
          failure);
    }
  }

  /// Those that the provider's settings say, or else the one of its own trade.
  private static List<Form> forms(Acknowledgement acknowledgement, Optional<Provider> provider) {
    return provider
        .flatMap(Provider::acknowledgements)
        .orElseGet(() -> List.of(form(acknowledgement.format().orElse(""))));
  }

  private static Form form(String format) {
    if (format.startsWith("ern")) {
      return Form.DDEX;
    }
    return format.startsWith("csv") ? Form.CSV : Form.JSON;
  }

  /// The application, for a process of its own.
  record OfFolder() implements Service {
    @Override
    public List<Setting<?>> settings() {
      var settings =
          new ArrayList<Setting<?>>(
              List.of(
                  PipelineServices.DATA,
                  PipelineServices.PROVIDERS,
                  PipelineServices.ACKNOWLEDGEMENTS,
                  PipelineServices.ACKNOWLEDGEMENTS_PARTY,
                  Plugins.NAMED));
      settings.addAll(new DatabasePlugin().settings());
      return settings;
    }

    @Override
    public Application application(Settings settings) {
      return Acknowledgements.application(settings)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "expected the setting acknowledgements to name a folder, found none"));
    }
  }
}
