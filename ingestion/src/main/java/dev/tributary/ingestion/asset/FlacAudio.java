package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import java.io.IOException;
import java.io.InputStream;
import org.jflac.FLACDecoder;
import org.jflac.metadata.StreamInfo;
import org.jflac.util.ByteData;

/// FLAC, in which each frame has a checksum.
final class FlacAudio {
  private static final int CHUNK = 1 << 16;

  private FlacAudio() {}

  static Measured measure(Measured file, InputStream in, long bytes) throws IOException {
    var decoder = new FLACDecoder(in);
    decoder.readMetadata();
    var info = decoder.getStreamInfo();
    if (info == null || info.getChannels() < 1 || info.getSampleRate() < 1) {
      return file.damaged(Kind.UNDECODABLE, "expected a STREAMINFO of FLAC, found none");
    }
    var meter = new SampleMeter(info.getChannels());
    var pcm = Pcm.of(info.getAudioFormat());
    var data = new ByteData(CHUNK);
    try {
      // A frame that is wrong is skipped, and counted once the next one was found.
      for (var frame = decoder.readNextFrame();
          frame != null && decoder.getBadFrames() == 0;
          frame = decoder.readNextFrame()) {
        data = decoder.decodeFrame(frame, data);
        pcm.play(data.getData(), data.getLen(), meter);
      }
    } catch (IOException | IndexOutOfBoundsException broken) {
      // How far it came is to be seen by what was decoded.
    }
    return judged(file.with(audio(info, meter, bytes)), in.read() < 0, info, meter);
  }

  private static Audio audio(StreamInfo info, SampleMeter meter, long bytes) {
    var duration = meter.duration(info.getSampleRate());
    return new Audio(
        "FLAC",
        info.getSampleRate(),
        info.getBitsPerSample(),
        info.getChannels(),
        Mp3Audio.bitRate(bytes, duration),
        duration,
        meter.peak(),
        meter.clips());
  }

  private static Measured judged(
      Measured measured, boolean atItsEnd, StreamInfo info, SampleMeter meter) {
    if (atItsEnd && meter.frames() >= info.getTotalSamples()) {
      return measured;
    }
    return measured.damaged(
        atItsEnd ? Kind.TRUNCATED : Kind.UNDECODABLE,
        "expected %,d samples for each channel, as its header says, found %,d"
            .formatted(info.getTotalSamples(), meter.frames()));
  }
}
