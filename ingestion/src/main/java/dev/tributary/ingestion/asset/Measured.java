package dev.tributary.ingestion.asset;

import java.time.Duration;
import java.util.Optional;

/// What a file is, whatever is said of it.
///
/// @param type its media type by its content, such as `audio/x-flac`
/// @param audio if it sounds and we can decode it
/// @param image if it is one that we can decode
/// @param damage what is wrong with it as a file, if anything
public record Measured(
    String type, Optional<Audio> audio, Optional<Image> image, Optional<Damage> damage) {

  /// What sounds.
  ///
  /// @param sampleRate in Hz
  /// @param bitsPerSample 0 where the codec has none
  /// @param bitRate in kbit/s, on average
  /// @param duration of what could be decoded
  /// @param peak the loudest sample, from 0 to 1
  /// @param clips how often three samples in a row, or more, are as loud as can be
  public record Audio(
      String codec,
      int sampleRate,
      int bitsPerSample,
      int channels,
      int bitRate,
      Duration duration,
      double peak,
      long clips) {}

  /// What is to be looked at.
  ///
  /// @param colour `RGB`, `grey`, `CMYK` or `other`
  /// @param thumbnail a small JPEG of it, by its SHA-256 in the content store
  public record Image(
      String format, int width, int height, String colour, Optional<String> thumbnail) {}

  /// Why a file is of no use, or of less.
  public record Damage(Kind kind, String reason) {
    /// How it is damaged.
    public enum Kind {
      /// It ends before its content does.
      TRUNCATED,
      /// It is not what its first bytes promise.
      UNDECODABLE,
      /// It would take too much to decode it.
      TOO_LARGE
    }
  }

  /// In a few words.
  public String summary() {
    return audio.map(Measured::summary).or(() -> image.map(Measured::summary)).orElse("-");
  }

  private static String summary(Audio audio) {
    return "%s, %d Hz, %s%d %s, %d kbit/s, %s"
        .formatted(
            audio.codec(),
            audio.sampleRate(),
            audio.bitsPerSample() > 0 ? audio.bitsPerSample() + " bit, " : "",
            audio.channels(),
            audio.channels() == 1 ? "channel" : "channels",
            audio.bitRate(),
            audio.duration());
  }

  private static String summary(Image image) {
    return "%s, %d × %d, %s"
        .formatted(image.format(), image.width(), image.height(), image.colour());
  }

  static Measured of(String type) {
    return new Measured(type, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Measured with(Audio newAudio) {
    return new Measured(type, Optional.of(newAudio), image, damage);
  }

  Measured with(Image newImage) {
    return new Measured(type, audio, Optional.of(newImage), damage);
  }

  Measured damaged(Damage.Kind kind, String reason) {
    return new Measured(type, audio, image, Optional.of(new Damage(kind, reason)));
  }
}
