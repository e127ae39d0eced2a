package dev.tributary.ingestion.acknowledgement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.model.Violation;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// An acknowledgement as DDEX's `FtpAcknowledgementMessage` (ERN Choreography by SFTP, version
/// 1.6).
///
/// @param sender who acknowledges
/// @param recipient who delivered
record DdexForm(String sender, String recipient) {
  private static final String NAMESPACE = "http://ddex.net/xml/ern-c-sftp/16";
  private static final String PREFIX = "ern-c-sftp";
  private static final String VERSION = "1.6";

  /// A DDEX party id; others are told with whose they are.
  private static final String DPID = "PA-?DPIDA-?[0-9A-Z]{10}-?[0-9A-Z]";

  /// Faults that are put into words; there may be as many as there are products.
  private static final int MOST = 100;

  byte[] bytes(Acknowledgement acknowledgement) {
    var bytes = new ByteArrayOutputStream();
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, UTF_8.name());
      write(acknowledgement, xml);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("an acknowledgement in memory", impossible);
    }
    return bytes.toByteArray();
  }

  private void write(Acknowledgement acknowledgement, XMLStreamWriter xml)
      throws XMLStreamException {
    var status = FileStatus.of(acknowledgement);
    xml.writeStartDocument(UTF_8.name(), "1.0");
    xml.writeStartElement(PREFIX, "FtpAcknowledgementMessage", NAMESPACE);
    xml.writeNamespace(PREFIX, NAMESPACE);
    xml.writeAttribute("MessageVersionId", VERSION);
    writeHeader(acknowledgement, xml);
    xml.writeStartElement("AcknowledgedFile");
    write("ReleaseId", releaseId(acknowledgement), xml);
    write(
        "Date", acknowledgement.receivedAt().atZone(ZoneOffset.UTC).toLocalDate().toString(), xml);
    xml.writeEndElement();
    writeStatus(acknowledgement, status, xml);
    write("ErrorText", text(acknowledgement), xml);
    writeProposal(acknowledgement, status, xml);
    for (var file : affected(acknowledgement)) {
      xml.writeStartElement("AffectedResource");
      xml.writeStartElement("ProprietaryId");
      xml.writeAttribute("Namespace", "FileName");
      xml.writeCharacters(clean(file));
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void writeHeader(Acknowledgement acknowledgement, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("MessageHeader");
    writeParty("MessageSender", sender, xml);
    writeParty("MessageRecipient", recipient, xml);
    write("MessageCreatedDateTime", acknowledgement.endedAt().toString(), xml);
    xml.writeEndElement();
  }

  private static void writeParty(String element, String party, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("PartyId");
    if (party.matches(DPID)) {
      xml.writeAttribute("IsDPID", "true");
    } else {
      xml.writeAttribute("Namespace", "Tributary");
    }
    xml.writeCharacters(clean(party));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void writeStatus(
      Acknowledgement acknowledgement, FileStatus status, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("FileStatus");
    if (status == FileStatus.OTHER) {
      xml.writeAttribute("Namespace", "Tributary");
      xml.writeAttribute(
          "UserDefinedValue", FileStatus.deciding(acknowledgement).map(DdexForm::clean).orElse(""));
    }
    xml.writeCharacters(status.word());
    xml.writeEndElement();
  }

  /// What would mend it: the message again, or its files with it. Nothing where the fault is ours,
  /// which people have to look at.
  private static void writeProposal(
      Acknowledgement acknowledgement, FileStatus status, XMLStreamWriter xml)
      throws XMLStreamException {
    if (acknowledgement.ours()) {
      write("ManualCheckRequired", "true", xml);
    } else if (status.isAboutFiles() || status == FileStatus.MESSAGE_MISSING) {
      write("ProposedActionType", "ResendXmlAndResources", xml);
    } else if (acknowledgement.state() == DeliveryState.REJECTED
        || acknowledgement.state() == DeliveryState.PARTIAL) {
      write("ProposedActionType", "ResendXmlOnly", xml);
    }
  }

  /// The release, or else the file by whose name the choreography knows it.
  private static String releaseId(Acknowledgement acknowledgement) {
    return acknowledgement.products().stream()
        .findFirst()
        .map(key -> key.substring(key.indexOf(':') + 1))
        .orElseGet(
            () -> {
              var name = acknowledgement.file();
              return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
            });
  }

  private static String text(Acknowledgement acknowledgement) {
    var faults = acknowledgement.faults();
    var text = new StringBuilder(acknowledgement.outcome());
    faults.stream().limit(MOST).forEach(fault -> text.append('\n').append(line(fault)));
    if (faults.size() > MOST) {
      text.append("\n… and %,d more".formatted(faults.size() - MOST));
    }
    return text.toString();
  }

  private static String line(Violation fault) {
    return "%s%s (%s)%s"
        .formatted(
            fault.line().map("line %d: "::formatted).orElse(""),
            fault.message(),
            fault.rule(),
            fault.path().map(" at "::concat).orElse(""));
  }

  private static List<String> affected(Acknowledgement acknowledgement) {
    return acknowledgement.faults().stream()
        .filter(fault -> fault.rule().matches("asset\\.(missing|empty|corrupt)"))
        .flatMap(fault -> fault.value().stream().flatMap(String::lines))
        .filter(file -> !file.isBlank())
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static void write(String element, String value, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(clean(value));
    xml.writeEndElement();
  }

  /// Without what XML has no characters for; what a provider sent may have anything in it.
  private static String clean(String text) {
    return text.codePoints()
        .map(
            character ->
                character == '\t'
                        || character == '\n'
                        || (character >= ' ' && character <= 0xD7FF)
                        || (character >= 0xE000 && character <= 0xFFFD)
                        || character >= 0x10000
                    ? character
                    : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
