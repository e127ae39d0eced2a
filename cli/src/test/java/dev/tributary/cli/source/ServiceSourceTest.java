package dev.tributary.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Application;
import dev.tributary.Service;
import dev.tributary.Settings;
import dev.tributary.ingestion.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `tributary run NAME` and `tributary run File.java` find.
class ServiceSourceTest {
  @TempDir private Path folder;

  @Test
  void aServiceOnTheClassPathIsFoundByTheNameOfItsClass() {
    var source = ServiceSource.of(Listed.class.getName(), List.of());

    assertThat(source.load()).isInstanceOf(Listed.class);
    assertThat(source.isTrial()).isFalse();
  }

  @Test
  void oneThatIsListedIsFoundByItsShortName() throws IOException {
    var services = folder.resolve("META-INF/services").resolve(Service.class.getName());
    Files.createDirectories(services.getParent());
    Files.writeString(services, Listed.class.getName() + "\n");

    assertThat(ServiceSource.of("Listed", List.of(folder)).load()).isInstanceOf(Listed.class);
    assertThatThrownBy(() -> ServiceSource.of("Lisetd", List.of(folder)).load())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("got: \"Lisetd\", did you mean Listed?");
  }

  @Test
  void aClassThatIsNoServiceIsRefused() {
    assertThatThrownBy(() -> ServiceSource.of("java.lang.String", List.of()).load())
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "expected java.lang.String to implement dev.tributary.Service, and it does not");
  }

  @Test
  void theOnlyServiceOfAFileNeedNotHaveItsName() throws IOException {
    var source = source("Some.java", service("Other"), "record Part(int number) {}");

    assertThat(source.load().getClass().getName()).isEqualTo("Other");
    assertThat(source.isTrial()).isTrue();
  }

  @Test
  void ofSeveralServicesTheOneOfTheFilesNameIsMeant() throws IOException {
    var source = source("Two.java", service("One"), service("Two"));

    assertThat(source.load().getClass().getName()).isEqualTo("Two");
  }

  @Test
  void severalServicesOfOtherNamesAreNamed() throws IOException {
    var source = source("Which.java", service("One"), service("Two"));

    assertThatThrownBy(source::load)
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("expected one service in ")
        .hasMessageEndingWith("or one called Which, found: One, Two");
  }

  @Test
  void aFileWithoutAServiceIsRefused() throws IOException {
    var source = source("None.java", "class Idle {}", "interface Shape {}");

    assertThatThrownBy(source::load)
        .isInstanceOf(SourceException.class)
        .hasMessageEndingWith("that implements dev.tributary.Service, found: Idle, Shape");
  }

  private ServiceSource source(String name, String... types) throws IOException {
    var file = Files.writeString(folder.resolve(name), String.join("\n", types));
    return ServiceSource.of(file.toString(), List.of());
  }

  private static String service(String name) {
    return """
        class %s implements dev.tributary.Service {
          @Override public dev.tributary.Application application(dev.tributary.Settings settings) {
            throw new UnsupportedOperationException("never run");
          }
        }
        """
        .formatted(name);
  }

  /// A service that is only looked for.
  public static final class Listed implements Service {
    @Override
    public Application application(Settings settings) {
      throw new UnsupportedOperationException("never run");
    }
  }
}
