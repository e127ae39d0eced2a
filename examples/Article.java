import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Settings;
import dev.tributary.json.JsonSchema;
import java.util.List;

/// The service of the article that Tributary implements: prints each message and returns it. It is
/// checked against a schema before, and sent on after.
public final class Article implements Service {
  @Override public Application application(Settings settings) {
    return Application.named("iheartradio").consumes("received", "#")
        .preprocess(JsonSchema.text("{\"type\": \"object\", \"required\": [\"title\"]}").validate())
        .callback(message -> {
          System.out.println("Message received: " + message.body().utf8());
          return List.of(message);
        }).build();
  }
}
