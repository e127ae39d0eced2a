package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclaration.Header.Named;
import dev.tributary.spi.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All mappings there are: the base ones, by format and version, and those of the providers.
///
/// Nothing is compiled before it is needed, and then once. Safe for use by many threads; two that
/// need the same mapping for the first time wait for the one that compiles it. What is in here does
/// not change: after a change in the folder of providers, [#open] it again (see [#isStale]), or let
/// [LiveMappings] do so, which compiles only what has changed.
public final class Mappings {
  private static final String PACKAGED = "tributary:";

  private final Limits limits;
  private final Optional<Path> folder;
  private final Map<Path, Long> stamp;
  private final Map<String, Provider> providers = new TreeMap<>();
  private final Map<String, Path> folders = new HashMap<>();
  private final Map<String, Provider> senders = new HashMap<>();
  private final Map<String, Mapping> compiled = new ConcurrentHashMap<>();
  private final Map<String, PrewashChain> prewashes = new ConcurrentHashMap<>();

  /// Where providers are taken from that are as they were before some change, by their names.
  private final Map<String, Mappings> origins = new HashMap<>();

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
        mappings.add(Provider.read(file), file.resolveSibling(""));
      }
    }
    return mappings;
  }

  private void add(Provider provider, Path folder) {
    folders.put(provider.name(), folder);
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
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown provider %s%s"
                        .formatted(name, Suggestion.didYouMean(name, providers.keySet()))));
  }

  /// The provider of that name; empty if there is none.
  public Optional<Provider> find(String name) {
    return Optional.ofNullable(providers.get(name));
  }

  /// The folder of providers; none if these are the base mappings.
  public Optional<Path> folder() {
    return folder;
  }

  /// The folder with that provider's `provider.yaml`, and with its samples if it has any.
  ///
  /// @throws IllegalArgumentException if there is no such provider, with a suggestion
  public Path folder(String name) {
    return folders.getOrDefault(provider(name).name(), Path.of(""));
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
  /// @throws MappingException if the provider has no mapping and no base one reads such a message
  /// @throws StylesheetException if the provider's stylesheet or schema cannot be used
  public Mapping mapping(Identification identification, Optional<Provider> provider) {
    var origin = origin(provider);
    if (origin.isPresent()) {
      return origin.get().mapping(identification, provider);
    }
    var prewash = provider.flatMap(this::prewash);
    var mapping = unwashed(identification, provider);
    return prewash.isEmpty()
        ? mapping
        : new PrewashedMapping(
            prewash.get(),
            washed -> unwashed(washed, provider),
            Versions.together(prewash.get().version(), mapping.version()));
  }

  /// What a message is, once it is washed as its provider needs it.
  ///
  /// @param provider who is known to have sent it, before anybody has looked into it
  /// @throws MappingException if it is nothing that we know
  /// @throws StylesheetException if the pre-wash cannot be used
  /// @throws IOException if the bytes cannot be read
  public Identification identify(Content content, Optional<Provider> provider) throws IOException {
    var origin = origin(provider);
    if (origin.isPresent()) {
      return origin.get().identify(content, provider);
    }
    var prewash = provider.flatMap(this::prewash);
    return Identification.of(prewash.isPresent() ? prewash.get().apply(content) : content);
  }

  private Optional<Mappings> origin(Optional<Provider> provider) {
    return provider.flatMap(known -> Optional.ofNullable(origins.get(known.name())));
  }

  private Mapping unwashed(Identification identification, Optional<Provider> provider) {
    var own = provider.filter(some -> reads(some, identification));
    var mapping = own.isPresent() ? own(own.get()) : base(identification, provider);
    var xsd = provider.flatMap(some -> schema(some, identification));
    return xsd.isPresent() ? checked(mapping, xsd.get()) : mapping;
  }

  /// The version of what messages that were told to be of that format are mapped with, if they are
  /// from that provider. Which form of MARC they had is not told: a provider's stylesheet is taken
  /// to be for them.
  ///
  /// @param version of the format, such as `4.3`
  /// @throws MappingException if the provider has no mapping and no base one reads such messages
  /// @throws StylesheetException if the provider's stylesheet cannot be used
  public String version(String format, String version, Optional<Provider> provider) {
    var root = format.equals(MarcIdentification.FORMAT) ? "record" : "";
    var like = new Identification("", root, "", format, version, "", Optional.empty());
    return mapping(like, provider).version();
  }

  private Optional<PrewashChain> prewash(Provider provider) {
    return provider.prewash().isEmpty()
        ? Optional.empty()
        : Optional.of(
            prewashes.computeIfAbsent(
                provider.name(), _ -> PrewashChain.compile(provider.prewash(), limits)));
  }

  /// These mappings as far as `changed` goes: the providers of other names are as they are in
  /// `before`, what of them is compiled included. Who is not in the folder any more is gone.
  ///
  /// @throws IllegalArgumentException if two claim the same sender (see [#claimedByOthers])
  Mappings over(Mappings before, Set<String> changed) {
    var merged = new Mappings(limits, folder, stamp);
    merged.takeBase(before);
    merged.takeBase(this);
    for (var provider : providers.values()) {
      var name = provider.name();
      if (changed.contains(name)) {
        merged.add(provider, folder(name));
        merged.origins.put(name, this);
      } else if (before.providers.containsKey(name)) {
        merged.add(before.provider(name), before.folder(name));
        merged.origins.put(name, before.origins.getOrDefault(name, before));
      }
    }
    return merged;
  }

  /// Who of `passed` cannot be taken over into `before`, and why: one of their senders is still
  /// that of a provider who stays as it was, be it for the same reason.
  Map<String, String> claimedByOthers(Mappings before, Set<String> passed) {
    var held = new TreeMap<String, String>();
    var last = -1;
    while (last < held.size()) {
      last = held.size();
      for (var name : passed) {
        if (!held.containsKey(name)) {
          claim(before, name, other -> !passed.contains(other) || held.containsKey(other))
              .ifPresent(claim -> held.put(name, claim));
        }
      }
    }
    return held;
  }

  private Optional<String> claim(Mappings before, String name, Predicate<String> stays) {
    for (var sender : provider(name).senders()) {
      var other = before.senders.get(key(sender));
      if (other != null
          && !other.name().equals(name)
          && providers.containsKey(other.name())
          && stays.test(other.name())) {
        return Optional.of(
            "the providers %s and %s both claim the sender %s as long as %2$s stays as it was; mend that one first"
                .formatted(name, other.name(), sender));
      }
    }
    return Optional.empty();
  }

  private void takeBase(Mappings other) {
    other.compiled.forEach(
        (name, mapping) -> {
          if (name.startsWith(PACKAGED)) {
            compiled.put(name, mapping);
          }
        });
  }

  /// Whether the provider has a mapping for such messages: stylesheets see neither tables nor
  /// records of MARC that are not in XML.
  private static boolean reads(Provider provider, Identification identification) {
    var marked = !identification.format().equals(TableIdentification.FORMAT);
    var seen = marked && !(isMarc(identification) && identification.root().isEmpty());
    return provider.mapping().filter(mapping -> seen || Provider.isJava(mapping)).isPresent();
  }

  private static boolean isMarc(Identification identification) {
    return identification.format().equals(MarcIdentification.FORMAT);
  }

  /// Compiles what `provider` has of its own, stylesheet and schemas, so that what is wrong with
  /// them shows before a message comes.
  ///
  /// @throws StylesheetException if one of them cannot be used
  public void compile(Provider provider) {
    var _ = prewash(provider);
    if (provider.mapping().isEmpty() && provider.schemas().isEmpty()) {
      return;
    }
    var mapping =
        provider.mapping().isPresent()
            ? own(provider)
            : StylesheetMapping.packaged("ern-4.xsl", limits);
    for (var xsd : provider.schemas().values()) {
      var _ = SchemaCheck.of(mapping, xsd, limits);
    }
  }

  private Mapping base(Identification identification, Optional<Provider> provider) {
    identification
        .unmapped()
        .ifPresent(
            reason -> {
              throw new MappingException(reason);
            });
    if (identification.format().equals(TableIdentification.FORMAT)) {
      var table = provider.flatMap(Provider::table).orElse(TableDeclaration.NONE);
      return TableMapping.of(table);
    }
    if (identification.format().equals(MarcIdentification.FORMAT)) {
      return new MarcMapping(!identification.root().isEmpty(), limits);
    }
    var name = packaged(identification);
    return once(PACKAGED + name, () -> StylesheetMapping.packaged(name, limits));
  }

  private static String packaged(Identification identification) {
    return switch (identification.format()) {
      case "ern" -> "ern-%s.xsl".formatted(generation(identification, "3", "4"));
      case "onix" -> identification.version().equals("2.1") ? "onix-21.xsl" : "onix-3.xsl";
      case "rss", "atom" -> "podcast-%s.xsl".formatted(identification.format());
      case "opds" -> "opds-%s.xsl".formatted(generation(identification, "1", "2"));
      case "overdrive", "bibliotheca", "axis-360", "itmsp" -> identification.format() + ".xsl";
      case String _ -> throw unmapped(identification);
    };
  }

  private static String generation(Identification identification, String... known) {
    return Stream.of(known)
        .filter(identification.version()::startsWith)
        .findFirst()
        .orElseThrow(() -> unmapped(identification));
  }

  /// A provider's own mapping may say that a message is of a format that none of ours is for.
  private static MappingException unmapped(Identification identification) {
    return MappingException.of(
        "format.unknown",
        "expected a mapping for the format %s, found none; name one in the provider's provider.yaml"
            .formatted((identification.format() + " " + identification.version()).strip()));
  }

  private Mapping own(Provider provider) {
    var file = provider.mapping().orElseThrow();
    return once(
        file.toString(),
        () ->
            Provider.isJava(file)
                ? JavaMapping.compile(file)
                : StylesheetMapping.compile(
                    file, ProviderFunctions.compile(provider.functions()), limits));
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
      for (var file : walk.filter(Mappings::decides).toList()) {
        files.put(file, FolderStamp.stamp(file));
      }
    }
    return files;
  }

  /// Samples and their golden results lie there, too; they change nothing.
  private static boolean decides(Path file) {
    return Files.isRegularFile(file) && !file.resolveSibling("").endsWith("samples");
  }

  /// Senders are compared without the separators that some write into a DPID.
  private static String key(String sender) {
    return Identifiers.of("DPID", sender, Optional.empty()).value();
  }
}
