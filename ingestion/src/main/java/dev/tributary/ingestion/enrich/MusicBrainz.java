package dev.tributary.ingestion.enrich;

import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The music encyclopedia: releases by barcode, recordings by ISRC, and the ids of their artists
/// (musicbrainz.org, "MusicBrainz API").
final class MusicBrainz implements Source {
  /// The field by which [CoverArt] knows a release.
  static final String RELEASE_ID = "releaseMbid";

  /// Several releases have one barcode, or several recordings one ISRC: it may be another of them.
  private static final double ONE_OF_SEVERAL = 0.7;

  private static final double THE_ONLY_ONE = 0.95;

  @Override
  public List<Finding> ask(ThirdParty api, Subject subject, Steps.OfMessage paid)
      throws InterruptedException {
    var findings = new ArrayList<Finding>();
    var barcode = subject.barcode();
    if (barcode.isPresent()) {
      var path = "release?fmt=json&query=barcode:" + Subject.inUri(barcode.get());
      addRelease(api.get(path, JsonAnswer::of), findings);
    }
    for (var isrc : subject.isrcs()) {
      var path = "isrc/%s?fmt=json&inc=artist-credits".formatted(Subject.inUri(isrc));
      addRecording(api.get(path, JsonAnswer::of), isrc, findings);
    }
    return findings;
  }

  private static void addRelease(JsonAnswer answer, List<Finding> findings) {
    var releases = answer.tree().path("releases");
    var release = releases.path(0);
    var confidence = confidence(releases);
    for (var text :
        List.of(
            new Text(RELEASE_ID, release.path("id")),
            new Text("title", release.path("title")),
            new Text("releaseDate", release.path("date")),
            new Text("label", release.at("/label-info/0/label/name")),
            new Text("artistMbid", release.at("/artist-credit/0/artist/id")))) {
      text.value().map(value -> product(text, value, confidence, answer)).ifPresent(findings::add);
    }
    artist(release, answer, confidence, findings);
  }

  private static void artist(
      JsonNode release, JsonAnswer answer, double confidence, List<Finding> findings) {
    var artist = credited(release);
    if (!artist.isEmpty()) {
      findings.add(Finding.ofProduct("artist", artist, confidence, answer.at()));
    }
  }

  private static Finding product(Text text, String value, double confidence, JsonAnswer answer) {
    return Finding.ofProduct(text.field(), value, confidence, answer.at());
  }

  private static void addRecording(JsonAnswer answer, String isrc, List<Finding> findings) {
    var recordings = answer.tree().path("recordings");
    var recording = recordings.path(0);
    var at = answer.at();
    var confidence = confidence(recordings);
    for (var text :
        List.of(
            new Text("recordingMbid", recording.path("id")),
            new Text("title", recording.path("title")),
            new Text("artistMbid", recording.at("/artist-credit/0/artist/id")))) {
      text.value()
          .map(value -> Finding.ofItem(isrc, text.field(), value, confidence, at))
          .ifPresent(findings::add);
    }
    var artist = credited(recording);
    if (!artist.isEmpty()) {
      findings.add(Finding.ofItem(isrc, "artist", artist, confidence, at));
    }
    if (recording.path("length").isIntegralNumber()) {
      var length = Duration.ofMillis(recording.path("length").longValue());
      findings.add(Finding.ofItem(isrc, "duration", length.toString(), confidence, at));
    }
  }

  private static double confidence(JsonNode found) {
    return found.size() > 1 ? ONE_OF_SEVERAL : THE_ONLY_ONE;
  }

  /// The artists as they are credited, with the words between them.
  private static String credited(JsonNode node) {
    return StreamSupport.stream(node.path("artist-credit").spliterator(), false)
        .map(
            credit ->
                credit.path("name").stringValue("") + credit.path("joinphrase").stringValue(""))
        .collect(Collectors.joining());
  }
}
