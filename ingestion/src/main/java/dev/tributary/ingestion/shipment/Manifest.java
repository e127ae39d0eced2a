package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.DeclaredHash;
import dev.tributary.ingestion.shipment.FileReference.Inside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// What a batch should hold, as its sender says: the `ManifestMessage` of DDEX's release delivery
/// choreography by SFTP, in any of its versions.
///
/// @param isTest whether its sender says that nothing of the batch is to be put to use
/// @param rootDirectory the batch's folder at the sender
record Manifest(
    boolean isTest,
    Optional<String> rootDirectory,
    Optional<String> numberOfMessages,
    List<Entry> entries) {

  /// One `MessageInBatch`.
  ///
  /// @param url of the message, relative to the batch's folder
  /// @param hash of the message
  record Entry(String messageId, String url, Optional<DeclaredHash> hash) {}

  private static final int ENTRIES = 100_000;
  private static final int LONGEST_VALUE = 4096;
  private static final Pattern FROM_HERE = Pattern.compile("^(\\./|/)+");

  /// Where the message of `entry` is, relative to the batch's folder. Some senders begin their URLs
  /// with that folder. Where it is not what they say it is called, it may also be one in the batch.
  ///
  /// @param folder that the batch is in; empty if it is in none
  FileReference place(Entry entry, String folder) {
    var written = FileReference.parse(entry.url());
    var said = below(fromHere(rootDirectory.orElse("")), entry);
    if (!said.isEmpty()) {
      return new Inside(said);
    }
    var paths = new LinkedHashSet<>(below(PackagePath.lastName(folder), entry));
    if (written instanceof Inside inside) {
      paths.addAll(inside.paths());
    }
    return paths.isEmpty() ? written : new Inside(List.copyOf(paths));
  }

  private static List<String> below(String root, Entry entry) {
    var begin = withoutEnd(root) + "/";
    var url = fromHere(entry.url());
    return begin.length() > 1
            && url.startsWith(begin)
            && FileReference.parse(url.substring(begin.length())) instanceof Inside inside
        ? inside.paths()
        : List.of();
  }

  private static String fromHere(String path) {
    return FROM_HERE.matcher(path).replaceFirst("");
  }

  private static String withoutEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// Reads a manifest; fetches nothing.
  ///
  /// @return empty if it is blank, which means: the batch is complete, and no more
  /// @throws RefusedException if it is not a manifest
  static Optional<Manifest> read(PackageFile file) throws IOException {
    if (isBlank(file)) {
      return Optional.empty();
    }
    try (var in = file.open()) {
      var reader = SafeXml.reader(in, true);
      return Optional.of(new Reading(reader, file.path()).manifest());
    } catch (XMLStreamException e) {
      SafeXml.throwIfUnread(e);
      throw malformed(file.path(), String.valueOf(e.getMessage()));
    }
  }

  private static boolean isBlank(PackageFile file) throws IOException {
    try (var in = file.open()) {
      return new String(in.readNBytes(LONGEST_VALUE), StandardCharsets.UTF_8).isBlank();
    }
  }

  private static RefusedException malformed(String path, String found) {
    return new RefusedException(
        Violations.error(
            "manifest.malformed",
            path,
            "expected a ManifestMessage that lists the messages of the batch, found: " + found));
  }

  /// One pass over a manifest.
  private static final class Reading {
    private final XMLStreamReader reader;
    private final String path;
    private final StringBuilder text = new StringBuilder();
    private final List<Entry> entries = new ArrayList<>();
    private boolean isTest;
    private @Nullable String rootDirectory;
    private @Nullable String numberOfMessages;

    private boolean isRootRead;
    private boolean inEntry;
    private String messageId = "";
    private String url = "";
    private @Nullable String hash;
    private @Nullable String algorithm;

    Reading(XMLStreamReader reader, String path) {
      this.reader = reader;
      this.path = path;
    }

    Manifest manifest() throws XMLStreamException, RefusedException {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD -> throw malformed(path, "a document type; leave it out");
          case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (text.length() < LONGEST_VALUE) {
              text.append(reader.getText());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            end(reader.getLocalName(), text.toString().strip());
            text.setLength(0);
          }
          default -> {}
        }
      }
      return new Manifest(
          isTest,
          Optional.ofNullable(rootDirectory),
          Optional.ofNullable(numberOfMessages),
          List.copyOf(entries));
    }

    private void start(String element) throws RefusedException {
      text.setLength(0);
      if (!isRootRead) {
        isRootRead = true;
        if (!element.equals("ManifestMessage")) {
          throw malformed(path, "the element " + element);
        }
      }
      if (element.equals("MessageInBatch")) {
        inEntry = true;
        messageId = "";
        url = "";
        hash = null;
        algorithm = null;
      }
    }

    private void end(String element, String value) throws RefusedException {
      if (inEntry) {
        endInEntry(element, value);
        return;
      }
      switch (element) {
        case "IsTestFlag" -> isTest = value.equals("true") || value.equals("1");
        case "RootDirectory" -> rootDirectory = value;
        case "NumberOfMessages" -> numberOfMessages = value;
        default -> {}
      }
    }

    private void endInEntry(String element, String value) throws RefusedException {
      switch (element) {
        case "MessageId" -> messageId = value;
        case "URL" -> url = value;
        case "HashSum" -> hash = value.isEmpty() ? hash : value;
        case "HashSumAlgorithmType" -> algorithm = value;
        case "MessageInBatch" -> {
          inEntry = false;
          add();
        }
        default -> {}
      }
    }

    private void add() throws RefusedException {
      if (entries.size() == ENTRIES) {
        throw malformed(path, "more than %,d messages".formatted(ENTRIES));
      }
      var declared =
          Optional.ofNullable(hash)
              .map(value -> new DeclaredHash(Optional.ofNullable(algorithm), value));
      entries.add(new Entry(messageId, url, declared));
    }
  }
}
