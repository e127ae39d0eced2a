package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.catalogue.Action;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The lives of books, audiobooks and podcasts in the catalogue.
@Timeout(300)
final class BooksAndPodcastsTest {
  private static final Path SAMPLES = Path.of("../samples/deliveries");
  private static final Path BOOKS = SAMPLES.resolve("10-onix-30-audiobook-and-book.xml");
  private static final Path TAKEDOWN = SAMPLES.resolve("11-onix-30-short-takedown.xml");
  private static final Path NOVEL = SAMPLES.resolve("12-onix-21-novel.xml");
  private static final Path DELETE = SAMPLES.resolve("13-onix-30-delete.xml");
  private static final Path FEED = SAMPLES.resolve("14-podcast-rss.xml");
  private static final Path LATER_FEED = SAMPLES.resolve("15-podcast-rss-a-week-later.xml");

  private static final String AUDIOBOOK = "lantern-quay-books/isbn:9789999900010";
  private static final String DELETED = "editions-du-phare/isbn:9789999900034";
  private static final String SHOW = "tidetable-example/guid:7d1c5a2e-0000-5000-8000-000000000014";

  @TempDir private Path folder;

  @Test
  void aBookIsTakenDownAndAnotherDeletedInWhateverOrderTheMessagesCome() throws Exception {
    try (var forward = TestSystem.in(folder.resolve("forward"));
        var backward = TestSystem.in(folder.resolve("backward"))) {
      assertThat(action(forward, BOOKS)).contains(Action.UPSERT);
      assertThat(forward.dump().get(AUDIOBOOK)).contains("LIVE");
      assertThat(action(forward, TAKEDOWN)).contains(Action.TAKEDOWN);
      assertThat(action(forward, NOVEL)).contains(Action.UPSERT);
      assertThat(action(forward, DELETE)).contains(Action.PURGE);

      backward.ingest(DELETE);
      backward.ingest(TAKEDOWN);
      var late = backward.ingest(NOVEL).getFirst();
      backward.ingest(BOOKS);

      assertThat(state(late)).isEqualTo(DeliveryState.SUPERSEDED);
      assertThat(forward.dump()).hasSize(3).isEqualTo(backward.dump());
      assertThat(forward.dump().get(AUDIOBOOK)).contains("TAKEN_DOWN");
      assertThat(forward.dump().get(DELETED)).contains("PURGED");
    }
  }

  @Test
  void anEpisodeThatLeavesTheFeedStaysInWhateverOrderTheFeedsCome() throws Exception {
    try (var forward = TestSystem.in(folder.resolve("forward"));
        var backward = TestSystem.in(folder.resolve("backward"))) {
      forward.ingest(FEED);
      assertThat(action(forward, LATER_FEED)).contains(Action.UPSERT);

      backward.ingest(LATER_FEED);
      var late = backward.ingest(FEED).getFirst();

      assertThat(state(late)).isEqualTo(DeliveryState.SUPERSEDED);
      assertThat(forward.dump()).isEqualTo(backward.dump());
      assertThat(forward.dump().get(SHOW))
          .containsSubsequence("Storm Surge", "Spring Tide", "The Neap", "Low Water")
          .contains("Dr Wren Abara", "0001.mp3");
    }
  }

  @Test
  void anEpisodeThatIsHiddenGoesWhenItLeavesTheFeed() throws Exception {
    var feed = folder.resolve("feed.xml");
    var oldest = "<guid isPermaLink=\"false\">tide-table-0001</guid>";
    var text = Files.readString(FEED);
    assertThat(text).contains(oldest);
    Files.writeString(feed, text.replace(oldest, oldest + "<itunes:block>Yes</itunes:block>"));
    try (var system = TestSystem.in(folder.resolve("data"))) {
      system.ingest(feed);
      assertThat(system.dump().get(SHOW)).contains("Low Water", "0001.mp3");

      assertThat(action(system, LATER_FEED)).contains(Action.UPSERT);

      assertThat(system.dump().get(SHOW))
          .contains("Storm Surge", "The Neap")
          .doesNotContain("Low Water", "0001.mp3");
    }
  }

  @Test
  void whatIsNoPodcastOrNoWholeRecordIsRefusedWithTheReason() throws Exception {
    try (var system = TestSystem.in(folder)) {
      var refused =
          system.ingest(
              SAMPLES.resolve("broken/feed-without-audio.xml"),
              SAMPLES.resolve("broken/onix-partial-update.xml"));

      assertThat(refused).extracting(TestSystem::state).containsOnly(DeliveryState.REJECTED);
      assertThat(refused)
          .extracting(
              delivery -> delivery.settlement().orElseThrow().violations().getFirst().rule())
          .containsExactly("podcast.none", "onix.partial-update");
    }
  }

  private static Optional<Action> action(TestSystem system, Path path) throws Exception {
    RegisteredDelivery delivery = system.ingest(path).getFirst();
    assertThat(state(delivery)).isEqualTo(DeliveryState.LOADED);
    return delivery.settlement().orElseThrow().action();
  }
}
