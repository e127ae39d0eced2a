package dev.tributary.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program that is measured.
///
/// @param title as the page has it
/// @param module the folder of its sources under `benchmarks/peers`; empty for what is on this
///   process' own class path
/// @param main its class
/// @param jar what the name of the library's jar begins with; its version is the rest
/// @param profile the property by which its framework is told its setting
/// @param mostInFlight more it cannot have
/// @param settings those in which it can be
record Contender(
    String title,
    Optional<String> module,
    String main,
    String jar,
    String profile,
    int mostInFlight,
    List<Setting> settings) {

  /// A broker lets a connection have 2,047 channels; some of them are not for consumers.
  private static final int CHANNELS = 2_000;

  static final Contender BARE =
      new Contender(
          "amqp-client (the limit)",
          Optional.empty(),
          "dev.tributary.benchmarks.hop.BareHop",
          "amqp-client",
          "peer.setting",
          Integer.MAX_VALUE,
          List.of(Setting.EQUAL));

  static final Contender TRIBUTARY =
      new Contender(
          "Tributary",
          Optional.empty(),
          "dev.tributary.benchmarks.peers.TributaryPeer",
          "tributary-framework",
          "peer.setting",
          Integer.MAX_VALUE,
          List.of(Setting.values()));

  private static final Contender SPRING_AMQP =
      peer("Spring AMQP", "spring-amqp", "spring-rabbit", "spring.profiles.active", 65_535);

  private static final Contender SPRING_CLOUD_STREAM =
      peer(
          "Spring Cloud Stream",
          "spring-cloud-stream",
          "spring-cloud-stream-binder-rabbit",
          "spring.profiles.active",
          CHANNELS);

  private static final Contender CAMEL =
      peer("Camel", "camel", "camel-spring-rabbitmq", "peer.setting", CHANNELS);

  private static final Contender SMALLRYE =
      peer(
          "SmallRye",
          "smallrye",
          "smallrye-reactive-messaging-rabbitmq",
          "smallrye.config.profile",
          65_535);

  static final List<Contender> ALL =
      List.of(BARE, TRIBUTARY, SPRING_AMQP, SPRING_CLOUD_STREAM, CAMEL, SMALLRYE);

  private static Contender peer(
      String title, String module, String jar, String profile, int mostInFlight) {
    return new Contender(
        title,
        Optional.of(module),
        "dev.tributary.peers." + module.replace("-", "") + ".Peer",
        jar,
        profile,
        mostInFlight,
        List.of(Setting.values()));
  }

  /// Whether its queue is declared as Tributary has it.
  boolean isOurs() {
    return equals(TRIBUTARY);
  }

  /// What it is run from.
  String classPath(Path root) {
    if (module.isEmpty()) {
      return System.getProperty("java.class.path");
    }
    var built = root.resolve("benchmarks").resolve("peers").resolve(module.get()).resolve("target");
    try (var jars = Files.newDirectoryStream(built.resolve("quick"), "tributary-peers-*.jar")) {
      return jars.iterator().next() + ":" + Files.readString(built.resolve("class-path"));
    } catch (IOException notBuilt) {
      throw new UncheckedIOException(notBuilt);
    }
  }

  /// Of the library, as its jar is named.
  String version(Path root) {
    var name =
        Pattern.compile("[/:]" + Pattern.quote(jar) + "-(\\d[^/:]*)\\.jar")
            .matcher(classPath(root));
    return name.find() ? name.group(1) : "of this commit";
  }
}
