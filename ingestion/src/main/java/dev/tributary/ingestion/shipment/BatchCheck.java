package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.FileReference.Inside;
import dev.tributary.ingestion.shipment.FileReference.Outside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// Holds a batch against its manifest: each message that is declared has to be there as declared,
/// and each that is there has to be declared. What is wrong with one message costs that one only.
final class BatchCheck {

  private final Manifest manifest;
  private final String folder;
  private final Map<String, StoredFile> messages;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Set<String> corrupt = new HashSet<>();
  private final Set<String> live = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private BatchCheck(Manifest manifest, String folder, Map<String, StoredFile> messages) {
    this.manifest = manifest;
    this.folder = folder;
    this.messages = messages;
  }

  /// @param folder that the batch is in
  /// @param messages that came in the batch, by their path in it
  static BatchCheck of(Manifest manifest, String folder, Map<String, StoredFile> messages)
      throws IOException {
    var check = new BatchCheck(manifest, folder, messages);
    check.checkNumber();
    check.checkTest();
    for (var entry : manifest.entries()) {
      check.checkEntry(entry);
    }
    return check;
  }

  /// What is wrong with the batch, or with messages that did not come.
  List<Violation> violations() {
    return violations;
  }

  /// Where the message at `path` stands in the manifest; after all others if it does not.
  int position(String path) {
    return positions.getOrDefault(path, Integer.MAX_VALUE);
  }

  /// What is wrong with the shipment whose message is at `path`, unless it is to be refused anyway.
  Optional<Violation> violation(String path, Shipment shipment) {
    if (!shipment.violations().isEmpty()) {
      return Optional.empty();
    }
    if (corrupt.contains(path)) {
      return Optional.of(
          Violations.error(
              "manifest.hash-mismatch",
              path,
              ("expected the message to have the hash that the manifest declares, found "
                      + "it to have SHA-256 %s; send it again")
                  .formatted(shipment.content())));
    }
    if (live.contains(path)) {
      return Optional.of(
          Violations.error(
              "manifest.test",
              path,
              "expected a test message, since the manifest says by IsTestFlag that the batch is a"
                  + " test, found none; send it with the MessageControlType TestMessage, or the"
                  + " batch without IsTestFlag"));
    }
    var isMessage = shipment.kind() == ProductDelivery.Kind.MESSAGE;
    if (isMessage && !positions.containsKey(path)) {
      return Optional.of(
          Violations.warning(
              "manifest.undeclared-message",
              path,
              "expected every message of the batch in its manifest, found this one missing there;"
                  + " it is taken all the same"));
    }
    return Optional.empty();
  }

  private void checkNumber() {
    var found = String.valueOf(manifest.entries().size());
    var number = manifest.numberOfMessages();
    if (number.isPresent() && !number.get().equals(found)) {
      violations.add(
          Violations.warning(
              "manifest.count",
              number.get(),
              "expected as many messages in the manifest as its NumberOfMessages says, %s, found %s"
                  .formatted(number.get(), found)));
    }
  }

  /// A message that is a test by itself is looked at as one; of all others nothing may be loaded.
  private void checkTest() throws IOException {
    if (manifest.isTest()) {
      for (var message : messages.entrySet()) {
        if (!isTest(message.getValue())) {
          live.add(message.getKey());
        }
      }
    }
  }

  private static boolean isTest(StoredFile message) throws IOException {
    try (var in = message.open()) {
      var reader = SafeXml.reader(in, true);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && reader.getLocalName().equals("MessageControlType")) {
          return reader.getElementText().toLowerCase(Locale.ROOT).contains("test");
        }
      }
      return false;
    } catch (XMLStreamException notXml) {
      SafeXml.throwIfUnread(notXml);
      return false;
    }
  }

  private void checkEntry(Manifest.Entry entry) throws IOException {
    switch (manifest.place(entry, folder)) {
      case Outside(var what) ->
          violations.add(
              Violations.error(
                  "package.climbs-out",
                  entry.url(),
                  ("expected the message %s within the batch, found %s; name it relative "
                          + "to the folder of the manifest")
                      .formatted(entry.messageId(), what)));
      case Inside(var paths) -> {
        var found = paths.stream().filter(messages::containsKey).findFirst();
        if (found.isEmpty()) {
          violations.add(
              Violations.error(
                  "manifest.missing-message",
                  entry.url(),
                  "expected the message %s in the batch, found none at this path; send it"
                      .formatted(entry.messageId())));
        } else {
          positions.putIfAbsent(found.get(), positions.size());
          checkHash(entry, found.get());
        }
      }
    }
  }

  private void checkHash(Manifest.Entry entry, String path) throws IOException {
    var message = messages.get(path);
    if (entry.hash().isEmpty() || message == null) {
      return;
    }
    switch (entry.hash().get().compareWith(message.sha256(), message)) {
      case SAME -> {}
      case DIFFERENT -> corrupt.add(path);
      case NOT_COMPARABLE ->
          violations.add(
              Violations.warning(
                  "manifest.hash-unknown",
                  entry.hash().get().value(),
                  ("expected a hash by MD5, SHA-1 or SHA-2 for the message %s, found none "
                          + "that can be compared")
                      .formatted(entry.messageId())));
    }
  }
}
