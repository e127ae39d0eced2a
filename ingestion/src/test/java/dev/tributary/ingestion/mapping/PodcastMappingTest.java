package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Item;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The mappings of feeds, statement by statement. Whole feeds are among the samples.
class PodcastMappingTest {

  private static final Mappings MAPPINGS = Mappings.base();

  private static final String AUDIO =
      "<enclosure url='https://a.example/1.mp3?x=1' type='audio/mpeg'/>";

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<podcast:guid>AB12cd34-0000-5000-8000-000000000001</podcast:guid><a:link rel='self' href='https://F.example/1/'/>"
            + "|GUID ab12cd34-0000-5000-8000-000000000001, FeedUrl f.example/1",
        "<a:link rel='self' href='http://F.example/1'/><link>https://www.s.example</link>|FeedUrl f.example/1",
        "<itunes:new-feed-url>https://n.example/2</itunes:new-feed-url><a:link rel='self' href='https://f.example/1'/>"
            + "|NewFeedUrl n.example/2, FeedUrl n.example/2, FeedUrl f.example/1",
        "<link>https://www.s.example/shows/</link>|ProprietaryId s.example/shows a show",
      })
  void showGoesByItsGuidOrItsAddressesOrItsSiteAndTitle(String said, String identifiers)
      throws IOException {
    var show = show("<title>A  Show</title>" + said + "<item>" + AUDIO + "</item>");

    assertThat(show.contentType()).isEqualTo(ContentType.PODCAST);
    assertThat(show.identifiers())
        .extracting(identifier -> identifier.type() + " " + identifier.value())
        .containsExactly(identifiers.split(", ", -1));
  }

  @Test
  void episodeGoesByItsGuidOrElseByItsFileAndTitle() throws IOException {
    var document =
        map(
            channel(
                "<item><title>One</title><guid>g 1</guid>%1$s</item><item><title>Two</title>%1$s</item><item><guid>g 1</guid></item>"
                    .formatted(AUDIO)));

    assertThat(document.products().getFirst().items())
        .extracting(Item::ref, item -> item.guid().orElseThrow())
        .containsExactly(
            tuple("g_1", "g 1"),
            tuple("https://a.example/1.mp3_Two", "https://a.example/1.mp3 Two"),
            tuple("g_1#2", "g 1"));
    assertThat(document.findings())
        .extracting(Finding::rule)
        .containsExactly(
            "podcast.identity", "podcast.guid", "podcast.guid-duplicate", "podcast.no-enclosure");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "3605, PT1H5S",
    "60:05, PT1H5S",
    "1:00:05, PT1H5S",
    "00:37:07, PT37M7S",
    "12.6, PT13S",
    "00:00:00:01, ",
    "about an hour, ",
    "9999999, ",
  })
  void lengthIsInSecondsOrInPartsOfThem(String written, Duration duration) throws IOException {
    var document =
        map(
            channel(
                "<item><guid>1</guid>%s<itunes:duration>%s</itunes:duration></item>"
                    .formatted(AUDIO, written)));

    assertThat(document.products().getFirst().items().getFirst().duration())
        .isEqualTo(Optional.ofNullable(duration));
    assertThat(document.findings().stream().anyMatch(each -> each.rule().equals("schema.value")))
        .isEqualTo(duration == null);
  }

  @Test
  void episodeSaysAllThatTheNamespacesKnow() throws IOException {
    var episode =
        show("""
                <title>A Show</title><link>https://s.example/</link>
                <item><title>Ep. 7: &lt;i&gt;Fog&lt;/i&gt;</title><itunes:title>Fog</itunes:title><guid>1</guid>
                <pubDate>Sat, 31 Jan 2026 12:00:00 EST</pubDate>
                <description>&lt;p&gt;Thick.&lt;/p&gt;</description><itunes:summary>Very thick.</itunes:summary>
                <itunes:season>2</itunes:season><itunes:episode>seven</itunes:episode><podcast:episode>7</podcast:episode>
                <itunes:episodeType>trailer</itunes:episodeType><itunes:explicit>clean</itunes:explicit>
                <podcast:person>Ada Quill</podcast:person><podcast:person role="Guest">Bo</podcast:person>
                <author>post@s.example (Siv Dahl)</author>%s</item>
                """
                .formatted(AUDIO))
            .items()
            .getFirst();

    assertThat(episode.titles().getFirst().text()).isEqualTo("Fog");
    assertThat(episode.sequence().season()).hasValue(2);
    assertThat(episode.sequence().episode()).hasValue(7);
    assertThat(episode.preview()).isTrue();
    assertThat(episode.explicit()).hasValue(false);
    assertThat(episode.releaseDate()).hasValue("2026-01-31T17:00:00Z");
    assertThat(episode.descriptions().getFirst().text()).isEqualTo("Very thick.");
    assertThat(episode.contributors())
        .extracting(contributor -> contributor.party() + " " + contributor.role())
        .containsExactly("Siv Dahl Author", "Ada Quill Host", "Bo Guest");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "https://a.example/x.mp3, https://a.example/x.mp3",
    "//a.example/x.mp3, https://a.example/x.mp3",
    "/x.mp3, https://s.example/x.mp3",
    "x y.mp3, https://s.example/shows/x%20y.mp3",
  })
  void addressThatLeavesOutItsBeginningBeginsLikeTheSites(String written, String address)
      throws IOException {
    var show =
        show(
            "<link>https://s.example/shows/a</link><item><guid>1</guid><enclosure url='%s'/></item>"
                .formatted(written));

    assertThat(show.assets())
        .extracting(Asset::uri, Asset::state)
        .containsExactly(tuple(address, Asset.State.REMOTE));
  }

  @Test
  void formsOfAnEpisodeAreItsFilesEachOnce() throws IOException {
    var show =
        show(
            """
            <item><guid>1</guid>%s<podcast:alternateEnclosure type="video/mp4">
            <podcast:source uri="https://a.example/1.mp4"/><podcast:source uri="ipfs://1"/></podcast:alternateEnclosure>
            <podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="https://a.example/1.mp3?x=1"/></podcast:alternateEnclosure>
            <podcast:transcript url="https://a.example/1.vtt" type="text/vtt"/></item>
            """
                .formatted(AUDIO));

    assertThat(show.assets())
        .extracting(Asset::kind, Asset::uri, asset -> asset.item().orElseThrow())
        .containsExactly(
            tuple("audio", "https://a.example/1.mp3?x=1", "1"),
            tuple("video", "https://a.example/1.mp4", "1"),
            tuple("text", "https://a.example/1.vtt", "1"));
  }

  @Test
  void namespacesAreKnownHoweverTheyAreSpelled() throws IOException {
    var feed =
        channel(
            "<title>A Show</title><podcast:guid>7d1c</podcast:guid><itunes:author>Ada</itunes:author>"
                + "<item><title>1</title><itunes:duration>60</itunes:duration>"
                + AUDIO
                + "</item>");
    var spelled =
        feed.replace(
                "http://www.itunes.com/dtds/podcast-1.0.dtd",
                "http://www.itunes.com/DTDs/Podcast-1.0.dtd")
            .replace(
                "https://podcastindex.org/namespace/1.0",
                "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md");

    assertThat(map(spelled).products()).isEqualTo(map(feed).products());
    assertThat(map(spelled).products().getFirst().items().getFirst().duration()).isPresent();
  }

  @Test
  void publicFeedIsOnOfferUnlessItAsksToBeLeftOut() throws IOException {
    var item = "<item><guid>1</guid>" + AUDIO + "</item>";

    assertThat(show(item).deals())
        .singleElement()
        .satisfies(
            deal -> assertThat(deal.commercialModelType()).containsExactly("FreeOfChargeModel"))
        .satisfies(deal -> assertThat(deal.territories().included()).containsExactly("Worldwide"));
    assertThat(show("<itunes:block>Yes</itunes:block>" + item).deals()).isEmpty();
    assertThat(show("<podcast:block id='x'>yes</podcast:block>" + item).deals()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<itunes:block>yes</itunes:block>", "<podcast:block>yes</podcast:block>"})
  void episodeThatAsksNotToBeShownIsTakenDownAndTheOthersAreOnOffer(String block)
      throws IOException {
    var item = "<item><guid>%d</guid><pubDate>%d Jan 2026</pubDate>%s%s</item>";

    var show = show(item.formatted(1, 5, AUDIO, block) + item.formatted(2, 6, AUDIO, ""));

    assertThat(show.items()).extracting(Item::hidden).containsExactly(true, false);
    assertThat(show.deals())
        .extracting(deal -> deal.takedown() + " " + deal.items() + " " + deal.validity().start())
        .containsExactly("false [] Optional[2026-01-06T00:00:00Z]", "true [1] Optional.empty");
    assertThat(show(block + item.formatted(1, 5, AUDIO, block)).deals()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "type='image/jpeg' url='https://a.example/1.jpg', image",
    "type='application/pdf' url='https://a.example/1', text",
    "url='https://a.example/1.MP4?x=1', video",
    "type='Video/MP4' url='https://a.example/1', video",
    "type='application/octet-stream' url='https://a.example/1', audio",
  })
  void fileIsOfTheKindThatItsTypeOrItsNameSays(String enclosure, String kind) throws IOException {
    var document =
        map(
            channel(
                "<itunes:author>Ada</itunes:author><item><guid>1</guid><enclosure %s/></item>"
                    .formatted(enclosure)));

    assertThat(document.products().getFirst().assets())
        .extracting(Asset::kind)
        .containsExactly(kind);
    assertThat(document.findings().stream().anyMatch(one -> one.message().endsWith("only " + kind)))
        .isEqualTo(kind.equals("image") || kind.equals("text"));
  }

  @Test
  void mediaOfAGroupAreFilesOfTheEpisode() throws IOException {
    var show =
        show(
            """
            <item><guid>1</guid><m:group xmlns:m="http://search.yahoo.com/mrss/">
            <m:content url="https://a.example/1.mp3" type="audio/mpeg"/></m:group></item>
            """);

    assertThat(show.assets()).extracting(Asset::kind).containsExactly("audio");
  }

  @Test
  void numberOfAnEpisodeIsWholeOrTold() throws IOException {
    var document =
        map(
            channel(
                "<item><guid>1</guid><podcast:episode>204.0</podcast:episode></item>"
                    + "<item><guid>2</guid><podcast:episode>204.5</podcast:episode></item>"));

    assertThat(document.products().getFirst().items())
        .extracting(item -> item.sequence().episode())
        .containsExactly(Optional.of(204), Optional.empty());
    assertThat(document.findings())
        .anyMatch(
            one -> one.rule().equals("schema.value") && one.value().equals(Optional.of("204.5")));
  }

  @Test
  void feedWithNothingToListenToIsNoPodcast() throws IOException {
    assertThat(
            map("<rss><channel><title>News</title><item><title>1</title></item></channel></rss>")
                .findings())
        .anyMatch(finding -> finding.rule().equals("podcast.none"));
    assertThat(map(channel("<itunes:author>Ada</itunes:author>")).findings())
        .noneMatch(finding -> finding.rule().equals("podcast.none"));
  }

  private static Product show(String said) throws IOException {
    return map(channel(said)).products().getFirst();
  }

  private static String channel(String said) {
    return """
    <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:a="http://www.w3.org/2005/Atom">
    <channel>%s%s</channel></rss>
    """
        .formatted(
            said.contains("<title>") && said.indexOf("<title>") < said.indexOf("<item>")
                ? ""
                : "<title>A Show</title>"
                    + (said.contains("<link>") ? "" : "<link>https://s.example</link>"),
            said);
  }

  private static CanonicalDocument map(String feed) throws IOException {
    var content = Content.of(feed.getBytes(UTF_8));
    return MAPPINGS.mapping(Identification.of(content), Optional.empty()).map(content);
  }
}
