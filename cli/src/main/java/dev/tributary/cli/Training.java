package dev.tributary.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// Runs each command once in one process, for the JVM to note down which classes they need (JEP
/// 514). The launcher's build calls it; nobody else has a use for it.
final class Training {
  private Training() {}

  /// Trains to ingest and to try, or to answer from what was ingested.
  ///
  /// @param arguments a data folder to throw away, and a folder of deliveries to ingest into it;
  ///   without that, the data folder is asked for what is in it
  public static void main(String[] arguments) {
    var data = List.of("--data", arguments[0]);
    if (arguments.length > 1) {
      run(data, "ingest", arguments[1]);
      run(data, "ingest", arguments[1], "--json");
      run(data, "try", "-", arguments[1] + "/05-ern-43-ep.xml");
      run(data, "try", "-", arguments[1] + "/05-ern-43-ep.xml", "--json");
    } else {
      run(data, "products");
      run(data, "products", "--json");
      run(data, "product", "2990001000018");
      run(data, "product", "2990001000018", "--json");
      run(data, "deliveries");
      run(data, "deliveries", "--json");
      run(data, "trail", "padpida2099010101x/icpn:02990001000018");
    }
  }

  private static void run(List<String> data, String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(data);
    var nowhere = new PrintWriter(Writer.nullWriter());
    var status = Main.run(arguments.toArray(String[]::new), nowhere, nowhere);
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + " ended with " + status);
    }
  }
}
