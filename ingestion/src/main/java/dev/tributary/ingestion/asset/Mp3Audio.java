package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
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

  private Mp3Audio() {}

  static Measured measure(Measured file, InputStream in, long bytes) throws IOException {
    try {
      return measured(file, new Bitstream(in), bytes);
    } catch (BitstreamException | DecoderException broken) {
      return file.damaged(
          Kind.UNDECODABLE, "expected frames of MPEG audio, " + broken.getMessage());
    }
  }

  private static Measured measured(Measured file, Bitstream bits, long bytes)
      throws BitstreamException, DecoderException {
    var decoder = new Decoder();
    var header = bits.readFrame();
    if (header == null) {
      return file.damaged(Kind.UNDECODABLE, "expected frames of MPEG audio, found none");
    }
    var codec = LAYERS[header.layer()];
    var sampleRate = header.frequency();
    var channels = header.mode() == Header.SINGLE_CHANNEL ? 1 : 2;
    var meter = new SampleMeter(channels);
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
