package dev.tributary.ingestion.editing;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.editing.Tried.Known;
import dev.tributary.ingestion.mapping.Attribution;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.mapping.StylesheetException;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Header;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.rules.Examination;
import dev.tributary.ingestion.rules.Rules;
import dev.tributary.ingestion.rules.Severities;
import dev.tributary.ingestion.shipment.DeclaredAssets;
import dev.tributary.ingestion.shipment.PackageListings;
import dev.tributary.ingestion.shipment.Shipment;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.ingestion.shipment.Unpacker;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import dev.tributary.ingestion.vocabulary.Vocabularies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Mappings at work on a file, a folder or an archive, the way the pipeline would use them: it is
/// taken in, unpacked, identified, mapped and examined. Nothing is loaded, and nothing stays. Used
/// by one thread.
public final class Trial implements AutoCloseable {
  private static final PackageListing NO_FILES = new PackageListing(List.of());

  private final Path scratch;
  private final ContentStore store;
  private final DeclaredAssets assets;
  private final Function<Header, Instant> now;

  /// Whether products are put into the catalogue's words: what a mapping yields does not depend on
  /// these.
  private final boolean isWorded;

  private Trial(Path scratch, Function<Header, Instant> now, boolean isWorded) throws IOException {
    this.scratch = scratch;
    this.store = ContentStore.in(scratch, 0);
    this.assets = new DeclaredAssets(store);
    this.now = now;
    this.isWorded = isWorded;
  }

  /// One that judges messages as of now, by whether a deal has ended, say.
  public static Trial asOfNow() throws IOException {
    return new Trial(Files.createTempDirectory("tributary-trial"), _ -> Instant.now(), true);
  }

  /// One that judges each message as of when it was made, so that it says the same in ten years.
  public static Trial asOfThen() throws IOException {
    return new Trial(
        Files.createTempDirectory("tributary-trial"),
        header -> Examination.madeAt(header).orElse(Instant.EPOCH),
        false);
  }

  /// Tries `mappings` on what is at `path`, and hands over message by message what becomes of it,
  /// in the order in which the pipeline would take them.
  ///
  /// @param provider whose it is, as if that was said at intake; empty to go by the sender
  /// @throws dev.tributary.ingestion.shipment.UnusablePathException if nothing is at `path`, or it
  ///   may not be read
  public void run(Path path, Optional<String> provider, Mappings mappings, Consumer<Tried> consumer)
      throws IOException, InterruptedException {
    var tables = new TablesTried(mappings, store);
    var unpacker = new Unpacker(store, ShipmentLimits.DEFAULT, tables);
    var one = new One(path, provider, mappings, unpacker, vocabularies(mappings), consumer);
    var shipments = new Shipments(store, ShipmentLimits.DEFAULT, tables);
    shipments.find(
        List.of(path),
        provider,
        chunk -> {
          for (var shipment : chunk) {
            one.take(shipment);
          }
        });
  }

  private Vocabularies vocabularies(Mappings mappings) throws IOException {
    return isWorded ? Vocabularies.beside(mappings.folder()) : Vocabularies.none();
  }

  /// The same, as a list.
  public List<Tried> run(Path path, Optional<String> provider, Mappings mappings)
      throws IOException, InterruptedException {
    var all = new ArrayList<Tried>();
    run(path, provider, mappings, all::add);
    return all;
  }

  /// Removes what was written for it.
  @Override
  public void close() {
    try (var files = Files.walk(scratch)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("a folder for scratch cannot be removed", failure);
    }
  }

  /// One path that is tried.
  private final class One {
    private final String before;
    private final Optional<String> provider;
    private final Mappings mappings;
    private final Unpacker unpacker;
    private final Vocabularies vocabularies;
    private final Consumer<Tried> consumer;

    One(
        Path path,
        Optional<String> provider,
        Mappings mappings,
        Unpacker unpacker,
        Vocabularies vocabularies,
        Consumer<Tried> consumer) {
      var name = path.getFileName() == null ? "" : path.getFileName().toString();
      this.before = path.toString().substring(0, path.toString().length() - name.length());
      this.provider = provider;
      this.mappings = mappings;
      this.unpacker = unpacker;
      this.vocabularies = vocabularies;
      this.consumer = consumer;
    }

