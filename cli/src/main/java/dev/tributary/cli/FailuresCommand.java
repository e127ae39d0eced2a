package dev.tributary.cli;

import dev.tributary.Message.FailedAttempt;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.pipeline.Input;
import dev.tributary.recovery.Act;
import dev.tributary.recovery.Failure;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Failures;
import dev.tributary.recovery.Selection;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary failures`: the dead letters, in groups, one by one, or one of them.
@Command(
    name = "failures",
    description = {
      "Lists what failed for good and nothing was done about, the latest first; or one failure with"
          + " its input, error and attempts.",
      "`tributary redrive` sends failures on from where they failed; `tributary discard` drops them."
    },
    mixinStandardHelpOptions = true)
final class FailuresCommand implements Callable<Integer> {
  private static final int SHOWN_OF_REASON = 100;
  private static final int SHOWN_OF_BODY = 4_000;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private FailureOptions which;
  @Mixin private JsonOption json;
  @Mixin private LimitOption limit = new LimitOption(100);

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Show this failure; the beginning of its id will do.")
  private @Nullable String id;

  @Option(names = "--group", description = "Count them by application and cause.")
  private boolean group;

  @Option(names = "--all", description = "Also those that were sent on or dropped.")
  private boolean all;

  @Option(names = "--acts", description = "List what was done about failures, by whom and why.")
  private boolean acts;

  private record Groups(List<Failure.Group> groups) {}

  private record Listing(List<Failure.Summary> failures, boolean more) {}

  private record Acts(List<Act> acts, boolean more) {}

  /// A failure as `--json` prints it.
  ///
  /// @param body as text, with U+FFFD for what is none
  /// @param bodyBase64 the same to the byte; there if it is not all text
  /// @param bodyProblem why `body` is the name only of what the application received
  private record Whole(
      String id,
      String application,
      String version,
      String state,
      Instant failedAt,
      String error,
      String reason,
      Map<String, String> details,
      List<FailedAttempt> attempts,
      String stack,
      String messageId,
      String jobId,
      String routingKey,
      Map<String, String> headers,
      String body,
      Optional<String> bodyBase64,
      Optional<String> bodyProblem,
      Optional<String> act) {
    static Whole of(Failure failure, Input input) {
      var letter = failure.letter();
      var message = letter.message();
      return new Whole(
          failure.id(),
          letter.application(),
          letter.version(),
          failure.state().name(),
          letter.failedAt(),
          letter.error(),
          letter.reason(),
          letter.details(),
          letter.attempts(),
          letter.stack(),
          message.id(),
          message.jobId(),
          message.routingKey(),
          message.headers(),
          input.shown(),
          input.text().isPresent()
              ? Optional.empty()
              : Optional.of(Base64.getEncoder().encodeToString(input.body().bytes())),
          input.problem(),
          failure.act());
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    try (var ledger = data.configuration().readLedger()) {
      if (id != null) {
        show(find(ledger, id), out);
      } else if (acts) {
        listActs(ledger, out);
      } else if (group) {
        listGroups(ledger, out);
      } else {
        list(ledger, out);
      }
    }
    return 0;
  }

  /// The failure whose id begins with `prefix`.
  ///
  /// @throws UsageException if there is none, or several
  static Failure find(DatabaseReader ledger, String prefix) throws InterruptedException {
    var found = Failures.find(ledger, prefix);
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new UsageException(
              "no failure %s; `tributary failures` lists them".formatted(prefix));
      default ->
          throw new UsageException(
              "several failures begin with %s; give more of the id".formatted(prefix));
    };
  }

  private Selection selection() {
    var states = all ? List.<State>of() : List.of(State.OPEN, State.CHOSEN);
    return which.selection(List.of(), states, InstantSource.system());
  }

  private void listGroups(DatabaseReader ledger, PrintWriter out) throws InterruptedException {
    var groups = Failures.groups(ledger, selection());
    if (json.isSet()) {
      out.println(Json.text(new Groups(groups)));
      return;
    }
    var table = new Table("COUNT", "APPLICATION", "FIRST", "LAST", "LATEST", "CAUSE");
    for (var each : groups) {
      table.add(
          Long.toString(each.count()),
          each.application(),
          seconds(each.first()),
          seconds(each.last()),
          each.example().substring(0, 8),
          each.cause());
    }
    print(table, "no failures", out);
  }

  private void list(DatabaseReader ledger, PrintWriter out) throws InterruptedException {
    var page = limit.page(Failures.list(ledger, selection(), limit.oneMore()));
    if (json.isSet()) {
      out.println(Json.text(new Listing(page.shown(), page.more())));
      return;
    }
    var table =
        new Table("ID", "FAILED AT", "APPLICATION", "STATE", "PROVIDER", "DELIVERY", "TRIES", "");
    for (var each : page.shown()) {
      table.add(
          each.id().substring(0, 8),
          seconds(each.failedAt()),
          each.application(),
          each.state().name(),
          each.provider().orElse("-"),
          each.delivery().orElse("-"),
          Integer.toString(each.attempts()),
          shortened(
              each.error().substring(each.error().lastIndexOf('.') + 1) + ": " + each.reason()));
    }
    print(table, "no failures", out);
    limit.tellMore(page, ", --app or --since fewer, --group counts them", out);
  }

  private void listActs(DatabaseReader ledger, PrintWriter out) throws InterruptedException {
    var page = limit.page(Failures.acts(ledger, limit.oneMore()));
    if (json.isSet()) {
      out.println(Json.text(new Acts(page.shown(), page.more())));
      return;
    }
    var table =
        new Table("ACT", "REQUESTED", "KIND", "WHO", "CHOSEN", "DONE", "LEFT", "WHICH", "WHY");
    for (var each : page.shown()) {
      table.add(
          each.id(),
          seconds(each.requestedAt()),
          each.kind().name(),
          each.who(),
          Long.toString(each.chosen()),
          Long.toString(each.done()),
          each.refused() > 0
              ? each.left() + " and " + each.refused() + " refused"
              : Long.toString(each.left()),
          each.selection() + (each.edited() ? ", edited" : ""),
          each.why());
    }
    print(table, "no acts", out);
    limit.tellMore(page, "", out);
  }

  private void show(Failure failure, PrintWriter out) {
    var input =
        Input.of(
            failure.letter().message(),
            () -> ContentStore.in(data.configuration().data().content()));
    if (json.isSet()) {
      out.println(Json.tree(Whole.of(failure, input)).toPrettyString());
      return;
    }
    var letter = failure.letter();
    out.printf("%s  %s%n", failure.id(), failure.state());
    out.printf("  application  %s %s%n", letter.application(), letter.version());
    out.printf("  failed at    %s%n", letter.failedAt());
    out.printf("  error        %s%n", letter.error());
    out.printf("  reason       %s%n", letter.reason());
    letter.details().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(detail -> out.printf("  %-12s %s%n", detail.getKey(), detail.getValue()));
    failure
        .act()
        .ifPresent(act -> out.printf("  act          %s (`tributary failures --acts`)%n", act));
    out.println("  attempts");
    for (var attempt : letter.attempts()) {
      out.printf("    %s  %s%n", attempt.at(), shortened(attempt.error()));
    }
    var message = letter.message();
    out.printf("  message      %s, routing key %s%n", message.id(), message.routingKey());
    message.headers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(header -> out.printf("    %s: %s%n", header.getKey(), header.getValue()));
    print(input, out);
    out.println("  stack");
    out.println(letter.stack().indent(4).stripTrailing());
  }

  private static void print(Input input, PrintWriter out) {
    var body = input.shown();
    var isLong = body.length() > SHOWN_OF_BODY;
    out.printf(
        "  body         %d bytes%s%s%s%n",
        input.body().size(),
        isLong ? ", its beginning (--json has all of it)" : "",
        input.text().isEmpty() ? ", not UTF-8: what is no text stands as \uFFFD" : "",
        input.problem().map(problem -> "; " + problem).orElse(""));
    out.println((isLong ? body.substring(0, SHOWN_OF_BODY) + "…" : body).indent(4));
  }

  private static void print(Table table, String none, PrintWriter out) {
    if (table.isEmpty()) {
      out.println(none);
    } else {
      table.print(out);
    }
  }

  private static String seconds(Instant instant) {
    return instant.toString().substring(0, 19);
  }

  private static String shortened(String text) {
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_OF_REASON ? line : line.substring(0, SHOWN_OF_REASON) + "…";
  }
}
