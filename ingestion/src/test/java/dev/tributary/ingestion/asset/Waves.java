package dev.tributary.ingestion.asset;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/// Makes WAVE files (RIFF, "Multimedia Programming Interface", 1991).
final class Waves {
  static final int RATE = 44_100;
  static final int HEADER = 44;

  private static final short PCM = 1;

  private Waves() {}

  /// A sine of 441 Hz, half as loud as can be.
  static double tone(int at) {
    return 0.5 * Math.sin(2 * Math.PI * 441 * at / RATE);
  }

  /// The header of one with so many bytes of samples.
  static byte[] header(int bits, int channels, long data) {
    var frame = channels * bits / Byte.SIZE;
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt((int) (HEADER - 8 + data))
        .put(ascii("WAVEfmt "))
        .putInt(16)
        .putShort(PCM)
        .putShort((short) channels)
        .putInt(RATE)
        .putInt(RATE * frame)
        .putShort((short) frame)
        .putShort((short) bits)
        .put(ascii("data"))
        .putInt((int) data)
        .array();
  }

  /// One with the same in all channels.
  static byte[] wave(int bits, int channels, int frames, IntToDoubleFunction sample) {
    var data = frames * channels * bits / Byte.SIZE;
    var file = ByteBuffer.allocate(HEADER + data).order(ByteOrder.LITTLE_ENDIAN);
    file.put(header(bits, channels, data));
    var full = (1L << (bits - 1)) - 1;
    for (var at = 0; at < frames; at++) {
      var value = Math.round(sample.applyAsDouble(at) * full);
      for (var channel = 0; channel < channels; channel++) {
        for (var shift = 0; shift < bits; shift += Byte.SIZE) {
          file.put((byte) (value >> shift));
        }
      }
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
