package dev.tributary.ingestion.asset;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;

/// Reads samples out of bytes.
record Pcm(int bytesPerSample, boolean bigEndian, Kind kind) {
  /// What a sample is.
  private enum Kind {
    SIGNED,
    UNSIGNED,
    FLOAT
  }

  /// @throws IllegalArgumentException if it is none that a computer has without decoding
  static Pcm of(AudioFormat format) {
    var kind = kind(format.getEncoding());
    var bytes = (format.getSampleSizeInBits() + 7) / 8;
    if (bytes < 1 || bytes > 8 || (kind != Kind.FLOAT && bytes > 4)) {
      throw new IllegalArgumentException("samples of %d bytes".formatted(bytes));
    }
    return new Pcm(bytes, format.isBigEndian(), kind);
  }

  private static Kind kind(Encoding encoding) {
    if (encoding.equals(Encoding.PCM_SIGNED)) {
      return Kind.SIGNED;
    }
    if (encoding.equals(Encoding.PCM_UNSIGNED)) {
      return Kind.UNSIGNED;
    }
    if (encoding.equals(Encoding.PCM_FLOAT)) {
      return Kind.FLOAT;
    }
    throw new IllegalArgumentException("samples encoded as " + encoding);
  }

  /// Has `meter` listen to the first `length` bytes, as far as they are whole samples.
  void play(byte[] bytes, int length, SampleMeter meter) {
    for (var at = 0; at + bytesPerSample <= length; at += bytesPerSample) {
      meter.add(sample(bytes, at));
    }
  }

  private double sample(byte[] bytes, int at) {
    long bits = 0;
    for (var place = 0; place < bytesPerSample; place++) {
      var each = bigEndian ? at + place : at + bytesPerSample - 1 - place;
      bits = (bits << Byte.SIZE) | (bytes[each] & 0xFF);
    }
    var unused = Long.SIZE - bytesPerSample * Byte.SIZE;
    return switch (kind) {
      case SIGNED -> (bits << unused) / (double) Long.MAX_VALUE;
      case UNSIGNED -> ((bits << unused) + Long.MIN_VALUE) / (double) Long.MAX_VALUE;
      case FLOAT ->
          bytesPerSample == Float.BYTES
              ? Float.intBitsToFloat((int) bits)
              : Double.longBitsToDouble(bits);
    };
  }
}
