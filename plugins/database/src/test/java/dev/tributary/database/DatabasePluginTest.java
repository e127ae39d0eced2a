package dev.tributary.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.Plugins;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import dev.tributary.spi.Command;
import dev.tributary.spi.Plugin;
import dev.tributary.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabasePluginTest {
  @TempDir Path folder;

  @Test
  void thePluginIsFoundAndBringsItsCommands() {
    var plugins = Plugins.find(getClass().getClassLoader(), List.of());

    assertThat(plugins.all()).extracting(Plugin::name).contains("database");
    assertThat(plugins.settings()).contains(DatabasePlugin.FOLDER);
    assertThat(plugins.commands())
        .filteredOn(command -> command.name().equals("db"))
        .flatExtracting(Command::commands)
        .extracting(Command::name)
        .containsExactly("status", "migrate");
  }

  @Test
  void aDatabaseLiesInTheFolderOfTheSettings() {
    DatabasePlugin.open(settings(), "orders", Notes.SCHEMA).close();
    DatabasePlugin.open(settings(), NoteDatabases.ARCHIVE).close();

    assertThat(folder.resolve("data")).isDirectoryContaining("glob:**/orders.db");
    assertThat(folder.resolve("data")).isDirectoryContaining("glob:**/old-notes.db");
  }

  @Test
  void orInASchemaOfTheServerThatTheyName() throws Exception {
    var settings = TestStorage.POSTGRESQL.settings(folder);
    try (var database = DatabasePlugin.open(settings, "orders", Notes.SCHEMA)) {
      database.write(transaction -> Notes.add(transaction, "hello"));
    }

    assertThat(TestStorage.POSTGRESQL.in(folder, "orders").exists()).isTrue();
    assertThat(folder).isEmptyDirectory();
    try (var reader =
        DatabasePlugin.read(settings, DatabaseDefinition.of("orders", Notes.SCHEMA))) {
      assertThat(reader.read(Notes::all)).containsExactly("hello");
    }
  }

  @Test
  void withoutASettingThatIsTheDataFolder() {
    var defaults = Settings.defaults(new DatabasePlugin().settings());

    assertThat(defaults.get(DatabasePlugin.FOLDER)).isEqualTo(Path.of("data"));
  }

  @Test
  void healthIsAskedOfTheDatabasesThatAreThere() {
    DatabasePlugin.open(settings(), NoteDatabases.NOTES).close();

    assertThat(new DatabasePlugin().healthChecks(settings()))
        .singleElement()
        .satisfies(check -> assertThat(check.name()).isEqualTo("database notes"));
  }

  @Test
  void aDefinitionSaysWhatIsWrongWithIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseDefinition.of("My Orders"))
        .withMessage(
            "expected a database's name of lower-case words joined by \"-\", got: \"My Orders\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseDefinition("orders", "../orders.db", List.of()))
        .withMessage(
            "expected the file of database orders to be a name without folders, got: \"../orders.db\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseDefinition.of("orders", Notes.SCHEMA, Notes.SCHEMA))
        .withMessage(
            "expected schemas of different names in database orders, found two called notes");
  }

  @Test
  void toLookAtThePluginLoadsNeitherJdbcNorFlyway() throws Exception {
    var loaded = loadedBy(Looker.class);

    assertThat(loaded).anyMatch(line -> line.contains(DatabasePlugin.class.getName()));
    assertThat(loaded)
        .noneMatch(
            line ->
                line.matches(
                    ".* (java\\.sql|javax\\.sql|org\\.sqlite|org\\.postgresql|org\\.jdbi|org\\.flywaydb|com\\.zaxxer)\\..*"));
    assertThat(loaded).noneMatch(line -> line.contains(Database.class.getName() + " "));
  }

  /// What a command line does with every plugin as it starts.
  static final class Looker {
    private Looker() {}

    public static void main(String[] arguments) {
      var plugin = new DatabasePlugin();
      var _ = Settings.defaults(plugin.settings());
      if (!plugin.name().equals("database") || plugin.commands().isEmpty()) {
        throw new AssertionError("expected the database plugin with its commands");
      }
    }
  }

  private static List<String> loadedBy(Class<?> main) throws IOException, InterruptedException {
    var child =
        JavaProcess.of(List.of("-Xlog:class+load"), main, List.of())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = child.inputReader(UTF_8)) {
      var loaded = lines.lines().toList();
      assertThat(child.waitFor()).isZero();
      return loaded;
    }
  }

  private Settings settings() {
    var values = Map.of("database.folder", folder.resolve("data").toString());
    return Settings.resolve(
        new DatabasePlugin().settings(), List.of(new Source("the test", values, false)));
  }
}
