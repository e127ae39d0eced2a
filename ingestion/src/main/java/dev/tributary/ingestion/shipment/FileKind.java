package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.marc.MarcRecords;
import dev.tributary.ingestion.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a file is for, as far as its name and its first bytes tell.
enum FileKind {
  /// Speaks of products: text of any kind, or a file that its name says to be a message.
  MESSAGE,
  /// A zip, a tar or something compressed by gzip, whatever its name.
  ARCHIVE,
  /// Says that the folder it is in is a complete batch (DDEX choreography by SFTP).
  MANIFEST,
  /// What a message may name: audio, artwork, texts, checksums, and all that is nothing else.
  MEDIA;

  private static final int LOOKED_AT = 1024;
  private static final Pattern MANIFEST_NAME =
      Pattern.compile("BatchComplete.*\\.xml", Pattern.CASE_INSENSITIVE);
  private static final Set<String> MESSAGE_EXTENSIONS =
      Set.of("xml", "json", "csv", "tsv", "rss", "onix", "mrc", "marc");

  /// Zips or media by their first bytes, and yet a message each.
  private static final Set<String> SPREADSHEET_EXTENSIONS = Set.of("xlsx", "ods", "xls");

  private static final Set<String> MEDIA_EXTENSIONS =
      Set.of(
          ("aac ac3 aif aiff alac dff dsf ec3 eac3 flac m4a m4b mka mp2 mp3 oga ogg opus wav wave"
                  + " wma bmp gif heic jp2 jpe jpeg jpg png svg tif tiff webp avi m2ts m4v mkv mov mp4"
                  + " mpeg mpg mxf webm wmv epub cbz itt scc ttml lrc pdf rtf srt txt vtt cue m3u m3u8"
                  + " doc docx odt htm html nfo xmp md5 sfv sha1 sha256 sha384 sha512"
                  + " md5sums sha1sums sha256sums sha512sums")
              .split(" "));

  /// The first bytes of media formats that would pass for text.
  private static final Set<String> MEDIA_MAGIC =
      Set.of("%PDF", "fLaC", "RIFF", "RF64", "FORM", "OggS", "ID3", "GIF8");

  /// Of a file that may not be read, or has gone, its name alone decides.
  ///
  /// @throws IOException if the file cannot be read otherwise
  static FileKind of(PackageFile file) throws IOException {
    try {
      return ofFile(file);
    } catch (AccessDeniedException | NoSuchFileException unreadable) {
      return isNamedAsMessage(file) ? MESSAGE : MEDIA;
    }
  }

  private static FileKind ofFile(PackageFile file) throws IOException {
    if (isManifest(file)) {
      return MANIFEST;
    }
    var extension = extension(file);
    if (MEDIA_EXTENSIONS.contains(extension)) {
      return extension.equals("txt") && Table.hasUsualColumns(file) ? MESSAGE : MEDIA;
    }
    if (SPREADSHEET_EXTENSIONS.contains(extension)) {
      return MESSAGE;
    }
    return ofContent(start(file), isNamedAsMessage(file));
  }

  static boolean isNamedAsMessage(PackageFile file) {
    var extension = extension(file);
    return MESSAGE_EXTENSIONS.contains(extension) || SPREADSHEET_EXTENSIONS.contains(extension);
  }

  static boolean isNamedAsMedia(PackageFile file) {
    return MEDIA_EXTENSIONS.contains(extension(file));
  }

  private static String extension(PackageFile file) {
    var name = PackagePath.lastName(file.path());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isManifest(PackageFile file) {
    return isManifest(PackagePath.lastName(file.path()));
  }

  static boolean isManifest(String name) {
    return MANIFEST_NAME.matcher(name).matches();
  }

  private static byte[] start(PackageFile file) throws IOException {
    try (var in = file.open()) {
      return in.readNBytes(LOOKED_AT);
    }
  }

  private static FileKind ofContent(byte[] start, boolean namedAsMessage) {
    if (Archive.isOne(start)) {
      return ARCHIVE;
    }
    return namedAsMessage || isText(start) || MarcRecords.areIn(start) ? MESSAGE : MEDIA;
  }

  private static boolean isText(byte[] start) {
    if (start.length == 0 || MEDIA_MAGIC.stream().anyMatch(magic -> startsWith(start, magic))) {
      return false;
    }
    return startsWith(start, "\u00fe\u00ff")
        || startsWith(start, "\u00ff\u00fe")
        || startsWith(start, "\0<")
        || startsWith(start, "<\0")
        || hasNoControlCharacters(start);
  }

  private static boolean startsWith(byte[] start, String magic) {
    var bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    if (start.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (start[i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNoControlCharacters(byte[] start) {
    for (byte character : start) {
      boolean blank =
          character == '\t' || character == '\n' || character == '\r' || character == '\f';
      if (character >= 0 && character < ' ' && !blank) {
        return false;
      }
    }
    return true;
  }
}
