package dev.tributary.ingestion.acknowledgement;

import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.mapping.Provider.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Where acknowledgements are put for providers to fetch: a folder for each provider, a file for
/// each end of a delivery, `ACK_<time of its end>_<delivery>`. Safe for use by many threads and
/// processes.
///
/// @param party who acknowledges, as DDEX's form names it
public record AcknowledgementFolder(Path root, String party) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Writes `acknowledgement` in `form`. A file is there as a whole or not at all; written again it
  /// is the same file with the same bytes.
  ///
  /// @param recipient who is told, as DDEX's form names it
  /// @return the file
  /// @throws IOException if it cannot be written; it may be tried again
  public Path write(Acknowledgement acknowledgement, Form form, String recipient)
      throws IOException {
    var name =
        "ACK_%s_%s.%s"
            .formatted(
                TIMESTAMP.format(acknowledgement.endedAt()),
                acknowledgement.delivery(),
                extension(form));
    var folder =
        Files.createDirectories(
            root.resolve(
                acknowledgement.provider().map(AcknowledgementFolder::name).orElse("unknown")));
    var file = folder.resolve(name);
    var partial = folder.resolve("." + name + ".part");
    writeDurably(partial, bytes(acknowledgement, form, recipient));
    return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] bytes(Acknowledgement acknowledgement, Form form, String recipient) {
    return switch (form) {
      case DDEX -> new DdexForm(party, recipient).bytes(acknowledgement);
      case JSON -> Json.tree(acknowledgement).toPrettyString().getBytes(StandardCharsets.UTF_8);
      case CSV -> CsvForm.bytes(acknowledgement);
    };
  }

  private static String extension(Form form) {
    return switch (form) {
      case DDEX -> "xml";
      case JSON -> "json";
      case CSV -> "csv";
    };
  }

  /// A provider may be called anything; a folder may not.
  private static String name(String provider) {
    var plain = provider.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    return plain.startsWith(".") || plain.isEmpty() ? "_" + plain : plain;
  }

  private static void writeDurably(Path file, byte[] bytes) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }
}
