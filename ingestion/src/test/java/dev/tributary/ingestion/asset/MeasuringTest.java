package dev.tributary.ingestion.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.tributary.ingestion.asset.Measured.Damage;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import dev.tributary.ingestion.content.ContentStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
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
