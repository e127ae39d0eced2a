package dev.tributary.ingestion.asset;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.SampleBuffer;

/// MPEG audio, of which nothing says how long it is: a file that was cut off is just shorter.
final class Mp3Audio {
  private static final String[] LAYERS = {"", "MPEG Layer I", "MPEG Layer II", "MP3"};

  /// Of the header of a tag (id3.org, "ID3 tag version 2.4.0", section 3.1).
  private static final int TAG_HEADER = 10;

  private Mp3Audio() {}

  static Measured measure(Measured file, InputStream in, long bytes, Patience patience)
      throws IOException {
    skipTags(in);
    try {
      return measured(file, new Bitstream(in), bytes, patience);
    } catch (BitstreamException | DecoderException broken) {
      return file.damaged(
          Kind.UNDECODABLE, "expected frames of MPEG audio, " + broken.getMessage());
    }
  }

  /// The decoder would make room for a tag of whatever length it says.
  private static void skipTags(InputStream in) throws IOException {
    for (var length = tagLength(in); length > 0; length = tagLength(in)) {
      try {
        in.skipNBytes(length);
      } catch (EOFException shorter) {
        throw (EOFException)
            new EOFException("expected an ID3 tag of %,d bytes, found fewer".formatted(length))
                .initCause(shorter);
      }
    }
  }

  /// How long the tag is at which `in` stands, with its header; 0 if it stands at none.
  private static int tagLength(InputStream in) throws IOException {
    in.mark(TAG_HEADER);
    var header = in.readNBytes(TAG_HEADER);
    in.reset();
    if (header.length < TAG_HEADER || !new String(header, 0, 3, US_ASCII).equals("ID3")) {
      return 0;
    }
    var length = 0;
    for (var place = TAG_HEADER - 4; place < TAG_HEADER; place++) {
      length = (length << 7) | (header[place] & 0x7F);
    }
    return TAG_HEADER + length;
  }

  private static Measured measured(Measured file, Bitstream bits, long bytes, Patience patience)
      throws BitstreamException, DecoderException {
    var decoder = new Decoder();
    var header = bits.readFrame();
    if (header == null) {
      return file.damaged(Kind.UNDECODABLE, "expected frames of MPEG audio, found none");
    }
    var codec = LAYERS[header.layer()];
    var sampleRate = header.frequency();
    var channels = header.mode() == Header.SINGLE_CHANNEL ? 1 : 2;
    var meter = new SampleMeter(channels, patience);
    for (; header != null; header = bits.readFrame()) {
      if (decoder.decodeFrame(header, bits) instanceof SampleBuffer samples) {
        play(samples, meter);
      }
      bits.closeFrame();
    }
    var duration = meter.duration(sampleRate);
    return file.with(
        new Audio(
            codec,
            sampleRate,
            0,
            channels,
            bitRate(bytes, duration),
            duration,
            meter.peak(),
            meter.clips()));
  }

  private static void play(SampleBuffer samples, SampleMeter meter) {
    var buffer = samples.getBuffer();
    for (var place = 0; place < samples.getBufferLength(); place++) {
      meter.add(buffer[place] / (double) Short.MAX_VALUE);
    }
  }

  /// In kbit/s.
  static int bitRate(long bytes, Duration duration) {
    return duration.isPositive()
        ? (int) Math.round(bytes * Byte.SIZE / (double) Math.max(1, duration.toMillis()))
        : 0;
  }
}
