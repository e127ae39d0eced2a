package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
  private static final int HEADER_LENGTH = 10;

  @Test
  void readsWhatTheJdkReads() throws IOException {
    var random = new Random(1);
    for (var round = 0; round < 50; round++) {
      var whole = new ByteArrayOutputStream();
      for (var member = 0; member <= random.nextInt(4); member++) {
        var content = new byte[random.nextInt(200_000)];
        random.nextBytes(content);
        Arrays.fill(content, 0, content.length / 2, (byte) 'x');
        whole.write(gzip(content));
      }

      assertThat(gunzip(whole.toByteArray()))
          .isEqualTo(
              new GZIPInputStream(new ByteArrayInputStream(whole.toByteArray())).readAllBytes());
    }
  }

  @Test
  void skipsWhateverAHeaderMayHold() throws IOException {
    var plain = gzip("content".getBytes(UTF_8));
    var header = Arrays.copyOf(plain, HEADER_LENGTH);
    header[3] = 2 | 4 | 8 | 16;
    var whole = new ByteArrayOutputStream();
    whole.write(header);
    whole.write(new byte[] {3, 0, 1, 2, 3});
    whole.write("orders.ndjson\0a comment\0".getBytes(UTF_8));
    whole.write(new byte[] {7, 7});
    whole.write(plain, HEADER_LENGTH, plain.length - HEADER_LENGTH);

    assertThat(gunzip(whole.toByteArray())).asString(UTF_8).isEqualTo("content");
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    var whole = gzip("some content".getBytes(UTF_8));

    for (var length = 1; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> gunzip(cut))
          .as("cut after %d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends in the middle");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 15, -8, -7, -4, -1})
  void aChangedByteIsNoticed(int at) throws IOException {
    var damaged = gzip("some content".getBytes(UTF_8));
    damaged[at < 0 ? damaged.length + at : at] ^= 0x55;

    assertThatThrownBy(() -> gunzip(damaged)).isInstanceOf(IOException.class);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gunzip(byte[] bytes) throws IOException {
    try (var in = new Gunzip(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
