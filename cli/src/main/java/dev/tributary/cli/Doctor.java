package dev.tributary.cli;

import dev.tributary.Plugins;
import dev.tributary.StartException;
import dev.tributary.ingestion.editing.SampleGate;
import dev.tributary.ingestion.mapping.Limits;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.mapping.Provider;
import dev.tributary.ingestion.mapping.StylesheetException;
import dev.tributary.ingestion.webhook.Endpoint;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.HealthCheck.Health.Healthy;
import dev.tributary.spi.HealthCheck.Health.Unhealthy;
import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Examines an installation whose settings are in order, part by part. What is wrong with one part
/// keeps it from no other.
final class Doctor {
  private final Installation installation;
  private final PrintWriter messages;
  private final List<Finding> findings = new ArrayList<>();
  private List<Endpoint> endpoints = List.of();

  private Doctor(Installation installation, PrintWriter messages) {
    this.installation = installation;
    this.messages = messages;
  }

  /// Looks at everything; starts the plugins for it.
  static List<Finding> examine(Installation installation, PrintWriter messages)
      throws InterruptedException {
    var doctor = new Doctor(installation, messages);
    doctor.findings.add(folder(installation.configuration().data()));
    doctor.webhooks();
    if (doctor.pluginsStart()) {
      doctor.healthOfPlugins();
      doctor.findings.add(OpenFailures.count(installation.settings()));
      doctor.broker();
    }
    doctor.stylesheets();
    return doctor.findings;
  }

  private static Finding folder(DataFolder folder) {
    var root = folder.root();
    if (!Files.exists(root)) {
      return Finding.ok("data folder", root + " is not there yet; the first command makes it");
    }
    if (!Files.isDirectory(root) || !Files.isWritable(root)) {
      return unusable(root + " is not a folder that this user may write to");
    }
    return isUsable(folder.lock())
        ? Finding.ok("data folder", root.toString())
        : unusable(folder.lock() + " is not a file that this user may read and write");
  }

  /// As it is after somebody else has run a command here.
  private static boolean isUsable(Path lock) {
    return Files.notExists(lock)
        || (Files.isRegularFile(lock) && Files.isReadable(lock) && Files.isWritable(lock));
  }

  private static Finding unusable(String found) {
    return Finding.fail(
        "data folder",
        found,
        "give it, and all that is in it, to this user, or name another one with --data");
  }

  private void webhooks() {
    try {
      endpoints = installation.configuration().endpoints();
      endpoints.forEach(endpoint -> findings.add(secret(endpoint)));
    } catch (UsageException wrong) {
      findings.add(Finding.fail("webhooks", ErrorReport.said(wrong), "mend the file"));
    }
  }

  private static Finding secret(Endpoint endpoint) {
    var what = "webhook " + endpoint.name();
    try {
      endpoint.secret().read(System.getenv());
      return Finding.ok(what, "signed, to " + endpoint.place());
    } catch (IllegalArgumentException missing) {
      return Finding.fail(
          what, String.valueOf(missing.getMessage()), "put it there, and start whoever posts anew");
    }
  }

  private boolean pluginsStart() {
    try {
      installation.plugins().start(installation.settings());
      findings.add(Finding.ok("plugins", names()));
      return true;
    } catch (StartException failure) {
      findings.add(Finding.fail("plugins", ErrorReport.said(failure), "mend its settings"));
      return false;
    }
  }

  private String names() {
    return installation.plugins().all().stream()
        .map(plugin -> plugin.name())
        .collect(Collectors.joining(", "));
  }

  private void healthOfPlugins() throws InterruptedException {
    for (var check : installation.plugins().healthChecks(installation.settings())) {
      findings.add(health(check));
    }
  }

  private static Finding health(HealthCheck check) throws InterruptedException {
    return switch (check.ask()) {
      case Healthy(var detail) -> Finding.ok(check.name(), detail);
      case Unhealthy(var reason, var fix) -> Finding.fail(check.name(), reason, fix);
    };
  }

  private void broker() throws InterruptedException {
    if (!QueueAccess.hasBroker(installation)) {
      findings.add(Finding.ok("broker", "the embedded one, which never ran here"));
      return;
    }
    try (var host = BrokerHost.of(installation, "doctor", messages);
        var transport = installation.plugins().connect(installation.settings())) {
      var declared = Topology.declared(installation.configuration().stages(endpoints));
      var topology = declared.on(transport, List.of());
      findings.add(Finding.ok("broker", where(host)));
      findings.addAll(host.isOurs() ? Queues.atRest(topology) : Queues.atWork(topology));
    } catch (UsageException held) {
      findings.add(Finding.warn("broker", ErrorReport.said(held), "ask again once that is over"));
    } catch (TransportException failure) {
      findings.add(
          Finding.fail(
              "broker",
              ErrorReport.said(failure),
              "see that it runs, and that its address, user and password are right"
                  + " (tributary settings)"));
    } catch (IOException failure) {
      findings.add(
          Finding.fail(
              "broker",
              ErrorReport.said(failure),
              "see that this user may read and write all that is in the data folder"));
    }
  }

  private String where(BrokerHost host) {
    var name = installation.settings().get(Plugins.TRANSPORT);
    if (!installation.configuration().isEmbedded()) {
      return name;
    }
    return host.isOurs()
        ? "the embedded one; no application runs at the moment"
        : "the embedded one, of a process that is up";
  }

  private void stylesheets() throws InterruptedException {
    var folder = installation.settings().get(CoreSettings.PROVIDERS);
    try {
      var mappings = Mappings.open(folder, Limits.DEFAULT);
      if (mappings.providers().isEmpty()) {
        findings.add(Finding.ok("providers", "none in " + folder + "; base mappings are used"));
      }
      for (var provider : mappings.providers()) {
        var finding = stylesheet(mappings, provider);
        findings.add(finding);
        if (finding.level() == Finding.Level.OK) {
          samples(mappings, provider).ifPresent(findings::add);
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException wrong) {
      findings.add(
          Finding.fail(
              "providers",
              ErrorReport.said(wrong),
              "mend the file; no provider is known until then"));
    }
  }

  /// What speaks against the provider's mapping though it compiles.
  private static Optional<Finding> samples(Mappings mappings, Provider provider)
      throws InterruptedException {
    return new SampleGate(InstantSource.system())
        .objection(mappings, provider)
        .map(
            objection ->
                Finding.warn(
                    "samples of " + provider.name(),
                    objection
                        + "; a pipeline that was up before this goes on with the mapping of before",
                    "mend it; tributary accept %s tells all that is different"
                        .formatted(provider.name())));
  }

  private static Finding stylesheet(Mappings mappings, Provider provider) {
    var what = "provider " + provider.name();
    try {
      mappings.compile(provider);
      return Finding.ok(what, provider.mapping().map(Object::toString).orElse("base mappings"));
    } catch (StylesheetException broken) {
      return Finding.fail(
          what,
          String.valueOf(broken.getMessage()),
          "mend it, then tributary redrive --provider " + provider.name());
    }
  }
}
