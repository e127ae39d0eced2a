package dev.tributary.ingestion.pipeline;

import static dev.tributary.RetryPolicy.never;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.RetryPolicy;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.Attribution;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.StylesheetException;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.rules.Rules;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Turns a provider's message into the canonical document, by the provider's mapping or the one of
/// the format. Content that cannot be mapped is the provider's to mend: the delivery is rejected. A
/// mapping that fails is ours: the delivery is set aside until it is mended.
final class Transform {
  /// The format whose messages say of every product where it is on offer.
  private static final String ALWAYS_WITH_DEALS = "ern";

  static final String NAME = "transform";

  /// Binding key of what it has mapped.
  static final String TRANSFORMED = "transformed.#";

  /// The work is the processor's, so more at once than there are processors is of little use.
  private static final int CONCURRENCY = Runtime.getRuntime().availableProcessors() + 1;

  private final LiveMappings mappings;
  private final ContentStore store;
  private final Bodies bodies;

  private Transform(LiveMappings mappings, ContentStore store, Bodies bodies) {
    this.mappings = mappings;
    this.store = store;
    this.bodies = bodies;
  }

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME)
        .consumes(Unpack.NAME, Unpack.UNPACKED)
        .consumes(Acknowledge.NAME, Unpack.UNPACKED);
  }

  static Application application(LiveMappings mappings, ContentStore store, Bodies bodies) {
    var transform = new Transform(mappings, store, bodies);
    return declared()
        .callback(transform::apply)
        .retry(RetryPolicy.standard().on(MappingFailedException.class, never()))
        .concurrency(CONCURRENCY)
        .build();
  }

  /// A mapping that fails may have been mended just now: then the message is mapped with the new
  /// one. What is mapped anew is, with what is there now.
  private List<Message> apply(Message message) throws IOException, InterruptedException {
    var isReingested = message.headers().containsKey(Keys.REINGESTION);
    var current = isReingested ? mappings.refreshed() : mappings.current();
    try {
      return transformed(message, current);
    } catch (MappingFailedException broken) {
      var mended = mappings.refreshed();
      if (mended == current) {
        throw broken;
      }
      return transformed(message, mended);
    }
  }

  private List<Message> transformed(Message message, Mappings current)
      throws IOException, InterruptedException {
    var delivery = bodies.read(message, ProductDelivery.class);
    var content = Content.of(store.path(delivery.content()));
    var provider = delivery.provider();
    var format = Optional.<String>empty();
    var version = Optional.<String>empty();
    try {
      var named = provider.flatMap(current::find);
      var identification = current.identify(content, named);
      format = Optional.of(identification.format() + " " + identification.version());
      var attribution = Attribution.of(identification, delivery.provider(), current);
      var name = attribution.name();
      provider = Optional.of(name);
      var mapping = current.mapping(identification, attribution.settings());
      version = Optional.of(mapping.version());
      var document = mapping.map(content);
      var mapped = new Mapped(delivery, name, mapping.version(), document);
      return List.of(
          urgentIfItTakesAway(document, message)
              .withHeader(Keys.PROVIDER, name)
              .with("transformed." + identification.format(), bodies.write(mapped)));
    } catch (MappingException refusal) {
      var violations = List.of(Rules.refusal(refusal.finding()));
      var verdict = Verdict.rejected(delivery.id(), provider, format, violations);
      return List.of(message.with(Keys.REJECTED, bodies.write(verdict)));
    } catch (StylesheetException broken) {
      throw new MappingFailedException(broken, details(provider, format, version));
    }
  }

  private static Map<String, String> details(
      Optional<String> provider, Optional<String> format, Optional<String> version) {
    var details = new TreeMap<String, String>();
    provider.ifPresent(known -> details.put(Keys.PROVIDER, known));
    format.ifPresent(known -> details.put("format", known));
    version.ifPresent(known -> details.put("mapping-version", known));
    return details;
  }

  /// A takedown or purge overtakes what waits: rights that have ended do not queue.
  private static Message urgentIfItTakesAway(CanonicalDocument document, Message message) {
    var takesAway =
        document.header().intent() == Intent.PURGE
            || IntStream.range(0, document.products().size())
                .allMatch(place -> takesAway(document, place));
    return takesAway ? message.withHeader(Message.PRIORITY, Message.URGENT) : message;
  }

  /// A product without any deal is withdrawn by a message whose format always says where it is on
  /// offer; in others it may never have been.
  private static boolean takesAway(CanonicalDocument document, int place) {
    var deals = document.products().get(place).deals();
    return document.intent(place) == Intent.PURGE
        || (deals.isEmpty()
            ? document.header().format().equals(ALWAYS_WITH_DEALS)
            : deals.stream().allMatch(Deal::takedown));
  }
}
