import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Makes the media files of the sample deliveries, writes their hashes into the messages, and packs
/// the archive. The messages themselves are written by hand. Run it from the repository's root after
/// a change to any of them:
///
///     java samples/MakeAssets.java
///
/// It needs nothing but a JDK 25 and gives the same bytes whenever it is run. The tunes and the
/// pictures are drawn by the numbers from their file's name, so nobody owns them.
final class MakeAssets {

  private static final int SAMPLE_RATE = 44_100;
  private static final int COVER_PIXELS = 800;

  /// What there is to make, by its place under the samples' folder.
  sealed interface Asset {
    String path();

    record Flac(String path, int seconds) implements Asset {}

    record Wav(String path, int seconds) implements Asset {}

    record Cover(String path) implements Asset {}
  }

  private static final String ALBUM = "deliveries/01-ern-43-album/";
  private static final String SINGLE = "deliveries/02-ern-382-single/";
  private static final String BATCH = "deliveries/07-batch/20260310093000123/";
  private static final String ZIPPED = "zipped-single/";
  private static final String ITUNES = "deliveries/17-itmsp-single.itmsp/";
  private static final String DAMAGED = "deliveries/broken/wrong-hash/";

  private static final List<Asset> ASSETS =
      List.of(
          new Asset.Flac(ALBUM + "resources/2990001000018_01.flac", 3),
          new Asset.Flac(ALBUM + "resources/2990001000018_02.flac", 4),
          new Asset.Flac(ALBUM + "resources/2990001000018_03.flac", 3),
          new Asset.Flac(ALBUM + "resources/2990001000018_04.flac", 2),
          new Asset.Flac(ALBUM + "resources/2990001000018_05.flac", 4),
          new Asset.Cover(ALBUM + "resources/2990001000018_cover.jpg"),
          new Asset.Wav(SINGLE + "resources/2990001000025_01.wav", 2),
          new Asset.Cover(SINGLE + "resources/2990001000025_cover.jpg"),
          new Asset.Flac(BATCH + "2990001000049/resources/2990001000049_01.flac", 2),
          new Asset.Cover(BATCH + "2990001000049/resources/2990001000049_cover.jpg"),
          new Asset.Flac(BATCH + "2990001000056/resources/2990001000056_01.flac", 2),
          new Asset.Cover(BATCH + "2990001000056/resources/2990001000056_cover.jpg"),
          new Asset.Flac(ZIPPED + "resources/2990001000063_01.flac", 2),
          new Asset.Cover(ZIPPED + "resources/2990001000063_cover.jpg"),
          new Asset.Flac(ITUNES + "PLR-0087_01.flac", 2),
          new Asset.Flac(ITUNES + "PLR-0087_02.flac", 3),
          new Asset.Cover(ITUNES + "cover.jpg"),
          new Asset.Flac(DAMAGED + "resources/2990001000155_01.flac", 2));

  /// In this order: a manifest holds the hashes of messages, which hold the hashes of their files.
  private static final List<String> HASHED =
      List.of(
          ALBUM + "2990001000018.xml",
          SINGLE + "2990001000025.xml",
          BATCH + "2990001000049/2990001000049.xml",
          BATCH + "2990001000056/2990001000056.xml",
          BATCH + "BatchComplete_20260310093000123.xml",
          ZIPPED + "2990001000063.xml",
          ITUNES + "metadata.xml",
          DAMAGED + "2990001000155.xml");

  public static void main(String[] args) throws IOException {
    var samples = Path.of(args.length == 0 ? "samples" : args[0]);
    if (!Files.isDirectory(samples.resolve("deliveries"))) {
      throw new IllegalArgumentException(
          "expected the folder deliveries in %s; run from the repository's root"
              .formatted(samples.toAbsolutePath()));
    }
    for (var asset : ASSETS) {
      var file = samples.resolve(asset.path());
      Files.createDirectories(file.getParent());
      Files.write(file, render(asset));
    }
    for (var message : HASHED) {
      Hashes.stamp(samples.resolve(message));
    }
    pack(samples.resolve(ZIPPED), samples.resolve("deliveries/08-zipped-single.zip"));
  }

  private static byte[] render(Asset asset) throws IOException {
    var random = new Random(Path.of(asset.path()).getFileName().toString().hashCode());
    return switch (asset) {
      case Asset.Flac(_, int seconds) -> Flac.encode(tune(random, seconds));
      case Asset.Wav(_, int seconds) -> wav(tune(random, seconds));
      case Asset.Cover _ -> jpeg(cover(random));
    };
  }

