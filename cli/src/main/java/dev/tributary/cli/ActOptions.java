package dev.tributary.cli;

import dev.tributary.database.DatabaseReader;
import dev.tributary.recovery.Failure.State;
import dev.tributary.recovery.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the commands have in common that do something about failures: which of them, by whom, and
/// why.
final class ActOptions {
  @Mixin private FailureOptions which;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "These failures; the beginnings of their ids will do.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All that nothing was done about yet.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say how many there are of each application; no more.")
  private boolean dryRun;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the record.")
  private @Nullable String why;

  /// The reason that was given; empty if none was.
  String why() {
    return why == null ? "" : why;
  }

  /// Says how many open failures are meant, of those that have failed until now.
  ///
  /// @return which ones; empty if there are none, or if to say so was all that was asked for
  /// @throws UsageException if none are named in any way, or an id is not known
  Optional<Selection> choose(DataOptions data, PrintWriter out)
      throws IOException, InterruptedException {
    try (var ledger = data.configuration().readLedger()) {
      var selection = selection(ledger);
      var count = ActRun.count(ledger, selection, out);
      return count == 0 || dryRun ? Optional.empty() : Optional.of(selection);
    }
  }

  private Selection selection(DatabaseReader ledger) throws InterruptedException {
    var whole = new ArrayList<String>();
    for (var id : ids) {
      whole.add(FailuresCommand.find(ledger, id).id());
    }
    var clock = InstantSource.system();
    var selection = which.selection(whole, List.of(State.OPEN), clock).before(clock.instant());
    if (selection.isUnlimited() && !all) {
      throw new UsageException(
          "expected ids of failures, --app, --provider, --error or --after to say which; or --all");
    }
    return selection;
  }

  /// Who is at it.
  static String who() {
    return System.getProperty("user.name", "unknown") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
