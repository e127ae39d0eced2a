package dev.tributary.cli.filter;

import dev.tributary.Application;
import dev.tributary.Message;
import dev.tributary.cli.filter.LineParser.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Messages made of JSON lines, for an exchange rather than for a filter: read as a filter reads
/// them, and handed on in their order, many at a time while there are many.
public final class Feed {
  private static final int AT_ONCE = 500;

  private final FilterOptions options;
  private final InputStream stdin;
  private final PrintWriter messages;
  private final LineParser parser;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(2 * AT_ONCE);
  private long sent;
  private long bad;
  private boolean broken;

  /// What happens in the input.
  private sealed interface Item {
    record Line(Message message) implements Item {}

    record Bad(Place place, String reason) implements Item {}

    record Unreadable(Place place, String reason) implements Item {}

    record End() implements Item {}
  }

  /// Takes what was read.
  @FunctionalInterface
  public interface Taker {
    /// Takes `messages`, one or more, in the order of their lines; returns when they are safe.
    void take(List<Message> messages) throws InterruptedException;
  }

  /// @param exchange that the messages are for
  /// @param messages for people
  public Feed(String exchange, FilterOptions options, InputStream stdin, PrintWriter messages) {
    this.options = options;
    this.stdin = stdin;
    this.messages = messages;
    var receiver =
        Application.named("send").consumes(exchange, "#").callback(_ -> List.of()).build();
    this.parser = new LineParser(receiver, options);
  }

  /// Reads all inputs and hands them to `taker`. Once per feed.
  ///
  /// @return [Filter#DONE], [Filter#USAGE], [Filter#REFUSED] or [Filter#FAILED], as for a filter
  public int into(Taker taker) throws InterruptedException {
    var unusable = Inputs.unusable(options.inputs());
    if (!unusable.isEmpty()) {
      unusable.forEach(messages::println);
      return Filter.USAGE;
    }
    var reading = Thread.ofPlatform().daemon().name("lines").start(this::read);
    try {
      while (take(taker)) {
        // Until the end, or the first bad line.
      }
    } finally {
      reading.interrupt();
    }
    messages.println(sent + " sent" + (bad > 0 ? ", " + bad + " bad lines left out" : ""));
    messages.flush();
    if (broken) {
      return Filter.FAILED;
    }
    return bad > 0 && options.strict() ? Filter.REFUSED : Filter.DONE;
  }

  /// Takes what has come meanwhile.
  ///
  /// @return whether there may be more
  private boolean take(Taker taker) throws InterruptedException {
    var come = new ArrayList<Item>();
    come.add(items.take());
    items.drainTo(come, AT_ONCE);
    var lines = new ArrayList<Message>();
    var more = true;
    for (var item : come) {
      if (more) {
        switch (item) {
          case Item.Line(var message) -> lines.add(message);
          case Item.Bad(var place, var reason) -> {
            bad++;
            messages.println(place + ": " + reason);
            more = !options.strict();
          }
          case Item.Unreadable(var place, var reason) -> {
            broken = true;
            messages.println(place + ": " + reason);
          }
          case Item.End() -> more = false;
        }
      }
    }
    if (!lines.isEmpty()) {
      taker.take(lines);
      sent += lines.size();
    }
    return more;
  }

  private void read() {
    try {
      for (var name : options.inputs()) {
        read(name);
      }
      items.put(new Item.End());
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String name) throws InterruptedException {
    var shown = Inputs.shown(name);
    var number = 0L;
    try (var in = Inputs.open(name, stdin)) {
      var lines = new LineReader(Inputs.decoded(in), options.maxLineBytes());
      while (lines.next()) {
        number = lines.number();
        read(new Place(shown, number), lines);
      }
    } catch (IOException failure) {
      items.put(
          new Item.Unreadable(new Place(shown, number + 1), String.valueOf(failure.getMessage())));
    }
  }

  private void read(Place place, LineReader lines) throws InterruptedException {
    if (lines.isTooLong()) {
      items.put(
          new Item.Bad(
              place,
              "expected a line of at most %d bytes, got %d"
                  .formatted(options.maxLineBytes(), lines.length())));
    } else if (!Inputs.isBlank(lines.line())) {
      items.put(
          switch (parser.parse(lines.line())) {
            case Parsed.Accepted(var message) -> new Item.Line(message);
            case Parsed.LeftOut() -> new Item.Bad(place, "expected a message for this exchange");
            case Parsed.Refused(var reason) -> new Item.Bad(place, reason);
          });
    }
  }
}
