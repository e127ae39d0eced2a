package dev.tributary.cli;

import dev.tributary.cli.filter.TextLines;
import dev.tributary.cli.filter.TextLines.Line.Bad;
import dev.tributary.cli.filter.TextLines.Line.Text;
import dev.tributary.ingestion.json.Json;
import dev.tributary.scoring.ScoreTree;
import dev.tributary.scoring.ScoringException;
import dev.tributary.scoring.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What the commands have in common that answer objects line by line.
final class ScoreInputs {
  @Mixin private ConfiguredScorer scorer;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Objects, one a line, gzip or not; - for standard input, which is read if there is no"
              + " file.")
  private List<String> files = List.of();

  /// What is to be said of one object.
  @FunctionalInterface
  interface Answer {
    Object of(ScoreTree tree, double[] values);
  }

  /// What scores.
  ConfiguredScorer scorer() {
    return scorer;
  }

  /// Prints an answer for each object, in order, as a line of JSON. Lines that are no objects are
  /// told and passed over.
  ///
  /// @return the exit status
  int answer(Configuration configuration, Answer answer, CommandLine line) throws IOException {
    var inputs = files.isEmpty() ? List.of("-") : files;
    var unusable = TextLines.unusable(inputs);
    if (!unusable.isEmpty()) {
      throw new UsageException(String.join("\n", unusable));
    }
    var tree = scorer.read(configuration);
    var bad = new AtomicLong();
    TextLines.read(
        inputs,
        System.in,
        read -> {
          var problem =
              switch (read) {
                case Text text -> print(answer, tree, text, line.getOut());
                case Bad(var said) -> said;
              };
          if (!problem.isEmpty()) {
            bad.incrementAndGet();
            line.getErr().println("tributary: " + problem.replace("\n", "\ntributary: "));
          }
          return !line.getOut().checkError();
        });
    return bad.get() == 0 ? 0 : Main.USAGE;
  }

  /// @return what is wrong with the line; nothing if it was answered
  private static String print(Answer answer, ScoreTree tree, Text line, PrintWriter out) {
    try {
      var values = Values.of(tree.attributes(), line.input(), line.number(), line.text());
      out.println(Json.text(answer.of(tree, values)));
      return "";
    } catch (ScoringException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }
}
