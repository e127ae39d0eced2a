package dev.tributary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary new app NAME`.
@Command(
    name = "app",
    description =
        "Makes an application in one file, which `tributary run NAME.java` runs, and a test for it.",
    mixinStandardHelpOptions = true)
final class NewAppCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*");

  /// What the file itself speaks of.
  private static final Set<String> TAKEN =
      Set.of(
          "Application", "Service", "Settings", "List", "String", "Override", "Greeting", "Person");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "What it is called, such as price-list; its class is PriceList then.")
  private String name = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The folder to write into (default: the current one).")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new UsageException(
          "expected a name of letters, digits and hyphens that begins with a letter, such as"
              + " price-list, got: \"%s\"".formatted(name));
    }
    var type = className();
    if (TAKEN.contains(type)) {
      throw new UsageException(
          "%s is a name that every application uses for something else; choose another"
              .formatted(type));
    }
    write(files(type));
    spec.commandLine()
        .getOut()
        .printf(
            "next: sh %s, then tributary run %s%n",
            folder.resolve(type + "-test.sh"), folder.resolve(type + ".java"));
    return 0;
  }

  private void write(Map<Path, String> files) throws IOException {
    for (var file : files.keySet()) {
      if (Files.exists(file)) {
        throw new UsageException(
            "there is %s already; choose another name, or remove it".formatted(file));
      }
    }
    for (var file : files.entrySet()) {
      Files.createDirectories(folder.toAbsolutePath());
      Files.writeString(file.getKey(), file.getValue());
      spec.commandLine().getOut().println(file.getKey());
    }
  }

  private Map<Path, String> files(String type) {
    var files = new LinkedHashMap<Path, String>();
    files.put(folder.resolve(type + ".java"), source(type));
    files.put(
        folder.resolve(type + "-input.ndjson"), "{\"name\": \"Ada\"}\n{\"name\": \"Grace\"}\n");
    files.put(
        folder.resolve(type + "-expected.ndjson"),
        "{\"text\":\"Hello, Ada!\"}\n{\"text\":\"Hello, Grace!\"}\n");
    files.put(folder.resolve(type + "-test.sh"), test(type));
    return files;
  }

  /// `price-list` becomes PriceList.
  private String className() {
    var words = new StringBuilder();
    for (var word : name.split("-", -1)) {
      words.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return words.toString();
  }

  /// PriceList becomes price-list, as applications are called.
  private static String applicationName(String type) {
    return type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String source(String type) {
    return """
        import dev.tributary.Application;
        import dev.tributary.Service;
        import dev.tributary.Settings;
        import java.util.List;

        /// Greets whoever is named: put what it is to do in the place of that.
        ///
        ///     sh %1$s-test.sh                     its test
        ///     tributary run %1$s.java FILE        on the lines of a file, no broker needed
        ///     tributary run %1$s.java             on the broker of `tributary up`
        public final class %1$s implements Service {
          record Person(String name) {}

          record Greeting(String text) {}

          @Override
          public Application application(Settings settings) {
            return Application.named("%2$s")
                .consumes("people", "#")
                .callback(Person.class, person -> List.of(new Greeting("Hello, " + person.name() + "!")))
                .sends(Greeting.class, "say.greeting")
                .build();
          }
        }
        """
        .formatted(type, applicationName(type));
  }

  private static String test(String type) {
    return """
        #!/bin/sh
        # Runs the application over %1$s-input.ndjson and compares what it says with %1$s-expected.ndjson.
        # TRIBUTARY: the command, if it is not on the path
        set -eu
        cd "$(dirname "$0")"
        "${TRIBUTARY:-tributary}" run %1$s.java %1$s-input.ndjson | diff %1$s-expected.ndjson -
        echo "%1$s does as expected"
        """
        .formatted(type);
  }
}
