package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Binding;
import dev.tributary.artemis.ArtemisTransport;
import dev.tributary.artemis.EmbeddedBroker;
import dev.tributary.ingestion.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `tributary graph`, `apps`, `remove` and `doctor`: alone, and beside one that is up.
@Timeout(180)
final class TopologyCommandsTest {
  @TempDir private Path folder;

  @Test
  void theGraphShowsThePipelineAsDeclaredWithoutStartingAnything() {
    var text = run("graph");
    assertThat(text.status()).as(text.messages()).isZero();
    assertThat(text.out().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("unpack ")
                    .contains("transform, acknowledge")
                    .contains("intake ("));

    var mermaid = run("graph", "--format", "mermaid").out();
    assertThat(mermaid)
        .startsWith("flowchart LR\n")
        .contains("e1{{\"intake\"}}", "q1[(\"unpack\")]", "a1[\"unpack\"]", "q1 --> a1", "e1 -->|");
    var dot = run("graph", "--format", "dot").out();
    assertThat(dot)
        .startsWith("digraph tributary {\n")
        .contains("e1 [shape=hexagon, label=\"intake\"];", "q1 -> a1;")
        .endsWith("}\n");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void aServiceIsShownBesideThePipelineOrAlone() throws Exception {
    var source = service("Beside", "catalogue");

    assertThat(run("graph", source).out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("beside ").contains("catalogue (#)"))
        .anySatisfy(line -> assertThat(line).startsWith("catalogue ").contains("notify, beside"));
    assertThat(names(run("graph", source, "--alone", "--json"))).containsExactly("beside");
    assertThat(run("graph", "--alone").messages()).contains("expected a service with --alone");
  }

  @Test
  void besideOneThatIsUpTheBrokerIsAsDeclaredAndEverythingRuns() {
    try (var up = up()) {
      up.awaitSaying("Others may join");

      assertThat(run("graph", "--live").out()).contains("the broker has it as declared");
      assertThat(states(run("apps", "--json"))).hasSize(12).containsOnly("RUNNING");
      var doctor = run("doctor");
      assertThat(doctor.status()).as(doctor.out() + doctor.messages()).isZero();
      assertThat(doctor.out())
          .contains("of a process that is up", "as declared, and each is consumed", "none is open")
          .doesNotContain("WARN");

      run("pause", "validate", "--why", "a look at it");
      assertThat(run("apps").out()).contains("PAUSED", "a look at it");
      assertThat(run("doctor").out())
          .contains("WARN", "queue validate", "tributary resume validate");
      var remove = run("remove", "ledger", "--yes");
      assertThat(remove.status()).isEqualTo(Main.USAGE);
      assertThat(remove.messages()).contains("ledger runs: its queue is consumed");
    }
  }

  @Test
  void whatTheBrokerHasOtherwiseThanDeclaredIsFound() {
    withTheBroker(
        transport -> {
          transport.declare("notify", List.of(new Binding("catalogue", "old.key")));
          transport.declare("forgotten", List.of(new Binding("notify", "#")));
        });

    var drift = run("graph", "--live").out();

    assertThat(drift)
        .contains(
            "is not bound to catalogue (",
            "is still bound to catalogue (old.key), which is not declared",
            "unpack",
            "has no queue: nothing is kept for it",
            "is declared by nobody here; 0 messages, 0 consume it",
            "tributary remove forgotten");
    assertThat(run("graph", "--live", "--format", "dot").out())
        .contains("// forgotten is declared by nobody here", "unpack (missing)");
    assertThat(run("apps").out())
        .containsPattern("forgotten +STOPPED +0 +0")
        .containsPattern("unpack +ABSENT");
  }

  @Test
  void aQueueIsRemovedAndNotWithMessagesInItUnlessThatIsMeant() throws Exception {
    assertThat(run("remove", "passing").messages()).contains("nothing ever ran in");
    withTheBroker(transport -> transport.declare("passing", List.of(new Binding("people", "#"))));
    send("people");

    var asked = run("remove", "passing");
    assertThat(asked.status()).isEqualTo(Main.USAGE);
    assertThat(asked.messages())
        .contains("1 message would be thrown away with the queue of passing; say --yes");
    assertThat(run("remove", "passing", "--yes").out())
        .contains("the queue of passing is gone, with 1 message");

    assertThat(run("remove", "passing").messages())
        .contains("there is no queue of passing; `tributary apps` lists what there is");
  }

  @Test
  void theDoctorSaysWhatWaitsWhileNothingRuns() throws Exception {
    withTheBroker(transport -> transport.declare("passing", List.of(new Binding("people", "#"))));
    send("people");

    var doctor = run("doctor");

    assertThat(doctor.status()).isZero();
    assertThat(doctor.out())
        .contains("no application runs at the moment", "1 message in it, and nothing runs");
  }

  @Test
  void theDoctorFindsABrokenStylesheetAndASettingThatIsNone() throws Exception {
    var provider = Files.createDirectories(folder.resolve("providers/meadow"));
    Files.writeString(provider.resolve("provider.yaml"), "name: meadow\nmapping: meadow.xsl\n");
    Files.writeString(provider.resolve("meadow.xsl"), "<broken>");

    var stylesheet = run("doctor", "--json");
    assertThat(stylesheet.status()).isEqualTo(Main.INTERNAL);
    assertThat(Json.tree(stylesheet.out()).path("healthy").booleanValue()).isFalse();
    assertThat(failed(stylesheet)).containsExactly("provider meadow");
    assertThat(folder.resolve("data")).doesNotExist();

    Files.writeString(provider.resolve("provider.yaml"), "nmae: meadow\n");
    assertThat(failed(run("doctor", "--json"))).containsExactly("providers");
    var setting = run("doctor", "--set", "conucrrency=3");
    assertThat(setting.status()).isEqualTo(Main.INTERNAL);
    assertThat(setting.out()).contains("FAIL", "did you mean concurrency");
  }

  @Test
  void theDoctorSaysAllElseOfAFolderThatItCannotUse() throws Exception {
    Files.createDirectories(folder.resolve("data/broker"));
    Files.createDirectories(folder.resolve("data/lock"));

    var doctor = run("doctor", "--json");

    assertThat(doctor.status()).as(doctor.messages()).isEqualTo(Main.INTERNAL);
    assertThat(failed(doctor)).containsExactly("data folder", "broker");
    assertThat(doctor.out())
        .contains("data/lock is not a file that this user may read and write", "providers");
  }

  @Test
  void theDoctorFindsABrokerThatIsAway() {
    var doctor =
        run("doctor", "--set", "transport=rabbitmq", "--set", "rabbitmq.uri=amqp://127.0.0.1:1");

    assertThat(doctor.status()).isEqualTo(Main.INTERNAL);
    assertThat(doctor.out()).contains("FAIL", "127.0.0.1:1", "→ see that it runs");
  }

  private void withTheBroker(Consumer<ArtemisTransport> work) {
    try (var broker = EmbeddedBroker.start(folder.resolve("data/broker"));
        var transport = ArtemisTransport.connect(broker)) {
      work.accept(transport);
    }
  }

  private void send(String exchange) throws IOException {
    var input = Files.writeString(folder.resolve("input.ndjson"), "\"one\"\n");
    assertThat(run("send", exchange, input.toString()).status()).isZero();
  }

  private Running up() {
    return Running.start("up", "--data", data(), "--set", "providers=" + providers());
  }

  private Line run(String... arguments) {
    var line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data(), "--set", "providers=" + providers()));
    return Line.run(line.toArray(String[]::new));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Path providers() {
    return folder.resolve("providers");
  }

  private static List<String> names(Line line) {
    return texts(Json.tree(line.out()).path("applications"), "name");
  }

  private static List<String> states(Line line) {
    return texts(Json.tree(line.out()).path("applications"), "state");
  }

  private static List<String> failed(Line line) {
    return Json.tree(line.out()).path("findings").values().stream()
        .filter(finding -> finding.path("level").stringValue("").equals("FAIL"))
        .map(finding -> finding.path("what").stringValue(""))
        .toList();
  }

  private static List<String> texts(JsonNode list, String name) {
    return list.values().stream().map(each -> each.path(name).stringValue("")).toList();
  }

  private String service(String type, String exchange) throws IOException {
    var source = folder.resolve(type + ".java");
    Files.writeString(
        source,
        """
        import dev.tributary.*;
        import java.util.List;

        public class %s implements Service {
          public Application application(Settings settings) {
            return Application.named("%s")
                .consumes("%s", "#")
                .callback(message -> List.of())
                .build();
          }
        }
        """
            .formatted(type, type.toLowerCase(Locale.ROOT), exchange));
    return source.toString();
  }
}
