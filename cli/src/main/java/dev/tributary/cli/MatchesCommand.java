package dev.tributary.cli;

import dev.tributary.cli.LimitOption.Page;
import dev.tributary.ingestion.catalogue.Products;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.matching.Decision;
import dev.tributary.ingestion.matching.Matches;
import dev.tributary.ingestion.matching.Parties;
import dev.tributary.ingestion.matching.Parties.Proposed;
import dev.tributary.ingestion.matching.Proposal;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tributary matches`: which products may be the same.
@Command(
    name = "matches",
    description =
        "Lists products that may be the same, the surest first; `tributary match` decides.",
    mixinStandardHelpOptions = true)
final class MatchesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private JsonOption json;
  @Mixin private LimitOption limit = new LimitOption(100);

  @Option(
      names = "--parties",
      description =
          "Names instead that may be one party's: of one identifier, or written otherwise.")
  private boolean parties;

  @Option(names = "--all", description = "Also those about which somebody decided.")
  private boolean all;

  private record Listing(List<?> matches, boolean more) {}

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    if (parties) {
      printParties(out);
      return 0;
    }
    var page = proposals();
    if (json.isSet()) {
      out.println(Json.text(new Listing(page.shown(), page.more())));
      return 0;
    }
    var table = new Table("PRODUCT", "MAY BE", "SURE", "DECIDED", "REASON");
    for (var proposal : page.shown()) {
      table.add(
          proposal.one(),
          proposal.other(),
          percent(proposal.confidence()),
          proposal.decision().map(MatchesCommand::word).orElse("-"),
          proposal.reason());
    }
    if (table.isEmpty()) {
      out.println("no products that may be the same");
    } else {
      table.print(out);
    }
    limit.tellMore(page, "", out);
    return 0;
  }

  private void printParties(PrintWriter out) throws InterruptedException {
    var page = proposedParties();
    if (json.isSet()) {
      out.println(Json.text(new Listing(page.shown(), page.more())));
      return;
    }
    var table = new Table("NAME", "PRODUCTS", "MAY BE", "PRODUCTS", "SURE", "DECIDED", "REASON");
    for (var each : page.shown()) {
      table.add(
          each.one(),
          Long.toString(each.productsOfOne()),
          each.other(),
          Long.toString(each.productsOfOther()),
          percent(each.confidence()),
          each.decision().map(MatchesCommand::word).orElse("-"),
          each.reason());
    }
    if (table.isEmpty()) {
      out.println("no names that may be one party's");
    } else {
      table.print(out);
    }
    limit.tellMore(page, "", out);
  }

  private Page<Proposed> proposedParties() throws InterruptedException {
    var most = limit.oneMore();
    var matching = data.configuration().readMatching();
    if (matching.isEmpty()) {
      return limit.page(List.of());
    }
    try (var reader = matching.get()) {
      return limit.page(reader.read(handle -> Parties.list(handle, all, most)));
    }
  }

  private Page<Proposal> proposals() throws InterruptedException {
    var most = limit.oneMore();
    var configuration = data.configuration();
    var matching = configuration.readMatching();
    if (matching.isEmpty()) {
      return limit.page(List.of());
    }
    try (var reader = matching.get();
        var catalogue = configuration.readCatalogue()) {
      var page = limit.page(reader.read(handle -> Matches.list(handle, all, most)));
      var keys =
          page.shown().stream()
              .flatMap(proposal -> Stream.of(proposal.one(), proposal.other()))
              .collect(Collectors.toSet());
      var products = catalogue.read(handle -> Products.existing(handle, keys));
      var proposals =
          page.shown().stream()
              .filter(proposal -> products.containsAll(List.of(proposal.one(), proposal.other())))
              .toList();
      return new Page<>(proposals, page.more());
    }
  }

  static String percent(double confidence) {
    return Math.round(100 * confidence) + " %";
  }

  static String word(Decision decision) {
    return decision.same() ? "same" : "different";
  }
}
