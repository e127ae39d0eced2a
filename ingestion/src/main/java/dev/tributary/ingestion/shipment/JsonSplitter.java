package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ByteSource;
import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import dev.tributary.ingestion.shipment.Split.Portion;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Takes JSON that has an array of many products apart while it is read, in memory that does not
/// grow with it: OPDS 2 (`publications`) and OverDrive (`products`, or all of it an array).
///
/// A portion is a message of its own: what is before the array and after it, and some products as
/// they were sent. Before each product a text says which it was in the whole message and where it
/// began: `"tributary-product 1201 34567"`. The same message always makes the same portions.
///
/// It is read twice, since a feed that is cut off, or that has products elsewhere, too, must be
/// known before anything is taken. For one message.
final class JsonSplitter {
  private static final Set<String> LISTS = Set.of("publications", "products");
  private static final List<String> TITLE = List.of("mediaType", "title");

  /// Of OPDS 2; holds publications of its own.
  private static final String GROUPS = "groups";

  private static final int HEAD = 64 << 10;
  private static final int DEPTH = 1_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
          .build();

  private final ContentBatch batch;
  private final int portionBytes;
  private final long productBytes;
  private final List<Portion> portions = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final ByteArrayOutputStream portion = new ByteArrayOutputStream();
  private byte[] before = {};
  private byte[] after = {};
  private int first;
  private int products;

  /// @param portionBytes after which a portion ends with the product that it is in
  /// @param productBytes that a product may have, which is left out otherwise; and all around them
  JsonSplitter(ContentBatch batch, int portionBytes, long productBytes) {
    this.batch = batch;
    this.portionBytes = portionBytes;
    this.productBytes = productBytes;
  }

  /// Whether `message` is such JSON, in UTF-8, as far as its first kilobytes tell.
  static boolean canTakeApart(ByteSource message) throws IOException {
    try (var in = message.open()) {
      var head = in.readNBytes(HEAD);
      return begins(head) && hasProducts(head);
    }
  }

  private static boolean begins(byte[] head) {
    for (var at = 0; at < head.length - 1; at++) {
      if (head[at] == '{' || head[at] == '[') {
        return head[at + 1] != 0;
      }
      if (head[at] > ' ' || head[at] == 0) {
        return false;
      }
    }
    return false;
  }

