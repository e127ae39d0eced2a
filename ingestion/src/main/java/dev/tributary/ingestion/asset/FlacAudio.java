package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import org.jflac.FLACDecoder;
import org.jflac.metadata.StreamInfo;
import org.jflac.util.ByteData;

/// FLAC, in which each frame has a checksum.
final class FlacAudio {
  private static final int CHUNK = 1 << 16;

  // RFC 9639, section 8: the marker, blocks of metadata with their headers, and STREAMINFO first
  private static final int MARKER = 4;
  private static final int BLOCK_HEADER = 4;
  private static final int STREAMINFO = 34;
  private static final int LAST = 0x80000000;
  private static final int LENGTH = 0xFFFFFF;

  private FlacAudio() {}

  static Measured measure(Measured file, InputStream in, long bytes, Patience patience)
      throws IOException {
    var decoder = new FLACDecoder(withoutTags(in));
    decoder.readMetadata();
    var info = decoder.getStreamInfo();
    if (info == null || info.getChannels() < 1 || info.getSampleRate() < 1) {
      return file.damaged(Kind.UNDECODABLE, "expected a STREAMINFO of FLAC, found none");
    }
    var meter = new SampleMeter(info.getChannels(), patience);
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

  /// The decoder would make room for tags of whatever length they say.
  private static InputStream withoutTags(InputStream in) throws IOException {
    var start = ByteBuffer.wrap(in.readNBytes(MARKER + BLOCK_HEADER + STREAMINFO));
    if (start.remaining() < MARKER + BLOCK_HEADER + STREAMINFO
        || (start.getInt(MARKER) & ~LAST) != STREAMINFO) {
      throw new IOException("expected a STREAMINFO of FLAC first, found none");
    }
    var blocks = new DataInputStream(in);
    for (var block = start.getInt(MARKER); (block & LAST) == 0; ) {
      block = blocks.readInt();
      blocks.skipNBytes(block & LENGTH);
    }
    start.putInt(MARKER, LAST | STREAMINFO);
    var without = new PushbackInputStream(in, start.capacity());
    without.unread(start.array());
    return without;
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
