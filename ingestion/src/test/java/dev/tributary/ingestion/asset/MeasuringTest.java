package dev.tributary.ingestion.asset;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import dev.tributary.ingestion.content.ContentStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MeasuringTest {
  private static final Path FLAC =
      Path.of("..", "samples", "deliveries", "01-ern-43-album", "resources")
          .resolve("2990001000018_01.flac");
  private static final int SECOND = Waves.RATE;
  private static final long MEBIBYTE = 1L << 20;

  @TempDir Path folder;
  private ContentStore content;
  private Measuring measuring;

  @BeforeEach
  void open() throws IOException {
    content = ContentStore.in(folder.resolve("content"));
    measuring = new Measuring(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void aWaveIsMeasuredWhateverItsDepth(int bits) throws Exception {
    var file = measure(Waves.wave(bits, 2, 2 * SECOND, Waves::tone));

    assertThat(file.type()).isEqualTo("audio/vnd.wave");
    assertThat(file.damage()).isEmpty();
    var audio = file.audio().orElseThrow();
    assertThat(audio.codec()).isEqualTo("PCM");
    assertThat(audio.sampleRate()).isEqualTo(44_100);
    assertThat(audio.bitsPerSample()).isEqualTo(bits);
    assertThat(audio.channels()).isEqualTo(2);
    assertThat(audio.bitRate()).isEqualTo(Math.round(44.1f * bits * 2));
    assertThat(audio.duration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(audio.peak()).isEqualTo(0.5, within(0.001));
    assertThat(audio.clips()).isZero();
  }

  @Test
  void aFlacIsDecodedToItsEnd() throws Exception {
    var file = measure(Files.readAllBytes(FLAC));

    assertThat(file.type()).isEqualTo("audio/x-flac");
    assertThat(file.damage()).isEmpty();
    assertThat(file.audio().orElseThrow().duration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(file.audio().orElseThrow().peak()).isBetween(0.01, 1.0);
  }

  @Test
  void mpegAudioIsDecodedToItsEnd() throws Exception {
    var frames = 100;
    var file = measure(silentMp3(frames));

    assertThat(file.type()).isEqualTo("audio/mpeg");
    var audio = file.audio().orElseThrow();
    assertThat(audio.codec()).isEqualTo("MP3");
    assertThat(audio.bitRate()).isCloseTo(128, within(2));
    assertThat(audio.duration().toMillis()).isCloseTo(frames * 1_152_000L / 44_100, within(60L));
    assertThat(audio.peak()).isZero();
  }

  /// Its decoder would look for the next frame for ever.
  @Test
  void aDecoderThatReadsOnBeyondTheEndIsStopped() throws Exception {
    var file = Path.of("src/test/resources/dev/tributary/ingestion/fuzz/asset");

    var found = damage(Files.readAllBytes(file.resolve("a-flac-that-ends-in-a-frame.flac")));

    assertThat(found).isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void whatIsCutOffIsTruncated() throws Exception {
    assertThat(damage(half(Waves.wave(16, 2, SECOND, Waves::tone)))).isEqualTo(Kind.TRUNCATED);
    assertThat(damage(half(Files.readAllBytes(FLAC)))).isEqualTo(Kind.TRUNCATED);
    assertThat(damage(half(image("jpg", 900)))).isEqualTo(Kind.TRUNCATED);
    assertThat(damage(half(image("png", 900)))).isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void whatIsBrokenInsideIsUndecodableAndNeverAFailureOfOurs() throws Exception {
    var random = new Random(7);
    for (var sound :
        new byte[][] {
          Files.readAllBytes(FLAC), silentMp3(50), image("jpg", 300), image("png", 300)
        }) {
      for (var round = 0; round < 20; round++) {
        var broken = sound.clone();
        for (var place = 0; place < 40; place++) {
          broken[100 + random.nextInt(broken.length - 100)] = (byte) random.nextInt();
        }
        assertThat(measure(broken).type()).isNotEmpty();
      }
    }
    var flipped = Files.readAllBytes(FLAC);
    Arrays.fill(flipped, flipped.length / 2, flipped.length / 2 + 200, (byte) 0x55);
    assertThat(measure(flipped).damage()).isPresent();
  }

  @Test
  void clipsAreCounted() throws Exception {
    var square = Waves.wave(16, 1, SECOND, at -> at / 50 % 2 == 0 ? 1 : -1);

    assertThat(measure(square).audio().orElseThrow().clips()).isGreaterThan(100);
  }

  @Test
  void anImageIsMeasuredAndHasAThumbnail() throws Exception {
    var image = measure(image("jpg", 900)).image().orElseThrow();

    assertThat(image.format()).isEqualTo("jpeg");
    assertThat(image.width()).isEqualTo(900);
    assertThat(image.height()).isEqualTo(450);
    assertThat(image.colour()).isEqualTo("RGB");
    var thumbnail = content.read(image.thumbnail().orElseThrow());
    assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail)).getWidth()).isEqualTo(300);
  }

  /// A few bytes that say to be 40,000 pixels each way: 6.4 GB once decoded.
  @Test
  void anImageThatIsTooLargeIsNotDecoded() throws Exception {
    var bomb = image("png", 300);
    ByteBuffer.wrap(bomb).putInt(16, 40_000).putInt(20, 40_000);

    assertThat(damage(bomb)).isEqualTo(Kind.TOO_LARGE);
  }

  /// Its lines would be decoded one by one, 267 MB each.
  @Test
  void anImageOfALineWithoutEndIsNotDecoded() throws Exception {
    var bomb = image("png", 300);
    ByteBuffer.wrap(bomb).putInt(16, 89_000_000).putInt(20, 1);

    assertThat(damage(bomb)).isEqualTo(Kind.TOO_LARGE);
  }

  /// An image of 16 pixels each way in one tile of 65,520: 4.3 GB once decoded.
  @Test
  void anImageInTilesWithoutEndIsNotDecoded() throws Exception {
    var tags = new int[][] {{256, 16}, {257, 16}, {258, 8}, {259, 1}, {262, 1}, {277, 1}};
    var tiles = new int[][] {{322, 65_520}, {323, 65_520}, {324, 8}, {325, 256}};
    var file = ByteBuffer.allocate(1_000);
    file.put("MM\0*".getBytes(US_ASCII)).putInt(300).position(300);
    file.putShort((short) (tags.length + tiles.length));
    for (var tag : Stream.concat(Arrays.stream(tags), Arrays.stream(tiles)).toList()) {
      var unsignedLong = (short) 4;
      file.putShort((short) tag[0]).putShort(unsignedLong).putInt(1).putInt(tag[1]);
    }

    assertThat(damage(file.array())).isEqualTo(Kind.TOO_LARGE);
  }

  /// 20 bytes that say to be a tag of 256 MiB.
  @Test
  void aTagTakesNoMoreRoomThanItsFile() throws Exception {
    var tag = Arrays.copyOf("ID3\4\0\0\u007F\u007F\u007F\u007F".getBytes(US_ASCII), 20);
    var sha256 = content.put(tag).sha256();
    assertThat(measure(silentMp3(50)).damage()).isEmpty();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();

    var file = measuring.measure(sha256);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 * MEBIBYTE);
    assertThat(file.damage().map(Damage::kind)).contains(Kind.TRUNCATED);
  }

  @Test
  void tagsBeforeTheSoundArePassedOver() throws Exception {
    var tag = Arrays.copyOf("ID3\4\0\0\0\0\1\2".getBytes(US_ASCII), 10 + 130);
    var sound = silentMp3(100);
    var file =
        ByteBuffer.allocate(2 * tag.length + sound.length).put(tag).put(tag).put(sound).array();

    assertThat(measure(file).audio().orElseThrow().duration())
        .isEqualTo(measure(sound).audio().orElseThrow().duration());
  }

  /// A comment that says to be longer than anything that Java has room for.
  @Test
  void commentsOfAFlacTakeNoRoom() throws Exception {
    var flac = Files.readAllBytes(FLAC);
    var file =
        ByteBuffer.allocate(flac.length + 8)
            .put(flac, 0, 42)
            .putInt(0x84000004)
            .putInt(0xFFFFFF7F)
            .put(flac, 42, flac.length - 42)
            .putInt(4, 34)
            .array();

    assertThat(measure(file).damage()).isEmpty();
    assertThat(measure(file).audio()).map(Audio::duration).contains(Duration.ofSeconds(3));
  }

  @Test
  void whatTakesTooLongIsGivenUp() throws Exception {
    measuring = new Measuring(content, Duration.ZERO);

    for (var file : sound()) {
      assertThat(damage(file)).isEqualTo(Kind.TOO_LARGE);
    }
  }

  /// A few bytes may be many samples.
  @Test
  void patienceIsAskedWhereSamplesComeOut() {
    var meter = new SampleMeter(2, new Patience(Duration.ZERO));

    assertThatThrownBy(() -> meter.add(0)).isInstanceOf(Patience.EndedException.class);
  }

  @Test
  void whoIsInterruptedStopsMeasuringAndFindsNoFault() throws Exception {
    for (var file : sound()) {
      var sha256 = content.put(file).sha256();
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(() -> measuring.measure(sha256))
            .isInstanceOf(InterruptedIOException.class);
      } finally {
        var _ = Thread.interrupted();
      }
    }
  }

  private static List<byte[]> sound() throws IOException {
    return List.of(
        Waves.wave(16, 2, SECOND, Waves::tone),
        Files.readAllBytes(FLAC),
        silentMp3(50),
        image("jpg", 300),
        image("png", 300));
  }

  @Test
  void memoryDoesNotGrowWithTheFile() throws Exception {
    var allocated = allocatedFor(64 * MEBIBYTE);

    assertThat(allocated).isLessThan(8 * MEBIBYTE);
  }

  /// Longer than a signed number of 32 bits counts.
  @Test
  @Tag("long")
  @Timeout(600)
  void aWaveOfMoreThanTwoGigabytesIsMeasured() throws Exception {
    assertThat(allocatedFor(2_200 * MEBIBYTE)).isLessThan(8 * MEBIBYTE);
  }

  /// How much memory it takes to measure a silent wave of so many bytes, which takes no room on the
  /// disk.
  private long allocatedFor(long data) throws Exception {
    var sha256 = "0".repeat(64);
    var path = content.path(sha256);
    Files.createDirectories(path.getParent());
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(Waves.header(16, 2, data));
      file.setLength(Waves.HEADER + data);
    }
    measure(Waves.wave(16, 2, SECOND, Waves::tone));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    var file = measuring.measure(sha256);
    var after = threads.getCurrentThreadAllocatedBytes();
    assertThat(file.damage()).isEmpty();
    var seconds = data / 4 / Waves.RATE;
    assertThat(file.audio().orElseThrow().duration().toSeconds()).isEqualTo(seconds);
    return after - before;
  }

  private Kind damage(byte[] bytes) throws Exception {
    return measure(bytes).damage().map(Damage::kind).orElseThrow();
  }

  private Measured measure(byte[] bytes) throws Exception {
    return measuring.measure(content.put(bytes).sha256());
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  /// Frames without any bit set but in their headers: MPEG 1 Layer III, 128 kbit/s, 44.1 kHz.
  private static byte[] silentMp3(int frames) {
    var frame = 417;
    var file = ByteBuffer.allocate(frames * frame);
    for (var place = 0; place < frames; place++) {
      file.putInt(place * frame, 0xFFFB9064);
    }
    return file.array();
  }

  static byte[] image(String format, int width) throws IOException {
    var image = new BufferedImage(width, width / 2, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (var x = 0; x < width; x++) {
      for (var y = 0; y < width / 2; y++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }
}
