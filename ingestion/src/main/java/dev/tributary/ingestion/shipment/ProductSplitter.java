package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.mapping.DeclaredEntities;
import dev.tributary.ingestion.mapping.MappingException;
import dev.tributary.ingestion.mapping.XmlEncoding;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.rules.Rules;
import dev.tributary.ingestion.shipment.Split.Portion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Takes a message of many products apart while it is read, in memory that does not grow with it.
///
/// A portion is a message of its own: the entities that the message declares, the root element, the
/// header, and some products one after the other. Before each product an instruction says which it
/// was in the whole message and where it began, so that whoever reads the portion can say so too:
/// `<?tributary-product 1201 34567?>`. The same message always makes the same portions.
///
/// For one message.
final class ProductSplitter {

  /// Products of one portion: as many as one transaction takes in without others waiting for long.
  static final int PRODUCTS = 200;

  /// What products are called, in ONIX and in MARCXML.
  private static final Set<String> PRODUCT_ELEMENTS = Set.of("Product", "product", "record");

  private final ContentBatch batch;
  private final int portionBytes;
  private final long productBytes;
  private final List<Portion> portions = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final XmlText frame = new XmlText();
  private final XmlText portion = new XmlText();
  private String root = "";
  private int first;
  private int products;

  /// @param portionBytes after which a portion ends with the product that it is in
  /// @param productBytes that a product may have; a larger one is left out
  ProductSplitter(ContentBatch batch, int portionBytes, long productBytes) {
    this.batch = batch;
    this.portionBytes = portionBytes;
    this.productBytes = productBytes;
  }

  /// Reads `message` to its end and puts the portions into the batch.
  ///
  /// @throws RefusedException if it is not well-formed to its end: it was cut off, or what follows
  ///   the fault cannot be relied on
  Split split(InputStream message) throws IOException {
    try {
      var head = message.readNBytes(DeclaredEntities.HEAD);
      var reader = reader(new SequenceInputStream(new ByteArrayInputStream(head), message));
      var entities = DeclaredEntities.in(head);
      var depth = 0;
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD -> frame.documentType(entities);
          case XMLStreamConstants.START_ELEMENT -> {
            if (depth == 0) {
              root = name(reader);
              frame.begin(reader, root);
              depth = 1;
            } else {
              child(reader);
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
    } catch (MappingException contradiction) {
      throw new RefusedException(Rules.refusal(contradiction.finding()));
    } catch (XMLStreamException broken) {
      SafeXml.throwIfUnread(broken);
      throw new RefusedException(malformed(broken));
    }
    flush();
    return new Split(List.copyOf(portions), List.copyOf(violations));
  }

  private static XMLStreamReader reader(InputStream message)
      throws IOException, XMLStreamException {
    var head = message.readNBytes(XmlEncoding.HEAD);
    XmlEncoding.requireAgreement(head);
    return SafeXml.reader(new SequenceInputStream(new ByteArrayInputStream(head), message), false);
  }

  private void child(XMLStreamReader reader) throws XMLStreamException, IOException {
    if (reader.getLocalName().equalsIgnoreCase("Header")) {
      var line = reader.getLocation().getLineNumber();
      if (!copy(reader, frame, productBytes)) {
        throw new RefusedException(headerTooLarge(line));
      }
    } else if (PRODUCT_ELEMENTS.contains(reader.getLocalName())) {
      product(reader);
    } else {
      copy(reader, new XmlText(), 0);
    }
  }

  private void product(XMLStreamReader reader) throws XMLStreamException, IOException {
    products++;
    first = portion.isEmpty() ? products : first;
    var line = reader.getLocation().getLineNumber();
    var before = portion.length();
    portion.place(products, line);
    if (!copy(reader, portion, before + productBytes)) {
      portion.cut(before);
      violations.add(tooLarge(line));
    }
    if (portion.length() >= portionBytes || products - first + 1 >= PRODUCTS) {
      flush();
    }
  }

  /// Copies the element at which the reader stands, to its end.
  ///
  /// @return whether it fits; of one that does not, the rest is only read
  private static boolean copy(XMLStreamReader reader, XmlText to, long limit)
      throws XMLStreamException {
    var fits = true;
    var names = new ArrayList<String>();
    do {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var name = name(reader);
          names.add(name);
          if (fits) {
            to.begin(reader, name);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          var name = names.removeLast();
          if (fits) {
            to.end(name);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (fits) {
            to.text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> {
          if (fits) {
            to.entity(reader.getLocalName());
          }
        }
        case XMLStreamConstants.COMMENT -> {
          if (fits) {
            to.lines(reader.getText());
          }
        }
        default -> {}
      }
      fits &= to.length() <= limit;
      if (!names.isEmpty()) {
        reader.next();
      }
    } while (!names.isEmpty());
    return fits;
  }

  private static String name(XMLStreamReader reader) {
    var prefix = reader.getPrefix();
    return prefix == null || prefix.isEmpty()
        ? reader.getLocalName()
        : prefix + ":" + reader.getLocalName();
  }

  private void flush() throws IOException {
    if (!portion.isEmpty()) {
      var whole = new XmlText();
      whole.append(frame);
      whole.append(portion);
      whole.end(root);
      portions.add(new Portion(first, products, batch.put(whole.bytes())));
      portion.cut(0);
    }
  }

  private Violation headerTooLarge(int line) {
    return new Violation(
        "container.too-large",
        Severity.ERROR,
        Optional.of("/%s/Header".formatted(root)),
        Optional.of(line),
        Optional.empty(),
        "expected a header of at most %,d bytes, found more".formatted(productBytes));
  }

  private Violation tooLarge(int line) {
    return new Violation(
        "container.too-large",
        Severity.ERROR,
        Optional.of("/%s/Product[%d]".formatted(root, products)),
        Optional.of(line),
        Optional.of(Integer.toString(products)),
        "expected a product of at most %,d bytes, found more; the others are taken"
            .formatted(productBytes));
  }

  private Violation malformed(XMLStreamException broken) {
    var at = Optional.ofNullable(broken.getLocation());
    var said = String.valueOf(broken.getMessage()).replaceFirst("(?s)^ParseError.*?Message: ", "");
    var isEncoding = said.contains("Invalid byte") || said.contains("ncoding");
    return new Violation(
        isEncoding ? "xml.encoding" : "xml.malformed",
        Severity.ERROR,
        Optional.of("/%s/Product[%d]".formatted(root, Math.max(1, products))),
        at.map(place -> Math.max(1, place.getLineNumber())),
        Optional.of(said),
        ("expected well-formed XML to the end, found at line %d, in or after product %d: %s;"
                + " nothing of the message was taken, send it again as a whole")
            .formatted(at.map(place -> place.getLineNumber()).orElse(1), products, said));
  }
}
