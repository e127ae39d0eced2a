package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.EarlierFiles;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.rules.Examination;
import dev.tributary.ingestion.shipment.DeclaredAssets;
import dev.tributary.ingestion.shipment.PackageListings;
import dev.tributary.ingestion.vocabulary.DescriptionLanguages;
import dev.tributary.ingestion.vocabulary.Vocabularies;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Puts a document into the catalogue's words, finds the files that it names and checks it against
/// the rules, each as serious as the provider's settings say. An error refuses the delivery or, of
/// a message about several products, the one that it is in; all else goes along as a warning.
final class Validate {
  static final String NAME = "validate";

  /// Binding key of what it lets through.
  static final String VALIDATED = "validated.#";

  private static final PackageListing NO_FILES = new PackageListing(List.of());

  private final DatabaseReader catalogue;
  private final LiveMappings mappings;
  private final ContentStore store;
  private final DeclaredAssets assets;
  private final Vocabularies vocabularies;
  private final Bodies bodies;
  private final InstantSource clock;

  private Validate(
      DatabaseReader catalogue,
      LiveMappings mappings,
      ContentStore store,
      Vocabularies vocabularies,
      Bodies bodies,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.mappings = mappings;
    this.store = store;
    this.assets = new DeclaredAssets(store);
    this.vocabularies = vocabularies;
    this.bodies = bodies;
    this.clock = clock;
  }

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Transform.NAME, Transform.TRANSFORMED);
  }

  static Application application(
      DatabaseReader catalogue,
      LiveMappings mappings,
      ContentStore store,
      Bodies bodies,
      InstantSource clock)
      throws IOException {
    var vocabularies = Vocabularies.beside(mappings.folder());
    var validate = new Validate(catalogue, mappings, store, vocabularies, bodies, clock);
    return declared().callback(validate::apply).build();
  }

  private List<Message> apply(Message message) throws IOException, InterruptedException {
    var mapped = bodies.read(message, Mapped.class);
    var settings = ProviderSettings.of(mappings, mapped.provider());
    var files = files(mapped);
    var examination = examination(mapped, files, settings);
    var document = examination.document();
    var checked =
        new Checked(
            mapped.delivery(),
            mapped.provider(),
            mapped.mapping(),
            document.header(),
            examination.soundProducts(),
            examination.sound(),
            document.purged(),
            Optional.of(document.products().size()),
            examination.violations());
    var requiresAssets = settings.map(Provider::requiresAssets).orElse(false);
    var waits = requiresAssets && isIncomplete(examination, mapped.provider());
    return List.of(
        switch (examination.conclusion(waits)) {
          case REFUSED -> end(message, Keys.REJECTED, checked, DeliveryState.REJECTED);
          case TEST -> end(message, Keys.TESTED, checked, DeliveryState.TEST_ONLY);
          case WAITING -> end(message, Keys.WAITING, checked, DeliveryState.WAITING);
          case SOUND ->
              message.with("validated." + checked.header().format(), bodies.write(checked));
        });
  }

  /// An update need not bring the files again that came before it.
  private boolean isIncomplete(Examination examination, String provider)
      throws InterruptedException {
    var lacking = examination.lackingFiles();
    return !lacking.isEmpty()
        && catalogue.read(
            handle ->
                lacking.stream()
                    .anyMatch(product -> EarlierFiles.leaveIncomplete(handle, provider, product)));
  }

  /// Of the files beside a portion, other portions may name those that it does not.
  private Examination examination(Mapped mapped, PackageListing files, Optional<Provider> settings)
      throws IOException {
    var worded = DescriptionLanguages.detect(vocabularies.apply(mapped.document()));
    var document = assets.compare(worded, files).document();
    var beside =
        mapped.delivery().kind() == Kind.PORTION
            ? Optional.<PackageListing>empty()
            : Optional.of(files);
    var severities = ProviderSettings.severities(settings);
    return Examination.of(document, beside, severities, clock.instant());
  }

  private Message end(Message message, String key, Checked checked, DeliveryState state)
      throws IOException, InterruptedException {
    var verdict = Verdict.of(checked, state, Optional.empty(), List.of(), checked.violations());
    return message.with(key, bodies.write(verdict));
  }

  private PackageListing files(Mapped mapped) throws IOException {
    var listing = mapped.delivery().files();
    return listing.isEmpty() ? NO_FILES : PackageListings.read(store, listing.get());
  }
}
