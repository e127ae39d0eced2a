package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.cli.filter.Filtered.Options;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A filter in a process of its own, from its standard input to its standard output: one of the
/// applications below.
final class FilterProcess {
  private FilterProcess() {}

  static final Application ECHO =
      Application.named("echo").consumes("received", "#").callback(List::of).build();

  /// Makes prices of numbers, and says of some that they are gone, in words of its own.
  static final Application PRICES =
      Application.named("prices")
          .consumes("received", "#")
          .listenersOptional()
          .callback(FilterProcess::prices)
          .build();

  /// Makes labels of prices, of none that are gone.
  static final Application LABELS =
      Application.named("labels")
          .consumes("prices", "upsert.*")
          .listenersOptional()
          .callback(
              price -> {
                var label =
                    "\"%s costs\""
                        .formatted(price.body().utf8().replace('"', '-').replace('\n', ' '));
                return List.of(
                    price.with("upsert.label", Body.utf8(label)).withHeader("label", "yes"));
              })
          .build();

  private static final Map<String, Application> APPLICATIONS =
      Map.of("echo", ECHO, "prices", PRICES, "labels", LABELS);

  private static List<Message> prices(Message message) {
    var number = Integer.parseInt(message.body().utf8());
    var results = new ArrayList<Message>();
    results.add(message.with("upsert.price", Body.utf8("{\"price\": %d.50}".formatted(number))));
    if (number % 3 == 0) {
      results.add(message.with("takedown.price", Body.utf8("gone: " + number)));
    }
    if (number % 5 == 0) {
      results.add(
          message
              .fanOut(0, "upsert.price", Body.utf8("a price\nin words"))
              .withHeader("words", "é"));
    }
    return results;
  }

  /// Runs it and ends with its status.
  ///
  /// @param arguments the application's name, and `messages` if whole ones are to be written
  public static void main(String[] arguments) throws InterruptedException {
    var options = arguments.length > 1 ? Options.none().withMessages() : Options.none();
    System.exit(
        Filter.run(
            APPLICATIONS.get(arguments[0]),
            options.build(),
            new PrintWriter(System.err, true, UTF_8)));
  }

  /// What starts it.
  static ProcessBuilder builder(String heap, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                FilterProcess.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
