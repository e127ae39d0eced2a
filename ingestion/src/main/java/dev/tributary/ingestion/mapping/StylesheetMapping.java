package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import java.io.IOException;
import java.nio.file.Path;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.WhitespaceStrippingPolicy;

/// A mapping in XSLT 3.0, of XML or JSON ([Stylesheet]).
public final class StylesheetMapping implements Mapping {

  /// White space between elements is nobody's, but in running text it parts words.
  private static final WhitespaceStrippingPolicy BETWEEN_ELEMENTS =
      WhitespaceStrippingPolicy.makeCustomPolicy(
          name -> !name.getLocalName().equals("Text") && !Html.isOfText(name.getLocalName()));

  private final Stylesheet stylesheet;
  private final String version;
  private final Limits limits;

  private StylesheetMapping(Stylesheet stylesheet, String version, Limits limits) {
    this.stylesheet = stylesheet;
    this.version = version;
    this.limits = limits;
  }

  /// Compiles a provider's stylesheet.
  ///
  /// @throws StylesheetException if it cannot be read or does not compile, naming file, line and
  ///   column
  public static StylesheetMapping compile(Path stylesheet, Limits limits) {
    return compile(stylesheet, ProviderFunctions.NONE, limits);
  }

  /// The same for one that calls functions of the provider's own.
  static StylesheetMapping compile(Path stylesheet, ProviderFunctions functions, Limits limits) {
    var compiled = Stylesheet.compile(stylesheet, functions.all());
    return new StylesheetMapping(
        compiled, Versions.together(compiled.version(), functions.version()), limits);
  }

  /// Compiles a base stylesheet that is packaged with this class, such as `ern-4.xsl`.
  static StylesheetMapping packaged(String name, Limits limits) {
    var compiled = Stylesheet.packaged(name);
    return new StylesheetMapping(compiled, compiled.version(), limits);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    var tree = stylesheet.parse(content, limits, BETWEEN_ELEMENTS);
    var reader = new CanonicalReader(stylesheet.name());
    stylesheet.transform(tree, new SAXDestination(reader));
    return reader.document();
  }
}
