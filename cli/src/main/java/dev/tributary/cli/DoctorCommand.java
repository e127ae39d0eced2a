package dev.tributary.cli;

import dev.tributary.SettingsException;
import dev.tributary.cli.Finding.Level;
import dev.tributary.ingestion.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.ToolProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `tributary doctor`: what is wrong with this installation, and what to do about it.
@Command(
    name = "doctor",
    description = {
      "Looks at Java, settings, plugins, databases, dead letters, broker, queues and stylesheets.",
      "Says of each what it found: OK, WARN or FAIL, and what to do. Changes nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit status: 0 nothing failed, 1 something did."})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;

  private record Listing(boolean healthy, List<Finding> findings) {}

  @Override
  public Integer call() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    findings.add(java());
    try (var installation = Installation.open(data)) {
      findings.add(Finding.ok("settings", origin()));
      findings.addAll(Doctor.examine(installation, spec.commandLine().getErr()));
    } catch (SettingsException | UsageException wrong) {
      findings.add(
          Finding.fail(
              "settings",
              ErrorReport.said(wrong),
              "mend them (tributary settings lists what there is); all else is looked at then"));
    }
    var healthy = findings.stream().noneMatch(finding -> finding.level() == Level.FAIL);
    var out = spec.commandLine().getOut();
    if (json.isSet()) {
      out.println(Json.text(new Listing(healthy, findings)));
    } else {
      print(findings, out);
    }
    return healthy ? 0 : Main.INTERNAL;
  }

  private static Finding java() {
    var found = "Java %s at %s".formatted(Runtime.version(), System.getProperty("java.home"));
    return ToolProvider.getSystemJavaCompiler() != null
        ? Finding.ok("java", found)
        : Finding.warn(
            "java",
            found + ", without a compiler",
            "install a JDK rather than a runtime, to run source files");
  }

  private String origin() {
    return data.sources().file().map(file -> "of " + file.file()).orElse("no file of settings");
  }

  private static void print(List<Finding> findings, PrintWriter out) {
    var table = new Table("LEVEL", "OF", "FOUND");
    for (var finding : findings) {
      var lines = finding.found().lines().toList();
      table.add(finding.level().name(), finding.what(), lines.isEmpty() ? "" : lines.getFirst());
      lines.stream().skip(1).forEach(line -> table.add("", "", line));
      finding.fix().ifPresent(fix -> table.add("", "", "→ " + fix));
    }
    table.print(out);
  }
}
