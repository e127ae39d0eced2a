package dev.tributary.benchmarks;

import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Processor;
import dev.tributary.database.Database;
import dev.tributary.ingestion.catalogue.Catalogue;
import dev.tributary.ingestion.catalogue.Statement;
import dev.tributary.ingestion.catalogue.StatementOutcome;
import dev.tributary.ingestion.catalogue.Version;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.Mapping;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Intent;
import dev.tributary.ingestion.model.Product;
import dev.tributary.json.JsonSchema;
import dev.tributary.spi.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XsltExecutable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.databind.node.ObjectNode;

/// What the parts cost that a message passes through, one by one, each beside what it cannot do
/// without.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PartsBenchmark {
  private static final Path SAMPLES = Path.of("..", "..", "..", "samples", "deliveries");

  /// A message as it comes from a broker, and its headers as they go to one.
  @State(Scope.Benchmark)
  public static class Coded {
    private final Message message =
        Message.of("upsert.release", Body.utf8("{\"title\": \"One\"}".repeat(50)))
            .withHeader("provider", "meadow");

    private final byte[] body = message.body().bytes();
  }

  @Benchmark
  public Message encodeAndDecode(Coded coded) {
    return Headers.read(Headers.of(coded.message), coded.body, coded.message.id());
  }

  /// A schema as the article has it, and a body that fits.
  @State(Scope.Benchmark)
  public static class Validated {
    private final Processor schema =
        JsonSchema.text(
                """
                {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
                """)
            .validate();

    private final Message message =
        Message.of("upsert.release", Body.utf8("{\"title\": \"%s\"}".formatted("x".repeat(1_000))));
  }

  @Benchmark
  public Message validateAgainstSchema(Validated validated) throws Exception {
    return validated.schema.apply(validated.message);
  }

  /// A sample in each format, its mapping, and a stylesheet that copies what it gets.
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH fills it in
  public static class Mapped {
    @Param({
      "03-ern-382-single-update.xml",
      "05-ern-43-ep.xml",
      "10-onix-30-audiobook-and-book.xml",
      "12-onix-21-novel.xml",
      "14-podcast-rss.xml",
      "19-opds-1.xml"
    })
    String sample;

    private static final String COPY =
        """
        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
        <xsl:mode on-no-match="shallow-copy"/></xsl:stylesheet>
        """;

    private byte[] bytes;
    private Mapping mapping;
    private XsltExecutable copy;
    private XMLReader parser;

    @Setup
    public void read()
        throws IOException, SaxonApiException, ParserConfigurationException, SAXException {
      var parsers = SAXParserFactory.newInstance();
      parsers.setNamespaceAware(true);
      parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      parser = parsers.newSAXParser().getXMLReader();
      var saxon = new net.sf.saxon.s9api.Processor(false);
      copy = saxon.newXsltCompiler().compile(new StreamSource(new StringReader(COPY)));
      bytes = Files.readAllBytes(SAMPLES.resolve(sample));
      var identification = Identification.of(Content.of(bytes));
      mapping = Mappings.base().mapping(identification, Optional.empty());
    }
  }

  @Benchmark
  public CanonicalDocument transform(Mapped mapped) throws IOException {
    return mapped.mapping.map(Content.of(mapped.bytes));
  }

  /// The limit of every stylesheet: Saxon reads the message, and copies it by a stylesheet.
  @Benchmark
  public DefaultHandler bareSaxon(Mapped mapped) throws SaxonApiException {
    var receiver = new DefaultHandler();
    var source =
        new SAXSource(mapped.parser, new InputSource(new ByteArrayInputStream(mapped.bytes)));
    mapped.copy.load30().applyTemplates(source, new SAXDestination(receiver));
    return receiver;
  }

  /// A catalogue in a file, and a release that is another one each time.
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH fills it in
  public static class Stored {
    private static final int DELIVERIES = 10;

    private final Catalogue catalogue = new Catalogue(InstantSource.system());
    private Path folder;
    private Database database;
    private ObjectNode product;
    private long number;

    @Setup
    public void open() throws IOException, InterruptedException {
      folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "parts-benchmark-");
      database = Database.open(folder.resolve("catalogue.db"), Catalogue.SCHEMA);
      BigStores.fillCatalogue(database, DELIVERIES);
      database.write(
          handle -> handle.execute("create table bare (key text primary key, document text)"));
      var content = Content.of(Files.readAllBytes(SAMPLES.resolve("05-ern-43-ep.xml")));
      var mapping = Mappings.base().mapping(Identification.of(content), Optional.empty());
      product = (ObjectNode) Json.tree(mapping.map(content).products().getFirst());
    }

    private Product next() {
      number++;
      for (var identifier : product.path("identifiers")) {
        ((ObjectNode) identifier).put("value", "X%012d".formatted(number));
      }
      return Json.readOwn(product, Product.class);
    }

    @TearDown
    public void close() throws IOException {
      database.close();
      dev.tributary.benchmarks.Fork.delete(folder);
    }
  }

  @Benchmark
  public StatementOutcome upsert(Stored stored) throws InterruptedException {
    var statement =
        new Statement(
            "meadow",
            Optional.empty(),
            BigStores.DELIVERY.substring(0, 2),
            (int) stored.number + 1,
            new Version(Instant.EPOCH, stored.number, 0),
            Intent.STATE,
            "m",
            stored.next());
    return stored.database.write(handle -> stored.catalogue.apply(handle, statement));
  }

  /// The limit of every catalogue: the same product as one row, in a transaction of its own.
  @Benchmark
  public int bareRow(Stored stored) throws InterruptedException {
    var document = Json.text(stored.next());
    return stored.database.write(
        handle ->
            handle.execute(
                "insert into bare (key, document) values (?, ?)"
                    + " on conflict (key) do update set document = excluded.document",
                "icpn:" + stored.number,
                document));
  }
}
