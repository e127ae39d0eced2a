package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/// The kinds of files that a browser may show or play, told by their first bytes: neither their
/// names nor what providers say of them counts. Nothing in them can be run; SVG, which can, is not
/// among them.
public enum MediaType {
  /// By the first bytes of a JFIF or Exif file.
  JPEG("image/jpeg"),
  /// Portable Network Graphics.
  PNG("image/png"),
  /// Graphics Interchange Format.
  GIF("image/gif"),
  /// WebP.
  WEBP("image/webp"),
  /// MPEG audio, with ID3 before it or without.
  MP3("audio/mpeg"),
  /// Free Lossless Audio Codec.
  FLAC("audio/flac"),
  /// RIFF with samples.
  WAV("audio/wav"),
  /// Vorbis or Opus.
  OGG("audio/ogg"),
  /// MPEG-4 with audio only.
  M4A("audio/mp4");

  /// How many bytes it takes to tell.
  public static final int BYTES = 12;

  private final String type;

  MediaType(String type) {
    this.type = type;
  }

  /// The kind of the file that begins with `start`.
  public static Optional<MediaType> of(byte[] start) {
    var text = new String(start, ISO_8859_1);
    if (text.startsWith("\u00FF\u00D8\u00FF")) {
      return Optional.of(JPEG);
    } else if (text.startsWith("\u0089PNG\r\n")) {
      return Optional.of(PNG);
    } else if (text.startsWith("GIF8")) {
      return Optional.of(GIF);
    } else if (text.startsWith("fLaC")) {
      return Optional.of(FLAC);
    } else if (text.startsWith("OggS")) {
      return Optional.of(OGG);
    } else if (text.startsWith("ID3") || isMpegFrame(text)) {
      return Optional.of(MP3);
    } else if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
      return Optional.of(WAV);
    } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    } else if (text.startsWith("ftypM4A", 4)) {
      return Optional.of(M4A);
    }
    return Optional.empty();
  }

  /// Eleven bits that are set, then a layer that there is (ISO/IEC 11172-3, section 2.4.1.3).
  private static boolean isMpegFrame(String text) {
    return text.length() > 1
        && text.charAt(0) == 0xFF
        && (text.charAt(1) & 0xE0) == 0xE0
        && (text.charAt(1) & 0x06) != 0;
  }

  /// Whether it is to be seen, rather than heard.
  public boolean isImage() {
    return type.startsWith("image/");
  }

  /// As HTTP names it.
  public String type() {
    return type;
  }
}
