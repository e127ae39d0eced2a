import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Settings;
import java.util.List;

/// Greets whoever is named.
///
///     echo '{"name": "Ada"}' | ./tributary run examples/Hello.java -
public final class Hello implements Service {
  record Person(String name) {}

  record Greeting(String text) {}

  @Override
  public Application application(Settings settings) {
    return Application.named("hello")
        .consumes("people", "#")
        .callback(Person.class, person -> List.of(new Greeting("Hello, " + person.name() + "!")))
        .sends(Greeting.class, "say.greeting")
        .build();
  }
}
