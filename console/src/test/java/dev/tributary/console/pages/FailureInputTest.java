package dev.tributary.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Body;
import dev.tributary.DeadLetter;
import dev.tributary.Message;
import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Caller;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Role;
import dev.tributary.console.web.Values;
import dev.tributary.database.Database;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.PipelineDatabases;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.KeepFailures;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a failure's page shows of its input, and when it lets people edit that.
@Timeout(60)
final class FailureInputTest {
  private static final String FIELD = "<textarea name=\"body\"";
  private static final int LONGEST = 256 * 1024;

  @TempDir private Path folder;
  private Database ledger;
  private ContentStore content;

  @BeforeEach
  void open() throws Exception {
    ledger = PipelineDatabases.LEDGER.open(folder.resolve("ledger.db"));
    content = ContentStore.in(folder.resolve("content"), 0);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aShortTextIsShownAndEditedWhole() throws Exception {
    var page = page(Body.utf8("{\"title\":\"Kühl\"}"));

    assertThat(page.head().text()).contains(FIELD, "Kühl").doesNotContain("cannot be edited");
    assertThat(page.data())
        .satisfies(
            data -> {
              var json = Json.tree(data);
              assertThat(json.path("body").stringValue()).isEqualTo("{\"title\":\"Kühl\"}");
              assertThat(json.path("bytes").intValue()).isEqualTo(17);
              assertThat(json.has("flaw")).isFalse();
            });
  }

  @Test
  void aBodyThatTravelsByReferenceIsShownAndEditedAsWhatItStandsFor() throws Exception {
    var sha256 = content.put("{\"title\":\"Long\"}".getBytes(UTF_8)).sha256();

    var page = page(Body.utf8("content:" + sha256)).head().text();

    assertThat(page).contains(FIELD, "Long", "Input: 16 B").doesNotContain(sha256);
  }

  @Test
  void aBodyWhoseContentIsGoneIsNotEditedAndSaysSo() throws Exception {
    var page = page(Body.utf8("content:" + "0".repeat(64))).head().text();

    assertThat(page)
        .contains("could not be read from the content store", "--body FILE")
        .doesNotContain(FIELD);
  }

  @Test
  void aLongBodyIsEditedUpToTheLengthThatIsShownWhole() throws Exception {
    assertThat(page(Body.utf8("x".repeat(LONGEST))).head().text()).contains(FIELD);

    var longer = page(Body.utf8("x".repeat(LONGEST + 1)));

    assertThat(longer.head().text())
        .contains("this is its beginning: 262144 of 262145 characters", "Input: 256.0 KiB")
        .doesNotContain(FIELD);
    assertThat(Json.tree(longer.data()).path("flaw").stringValue()).contains("beginning");
  }

  @Test
  void whatIsNotTextIsNotEdited() throws Exception {
    var page = page(Body.of(new byte[] {'a', -1})).head().text();

    assertThat(page).contains("not text in UTF-8", "a\ufffd").doesNotContain(FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\0b", "a\u001fb"})
  void whatAFormWouldChangeIsNotEdited(String text) throws Exception {
    var page = page(Body.utf8(text)).head().text();

    assertThat(page).contains("do not keep its control characters").doesNotContain(FIELD);
  }

  /// That of the only failure, as one sees it who may act.
  private Answer.Page page(Body body) throws Exception {
    var message = Message.of("m1", "received.delivery", body, Instant.EPOCH);
    var letter = new DeadLetter(message, "load", "1", "Oops", "why", "", Map.of(), Instant.EPOCH);
    KeepFailures.application(new Failures(ledger)).callback().apply(letter.toMessage());
    var watched =
        new Watched(null, null, ledger, content, null, null, null, List.of(), folder, List.of(), 0);
    var route = new FailuresPages(watched).routes().getLast();
    var none = new Values(Map.of());
    var path = new Values(Map.of("id", letter.id()));
    var olga = new Caller("olga", Role.OPERATOR);
    var request = new Request("/", path, none, none, olga, "token", InputStream.nullInputStream());
    return (Answer.Page) route.handler().answer(request);
  }
}
