package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import dev.tributary.ingestion.asset.Measured.Image;
import dev.tributary.ingestion.content.ContentStore;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// Still images. How large one is is read before it is decoded, and it is decoded small: what is in
/// memory does not grow with it.
final class Picture {
  /// Nobody prints a cover of more.
  private static final long MOST_PIXELS = 200_000_000;

  /// A JPEG cannot have more. A line is in memory as a whole.
  private static final int LONGEST_EDGE = 65_535;

  /// Of a piece of an image that is decoded at once.
  private static final long MOST_BYTES = 256L << 20;

  /// The longer edge of a thumbnail.
  private static final int THUMBNAIL = 300;

  private final ContentStore content;

  /// @param content where thumbnails go
  Picture(ContentStore content) {
    this.content = content;
  }

  Measured measure(Measured file, Path path, Patience patience)
      throws IOException, InterruptedException {
    try (var in = new StoredImage(path, patience)) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return file;
      }
      var reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return measured(file, reader);
      } finally {
        reader.dispose();
      }
    }
  }

  private Measured measured(Measured file, ImageReader reader)
      throws IOException, InterruptedException {
    var image =
        new Image(
            reader.getFormatName().toLowerCase(Locale.ROOT),
            reader.getWidth(0),
            reader.getHeight(0),
            colour(reader),
            Optional.empty());
    if ((long) image.width() * image.height() > MOST_PIXELS
        || Math.max(image.width(), image.height()) > LONGEST_EDGE) {
      return file.with(image)
          .damaged(
              Kind.TOO_LARGE,
              "expected at most %,d pixels, and %,d each way, found %d × %d"
                  .formatted(MOST_PIXELS, LONGEST_EDGE, image.width(), image.height()));
    }
    if (bytesAtOnce(reader) > MOST_BYTES) {
      return file.with(image)
          .damaged(
              Kind.TOO_LARGE,
              "expected pieces of at most %,d bytes, found %,d; save it in smaller strips or tiles"
                  .formatted(MOST_BYTES, bytesAtOnce(reader)));
    }
    var warnings = new ArrayList<String>();
    reader.addIIOReadWarningListener((_, text) -> warnings.add(text));
    var small = decoded(reader, Math.max(image.width(), image.height()));
    var thumbnail = kept(jpeg(small));
    var measured =
        file.with(
            new Image(
                image.format(),
                image.width(),
                image.height(),
                image.colour(),
                Optional.of(thumbnail)));
    return warnings.stream()
        .findFirst()
        .map(text -> measured.damaged(kind(text), "expected a whole image, found: " + text))
        .orElse(measured);
  }

  private String kept(byte[] thumbnail) throws InterruptedException {
    try {
      return content.put(thumbnail).sha256();
    } catch (IOException ofDisk) {
      // No fault of the image's.
      throw new UncheckedIOException(ofDisk);
    }
  }

  /// TIFF has strips and tiles, each of which is decoded as a whole, and which may be larger than
  /// the image; other formats are decoded line by line.
  private static long bytesAtOnce(ImageReader reader) throws IOException {
    var raw = reader.getRawImageType(0);
    if (raw == null || !reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("tif")) {
      return 0;
    }
    var pixels = (long) reader.getTileWidth(0) * reader.getTileHeight(0);
    return pixels * raw.getColorModel().getPixelSize() / Byte.SIZE;
  }

  private static BufferedImage decoded(ImageReader reader, int longer) throws IOException {
    var small = reader.getDefaultReadParam();
    var step = Math.max(1, longer / THUMBNAIL);
    small.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, small);
  }

  /// The reader of JPEGs only warns of these.
  private static Kind kind(String warning) {
    var words = warning.toLowerCase(Locale.ROOT);
    return words.contains("truncated") || words.contains("premature end")
        ? Kind.TRUNCATED
        : Kind.UNDECODABLE;
  }

  private static String colour(ImageReader reader) throws IOException {
    var raw = reader.getRawImageType(0);
    if (raw == null) {
      return "other";
    }
    return switch (raw.getColorModel().getColorSpace().getType()) {
      case ColorSpace.TYPE_RGB, ColorSpace.TYPE_YCbCr -> "RGB";
      case ColorSpace.TYPE_GRAY -> "grey";
      case ColorSpace.TYPE_CMYK -> "CMYK";
      default -> "other";
    };
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    var opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    var graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(opaque, "jpg", out)) {
      throw new IOException("this Java has no writer of JPEGs");
    }
    return out.toByteArray();
  }
}
