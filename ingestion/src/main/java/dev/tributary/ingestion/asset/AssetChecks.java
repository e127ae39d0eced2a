package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.asset.Measured.Audio;
import dev.tributary.ingestion.asset.Measured.Damage;
import dev.tributary.ingestion.asset.Measured.Image;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.model.Violation.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;

/// What is wrong with a file, by what it is and what is declared of it.
final class AssetChecks {
  /// By how much a duration may be off that is told in seconds.
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /// Nobody hears what is softer: 60 dB below the loudest.
  private static final double SILENCE = 0.001;

  private static final int CLIPS_PER_MINUTE = 10;

  /// The shorter edge of a cover, in pixels; shops ask for more.
  private static final int SMALLEST_COVER = 600;

  /// Types that are told apart for certain, by name and by content.
  private static final Set<String> CERTAIN =
      Set.of(
          "audio/vnd.wave",
          "audio/x-flac",
          "audio/mpeg",
          "audio/x-aiff",
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/tiff",
          "image/webp",
          "text/html",
          "application/pdf",
          "application/zip");

  private static final Tika NAMES = new Tika();

  private final Asset asset;
  private final Optional<Item> item;
  private final Measured measured;
  private final List<Violation> violations = new ArrayList<>();

  private AssetChecks(Asset asset, Optional<Item> item, Measured measured) {
    this.asset = asset;
    this.item = item;
    this.measured = measured;
  }

  /// What `measured`, the file of `asset`, contradicts.
  ///
  /// @param item that the asset renders, if it is not the product's own
  static List<Violation> of(Asset asset, Optional<Item> item, Measured measured) {
    var checks = new AssetChecks(asset, item, measured);
    checks.type();
    measured.damage().ifPresent(checks::damage);
    measured.audio().ifPresent(checks::audio);
    measured.image().ifPresent(checks::image);
    return List.copyOf(checks.violations);
  }

  private void type() {
    var named = NAMES.detect(asset.uri());
    var certain = CERTAIN.contains(named) || CERTAIN.contains(measured.type());
    var unknown = named.equals("application/octet-stream");
    if (certain && !unknown && !named.equals(measured.type())) {
      violate(
          "asset.type-mismatch",
          Severity.WARNING,
          measured.type(),
          "expected %s, as the name says, found %s; name it for what it is, or send the right one"
              .formatted(named, measured.type()));
    }
  }

  private void damage(Damage damage) {
    switch (damage.kind()) {
      case TRUNCATED ->
          violate("asset.truncated", Severity.WARNING, "", damage.reason() + "; send it again");
      case UNDECODABLE ->
          violate("asset.undecodable", Severity.WARNING, "", damage.reason() + "; send it again");
      case TOO_LARGE ->
          violate(
              measured.type().startsWith("image/") ? "image.too-large" : "asset.too-large",
              Severity.WARNING,
              "",
              damage.reason() + "; it was not decoded");
    }
  }

  private void audio(Audio audio) {
    var isDamaged = measured.damage().isPresent();
    if (audio.duration().isZero()) {
      if (!isDamaged) {
        violate(
            "asset.undecodable",
            Severity.WARNING,
            "",
            "expected something that sounds, found no samples");
      }
      return;
    }
    if (audio.peak() < SILENCE) {
      violate(
          "asset.silent",
          Severity.WARNING,
          "",
          "expected something that sounds, found nothing but silence");
    }
    if (audio.clips() * 60.0 > CLIPS_PER_MINUTE * seconds(audio.duration())) {
      violate(
          "asset.clipped",
          Severity.INFO,
          Long.toString(audio.clips()),
          "expected peaks that are whole, found %,d that are cut off".formatted(audio.clips()));
    }
    if (!isDamaged && !asset.preview()) {
      item.flatMap(Item::duration).ifPresent(declared -> duration(declared, audio.duration()));
    }
    declared("sample rate", asset.sampleRate(), audio.sampleRate());
    declared("number of channels", asset.channels(), audio.channels());
    declared(
        "bits per sample",
        asset.bitsPerSample().filter(_ -> audio.bitsPerSample() > 0),
        audio.bitsPerSample());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private void duration(Duration declared, Duration found) {
    if (declared.minus(found).abs().compareTo(ROUNDING) > 0) {
      violate(
          "asset.duration-differs",
          Severity.WARNING,
          found.toString(),
          "expected it to last %s, as is declared, found %s; declare what it is, or send the right one"
              .formatted(declared, found));
    }
  }

  private void image(Image image) {
    declared("width", asset.width(), image.width());
    declared("height", asset.height(), image.height());
    if (!asset.kind().equals("cover")) {
      return;
    }
    if (Math.min(image.width(), image.height()) < SMALLEST_COVER) {
      violate(
          "image.too-small",
          Severity.WARNING,
          image.width() + " × " + image.height(),
          "expected a cover of at least %1$d × %1$d pixels, found %2$d × %3$d; send a larger one"
              .formatted(SMALLEST_COVER, image.width(), image.height()));
    }
    if (!image.colour().equals("RGB")) {
      violate(
          "image.not-rgb",
          Severity.INFO,
          image.colour(),
          "expected a cover in RGB, found %s; some screens show it otherwise"
              .formatted(image.colour()));
    }
  }

  private void declared(String what, Optional<Integer> declared, int found) {
    declared
        .filter(value -> value != found)
        .ifPresent(
            value ->
                violate(
                    "asset.format-differs",
                    Severity.INFO,
                    Integer.toString(found),
                    "expected a %s of %d, as is declared, found %d".formatted(what, value, found)));
  }

  private void violate(String rule, Severity severity, String value, String message) {
    violations.add(
        new Violation(
            rule,
            severity,
            Optional.of(asset.uri()),
            Optional.empty(),
            Optional.of(value).filter(found -> !found.isEmpty()),
            "%s: %s".formatted(asset.uri(), message)));
  }
}
