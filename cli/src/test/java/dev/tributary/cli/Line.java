package dev.tributary.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// A command line that was run in this process.
record Line(int status, String out, String messages) {
  static Line run(String... arguments) {
    var out = new StringWriter();
    var messages = new StringWriter();
    var status = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(messages, true));
    return new Line(status, out.toString(), messages.toString());
  }
}
