package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Application;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/// What a filter did.
///
/// @param output what it wrote, byte by byte as UTF-8
/// @param said on standard error
record Filtered(int status, String output, String said) {

  /// Runs `application` over standard input as it is without options.
  static Filtered run(Application application, String stdin) throws InterruptedException {
    return run(application, Options.none(), stdin.getBytes(UTF_8));
  }

  static Filtered run(Application application, Options options, String stdin)
      throws InterruptedException {
    return run(application, options, stdin.getBytes(UTF_8));
  }

  static Filtered run(Application application, Options options, byte[] stdin)
      throws InterruptedException {
    return run(application, options, new ByteArrayInputStream(stdin));
  }

  static Filtered run(Application application, Options options, InputStream stdin)
      throws InterruptedException {
    var output = new ByteArrayOutputStream();
    var said = new StringWriter();
    var filter =
        new Filter(application, options.build(), stdin, output, new PrintWriter(said, true));
    var status = filter.run();
    return new Filtered(status, output.toString(UTF_8), said.toString());
  }

  List<String> lines() {
    return output.lines().toList();
  }

  /// The options of a run, put together by name.
  record Options(
      List<String> inputs,
      boolean unordered,
      boolean strict,
      boolean messages,
      Optional<String> routingKey,
      boolean verbose,
      int maxLineBytes) {

    static Options none() {
      return new Options(
          List.of("-"), false, false, false, Optional.empty(), false, FilterOptions.MAX_LINE_BYTES);
    }

    Options inputs(String... names) {
      return new Options(
          List.of(names), unordered, strict, messages, routingKey, verbose, maxLineBytes);
    }

    Options withUnordered() {
      return new Options(inputs, true, strict, messages, routingKey, verbose, maxLineBytes);
    }

    Options withStrict() {
      return new Options(inputs, unordered, true, messages, routingKey, verbose, maxLineBytes);
    }

    Options withMessages() {
      return new Options(inputs, unordered, strict, true, routingKey, verbose, maxLineBytes);
    }

    Options withKey(String key) {
      return new Options(
          inputs, unordered, strict, messages, Optional.of(key), verbose, maxLineBytes);
    }

    Options withVerbose() {
      return new Options(inputs, unordered, strict, messages, routingKey, true, maxLineBytes);
    }

    Options withLinesOfAtMost(int bytes) {
      return new Options(inputs, unordered, strict, messages, routingKey, verbose, bytes);
    }

    FilterOptions build() {
      return new FilterOptions(
          inputs, unordered, strict, messages, routingKey, verbose, maxLineBytes);
    }
  }
}