    void take(Shipment shipment) throws IOException, InterruptedException {
      if (isRefused(shipment.violations())) {
        refuse(shipment.path(), shipment.violations());
        return;
      }
      var delivery = delivery(shipment);
      switch (delivery.kind()) {
        case MESSAGE, PORTION -> consumer.accept(read(delivery));
        case ARCHIVE, BATCH, PRODUCTS -> {
          switch (unpacker.unpack(delivery)) {
            case Refused(var violations) -> refuse(delivery.path(), violations);
            case Unpacked(var children, var violations) -> {
              if (!violations.isEmpty()) {
                refuse(delivery.path(), violations);
              }
              for (var child : children) {
                take(child);
              }
            }
          }
        }
      }
    }

    private void refuse(String path, List<Violation> violations) {
      var state = isRefused(violations) ? DeliveryState.REJECTED : DeliveryState.LOADED;
      consumer.accept(
          Tried.unread(inside(path), Known.NOTHING, state, here(violations), Optional.empty()));
    }

    private Tried read(ProductDelivery delivery) throws IOException {
      var content = Content.of(store.path(delivery.content()));
      var known = Known.NOTHING;
      try {
        var identification = mappings.identify(content, provider.flatMap(mappings::find));
        var attribution = Attribution.of(identification, provider, mappings);
        var format = identification.format() + " " + identification.version();
        known = new Known(Optional.of(attribution.name()), Optional.of(format), Optional.empty());
        var mapping = mappings.mapping(identification, attribution.settings());
        known = new Known(known.provider(), known.format(), Optional.of(mapping.version()));
        return examined(delivery, mapping.map(content), attribution.settings(), known);
      } catch (MappingException refusal) {
        return Tried.unread(
            inside(delivery.path()),
            known,
            DeliveryState.REJECTED,
            List.of(Rules.refusal(refusal.finding())),
            Optional.empty());
      } catch (StylesheetException broken) {
        return Tried.unread(
            inside(delivery.path()),
            known,
            DeliveryState.QUARANTINED,
            List.of(),
            Optional.ofNullable(broken.getMessage()));
      }
    }

    private Tried examined(
        ProductDelivery delivery,
        CanonicalDocument mapped,
        Optional<Provider> settings,
        Known known)
        throws IOException {
      var files =
          delivery.files().isEmpty()
              ? NO_FILES
              : PackageListings.read(store, delivery.files().get());
      var document = assets.compare(vocabularies.apply(mapped), files).document();
      var examination =
          Examination.of(
              document,
              Optional.of(files).filter(_ -> delivery.kind() != Kind.PORTION),
              settings.map(Provider::severities).map(Severities::of).orElse(Severities.DEFAULT),
              now.apply(document.header()));
      return new Tried(
          inside(delivery.path()),
          known.provider(),
          known.format(),
          known.mapping(),
          state(examination, settings.map(Provider::requiresAssets).orElse(false)),
          Optional.of(document.header()),
          document.products(),
          document.purged(),
          here(examination.violations()),
          Optional.empty());
    }

    private static DeliveryState state(Examination examination, boolean requiresAssets) {
      var waits = requiresAssets && !examination.lackingFiles().isEmpty();
      return switch (examination.conclusion(waits)) {
        case REFUSED -> DeliveryState.REJECTED;
        case TEST -> DeliveryState.TEST_ONLY;
        case WAITING -> DeliveryState.WAITING;
        case SOUND ->
            isRefused(examination.violations()) ? DeliveryState.PARTIAL : DeliveryState.LOADED;
      };
    }

    /// It has no place in any register, so of what such a place would say there is the path alone.
    private ProductDelivery delivery(Shipment shipment) {
      return new ProductDelivery(
          shipment.fingerprint(),
          0,
          0,
          Optional.empty(),
          provider,
          shipment.path(),
          shipment.kind(),
          Instant.EPOCH,
          shipment.content(),
          shipment.bytes(),
          shipment.files());
    }

    private List<Violation> here(List<Violation> violations) {
      return violations.stream()
          .map(
              found ->
                  new Violation(
                      found.rule(),
                      found.severity(),
                      found.path().map(this::inside),
                      found.line(),
                      found.value().map(this::inside),
                      found.message()))
          .toList();
    }

    /// Paths begin with the name of what is tried, wherever it lies.
    private String inside(String path) {
      return path.startsWith(before) ? path.substring(before.length()) : path;
    }
  }

  private static boolean isRefused(List<Violation> violations) {
    return violations.stream().anyMatch(violation -> violation.severity() == Severity.ERROR);
  }
}
