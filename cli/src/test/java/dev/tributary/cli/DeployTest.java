package dev.tributary.cli;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Plugins;
import dev.tributary.Setting;
import dev.tributary.ingestion.pipeline.Matching;
import dev.tributary.ingestion.pipeline.Pipeline;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.ingestion.webhook.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What `deploy/` has, as far as that can be told without an engine that runs it.
final class DeployTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Path COMPOSE = DEPLOY.resolve("compose");
  private static final Path KUBERNETES = DEPLOY.resolve("kubernetes");

  /// Made by RabbitMQ's operator, or by hand as docs/operations.md says.
  private static final Set<String> SECRETS_FROM_ELSEWHERE =
      Set.of("rabbitmq-default-user", "tributary-database", "webhook-secrets");

  private static final String PASSWORD = "nobody-sees-this";

  @TempDir private Path folder;

  @Test
  void everyApplicationHasAServiceInCompose() {
    var run =
        composeServices("compose.yaml").values().stream()
            .map(service -> texts(service, "command"))
            .toList();

    assertThat(run).contains(List.of("up", "--without", "all", "--inbox", "/inbox"));
    for (var name : always()) {
      assertThat(run).as(name).contains(List.of("run", name));
    }
  }

  /// The applications that run whatever the settings say.
  private static List<String> always() {
    return Stream.concat(Pipeline.names().stream(), Stream.of(Matching.NAME)).toList();
  }

  @Test
  void everyApplicationHasADeployment() {
    var run =
        ofKind("Deployment", "base").stream()
            .map(deployment -> texts(container(deployment), "args"))
            .toList();

    assertThat(run).contains(List.of("up", "--without", "all", "--inbox", "/inbox"));
    for (var name : always()) {
      assertThat(run).as(name).contains(List.of("run", name));
    }
    assertThat(run).hasSize(always().size() + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose/tributary.yaml", "kubernetes/base/tributary.yaml"})
  void theSettingsAreKnownAndWhatTheyAreToBe(String file) throws IOException {
    var text = Files.readString(DEPLOY.resolve(file));
    for (var secret : List.of("rabbitmq-password", "database-password")) {
      Files.writeString(folder.resolve(secret), PASSWORD);
    }
    Files.createDirectories(folder.resolve("rabbitmq"));
    Files.createDirectories(folder.resolve("database"));
    Files.writeString(folder.resolve("rabbitmq/password"), PASSWORD);
    Files.writeString(folder.resolve("database/password"), PASSWORD);
    var copy = folder.resolve("tributary.yaml");
    Files.writeString(copy, text.replace("/run/secrets", folder.toString()));

    var settings = Line.run("settings", "--config", copy.toString());

    assertThat(settings.status()).as(settings.messages()).isZero();
    assertThat(settings.out()).contains("rabbitmq", "(secret)").doesNotContain(PASSWORD);
    assertThat(text).contains("transport: rabbitmq", "password.file: /run/secrets/");
  }

  @Test
  void theVariablesAreThoseOfSettings() {
    var known = new TreeSet<String>();
    for (var setting : installed()) {
      known.add(setting.variable());
      known.add(setting.variable() + "_FILE");
    }
    known.addAll(Set.of("TRIBUTARY_JAVA_OPTS", "TRIBUTARY_CLASS_PATH", "TRIBUTARY_LOG"));
    var used = new TreeSet<String>();
    for (var name : List.of("compose.yaml", "compose.webhooks.yaml")) {
      composeServices(name).values().forEach(one -> used.addAll(map(one, "environment").keySet()));
    }
    for (var document : kubernetes()) {
      containers(document).forEach(one -> used.addAll(names(one, "env")));
    }
    used.removeIf(variable -> !variable.startsWith("TRIBUTARY_"));

    assertThat(used).contains("TRIBUTARY_DATABASE_URL", "TRIBUTARY_WEBHOOKS");
    assertThat(known).containsAll(used);
  }

  private static List<Setting<?>> installed() {
    var plugins = Plugins.find(DeployTest.class.getClassLoader(), List.of());
    return Declared.by(plugins, List.of()).all();
  }

  @Test
  void whatComposeRefersToIsThere() {
    var base = compose("compose.yaml");
    var services = composeServices("compose.yaml");
    for (var file : List.of("compose.yaml", "compose.webhooks.yaml")) {
      var secrets = new TreeSet<>(map(base, "secrets").keySet());
      secrets.addAll(map(compose(file), "secrets").keySet());
      composeServices(file)
          .forEach(
              (name, service) -> {
                assertThat(secrets).as(name).containsAll(texts(service, "secrets"));
                assertThat(services.keySet()).containsAll(map(service, "depends_on").keySet());
                for (var volume : texts(service, "volumes")) {
                  refersToSomething(volume, map(base, "volumes").keySet());
                }
              });
      map(compose(file), "secrets")
          .forEach((_, where) -> assertThat(where.toString()).contains("./secrets/"));
    }
    assertThat(base.toString()).doesNotContainIgnoringCase("guest");
    assertThat(grace(services.get("unpack"))).isGreaterThan(drain("compose/tributary.yaml"));
  }

  private static void refersToSomething(String volume, Set<String> volumes) {
    var source = volume.substring(0, volume.indexOf(":/"));
    if (source.startsWith("./")) {
      assertThat(COMPOSE.resolve(source)).exists();
    } else if (!source.startsWith("${")) {
      assertThat(volumes).contains(source);
    }
  }

  private static Duration grace(@Nullable Object service) {
    return Duration.parse("PT" + text(service, "stop_grace_period"));
  }

  private static Duration drain(String file) {
    var settings = (Map<?, ?>) documents(DEPLOY.resolve(file)).getFirst();
    return Duration.parse("PT" + settings.get("drain"));
  }

  @Test
  void whatTheManifestsReferToIsThere() {
    var claims = new TreeSet<String>();
    ofKind("PersistentVolumeClaim", "").forEach(claim -> claims.add(nameOf(claim)));
    var configMaps = new TreeSet<String>();
    for (var kustomization : ofKind("Kustomization", "")) {
      configMaps.addAll(names(kustomization, "configMapGenerator"));
    }
    var shared = sharedVolumes();
    for (var document : kubernetes()) {
      for (var volume : list(podSpec(document), "volumes")) {
        if (volume.containsKey("persistentVolumeClaim")) {
          assertThat(claims).contains(text(map(volume, "persistentVolumeClaim"), "claimName"));
        } else if (volume.containsKey("configMap")) {
          assertThat(configMaps).contains(text(map(volume, "configMap"), "name"));
        } else if (volume.containsKey("secret")) {
          assertThat(SECRETS_FROM_ELSEWHERE).contains(text(map(volume, "secret"), "secretName"));
        } else {
          assertThat(volume).containsKey("emptyDir");
        }
      }
      var volumes = new TreeSet<>(names(podSpec(document), "volumes"));
      volumes.addAll(shared);
      for (var container : containers(document)) {
        assertThat(volumes).containsAll(names(container, "volumeMounts"));
        for (var variable : list(container, "env")) {
          if (variable.containsKey("valueFrom")) {
            assertThat(SECRETS_FROM_ELSEWHERE)
                .contains(text(map(map(variable, "valueFrom"), "secretKeyRef"), "name"));
          }
        }
      }
    }
  }

  /// Those that each Deployment gets.
  private static Set<String> sharedVolumes() {
    return ofKind("Deployment", "pods").stream()
        .flatMap(document -> names(podSpec(document), "volumes").stream())
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void whatAKustomizationNamesIsThere() {
    for (var part : List.of("base", "pods", "webhooks")) {
      var at = KUBERNETES.resolve(part);
      var kustomization = asMap(documents(at.resolve("kustomization.yaml")).getFirst());
      var named = new ArrayList<>(texts(kustomization, "resources"));
      named.addAll(texts(kustomization, "components"));
      list(kustomization, "patches").forEach(patch -> named.add(text(patch, "path")));
      list(kustomization, "configMapGenerator").forEach(map -> named.addAll(texts(map, "files")));

      assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(at.resolve(name)).exists());
      for (var image : list(kustomization, "images")) {
        assertThat(text(image, "name")).isEqualTo("tributary");
      }
    }
  }

  @Test
  void aPodIsGivenLongerToEndThanItTakes() {
    var given =
        ofKind("Deployment", "pods").stream()
            .map(DeployTest::podSpec)
            .filter(pod -> pod.containsKey("terminationGracePeriodSeconds"))
            .map(pod -> Duration.parse("PT" + text(pod, "terminationGracePeriodSeconds") + "s"))
            .toList();

    assertThat(given)
        .hasSize(1)
        .allMatch(
            seconds ->
                seconds.compareTo(drain("kubernetes/base/tributary.yaml").plusSeconds(10)) > 0);
  }

  @Test
  void selectorsFindWhatTheyMean() {
    var labels = new TreeSet<String>();
    for (var deployment : ofKind("Deployment", "base")) {
      var own = text(map(map(deployment, "metadata"), "labels"), "app.kubernetes.io/name");
      assertThat(own).isEqualTo(nameOf(deployment));
      assertThat(selected(deployment)).isEqualTo(own);
      labels.add(own);
    }
    var budgets = ofKind("PodDisruptionBudget", "base");
    assertThat(budgets).isNotEmpty();
    for (var budget : budgets) {
      assertThat(labels).contains(selected(budget));
    }
  }

  private static String selected(Map<String, Object> document) {
    var selector = map(map(document, "spec"), "selector");
    return text(map(selector, "matchLabels"), "app.kubernetes.io/name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose/webhooks.yaml", "kubernetes/webhooks/webhooks.yaml"})
  void theEndpointsAreOnes(String file) {
    assertThat(Endpoints.read(DEPLOY.resolve(file)))
        .extracting(Endpoint::application)
        .containsExactly("webhook-shop");
  }

  private static Map<String, Object> compose(String file) {
    return asMap(documents(COMPOSE.resolve(file)).getFirst());
  }

  /// By name, each with what it takes over from others.
  private static Map<String, Map<String, Object>> composeServices(String file) {
    var services = new LinkedHashMap<String, Map<String, Object>>();
    map(compose(file), "services")
        .forEach(
            (name, value) -> {
              var service = new LinkedHashMap<>(map(asMap(value), "<<"));
              service.putAll(asMap(value));
              services.put(name, service);
            });
    return services;
  }

  private static List<Map<String, Object>> kubernetes() {
    try (var files = Files.walk(KUBERNETES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .flatMap(file -> documents(file).stream())
          .map(DeployTest::asMap)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// @param part the folder, or empty for all
  private static List<Map<String, Object>> ofKind(String kind, String part) {
    try (var files = Files.walk(KUBERNETES.resolve(part))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .flatMap(file -> documents(file).stream())
          .map(DeployTest::asMap)
          .filter(document -> kind.equals(document.get("kind")))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Object> documents(Path file) {
    try {
      var all = new ArrayList<Object>();
      new Load(LoadSettings.builder().setLabel(file.toString()).build())
          .loadAllFromString(Files.readString(file))
          .forEach(all::add);
      return all;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String nameOf(Map<String, Object> document) {
    return text(map(document, "metadata"), "name");
  }

  /// Of a Deployment, or of a CronJob.
  private static Map<String, Object> podSpec(Map<String, Object> document) {
    var job = map(map(document, "spec"), "jobTemplate");
    var template = map(map(job.isEmpty() ? document : job, "spec"), "template");
    return map(template, "spec");
  }

  private static List<Map<String, Object>> containers(Map<String, Object> document) {
    return list(podSpec(document), "containers");
  }

  private static Map<String, Object> container(Map<String, Object> document) {
    return containers(document).getFirst();
  }

  private static List<String> names(Map<String, Object> map, String key) {
    return list(map, key).stream().map(each -> text(each, "name")).toList();
  }

  private static List<Map<String, Object>> list(Map<String, Object> map, String key) {
    return map.get(key) instanceof List<?> list
        ? list.stream().map(DeployTest::asMap).toList()
        : List.of();
  }

  private static List<String> texts(@Nullable Object map, String key) {
    return asMap(map).get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static String text(@Nullable Object map, String key) {
    return String.valueOf(asMap(map).get(key));
  }

  private static Map<String, Object> map(Map<String, Object> map, String key) {
    return asMap(map.get(key));
  }

  private static Map<String, Object> asMap(@Nullable Object value) {
    var map = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
    }
    return map;
  }
}
