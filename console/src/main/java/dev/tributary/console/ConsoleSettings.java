package dev.tributary.console;

import dev.tributary.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What an operator may choose about the page.
public final class ConsoleSettings {
  private static final int PORT_DEFAULT = 8080;
  private static final int LAST_PORT = 65_535;
  private static final long UPLOAD_DEFAULT = 256L * 1024 * 1024;

  /// Where it listens.
  public static final Setting<Integer> PORT =
      Setting.integer(
              "console.port",
              "The port of the operator's page, with `up`; 0 for any that is free. `--port` goes"
                  + " before it.")
          .where(port -> port >= 0 && port <= LAST_PORT, "a port from 0 to " + LAST_PORT)
          .orElse(PORT_DEFAULT);

  /// Who can reach it.
  public static final Setting<String> ADDRESS =
      Setting.text(
              "console.address",
              "The address on which the page listens. Any but the machine's own (loopback) needs"
                  + " console.users or console.proxy-header.")
          .orElse("localhost");

  /// Who may.
  public static final Setting<Optional<Path>> USERS =
      Setting.path(
              "console.users",
              "A file of those who may see the page and act, a line each, as `tributary"
                  + " console-user` makes them.")
          .optional();

  /// Who says who asks.
  public static final Setting<Optional<String>> PROXY_HEADER =
      Setting.text(
              "console.proxy-header",
              "The header in which a reverse proxy names who has signed in with it, such as"
                  + " X-Forwarded-User. It counts from console.proxy-addresses only.")
          .optional();

  /// Whose word that is.
  public static final Setting<List<String>> PROXY_ADDRESSES =
      Setting.list("console.proxy-addresses", "The addresses of the proxy of console.proxy-header.")
          .orElse(List.of("127.0.0.1", "::1"));

  /// Who may act, of those whom a proxy names.
  public static final Setting<List<String>> OPERATORS =
      Setting.list(
              "console.operators",
              "Those who may act, by the names in console.proxy-header; all others look.")
          .orElse(List.of());

  /// Under which names it is asked.
  public static final Setting<List<String>> HOSTS =
      Setting.list(
              "console.hosts",
              "Names under which the page is asked for, besides localhost; such as that of a"
                  + " reverse proxy.")
          .orElse(List.of());

  /// What may be submitted by path.
  public static final Setting<List<String>> ROOTS =
      Setting.list(
              "console.roots",
              "Folders whose files may be submitted on the page by their path. That of --inbox is"
                  + " always one.")
          .orElse(List.of());

  /// How much may be uploaded.
  public static final Setting<Long> UPLOAD_LIMIT =
      Setting.bytes("console.upload-limit", "How large a file may be that is uploaded on the page.")
          .where(bytes -> bytes > 0, "a size of more than nothing, such as 256 MiB")
          .orElse(UPLOAD_DEFAULT);

  /// All of them, in the order of the listings.
  public static final List<Setting<?>> ALL =
      List.of(
          PORT,
          ADDRESS,
          USERS,
          PROXY_HEADER,
          PROXY_ADDRESSES,
          OPERATORS,
          HOSTS,
          ROOTS,
          UPLOAD_LIMIT);

  private ConsoleSettings() {}
}