  private static boolean hasProducts(byte[] head) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), head)) {
      return toProducts(parser) && (parser.currentName() != null || areTitles(parser));
    } catch (JacksonException cutOffOrBroken) {
      return false;
    }
  }

  /// Goes on to where the array of products begins; whether there is one.
  private static boolean toProducts(JsonParser parser) {
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      return true;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(name)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /// Whether an array as such, which may be anything, begins with a title of OverDrive's.
  private static boolean areTitles(JsonParser parser) {
    var missing = new ArrayList<>(TITLE);
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (!missing.isEmpty() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        missing.remove(parser.currentName());
        var _ = parser.nextToken();
        parser.skipChildren();
      }
    }
    return missing.isEmpty();
  }

  /// Reads `message` to its end and puts the portions into the batch.
  ///
  /// @param bytes how many it has
  /// @throws RefusedException if it is not well-formed to its end, or there is too much around its
  ///   products
  Split split(ByteSource message, long bytes) throws IOException {
    try {
      if (!readAround(message, bytes)) {
        return whole(message, bytes);
      }
      readProducts(message);
    } catch (JacksonException broken) {
      if (broken instanceof JacksonIOException unreadable
          && !(unreadable.getCause() instanceof CharConversionException)) {
        throw unreadable.getCause();
      }
      throw new RefusedException(malformed(broken));
    }
    flush();
    return new Split(List.copyOf(portions), List.copyOf(violations));
  }

  /// Reads what is around the products.
  ///
  /// @return whether they are all in one array
  private boolean readAround(ByteSource message, long bytes) throws IOException {
    var lists = 0;
    var start = 0L;
    var end = 0L;
    try (var in = message.open();
        var parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      var isArray = parser.nextToken() == JsonToken.START_ARRAY;
      while (isArray ? lists == 0 : parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = isArray ? "" : parser.currentName();
        var isList =
            isArray || (parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(name));
        start = isList ? parser.currentLocation().getByteOffset() : start;
        parser.skipChildren();
        end = isList ? parser.currentTokenLocation().getByteOffset() : end;
        lists += isList || GROUPS.equals(name) ? 1 : 0;
      }
      if (parser.nextToken() != null) {
        throw new RefusedException(
            malformed(
                "found more after the value that the file is", parser.currentTokenLocation()));
      }
    }
    if (lists == 1) {
      keepAround(message, start, end, bytes);
    }
    return lists == 1;
  }

  private void keepAround(ByteSource message, long start, long end, long bytes) throws IOException {
    if (start + bytes - end > productBytes) {
      throw new RefusedException(tooLarge("/", 1, "less around the products"));
    }
    try (var in = message.open()) {
      before = in.readNBytes(Math.toIntExact(start));
      in.skipNBytes(end - start);
      after = in.readAllBytes();
    }
  }

  private void readProducts(ByteSource message) throws IOException {
    try (var in = message.open();
        var raw = message.open();
        var parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      var read = 0L;
      var isThere = toProducts(parser);
      while (isThere && parser.nextToken() != JsonToken.END_ARRAY) {
        var from = parser.currentTokenLocation();
        parser.skipChildren();
        parser.finishToken();
        var length = parser.currentLocation().getByteOffset() - from.getByteOffset();
        products++;
        if (length > productBytes) {
          violations.add(
              tooLarge(
                  parser.streamReadContext().pathAsPointer().toString(),
                  from.getLineNr(),
                  "a product"));
        } else {
          raw.skipNBytes(from.getByteOffset() - read);
          add(raw.readNBytes(Math.toIntExact(length)), from.getLineNr());
          read = from.getByteOffset() + length;
        }
      }
    }
  }

  private void add(byte[] product, int line) throws IOException {
    if (portion.size() == 0) {
      first = products;
      portion.write(before);
    } else {
      portion.write(',');
    }
    var place = "\"tributary-product %d %d\",".formatted(products, line);
    portion.write(place.getBytes(StandardCharsets.UTF_8));
    portion.write(product);
    if (portion.size() >= portionBytes || products - first + 1 >= ProductSplitter.PRODUCTS) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (portion.size() > 0) {
      portion.write(after);
      portions.add(new Portion(first, products, batch.put(portion.toByteArray())));
      portion.reset();
    }
  }

  /// What cannot be taken apart is one portion, if it may be a message.
  private Split whole(ByteSource message, long bytes) throws IOException {
    if (bytes > productBytes) {
      throw new RefusedException(tooLarge("/", 1, "all products in one array"));
    }
    try (var in = message.open()) {
      return new Split(List.of(new Portion(1, 1, batch.put(in))), List.of());
    }
  }

  private Violation tooLarge(String path, int line, String expected) {
    return new Violation(
        "container.too-large",
        Severity.ERROR,
        Optional.of(path),
        Optional.of(line),
        Optional.empty(),
        "expected %s of at most %,d bytes, found more".formatted(expected, productBytes));
  }

  private Violation malformed(JacksonException broken) {
    var cutOff = broken instanceof UnexpectedEndOfInputException;
    return malformed(
        "found " + (cutOff ? "the file cut off" : broken.getOriginalMessage()),
        broken.getLocation());
  }

  private Violation malformed(String found, @Nullable TokenStreamLocation location) {
    var line = location == null ? 1 : Math.max(1, location.getLineNr());
    return new Violation(
        "json.malformed",
        Severity.ERROR,
        Optional.of("/"),
        Optional.of(line),
        Optional.of(found),
        "expected well-formed JSON to its end, %s in line %d; nothing of the message was taken, send it again as a whole"
            .formatted(found, line));
  }
}
