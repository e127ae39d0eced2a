import dev.tributary.Abort;
import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Service;
import dev.tributary.Setting;
import dev.tributary.Settings;
import java.util.List;

/// A filter: lets no line through that speaks of what is not to be spoken of, and hides digits.
///
///     ./tributary run examples/Redact.java --set redact.words=secret,internal lines.ndjson
public final class Redact implements Service {
  private static final Setting<List<String>> WORDS =
      Setting.list("redact.words", "Lines with one of these words are left out.")
          .orElse(List.of("secret"));

  @Override
  public List<Setting<?>> settings() {
    return List.of(WORDS);
  }

  @Override
  public Application application(Settings settings) {
    var words = settings.get(WORDS);
    return Application.named("redact")
        .consumes("lines", "#")
        .preprocess(message -> allowed(message, words))
        .callback(message -> List.of(message.with("publish.line", hidden(message))))
        .build();
  }

  private static Message allowed(Message message, List<String> words) {
    for (var word : words) {
      if (message.body().utf8().contains(word)) {
        throw new Abort("line.withheld", "it speaks of \"" + word + "\"");
      }
    }
    return message;
  }

  private static Body hidden(Message message) {
    return Body.utf8(message.body().utf8().replaceAll("[0-9]", "0"));
  }
}
