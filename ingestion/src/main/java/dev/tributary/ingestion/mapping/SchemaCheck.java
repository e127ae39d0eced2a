package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// A mapping that also checks messages against an XSD which the operator has put somewhere, and
/// adds what the XSD objects to as `schema.invalid`. The message is mapped all the same. The schema
/// is read once, when it is first needed, and then shared.
final class SchemaCheck implements Mapping {

  private static final int FINDINGS = 100;

  private final Mapping mapping;
  private final Schema schema;
  private final Limits limits;

  private SchemaCheck(Mapping mapping, Schema schema, Limits limits) {
    this.mapping = mapping;
    this.schema = schema;
    this.limits = limits;
  }

  static SchemaCheck of(Mapping mapping, Path xsd, Limits limits) {
    return new SchemaCheck(mapping, load(xsd), limits);
  }

  @Override
  public String version() {
    return mapping.version();
  }

  @Override
  public CanonicalDocument map(Content content) throws IOException {
    var document = mapping.map(content);
    var findings = new ArrayList<>(document.findings());
    findings.addAll(check(content));
    return document.with(document.products(), List.copyOf(findings));
  }

  private List<Finding> check(Content content) throws IOException {
    try (var in = content.open()) {
      var reader = new BoundedReader(limits);
      var found = new Objections(reader);
      var validator = schema.newValidator();
      validator.setErrorHandler(found);
      validator.setResourceResolver((_, _, _, _, systemId) -> nothing(systemId));
      validator.validate(new SAXSource(reader, new InputSource(in)));
      return found.findings;
    } catch (SAXException e) {
      throw new IllegalStateException("a message was mapped and could not be read again", e);
    }
  }

  private static LSInput nothing(@Nullable String systemId) {
    throw new StylesheetException(
        "validating a message fetches nothing, but asked for " + systemId);
  }

  /// DDEX's schemas import each other by URL; the file of that name beside the schema is taken
  /// instead.
  private static Schema load(Path xsd) {
    if (!Files.isRegularFile(xsd)) {
      throw new StylesheetException(
          "expected a schema at %s, found no such file; mend `schemas` in provider.yaml"
              .formatted(xsd));
    }
    try {
      var factory = SchemaFactory.newDefaultInstance();
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
      factory.setResourceResolver(new SiblingResolver(xsd));
      return factory.newSchema(new StreamSource(xsd.toFile()));
    } catch (SAXException e) {
      throw new StylesheetException(
          "the schema %s cannot be used: %s; mend it or remove it from provider.yaml"
              .formatted(xsd, e.getMessage()),
          e);
    }
  }

  private record SiblingResolver(Path xsd) implements LSResourceResolver {

    @Override
    public LSInput resolveResource(
        String type,
        @Nullable String namespace,
        @Nullable String publicId,
        @Nullable String systemId,
        @Nullable String base) {
      var name = systemId == null ? "" : systemId.replaceFirst(".*/", "");
      var sibling = xsd.resolveSibling(name);
      if (name.isEmpty() || name.equals("..") || !Files.isRegularFile(sibling)) {
        throw new StylesheetException(
            "the schema %s imports %s (namespace %s); put a file %s beside it, nothing else is read"
                .formatted(xsd, systemId, namespace, name));
      }
      return new FileInput(sibling);
    }
  }

  /// The validator's objections with their places; the first hundred, and then no more.
  private static final class Objections implements ErrorHandler {

    private final BoundedReader reader;
    private final List<Finding> findings = new ArrayList<>();

    Objections(BoundedReader reader) {
      this.reader = reader;
    }

    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) {
      if (findings.size() < FINDINGS) {
        findings.add(
            new Finding(
                "schema.invalid",
                String.valueOf(e.getMessage()),
                Optional.empty(),
                Optional.of(reader.here())));
      }
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }

  /// A file as the validator wants it.
  private record FileInput(Path file) implements LSInput {

    @Override
    public InputStream getByteStream() {
      try {
        return Files.newInputStream(file);
      } catch (IOException e) {
        throw new StylesheetException("the schema %s cannot be read".formatted(file), e);
      }
    }

    @Override
    public String getSystemId() {
      return file.toUri().toString();
    }

    @Override
    public @Nullable Reader getCharacterStream() {
      return null;
    }

    @Override
    public @Nullable String getStringData() {
      return null;
    }

    @Override
    public @Nullable String getPublicId() {
      return null;
    }

    @Override
    public @Nullable String getBaseURI() {
      return null;
    }

    @Override
    public @Nullable String getEncoding() {
      return null;
    }

    @Override
    public boolean getCertifiedText() {
      return false;
    }

    @Override
    public void setCharacterStream(Reader reader) {}

    @Override
    public void setByteStream(InputStream stream) {}

    @Override
    public void setStringData(String data) {}

    @Override
    public void setSystemId(String systemId) {}

    @Override
    public void setPublicId(String publicId) {}

    @Override
    public void setBaseURI(String baseUri) {}

    @Override
    public void setEncoding(String encoding) {}

    @Override
    public void setCertifiedText(boolean certified) {}
  }
}
