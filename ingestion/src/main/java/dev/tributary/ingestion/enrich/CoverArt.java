package dev.tributary.ingestion.enrich;

import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.util.ArrayList;
import java.util.List;

/// The Cover Art Archive: covers of the releases that MusicBrainz knows (musicbrainz.org, "Cover
/// Art Archive API").
final class CoverArt implements Source {
  private static final double CONFIDENCE = 0.9;

  @Override
  public List<Finding> ask(ThirdParty api, Subject subject, Steps.OfMessage paid)
      throws InterruptedException {
    var release = subject.found(MusicBrainz.RELEASE_ID);
    if (release.isEmpty()) {
      return List.of();
    }
    var answer = api.get("release/" + Subject.inUri(release.get()), JsonAnswer::of);
    var findings = new ArrayList<Finding>();
    for (var image : answer.tree().path("images")) {
      if (image.path("front").booleanValue(false)) {
        new Text("cover", image.path("image"))
            .value()
            .map(uri -> Finding.ofProduct("cover", uri, CONFIDENCE, answer.at()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }
}
