package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import dev.tributary.ingestion.asset.Measured.Image;
import dev.tributary.ingestion.content.ContentStore;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/// Still images. How large one is is read before it is decoded, and it is decoded small: what is in
/// memory does not grow with it.
final class Picture {
  /// Nobody prints a cover of more.
  private static final long MOST_PIXELS = 200_000_000;

  /// The longer edge of a thumbnail.
  private static final int THUMBNAIL = 300;

  private final ContentStore content;

  /// @param content where thumbnails go
  Picture(ContentStore content) {
    this.content = content;
  }

  Measured measure(Measured file, Path path) throws IOException, InterruptedException {
    try (var in = new FileImageInputStream(path.toFile())) {
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
    if ((long) image.width() * image.height() > MOST_PIXELS) {
      return file.with(image)
          .damaged(
              Kind.TOO_LARGE,
              "expected at most %,d pixels, found %d × %d"
                  .formatted(MOST_PIXELS, image.width(), image.height()));
    }
    var warnings = new ArrayList<String>();
    reader.addIIOReadWarningListener((_, text) -> warnings.add(text));
    var small = decoded(reader, Math.max(image.width(), image.height()));
    var thumbnail = content.put(jpeg(small)).sha256();
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
