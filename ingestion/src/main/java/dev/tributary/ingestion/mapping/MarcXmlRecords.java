package dev.tributary.ingestion.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.marc4j.marc.DataField;
import org.marc4j.marc.MarcFactory;
import org.marc4j.marc.Record;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.helpers.DefaultHandler;

/// The records of a MARCXML file as marc4j has them, each with its place. marc4j's own reader
/// fetches what a document type names, and knows no lines. For one file.
final class MarcXmlRecords extends DefaultHandler {

  private final MarcFactory factory = MarcFactory.newInstance();
  private final List<Placed> records = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Locator locator;
  private Record record = factory.newRecord();
  private @Nullable DataField field;
  private String tag = "";
  private String problem = "";
  private char code = ' ';
  private int line = 1;
  private Optional<ProductPlace> place = Optional.empty();

  /// A record, its number from 1, the line in which it begins, and what keeps it from being one.
  record Placed(Record record, int number, int line, Optional<String> problem) {}

  List<Placed> records() {
    return records;
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
  }

  @Override
  public void processingInstruction(String target, String data) {
    place = ProductPlace.of(target, data).or(() -> place);
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes) {
    text.setLength(0);
    switch (localName) {
      case "record" -> {
        record = factory.newRecord();
        problem = "";
        line = locator == null ? 1 : Math.max(1, locator.getLineNumber());
      }
      case "controlfield" -> tag = tag(attributes);
      case "datafield" ->
          field =
              factory.newDataField(
                  tag(attributes), indicator(attributes, "ind1"), indicator(attributes, "ind2"));
      case "subfield" -> code = first(attributes.getValue("code"), "a subfield without a code");
      default -> {}
    }
  }

  private String tag(Attributes attributes) {
    var stated = attributes.getValue("tag");
    if (stated == null || stated.length() != 3) {
      problem = "a field whose tag is %s".formatted(stated);
      return "999";
    }
    return stated;
  }

  private static char indicator(Attributes attributes, String name) {
    var stated = attributes.getValue(name);
    return stated == null || stated.isEmpty() ? ' ' : stated.charAt(0);
  }

  private char first(@Nullable String stated, String otherwise) {
    if (stated == null || stated.isEmpty()) {
      problem = otherwise;
      return ' ';
    }
    return stated.charAt(0);
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    text.append(characters, start, length);
  }

  @Override
  public void endElement(String uri, String localName, String qName) {
    switch (localName) {
      case "leader" -> leader(text.toString());
      case "controlfield" -> record.addVariableField(factory.newControlField(tag, text.toString()));
      case "subfield" -> {
        if (field != null) {
          field.addSubfield(factory.newSubfield(code, text.toString()));
        }
      }
      case "datafield" -> {
        if (field != null) {
          record.addVariableField(field);
        }
        field = null;
      }
      case "record" -> end();
      default -> {}
    }
    text.setLength(0);
  }

  /// Blanks at its end are lost on the way through many a tool.
  private void leader(String stated) {
    try {
      record.setLeader(factory.newLeader("%-24s".formatted(stated.stripTrailing())));
    } catch (RuntimeException unreadable) {
      problem = "the leader \"%s\"".formatted(stated);
    }
  }

  private void end() {
    var number = records.isEmpty() ? 1 : records.getLast().number + 1;
    records.add(
        new Placed(
            record,
            place.map(ProductPlace::product).orElse(number),
            place.map(ProductPlace::line).orElse(line),
            problem.isEmpty() ? Optional.empty() : Optional.of(problem)));
    place = Optional.empty();
  }
}
