package dev.tributary.ingestion.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.s9api.Destination;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.UnprefixedElementMatchingPolicy;
import net.sf.saxon.s9api.WhitespaceStrippingPolicy;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.InputSource;

/// A compiled stylesheet. It is compiled once and then shared; each message gets a transformer and
/// a tree of its own, so many threads may use it at the same time.
final class Stylesheet {

  private static final Logger log = LoggerFactory.getLogger(Stylesheet.class);

  /// Bytes that tell JSON from XML.
  private static final int HEAD = 4096;

  private final String name;
  private final Processor processor;
  private final XsltExecutable executable;
  private final StylesheetFolder folder;
  private final String version;

  private Stylesheet(
      String name, Processor processor, XsltExecutable executable, StylesheetFolder folder) {
    this.name = name;
    this.processor = processor;
    this.executable = executable;
    this.folder = folder;
    this.version = folder.version();
  }

  /// Compiles a provider's stylesheet, which may call `functions`.
  ///
  /// @throws StylesheetException if it cannot be read or does not compile, naming file, line and
  ///   column
  static Stylesheet compile(
      Path stylesheet, List<? extends ExtensionFunctionDefinition> functions) {
    try {
      var file = stylesheet.toRealPath();
      return compile(
          stylesheet.toString(), file.toUri(), StylesheetFolder.of(file), Saxon.with(functions));
    } catch (IOException e) {
      throw new StylesheetException(
          "expected a stylesheet at %s, found none to read; mend what names it in provider.yaml"
              .formatted(stylesheet),
          e);
    }
  }

  /// Compiles a base stylesheet that is packaged with this class, such as `ern-4.xsl`.
  static Stylesheet packaged(String name) {
    return compile(
        name, URI.create("tributary:" + name), StylesheetFolder.packaged(), Saxon.with(List.of()));
  }

  private static Stylesheet compile(
      String name, URI uri, StylesheetFolder folder, Processor processor) {
    var errors = new ArrayList<XmlProcessingError>();
    var compiler = processor.newXsltCompiler();
    compiler.setResourceResolver(folder);
    compiler.setUnprefixedElementMatchingPolicy(UnprefixedElementMatchingPolicy.ANY_NAMESPACE);
    compiler.setErrorReporter(errors::add);
    try {
      return new Stylesheet(name, processor, compiler.compile(folder.source(uri)), folder);
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

  /// Its name, for error messages.
  String name() {
    return name;
  }

  /// A hash of it and of everything that it imports or can read while it runs.
  String version() {
    return version;
  }

  /// The message as a tree that this stylesheet can read: XML as it is, JSON as the XML that
  /// `json-to-xml` makes of it ([JsonReader]).
  ///
  /// @throws MappingException if it is neither, or goes beyond the limits
  XdmNode parse(Content content, Limits limits, WhitespaceStrippingPolicy stripping)
      throws IOException {
    try (var in = content.open()) {
      var head = in.readNBytes(HEAD);
      var whole = new InputSource(new SequenceInputStream(new ByteArrayInputStream(head), in));
      var builder = processor.newDocumentBuilder();
      builder.setLineNumbering(true);
      builder.setErrorReporter(_ -> {});
      builder.setWhitespaceStrippingPolicy(stripping);
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

  /// Transforms a tree that it has parsed.
  ///
  /// @throws StylesheetException if it fails, naming file and line
  /// @throws MappingException if an element that the standard has once stands there twice
  void transform(XdmNode tree, Destination destination) {
    var errors = new ArrayList<XmlProcessingError>();
    var transformer = executable.load30();
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
      transformer.applyTemplates(tree, destination);
    } catch (SaxonApiException e) {
      throw RepeatedElement.in(tree, e)
          .<RuntimeException>map(refusal -> refusal)
          .orElseGet(() -> failure(e, errors));
    } catch (MappingException | StylesheetException told) {
      throw told;
    } catch (RuntimeException e) {
      throw failure(
          e,
          errors); // of the processor's own: one document must not look like a fault of everything
    }
  }

  /// Where the result of [#transform] becomes text.
  Serializer serializer(OutputStream out) {
    return processor.newSerializer(out);
  }

  private StylesheetException failure(Exception thrown, List<XmlProcessingError> errors) {
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
}
