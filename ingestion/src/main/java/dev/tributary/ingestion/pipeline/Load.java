package dev.tributary.ingestion.pipeline;

import dev.tributary.Application;
import dev.tributary.Callback;
import dev.tributary.Message;
import dev.tributary.database.Effects;
import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.ProductChange;
import dev.tributary.ingestion.catalogue.Statement;
import dev.tributary.ingestion.catalogue.StatementOutcome;
import dev.tributary.ingestion.catalogue.StatementOutcome.Applied;
import dev.tributary.ingestion.catalogue.StatementOutcome.Refused;
import dev.tributary.ingestion.catalogue.StatementOutcome.Superseded;
import dev.tributary.ingestion.catalogue.Version;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.rules.Rules;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Brings what is sound into the catalogue. What it writes, its input and its results are one
/// transaction, so that a redelivery tells the same and changes nothing.
final class Load {
  static final String NAME = "catalogue";

  /// Routing key of what a delivery did to the catalogue, for [Notify].
  static final String APPLIED = "applied.delivery";

  private final Catalogue catalogue;
  private final LiveMappings mappings;
  private final Bodies bodies;

  private Load(Catalogue catalogue, LiveMappings mappings, Bodies bodies) {
    this.catalogue = catalogue;
    this.mappings = mappings;
    this.bodies = bodies;
  }

  /// What it is called and consumes.
  static Application.Builder declared() {
    return Application.named(NAME).consumes(Validate.NAME, Validate.VALIDATED);
  }

  static Application application(
      Catalogue catalogue, Effects effects, LiveMappings mappings, Bodies bodies) {
    var load = new Load(catalogue, mappings, bodies);
    return declared().callback(load.callback(effects)).build();
  }

  private Callback callback(Effects effects) {
    return effects.once(NAME, message -> bodies.read(message, Checked.class), this::apply);
  }

  private List<Message> apply(Handle transaction, Message message, Checked checked)
      throws IOException, InterruptedException {
    Anew.check(transaction, message, checked.delivery().id());
    var statements =
        IntStream.range(0, checked.products().size())
            .mapToObj(index -> statement(checked, index))
            .toList();
    var stated = checked.stated().orElse(Integer.MAX_VALUE);
    var taken = catalogue.apply(transaction, statements, stated);
    var sum = new Sum(checked);
    taken.outcomes().forEach(sum::add);
    sum.addChanges(taken.changed());
    return List.of(sum.message(message));
  }

  private static Statement statement(Checked checked, int index) {
    return new Statement(
        checked.provider(),
        checked.header().sender(),
        checked.delivery().id(),
        checked.places().get(index),
        version(checked),
        checked.intent(index),
        checked.mapping(),
        checked.products().get(index));
  }

  /// The message's own time, or the time received where it has none that can be read.
  private static Version version(Checked checked) {
    var delivery = checked.delivery();
    var time = checked.header().createdAt().flatMap(Load::instant).orElse(delivery.receivedAt());
    return new Version(time, delivery.number(), delivery.part());
  }

  /// A date-time without a zone is read as UTC.
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException withoutZone) {
      try {
        return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
      } catch (DateTimeParseException notATime) {
        return Optional.empty();
      }
    }
  }

  /// What the products of one delivery came to, together.
  private final class Sum {
    private final Checked checked;
    private final List<ProductChanged> changes = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final TreeSet<String> products = new TreeSet<>();
    private Optional<Action> action = Optional.empty();
    private boolean superseded;
    private boolean refused;

    Sum(Checked checked) {
      this.checked = checked;
      this.refused = checked.hasRefused();
    }

    void add(StatementOutcome outcome) {
      switch (outcome) {
        case Applied applied -> {
          action = action.or(() -> Optional.of(applied.action()));
          products.add(applied.key());
          violations.addAll(applied.warnings());
        }
        case Superseded earlier -> {
          superseded = true;
          products.add(earlier.key());
        }
        case Refused(var errors, _) -> {
          refused = true;
          violations.addAll(errors);
        }
      }
      addChanges(outcome.changed());
    }

    void addChanges(List<ProductChange> changed) {
      changed.stream().map(ProductChanged::of).forEach(changes::add);
    }

    Message message(Message input) throws IOException, InterruptedException {
      var keys = List.copyOf(products);
      var severities = ProviderSettings.severities(mappings, checked.provider());
      var adjusted = new ArrayList<>(checked.violations());
      adjusted.addAll(Rules.adjust(violations, severities));
      var verdict = Verdict.of(checked, state(), action, keys, adjusted);
      var result = keys.isEmpty() ? input : input.withHeader(Keys.PRODUCT, keys.getFirst());
      return result.with(APPLIED, bodies.write(new Loaded(verdict, changes)));
    }

    private DeliveryState state() {
      if (action.isPresent()) {
        return refused ? DeliveryState.PARTIAL : DeliveryState.LOADED;
      }
      return superseded ? DeliveryState.SUPERSEDED : DeliveryState.REJECTED;
    }
  }
}
