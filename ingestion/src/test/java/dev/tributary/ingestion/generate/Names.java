package dev.tributary.ingestion.generate;

import java.util.List;
import java.util.random.RandomGenerator;

/// Invented titles and names, in more than one script and with characters that XML must escape.
final class Names {

  static final String SENDER_NAME = "Generated Music Supply";
  static final String SENDER = Identifiers.dpid(1);
  static final String RECIPIENT_NAME = "Tributary Test Radio";
  static final String RECIPIENT = Identifiers.dpid(2);

  private static final List<String> ADJECTIVES =
      words(
          """
          Amber, Borrowed, Copper, Distant, Electric, Folded, Gentle, Hollow, Inland,
          Jagged, Leftover, Moonlit, Northern, Paper, Quiet, Rusted, Salt &, Tidal, Unsent,
          Winter
          """);
  private static final List<String> NOUNS =
      words(
          """
          Atlas, Bridges, Compass, Dominoes, Engines, Ferry, Garden, Harbour, Islands,
          Jukebox, Lighthouse, Meridian, Neighbours, Orchard, Postcards, Railway, Signal,
          Telegram, Umbrella, Weather, 夜の港, Дуга, Ångström
          """);
  private static final List<String> FIRST_NAMES =
      words(
          """
          Alba, Bruno, Cleo, Dario, Edda, Falk, Greta, Hugo, Ines, Jovan
          """);
  private static final List<String> LAST_NAMES =
      words(
          """
          Abernell, Brockhurst, Čolakić, Dunmarrow, Eskeland, Farrowby, Grünspan,
          Hollinsett, Ibarrola, Jessop-Lane
          """);

  private Names() {}

  static String title(RandomGenerator random) {
    return pick(ADJECTIVES, random.nextInt(1000)) + " " + pick(NOUNS, random.nextInt(1000));
  }

  /// The same for the same track of the same release.
  static String trackTitle(long release, int track) {
    return pick(ADJECTIVES, release * 7 + track * 3L) + " " + pick(NOUNS, release * 5 + track);
  }

  static String artist(RandomGenerator random) {
    return "The "
        + pick(ADJECTIVES, random.nextInt(16))
        + " "
        + pick(LAST_NAMES, random.nextInt(9));
  }

  static String label(RandomGenerator random) {
    return pick(NOUNS, random.nextInt(20)) + " Recordings";
  }

  static String person(long number) {
    return pick(FIRST_NAMES, number) + " " + pick(LAST_NAMES, number / FIRST_NAMES.size());
  }

  private static List<String> words(String commaSeparated) {
    return List.of(commaSeparated.strip().split(",\\s+"));
  }

  private static String pick(List<String> words, long number) {
    return words.get((int) (number % words.size()));
  }
}
