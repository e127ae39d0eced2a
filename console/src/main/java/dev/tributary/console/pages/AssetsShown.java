package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.MediaType;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Values;
import dev.tributary.ingestion.content.ContentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The files of a product, to be seen and heard.
final class AssetsShown {
  private final ContentStore content;

  AssetsShown(ContentStore content) {
    this.content = content;
  }

  /// All of them, those first that can be seen.
  Html of(JsonNode product) {
    var cards = new ArrayList<Html>();
    var images = 0;
    var assets = product.path("assets");
    for (var place = 0; place < assets.size(); place++) {
      var isImage = sha256(assets.path(place)).flatMap(this::type).filter(MediaType::isImage);
      cards.add(
          isImage.isPresent() ? images++ : cards.size(), card(product, assets.path(place), place));
    }
    return Html.of(
            "<h2>Assets</h2><ul class=\"assets\">{}</ul>", Html.join(cards.toArray(Html[]::new)))
        .when(!cards.isEmpty());
  }

  private Html card(JsonNode product, JsonNode asset, int place) {
    var sha256 = sha256(asset);
    var type = sha256.flatMap(this::type);
    var name = asset.path("uri").asString("");
    var about = about(product, asset);
    var address =
        "/products/%s/assets/%d".formatted(Values.encode(product.path("key").asString("")), place);
    return Html.of(
        """
        <li class="card">{}<div><strong>{}</strong> {}<br>
        <span class="path quiet">{}</span><br><small>{}{}</small></div></li>
        """,
        type.map(known -> player(known, address, about)),
        about,
        Shown.state(asset.path("state").asString("")),
        name,
        asset.has("bytes") ? Shown.bytes(asset.path("bytes").asLong(0)) : "",
        sha256.map(_ -> Html.of(" · <a href=\"{}\" download>Download</a>", address)));
  }

  private static Html player(MediaType type, String address, String about) {
    return type.isImage()
        ? Html.of(
            "<a href=\"{}\" target=\"_blank\"><img src=\"{}\" alt=\"{}\" loading=\"lazy\"></a>",
            address,
            address,
            about)
        : Html.of(
            "<audio controls preload=\"none\" src=\"{}\" aria-label=\"{}\"></audio>",
            address,
            about);
  }

  /// The title of the item that it is of, or else what it is.
  private static String about(JsonNode product, JsonNode asset) {
    var ref = asset.path("item").asString("");
    for (var item : product.path("items").values()) {
      if (!ref.isEmpty() && item.path("ref").asString("").equals(ref)) {
        return item.path("titles").path(0).path("text").asString(ref);
      }
    }
    return asset.path("kind").asString("file");
  }

  /// The file in that place.
  ///
  /// @throws RefusedException if there is none, or it is not in the store
  Answer file(JsonNode product, int place) {
    var asset = product.path("assets").path(place);
    var sha256 =
        sha256(asset)
            .filter(content::contains)
            .orElseThrow(
                () ->
                    RefusedException.notFound(
                        "no file has come for asset %d of %s"
                            .formatted(place, product.path("key").asString(""))));
    var uri = asset.path("uri").asString("file");
    return new Answer.Content(
        content.path(sha256), uri.substring(uri.lastIndexOf('/') + 1), type(sha256));
  }

  private static Optional<String> sha256(JsonNode asset) {
    return Optional.of(asset.path("hash").path("actual").asString(""))
        .filter(it -> !it.isEmpty() && asset.path("state").asString("").equals("PRESENT"));
  }

  private Optional<MediaType> type(String sha256) {
    try (var in = content.open(sha256)) {
      return MediaType.of(in.readNBytes(MediaType.BYTES));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
