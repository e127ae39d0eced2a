package dev.tributary.ingestion.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.live.LiveFile;
import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A model behind HTTP that judges products: the canonical product is posted to the version that is
/// to be asked, `promoted`, `latest` or one by its name. Which version answered stands with what it
/// said.
///
/// @param version to be asked now; the next product is asked of another one as soon as that is
///   changed
record AskedModel(Model model, LiveFile<String> version) implements Source {
  /// The version that is asked unless the file says another one.
  static final String PROMOTED = "promoted";

  /// Where the version stands in a path.
  static final String VERSION = "{version}";

  /// The field that tells which version said it.
  static final String ANSWERED = "modelVersion";

  private static final String JSON = "application/json";

  /// How a model is asked, whichever version.
  ///
  /// @param path relative to its URL, with `{version}` in it
  /// @param values JSON pointers into an answer, by the field that they give
  /// @param confidence in what it says, unless an answer has a `confidence` from 0 to 1
  record Model(String path, Map<String, String> values, double confidence) {
    Model {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /// How far this answer is to be believed. One that says 95 of 100, say, says no confidence.
    double confidence(JsonNode answer) {
      var said = answer.path("confidence").doubleValue(confidence);
      return said >= 0 && said <= 1 ? said : confidence;
    }
  }

  /// What a version said of a product, as it is kept.
  private record Judgement(Instant at, JsonNode said) {}

  /// Whatever becomes of the message after it, each version judges the product once for it.
  @Override
  public List<Finding> ask(ThirdParty api, Subject subject, Steps.OfMessage paid) throws Exception {
    var asked = version.current();
    var judged = paid.step("judge " + asked, _ -> Json.text(judge(api, subject, asked)));
    return findings(Json.readOwn(judged, Judgement.class), asked);
  }

  private Judgement judge(ThirdParty api, Subject subject, String asked)
      throws InterruptedException {
    var product = Json.bytes(subject.product());
    var path = model.path().replace(VERSION, Subject.inUri(asked));
    var answer = api.post(path, JSON, Body.of(product), key(asked, product), JsonAnswer::of);
    if (!answer.isFound()) {
      throw new IllegalStateException(
          "expected %s to have a version %s, there is none; name one that it has as `version` of this model"
              .formatted(path, asked));
    }
    return new Judgement(answer.at(), answer.tree());
  }

  /// The same for the same question.
  private static String key(String asked, byte[] product) {
    return UUID.nameUUIDFromBytes((asked + "\n" + new String(product, UTF_8)).getBytes(UTF_8))
        .toString();
  }

  private List<Finding> findings(Judgement judgement, String asked) {
    var said = judgement.said();
    var confidence = model.confidence(said);
    var findings = new ArrayList<Finding>();
    model
        .values()
        .forEach(
            (field, pointer) ->
                new Text(field, said.at(pointer))
                    .value()
                    .map(value -> Finding.ofProduct(field, value, confidence, judgement.at()))
                    .ifPresent(findings::add));
    var answered = new Text(ANSWERED, said.path("version")).value().orElse(asked);
    findings.add(Finding.ofProduct(ANSWERED, answered, confidence, judgement.at()));
    return findings;
  }
}
