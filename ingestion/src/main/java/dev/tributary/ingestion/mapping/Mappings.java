package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclaration.Header.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// All mappings there are: the base ones, by format and version, and those of the providers.
///
/// Nothing is compiled before it is needed, and then once. Safe for use by many threads; two that
/// need the same mapping for the first time wait for the one that compiles it. What is in here does
/// not change: after a change in the folder of providers, [#open] it again (see [#isStale]); what
/// has not changed is compiled anew then, which takes about a tenth of a second each.
public final class Mappings {

  private final Limits limits;
  private final Optional<Path> folder;
  private final Map<Path, Long> stamp;
  private final Map<String, Provider> providers = new TreeMap<>();
  private final Map<String, Provider> senders = new HashMap<>();
  private final Map<String, Mapping> compiled = new ConcurrentHashMap<>();

  private Mappings(Limits limits, Optional<Path> folder, Map<Path, Long> stamp) {
    this.limits = limits;
    this.folder = folder;
    this.stamp = stamp;
  }

  /// The base mappings only.
  public static Mappings base() {
    return new Mappings(Limits.DEFAULT, Optional.empty(), Map.of());
  }

  /// The base mappings, and the providers in the folders within `providers` that have a
  /// `provider.yaml`. A folder that is not there is an empty one.
  ///
  /// @throws IllegalArgumentException if a provider.yaml is wrong, or two claim the same name or
  ///   sender
  /// @throws IOException if one cannot be read
  public static Mappings open(Path providers, Limits limits) throws IOException {
    var mappings = new Mappings(limits, Optional.of(providers), stamp(providers));
    for (var file : mappings.stamp.keySet()) {
      if (file.endsWith("provider.yaml")) {
        mappings.add(Provider.read(file));
      }
    }
    return mappings;
  }

  private void add(Provider provider) {
    var same = providers.putIfAbsent(provider.name(), provider);
    if (same != null) {
      throw new IllegalArgumentException(
          "two providers are named %s; rename one".formatted(provider.name()));
    }
    for (var sender : provider.senders()) {
      var other = senders.putIfAbsent(key(sender), provider);
      if (other != null) {
        throw new IllegalArgumentException(
            "the providers %s and %s both claim the sender %s; remove it from one"
                .formatted(other.name(), provider.name(), sender));
      }
    }
  }

  /// All providers, by name.
  public List<Provider> providers() {
    return List.copyOf(providers.values());
  }

  /// The provider of that name.
  ///
  /// @throws IllegalArgumentException if there is none, with a suggestion
  public Provider provider(String name) {
    var provider = providers.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "unknown provider %s%s".formatted(name, Suggestion.of(name, providers.keySet())));
    }
    return provider;
  }

  /// The provider who sent a message, by its sender; empty for a sender whom nobody has told us
  /// about.
  public Optional<Provider> provider(Identification identification) {
    return identification.format().equals(TableIdentification.FORMAT)
        ? ofTable(identification.root())
        : identification.sender().map(sender -> senders.get(key(sender)));
  }

  /// A table names no sender; its header row may be the one that a provider claims for its own.
  private Optional<Provider> ofTable(String header) {
    return providers.values().stream()
        .filter(
            provider ->
                provider.table().map(TableDeclaration::header).orElse(null) instanceof Named named
                    && Named.key(named.names()).equals(header))
        .findFirst();
  }

  /// What to map a message of that kind from that provider with: the provider's own stylesheet or
  /// the base mapping of the format, and the provider's schema, if it has one, to check it with.
  ///
  /// @throws StylesheetException if the provider's stylesheet or schema cannot be used
  public Mapping mapping(Identification identification, Optional<Provider> provider) {
    var own = provider.flatMap(Provider::mapping).filter(_ -> isXml(identification));
    var mapping = own.isPresent() ? own(own.get()) : base(identification, provider);
    var xsd = provider.flatMap(some -> schema(some, identification));
    return xsd.isPresent() ? checked(mapping, xsd.get()) : mapping;
  }

  /// Stylesheets do not see anything else.
  private static boolean isXml(Identification identification) {
    return !identification.root().isEmpty()
        && !identification.format().equals(TableIdentification.FORMAT);
  }

  /// Compiles what `provider` has of its own, stylesheet and schemas, so that what is wrong with
  /// them shows before a message comes.
  ///
  /// @throws StylesheetException if one of them cannot be used
  public void compile(Provider provider) {
    var mapping =
        provider
            .mapping()
            .map(this::own)
            .orElseGet(() -> StylesheetMapping.packaged("ern-4.xsl", limits));
    for (var xsd : provider.schemas().values()) {
      var _ = SchemaCheck.of(mapping, xsd, limits);
    }
  }

  private Mapping base(Identification identification, Optional<Provider> provider) {
    if (identification.format().equals(TableIdentification.FORMAT)) {
      var table = provider.flatMap(Provider::table).orElse(TableDeclaration.NONE);
      return TableMapping.of(table);
    }
    if (identification.format().equals(MarcIdentification.FORMAT)) {
      return new MarcMapping(!identification.namespace().isEmpty(), limits);
    }
    var name =
        switch (identification.format()) {
          case "ern" -> "ern-%s.xsl".formatted(identification.version().substring(0, 1));
          case "onix" -> identification.version().equals("2.1") ? "onix-21.xsl" : "onix-3.xsl";
          case "rss", "atom" -> "podcast-%s.xsl".formatted(identification.format());
          case String other -> throw new IllegalArgumentException("no mapping for " + other);
        };
    return once("tributary:" + name, () -> StylesheetMapping.packaged(name, limits));
  }

  private Mapping own(Path stylesheet) {
    return once(stylesheet.toString(), () -> StylesheetMapping.compile(stylesheet, limits));
  }

  private Mapping checked(Mapping mapping, Path xsd) {
    return once(mapping.version() + " " + xsd, () -> SchemaCheck.of(mapping, xsd, limits));
  }

  private static Optional<Path> schema(Provider provider, Identification identification) {
    return provider.schemas().entrySet().stream()
        .filter(entry -> identification.namespace().endsWith("/" + entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Mapping once(String key, Supplier<Mapping> compile) {
    return compiled.computeIfAbsent(key, _ -> compile.get());
  }

  /// Whether a file in the folder of providers has come, gone or changed since it was opened.
  ///
  /// @throws IOException if the folder cannot be read
  public boolean isStale() throws IOException {
    return folder.isPresent() && !stamp(folder.get()).equals(stamp);
  }

  private static Map<Path, Long> stamp(Path providers) throws IOException {
    var files = new TreeMap<Path, Long>();
    if (!Files.isDirectory(providers)) {
      return files;
    }
    try (var walk = Files.walk(providers, 3)) {
      var found = new ArrayList<>(walk.filter(Mappings::decides).toList());
      for (var file : found) {
        files.put(file, Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file));
      }
    }
    return files;
  }

  /// Samples and their golden results lie there, too; they change nothing.
  private static boolean decides(Path file) {
    var name = file.toString();
    return name.endsWith(".yaml")
        || name.endsWith(".xsl")
        || name.endsWith(".xslt")
        || name.endsWith(".xsd");
  }

  /// Senders are compared without the separators that some write into a DPID.
  private static String key(String sender) {
    return Identifiers.of("DPID", sender, Optional.empty()).value();
  }
}
