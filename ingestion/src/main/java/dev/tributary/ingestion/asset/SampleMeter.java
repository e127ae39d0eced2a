package dev.tributary.ingestion.asset;

import java.time.Duration;

/// Listens to samples, channel by channel in turn, and keeps none of them. It asks its patience
/// every now and then.
final class SampleMeter {
  /// As loud as can be, but for the rounding of who made it.
  private static final double FULL = 0.9999;

  /// So many in a row are no coincidence.
  private static final int CLIP = 3;

  /// A power of two.
  private static final int SAMPLES_BETWEEN = 1 << 16;

  private static final long NANOS = 1_000_000_000L;

  private final int channels;
  private final int[] runs;
  private final Patience patience;
  private long samples;
  private long clips;
  private double peak;

  SampleMeter(int channels, Patience patience) {
    this.channels = channels;
    this.runs = new int[channels];
    this.patience = patience;
  }

  /// The next sample, from -1 to 1. What it throws is [Patience#check]'s.
  void add(double sample) {
    if ((samples & (SAMPLES_BETWEEN - 1)) == 0) {
      patience.check();
    }
    var loudness = Math.abs(sample);
    if (loudness > peak) {
      peak = loudness;
    }
    var channel = (int) (samples++ % channels);
    runs[channel] = run(runs[channel], loudness < FULL ? 0 : sample);
    if (Math.abs(runs[channel]) == CLIP) {
      clips++;
    }
  }

  /// Below zero for those that are as low as can be.
  private static int run(int before, double cut) {
    if (cut == 0) {
      return 0;
    }
    return cut > 0 ? Math.max(before, 0) + 1 : Math.min(before, 0) - 1;
  }

  /// How often one of each channel was there.
  long frames() {
    return samples / channels;
  }

  Duration duration(int sampleRate) {
    var seconds = frames() / sampleRate;
    return Duration.ofSeconds(seconds, (frames() - seconds * sampleRate) * NANOS / sampleRate);
  }

  double peak() {
    return Math.min(1, peak);
  }

  long clips() {
    return clips;
  }
}