  /// Two sine voices, four notes a second, on a pentatonic scale.
  private static short[] tune(Random random, int seconds) {
    int[] scale = {0, 3, 5, 7, 10};
    var samples = new short[seconds * SAMPLE_RATE];
    int note = SAMPLE_RATE / 4;
    double melody = 0;
    double bass = 0;
    for (int i = 0; i < samples.length; i++) {
      if (i % note == 0) {
        melody = pitch(220, scale[random.nextInt(scale.length)]);
        bass = pitch(110, scale[random.nextInt(scale.length)]);
      }
      double fade = Math.min(1, (note - i % note) / (note * 0.5));
      double attack = Math.min(1, (i % note) / 400.0);
      double sum = 4000 * wave(melody, i % note) + 2500 * wave(bass, i % note);
      samples[i] = (short) StrictMath.round(sum * fade * attack);
    }
    return samples;
  }

  private static double pitch(double base, int semitones) {
    return base * StrictMath.pow(2, semitones / 12.0);
  }

  private static double wave(double hertz, int sample) {
    return StrictMath.sin(2 * StrictMath.PI * hertz * sample / SAMPLE_RATE);
  }

  /// RIFF WAVE, PCM, 16 bits, one channel.
  private static byte[] wav(short[] samples) {
    int bytes = samples.length * 2;
    var wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1);
    wav.putInt(SAMPLE_RATE).putInt(SAMPLE_RATE * 2).putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    for (short sample : samples) {
      wav.putShort(sample);
    }
    return wav.array();
  }

  /// Hills under a low sun.
  private static BufferedImage cover(Random random) {
    float hue = random.nextFloat();
    int sky = Color.HSBtoRGB(hue, 0.35f, 0.95f);
    int sun = Color.HSBtoRGB(hue + 0.45f, 0.55f, 0.98f);
    int far = Color.HSBtoRGB(hue + 0.08f, 0.55f, 0.55f);
    int near = Color.HSBtoRGB(hue + 0.12f, 0.65f, 0.28f);
    double sunX = COVER_PIXELS * (0.25 + random.nextDouble() / 2);
    double farPhase = random.nextDouble() * 6;
    double nearPhase = random.nextDouble() * 6;
    var image = new BufferedImage(COVER_PIXELS, COVER_PIXELS, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < COVER_PIXELS; x++) {
      double farHill = COVER_PIXELS * (0.58 + 0.07 * StrictMath.sin(x / 95.0 + farPhase));
      double nearHill = COVER_PIXELS * (0.74 + 0.06 * StrictMath.sin(x / 140.0 + nearPhase));
      for (int y = 0; y < COVER_PIXELS; y++) {
        boolean inSun = StrictMath.hypot(x - sunX, y - COVER_PIXELS * 0.45) < COVER_PIXELS * 0.16;
        image.setRGB(x, y, y > nearHill ? near : y > farHill ? far : inSun ? sun : sky);
      }
    }
    return image;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(0.7f);
    var bytes = new ByteArrayOutputStream();
    try (var output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// Packs the files under `folder`, in path order, uncompressed and with one fixed time, since
  /// both would otherwise differ from machine to machine.
  private static void pack(Path folder, Path archive) throws IOException {
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var file : files) {
        var bytes = Files.readAllBytes(file);
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(LocalDateTime.of(2026, 3, 12, 12, 0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    }
  }

  /// The hash sums in a message: one after each name of a file, in the words of its format.
  private static final class Hashes {

    /// ERN 4.3: the algorithm stands before the value.
    private static final Pattern ERN_4 =
        Pattern.compile(
            """
            <URI>(?<file>[^<]+)</URI>\\s*\
            <HashSum>\\s*<Algorithm>(?<algorithm>[^<]+)</Algorithm>\\s*\
            <HashSumValue>(?<value>[^<]+)</HashSumValue>\
            """);

    /// ERN 3.8.2: the value first, in an element named like the one around it.
    private static final Pattern ERN_3 =
        Pattern.compile(
            """
            <FileName>(?<file>[^<]+)</FileName>\\s*<FilePath>(?<path>[^<]+)</FilePath>\\s*\
            <HashSum>\\s*<HashSum>(?<value>[^<]+)</HashSum>\\s*\
            <HashSumAlgorithmType>(?<algorithm>[^<]+)</HashSumAlgorithmType>\
            """);

    /// The manifest of a batch: the hash of a message.
    private static final Pattern MANIFEST =
        Pattern.compile(
            """
            <URL>(?<file>[^<]+)</URL>(?:(?!</MessageInBatch>)[\\s\\S])*?\
            <HashSum>\\s*<HashSum>(?<value>[^<]+)</HashSum>\\s*\
            <HashSumAlgorithmType>(?<algorithm>[^<]+)</HashSumAlgorithmType>\
            """);

    /// iTunes packages: the size before the sum.
    private static final Pattern ITUNES_FILE =
        Pattern.compile(
            """
            <file_name>(?<file>[^<]+)</file_name>\\s*<size>(?<size>\\d+)</size>\\s*\
            <checksum type="(?<algorithm>[^"]+)">(?<value>[^<]+)</checksum>\
            """);

    private Hashes() {}

    static void stamp(Path message) throws IOException {
      var folder = message.getParent();
      var xml = Files.readString(message);
      for (var pattern : List.of(ERN_4, ERN_3, MANIFEST, ITUNES_FILE)) {
        xml = pattern.matcher(xml).replaceAll(match -> stamped(match, folder));
      }
      Files.writeString(message, xml);
    }

    /// A value of zeros only stays: that sample is about a hash that is wrong.
    private static String stamped(MatchResult match, Path folder) {
      var declared = match.group("value");
      if (declared.chars().allMatch(digit -> digit == '0')) {
        return match.group();
      }
      var path = match.namedGroups().containsKey("path") ? match.group("path") : "";
      var actual = hash(match.group("algorithm"), folder.resolve(path + match.group("file")));
      var hashed = match.group().replace(declared, actual);
      return match.namedGroups().containsKey("size")
          ? hashed.replaceFirst(
              "<size>\\d+</size>",
              "<size>%d</size>".formatted(bytes(folder.resolve(match.group("file")))))
          : hashed;
    }

    private static long bytes(Path file) {
      try {
        return Files.size(file);
      } catch (IOException e) {
        throw new IllegalStateException("cannot measure " + file, e);
      }
    }

    private static String hash(String algorithm, Path file) {
      var javaName = algorithm.equals("SHA1") ? "SHA-1" : algorithm;
      try {
        var digest = MessageDigest.getInstance(javaName);
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
      } catch (IOException | NoSuchAlgorithmException e) {
        throw new IllegalStateException("cannot hash " + file + " by " + algorithm, e);
      }
    }
  }

  /// A small FLAC encoder (RFC 9639): 16 bits, the same in both channels. The second channel is
  /// written as the difference from the first, which is zero throughout and costs nothing.
  private static final class Flac {

    private static final int BLOCK = 4096;
    private static final int MAX_ORDER = 4;
    private static final int MAX_RICE_PARAMETER = 14;

    private Flac() {}

    static byte[] encode(short[] samples) {
      var out = new ByteArrayOutputStream();
      out.writeBytes("fLaC".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(streamInfo(samples));
      for (int start = 0; start < samples.length; start += BLOCK) {
        int length = Math.min(BLOCK, samples.length - start);
        out.writeBytes(frame(samples, start, length));
      }
      return out.toByteArray();
    }

    /// Section 8.2. Frame sizes are left unknown (zero).
    private static byte[] streamInfo(short[] samples) {
      var bits = new Bits();
      bits.put(1, 1).put(0, 7).put(34, 24);
      bits.put(BLOCK, 16).put(BLOCK, 16).put(0, 24).put(0, 24);
      bits.put(SAMPLE_RATE, 20).put(2 - 1, 3).put(16 - 1, 5).put(0, 4).put(samples.length, 32);
      for (byte b : md5OfBothChannels(samples)) {
        bits.put(b & 0xFF, 8);
      }
      return bits.toBytes();
    }

    private static byte[] md5OfBothChannels(short[] samples) {
      var pcm = ByteBuffer.allocate(samples.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (short sample : samples) {
        pcm.putShort(sample).putShort(sample);
      }
      try {
        return MessageDigest.getInstance("MD5").digest(pcm.array());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has MD5", e);
      }
    }

    /// Section 9: header, CRC-8, one subframe per channel, CRC-16.
    private static byte[] frame(short[] samples, int start, int length) {
      var bits = new Bits();
      bits.put(0b111111111111100, 15).put(0, 1);
      bits.put(length == BLOCK ? 0b1100 : 0b0111, 4).put(0b1001, 4);
      bits.put(0b1000, 4).put(0b100, 3).put(0, 1);
      putUtf8(bits, start / BLOCK);
      if (length != BLOCK) {
        bits.put(length - 1, 16);
      }
      bits.put(crc(bits.toBytes(), 0x07, 8), 8);
      fixed(bits, samples, start, length);
      constantZero(bits);
      bits.align();
      bits.put(crc(bits.toBytes(), 0x8005, 16), 16);
      return bits.toBytes();
    }

    /// Section 9.1.5, for the few frames that our files have.
    private static void putUtf8(Bits bits, int number) {
      if (number < 0x80) {
        bits.put(number, 8);
      } else if (number < 0x800) {
        bits.put(0b110, 3).put(number >> 6, 5).put(0b10, 2).put(number & 0x3F, 6);
      } else {
        throw new IllegalArgumentException("expected fewer than 2048 frames, got " + number);
      }
    }

    /// Section 9.2.3: the side channel has one bit more.
    private static void constantZero(Bits bits) {
      bits.put(0, 8).put(0, 17);
    }

    /// Section 9.2.5 and 9.2.7: the fixed predictor and the Rice parameter that take the fewest
    /// bits.
    private static void fixed(Bits bits, short[] samples, int start, int length) {
      var residual = new int[length];
      for (int i = 0; i < length; i++) {
        residual[i] = samples[start + i];
      }
      Choice best = new Choice(0, 0, residual, Long.MAX_VALUE);
      for (int order = 0; order <= MAX_ORDER && order <= length; order++) {
        if (order > 0) {
          residual = differences(residual, order);
        }
        for (int parameter = 0; parameter <= MAX_RICE_PARAMETER; parameter++) {
          long cost = order * 16L + riceBits(residual, order, parameter);
          if (cost < best.cost()) {
            best = new Choice(order, parameter, residual, cost);
          }
        }
      }
      bits.put(0b001000 | best.order(), 7).put(0, 1);
      for (int i = 0; i < best.order(); i++) {
        bits.put(samples[start + i] & 0xFFFF, 16);
      }
      bits.put(0, 2).put(0, 4).put(best.parameter(), 4);
      for (int i = best.order(); i < length; i++) {
        int folded = fold(best.residual()[i]);
        bits.putUnary(folded >>> best.parameter());
        bits.put(folded & ((1 << best.parameter()) - 1), best.parameter());
      }
    }

    private record Choice(int order, int parameter, int[] residual, long cost) {}

    /// The predictor of the next order: what is left after the one before, differenced once more.
    private static int[] differences(int[] values, int from) {
      var result = new int[values.length];
      for (int i = from; i < values.length; i++) {
        result[i] = values[i] - values[i - 1];
      }
      return result;
    }

    private static long riceBits(int[] residual, int from, int parameter) {
      long bits = 0;
      for (int i = from; i < residual.length; i++) {
        bits += (fold(residual[i]) >>> parameter) + 1 + parameter;
      }
      return bits;
    }

    /// 0, -1, 1, -2, 2 … become 0, 1, 2, 3, 4 …
    private static int fold(int value) {
      return (value << 1) ^ (value >> 31);
    }

    private static int crc(byte[] bytes, int polynomial, int width) {
      int mask = (1 << width) - 1;
      int crc = 0;
      for (byte b : bytes) {
        crc ^= (b & 0xFF) << (width - 8);
        for (int bit = 0; bit < 8; bit++) {
          boolean top = ((crc >> (width - 1)) & 1) == 1;
          crc = (top ? (crc << 1) ^ polynomial : crc << 1) & mask;
        }
      }
      return crc;
    }
  }

  /// Bits in the order in which they are put, the most significant first.
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int used;

    Bits put(int value, int count) {
      for (int bit = count - 1; bit >= 0; bit--) {
        current = (current << 1) | ((value >>> bit) & 1);
        if (++used == 8) {
          bytes.write(current);
          current = 0;
          used = 0;
        }
      }
      return this;
    }

    void putUnary(int zeros) {
      for (int i = 0; i < zeros; i++) {
        put(0, 1);
      }
      put(1, 1);
    }

    void align() {
      while (used != 0) {
        put(0, 1);
      }
    }

    byte[] toBytes() {
      if (used != 0) {
        throw new IllegalStateException("expected whole bytes, got " + used + " bits more");
      }
      return bytes.toByteArray();
    }
  }
}
