package dev.tributary.benchmarks.peers;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Runs the contenders in turn on one broker, and writes the page of their results.
public final class PeersBenchmark {
  private final Plan plan;
  private final Ground ground;
  private final Page page;

  private PeersBenchmark(Plan plan, Ground ground, Page page) {
    this.plan = plan;
    this.ground = ground;
    this.page = page;
  }

  /// Prints each run and then the tables, and writes them to `docs`, or to
  /// `benchmarks/target/peers` if it is only a quick look.
  ///
  /// @param arguments the URI of the broker, the root of the repository; then `--quick`, and the
  ///   names of the workloads, all if there is none
  public static void main(String[] arguments)
      throws IOException, InterruptedException, TimeoutException {
    // Whatever ends this process, none of those that it started stays.
    Runtime.getRuntime().addShutdownHook(new Thread(ContenderProcess::killAll));
    var root = Path.of(arguments[1]);
    var options = Stream.of(arguments).skip(2).toList();
    var plan = options.contains("--quick") ? Plan.QUICK : Plan.FULL;
    var workloads = chosen(plan, options.stream().filter(each -> !each.equals("--quick")).toList());
    try (var connection = Ground.factory(arguments[0]).newConnection()) {
      var node = Optional.ofNullable(System.getProperty("benchmark.node")).map(Path::of);
      var ground =
          new Ground(
              arguments[0], connection, node.map(Node::new), root, Path.of("").toAbsolutePath());
      var folder =
          switch (plan) {
            case FULL -> root.resolve("docs");
            case QUICK -> root.resolve("benchmarks").resolve("target").resolve("peers");
          };
      for (var log : logs(ground.logs())) {
        Files.delete(log);
      }
      var page = new Page(folder, Page.head(root), circumstances(connection));
      new PeersBenchmark(plan, ground, page).run(workloads);
      System.out.println("written: " + folder.resolve("benchmarks.md"));
    }
  }

  /// What contenders of earlier benchmarks have printed.
  private static List<Path> logs(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.log")) {
      return StreamSupport.stream(files.spliterator(), false).toList();
    }
  }

  private static List<Workload> chosen(Plan plan, List<String> names) {
    var all = plan.workloads();
    for (var name : names) {
      if (all.stream().noneMatch(workload -> workload.name().equals(name))) {
        System.err.println(
            "expected a workload of "
                + String.join(", ", all.stream().map(Workload::name).toList())
                + ", got: \""
                + name
                + "\"");
        System.exit(2);
      }
    }
    return names.isEmpty()
        ? plan.standard()
        : all.stream().filter(workload -> names.contains(workload.name())).toList();
  }

  private static String circumstances(Connection connection) throws IOException {
    return "Commit %s, %s; %d processors (%s), %d MB; %s, contenders with %s; RabbitMQ %s."
        .formatted(
            System.getProperty("benchmark.commit", "unknown"),
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            lineOf("/proc/cpuinfo", "model name"),
            Long.parseLong(lineOf("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1_024,
            "Java " + Runtime.version(),
            ContenderProcess.HEAP,
            connection.getServerProperties().get("version"));
  }

  /// What Linux says after the colon; 0 where it does not.
  private static String lineOf(String file, String name) throws IOException {
    if (!Files.exists(Path.of(file))) {
      return "0";
    }
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    }
  }

  private void run(List<Workload> workloads) throws IOException, InterruptedException {
    var order = Plan.FULL.workloads().stream().map(Workload::name).toList();
    for (var workload : workloads) {
      var obstacle = workload.obstacle(ground);
      if (obstacle.isPresent()) {
        System.out.println(workload.name() + " is left out: " + obstacle.get());
      } else {
        System.out.println("\n" + page.write(outcome(workload), order));
      }
    }
  }

  private Outcome outcome(Workload workload) throws IOException, InterruptedException {
    var outcome = new Outcome(plan, workload);
    try (var field = new Field(ground, outcome)) {
      field.admit();
      for (var round = 1; round <= workload.rounds(); round++) {
        for (var entry : outcome.entries()) {
          field.round(entry, round);
        }
      }
      field.finish();
    }
    return outcome;
  }
}
