package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage.Kind;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// WAVE and AIFF: samples as they are.
final class WaveAudio {
  private static final int CHUNK = 1 << 16;

  private WaveAudio() {}

  static Measured measure(Measured file, InputStream in, Patience patience) throws IOException {
    try (var audio = AudioSystem.getAudioInputStream(in)) {
      return measure(file, audio, patience);
    } catch (UnsupportedAudioFileException | IllegalArgumentException unknown) {
      return file.damaged(Kind.UNDECODABLE, "expected PCM samples, found: " + unknown.getMessage());
    }
  }

  private static Measured measure(Measured file, AudioInputStream audio, Patience patience)
      throws IOException {
    var format = audio.getFormat();
    var pcm = Pcm.of(format);
    var meter = new SampleMeter(format.getChannels(), patience);
    var whole = CHUNK / format.getFrameSize() * format.getFrameSize();
    var chunk = new byte[whole];
    for (var length = audio.readNBytes(chunk, 0, whole);
        length > 0;
        length = audio.readNBytes(chunk, 0, whole)) {
      pcm.play(chunk, length, meter);
    }
    var sampleRate = Math.round(format.getSampleRate());
    var measured =
        file.with(
            new Audio(
                "PCM",
                sampleRate,
                format.getSampleSizeInBits(),
                format.getChannels(),
                Math.round(sampleRate * format.getFrameSize() * Byte.SIZE / 1000f),
                meter.duration(sampleRate),
                meter.peak(),
                meter.clips()));
    return meter.frames() < audio.getFrameLength()
        ? measured.damaged(
            Kind.TRUNCATED,
            "expected %,d samples for each channel, as its header says, found %,d"
                .formatted(audio.getFrameLength(), meter.frames()))
        : measured;
  }
}
