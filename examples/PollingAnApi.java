import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.Snooze;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Has something transcribed by a third party: hands it in, and asks until it is done.
///
/// Two applications in one file would be two services; here one message takes two steps through the
/// same application, by its routing key. Between two questions the message waits in the broker:
/// thousands can be under way at once, and a restart forgets none of them.
public final class PollingAnApi implements Service {
  private static final Setting<URI> API =
      Setting.uri("transcripts.api", "Where transcripts are made.");
  private static final Setting<Duration> PAUSE =
      Setting.duration("transcripts.pause", "How long to wait between two questions.")
          .orElse(Duration.ofSeconds(5));

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  @Override
  public List<Setting<?>> settings() {
    return List.of(API, PAUSE);
  }

  @Override
  public Application application(Settings settings) {
    var api = settings.get(API);
    var pause = settings.get(PAUSE);
    return Application.named("transcripts")
        .consumes("recordings", "#")
        .concurrency(1000)
        .callback(message -> List.of(transcript(message, api, pause)))
        .onStop(http::close)
        .build();
  }

  /// The job at the third party has the message's id: handing it in twice makes one job.
  private Message transcript(Message message, URI api, Duration pause)
      throws IOException, InterruptedException {
    var job = api.resolve("jobs/" + message.id());
    var answer = send(HttpRequest.newBuilder(job).GET());
    if (answer.statusCode() == 404) {
      send(HttpRequest.newBuilder(job).PUT(BodyPublishers.ofString(message.body().utf8())));
    }
    return switch (answer.statusCode()) {
      case 200 -> message.with("made.transcript", Body.utf8(answer.body()));
      case 202, 404 -> throw new Snooze(pause, "the transcript is not done yet");
      default -> throw new IOException("expected 200 or 202, got: " + answer.statusCode());
    };
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }
}
