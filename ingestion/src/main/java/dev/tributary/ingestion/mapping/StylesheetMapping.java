package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.UnprefixedElementMatchingPolicy;
import net.sf.saxon.s9api.WhitespaceStrippingPolicy;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.InputSource;

/// A mapping in XSLT 3.0. It sees XML as it is, and JSON as the XML that `json-to-xml` makes of it
/// ([JsonReader]). The stylesheet is compiled once and then shared; each message gets a
/// transformer and a tree of its own, so many threads may map at the same time.
public final class StylesheetMapping implements Mapping {

  private static final Logger log = LoggerFactory.getLogger(StylesheetMapping.class);

  /// Bytes that tell JSON from XML.
  private static final int HEAD = 4096;

  /// Trees and stylesheets work together only under one configuration; it is immutable once set up.
  private static final Processor PROCESSOR = newProcessor();

  /// White space between elements is nobody's, but in running text it parts words.
  private static final WhitespaceStrippingPolicy BETWEEN_ELEMENTS =
      WhitespaceStrippingPolicy.makeCustomPolicy(
          name -> !name.getLocalName().equals("Text") && !Html.isOfText(name.getLocalName()));

  private final String name;
  private final XsltExecutable stylesheet;
  private final StylesheetFolder folder;
  private final String version;
  private final Limits limits;

  private StylesheetMapping(
      String name, XsltExecutable stylesheet, StylesheetFolder folder, Limits limits) {
    this.name = name;
    this.stylesheet = stylesheet;
    this.folder = folder;
    this.version = folder.version();
    this.limits = limits;
  }

  /// Compiles a provider's stylesheet.
  ///
  /// @throws StylesheetException if it cannot be read or does not compile, naming file, line and
  ///   column
  public static StylesheetMapping compile(Path stylesheet, Limits limits) {
    try {
      var file = stylesheet.toRealPath();
      return compile(stylesheet.toString(), file.toUri(), StylesheetFolder.of(file), limits);
    } catch (IOException e) {
      throw new StylesheetException(
          "expected a stylesheet at %s, found none to read; mend `mapping` in provider.yaml"
              .formatted(stylesheet),
          e);
    }
  }

  /// Compiles a base stylesheet that is packaged with this class, such as `ern-4.xsl`.
  static StylesheetMapping packaged(String name, Limits limits) {
    return compile(name, URI.create("tributary:" + name), StylesheetFolder.packaged(), limits);
  }

  private static StylesheetMapping compile(
      String name, URI uri, StylesheetFolder folder, Limits limits) {
    var errors = new ArrayList<XmlProcessingError>();
    var compiler = PROCESSOR.newXsltCompiler();
    compiler.setResourceResolver(folder);
    compiler.setUnprefixedElementMatchingPolicy(UnprefixedElementMatchingPolicy.ANY_NAMESPACE);
    compiler.setErrorReporter(errors::add);
    try {
      return new StylesheetMapping(name, compiler.compile(folder.source(uri)), folder, limits);
    } catch (SaxonApiException | XPathException | MappingException e) {
      throw new StylesheetException(compileErrors(name, errors, e), e);
    }
  }

  private static String compileErrors(
      String name, List<XmlProcessingError> errors, Exception thrown) {
    var found =
        errors.stream()
            .filter(error -> !error.isWarning())
            .map(error -> "%s: %s".formatted(place(error.getLocation()), error.getMessage()))
            .distinct()
            .collect(Collectors.joining("\n  "));
    return ("the stylesheet %s does not compile; mend it, "
            + "nothing is mapped with it until then:\n  %s")
        .formatted(name, found.isEmpty() ? thrown.getMessage() : found);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    var tree = parse(content);
    var reader = new CanonicalReader(name);
    var errors = new ArrayList<XmlProcessingError>();
    var transformer = stylesheet.load30();
    var controller = transformer.getUnderlyingController();
    controller.setResourceResolver(folder);
    controller.setUnparsedTextURIResolver(folder);
    controller.setCollectionFinder(folder);
    transformer.setErrorReporter(errors::add);
    transformer.setMessageHandler(
        message ->
            log.atDebug()
                .addKeyValue("stylesheet", name)
                .addKeyValue("text", message.getContent().getStringValue())
                .log("stylesheet.spoke"));
    try {
      transformer.setGlobalContextItem(tree);
      transformer.applyTemplates(tree, new SAXDestination(reader));
    } catch (SaxonApiException e) {
      throw failure(e, errors);
    }
    return reader.document();
  }

  private XdmNode parse(Content content) throws IOException {
    try (var in = content.open()) {
      var head = in.readNBytes(HEAD);
      var whole =
          new InputSource(new SequenceInputStream(new ByteArrayInputStream(head), in));
      var builder = PROCESSOR.newDocumentBuilder();
      builder.setLineNumbering(true);
      builder.setErrorReporter(_ -> {});
      builder.setWhitespaceStrippingPolicy(BETWEEN_ELEMENTS);
      if (JsonReader.begins(head)) {
        return builder.build(new SAXSource(new JsonReader(limits), whole));
      }
      var reader = new BoundedReader(limits);
      var tree = builder.build(new SAXSource(reader, whole));
      Places.of(tree.getUnderlyingNode()).sentAs(reader.sentNames());
      return tree;
    } catch (SaxonApiException e) {
      throw new IllegalStateException("a message was parsed and could not be built as a tree", e);
    }
  }

  private StylesheetException failure(SaxonApiException thrown, List<XmlProcessingError> errors) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StylesheetException already) {
        return already;
      }
    }
    var where =
        errors.stream()
            .filter(error -> !error.isWarning())
            .findFirst()
            .map(error -> " at " + place(error.getLocation()))
            .orElse("");
    return new StylesheetException(
        "the stylesheet %s failed%s: %s; mend it and send the message again from here"
            .formatted(name, where, thrown.getMessage()),
        thrown);
  }

  private static String place(Location location) {
    var file = Optional.ofNullable(location.getSystemId()).orElse("unknown file");
    return "%s, line %d, column %d"
        .formatted(
            file.substring(file.lastIndexOf('/') + 1),
            location.getLineNumber(),
            location.getColumnNumber());
  }

  private static Processor newProcessor() {
    var processor = new Processor(false);
    var configuration = processor.getUnderlyingConfiguration();
    var nothing = StylesheetFolder.packaged();
    processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
    processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
    processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
    processor.setConfigurationProperty(Feature.COLLECTION_FINDER, nothing);
    processor.setConfigurationProperty(Feature.UNPARSED_TEXT_URI_RESOLVER, nothing);
    processor.setConfigurationProperty(
        Feature.ENVIRONMENT_VARIABLE_RESOLVER, NoEnvironment.INSTANCE);
    configuration.setResourceResolver(nothing);
    configuration.setParseOptions(
        configuration
            .getParseOptions()
            .withXMLReaderMaker(() -> new BoundedReader(Limits.DEFAULT)));
    TreeFunctions.all().forEach(processor::registerExtensionFunction);
    TextFunctions.all().forEach(processor::registerExtensionFunction);
    return processor;
  }

  /// Stylesheets do not see the environment, where passwords are kept.
  private enum NoEnvironment implements EnvironmentVariableResolver {
    INSTANCE;

    @Override
    public Set<String> getAvailableEnvironmentVariables() {
      return Set.of();
    }

    @Override
    public String getEnvironmentVariable(String name) {
      return "";
    }
  }
}
