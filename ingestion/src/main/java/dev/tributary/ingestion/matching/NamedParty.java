package dev.tributary.ingestion.matching;

import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.DisplayArtist;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Party;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whom a product names.
///
/// @param name as it is written there
/// @param ids what the party is known by, such as `isni:0000000121032683`
record NamedParty(String name, Set<String> ids) {
  private static final int MOST = 1000;

  /// Identifiers that name one party in the world.
  private static final Set<String> UNIQUE = Set.of("ISNI", "IPI", "IPN", "DPID", "MBID", "ORCID");

  /// Everybody whom `product` names, each name once. A party of several names, one for each
  /// language, say, is not taken for several.
  static List<NamedParty> of(Product product) {
    var ids = new TreeMap<String, Set<String>>();
    for (var party : product.parties()) {
      party.names().stream()
          .map(Party.Name::full)
          .filter(name -> !name.isBlank())
          .limit(1)
          .forEach(
              name -> ids.computeIfAbsent(name.strip(), _ -> new TreeSet<>()).addAll(ids(party)));
    }
    if (ids.isEmpty()) {
      product.displayArtists().stream()
          .map(DisplayArtist::text)
          .filter(name -> !name.isBlank())
          .forEach(name -> ids.put(name.strip(), new HashSet<>()));
    }
    var named = new ArrayList<NamedParty>();
    ids.forEach((name, each) -> named.add(new NamedParty(name, each)));
    return named.stream().limit(MOST).toList();
  }

  private static Set<String> ids(Party party) {
    var ids = new TreeSet<String>();
    party.ids().stream()
        .filter(id -> id.valid() && UNIQUE.contains(id.type()) && !id.value().isBlank())
        .map(NamedParty::named)
        .forEach(ids::add);
    return ids;
  }

  private static String named(Identifier id) {
    return id.type().toLowerCase(Locale.ROOT) + ":" + id.value();
  }
}
