package dev.tributary.console.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The names under which this server is asked. A page of somebody else's whose name is made to lead
/// here (DNS rebinding) asks under that name, and is refused. Addresses in figures are nobody's
/// name.
final class Hosts {
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Pattern FIGURES = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

  private final Set<String> names;

  Hosts(List<String> names) {
    this.names = new TreeSet<>(List.of("localhost"));
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /// Whether `host`, with its port or without, may be asked for.
  boolean allow(String host) {
    var name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
    return names.contains(name) || FIGURES.matcher(name).matches();
  }
}
