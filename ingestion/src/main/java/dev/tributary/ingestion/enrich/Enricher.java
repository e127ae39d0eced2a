package dev.tributary.ingestion.enrich;

import dev.tributary.Binding;
import dev.tributary.database.Database;
import dev.tributary.thirdparty.Rate;
import dev.tributary.thirdparty.ThirdParty;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Somebody who is asked about products.
///
/// @param name of lower-case words joined by `-`; what was found is shown under it
/// @param url what its paths are resolved against
/// @param rate how many calls it allows; absent: as many as it takes
/// @param contact whom to write to about these calls
/// @param privateAllowed whether it may be in the operator's own networks
/// @param types second words of routing keys, such as `release`; an empty list leaves nothing out
/// @param after another enricher, whose findings this one needs
/// @param described how to ask it, for what the file describes
public record Enricher(
    String name,
    Kind kind,
    URI url,
    Optional<Rate> rate,
    String contact,
    boolean privateAllowed,
    List<String> types,
    Optional<String> after,
    Optional<Supplier<Source>> described) {
  /// What the name of each application that asks begins with.
  public static final String PREFIX = "enrich-";

  /// Routing key of what was found, before the type of the product.
  static final String ENRICHED = "enriched.";

  private static final int MOST_AT_ONCE = 32;

  /// Whom we know how to ask.
  public enum Kind {
    MUSICBRAINZ("https://musicbrainz.org/ws/2/", "1/s"),
    COVER_ART("https://coverartarchive.org/", "5/s"),
    OPEN_LIBRARY("https://openlibrary.org/", "1/s"),
    MODEL("", ""),
    JSON("", "");

    private final String url;
    private final String rate;

    Kind(String url, String rate) {
      this.url = url;
      this.rate = rate;
    }

    /// As the operator writes it.
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<String> url() {
      return Optional.of(url).filter(text -> !text.isEmpty());
    }

    Optional<String> rate() {
      return Optional.of(rate).filter(text -> !text.isEmpty());
    }

    static List<String> words() {
      return Stream.of(values()).map(Kind::word).toList();
    }
  }

  public Enricher {
    types = List.copyOf(types);
  }

  /// The name of the application that asks it, and of its queue.
  public String application() {
    return PREFIX + name;
  }

  /// What its queue is bound to: what changes, or what another enricher found, and what is purged.
  ///
  /// @param exchange the name of the application that tells of changes
  public List<Binding> bindings(String exchange) {
    var words = types.isEmpty() ? List.of("*") : types;
    var from = after.map(other -> PREFIX + other).orElse(exchange);
    var action = after.isPresent() ? ENRICHED : "upsert.";
    return Stream.concat(
            words.stream().map(type -> new Binding(from, action + type)),
            Stream.of(new Binding(exchange, "purge.*")))
        .toList();
  }

  /// What tells that it said something.
  public Binding told() {
    return new Binding(application(), ENRICHED + "*");
  }

  /// How it is asked, and what it answers.
  Source source() {
    return switch (kind) {
      case MUSICBRAINZ -> new MusicBrainz();
      case COVER_ART -> new CoverArt();
      case OPEN_LIBRARY -> new OpenLibrary();
      case MODEL, JSON -> described.orElseThrow().get();
    };
  }

  /// The third party; its rate and its answers are kept in `database`.
  ThirdParty open(Database database) {
    var party = ThirdParty.named(name, url).contact(contact).concurrency(concurrency());
    rate.ifPresent(party::rate);
    if (kind == Kind.COVER_ART) {
      party.host(".archive.org");
    }
    if (privateAllowed) {
      party.privateAllowed();
    }
    return party.open(database);
  }

  /// No more than get their turn within a second or two: what waits for longer waits in the queue,
  /// where nothing is held.
  private int concurrency() {
    return rate.map(each -> (int) Math.min(MOST_AT_ONCE, 1 + each.calls() / each.per().toSeconds()))
        .orElse(MOST_AT_ONCE);
  }
}
