package dev.tributary.artemis;

import dev.tributary.spi.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// Where a broker listens, and the token that it asks for.
///
/// It stands in the file `address` of the broker's folder while the broker listens, and in
/// `last-address` afterwards, too, for the next start; only the owner can read them.
///
/// @param port on the loopback interface
/// @param token 32 random bytes in hexadecimal digits
record Address(int port, String token) {
  /// Brokers listen on the loopback interface only.
  static final String HOST = "127.0.0.1";

  /// The name of everybody who has the token.
  static final String USER = "tributary";

  private static final String CURRENT = "address";
  private static final String LAST = "last-address";
  private static final int TOKEN_BYTES = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static String newToken() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Where the broker of `folder` listens.
  ///
  /// @throws TransportException if it does not
  static Address current(Path folder) {
    try {
      return read(folder.resolve(CURRENT));
    } catch (NoSuchFileException noBroker) {
      throw new TransportException(
          "no broker is running in " + folder + "; start one with: " + startCommand(folder),
          noBroker);
    } catch (IOException failure) {
      throw new TransportException("cannot read " + folder.resolve(CURRENT), failure);
    }
  }

  static String startCommand(Path folder) {
    return "tributary up --data " + folder.toAbsolutePath().normalize().getParent();
  }

  /// Where the broker of `folder` listened last, if it ever did and that can be read.
  static Optional<Address> last(Path folder) {
    try {
      return Optional.of(read(folder.resolve(LAST)));
    } catch (IOException | TransportException unknown) {
      return Optional.empty();
    }
  }

  private static Address read(Path file) throws IOException {
    var lines = Files.readAllLines(file);
    var prefix = HOST + ":";
    if (lines.size() != 2 || !lines.getFirst().startsWith(prefix)) {
      throw malformed(file, null);
    }
    try {
      var port = Integer.parseInt(lines.getFirst().substring(prefix.length()));
      return new Address(port, lines.getLast());
    } catch (NumberFormatException noPort) {
      throw malformed(file, noPort);
    }
  }

  private static TransportException malformed(
      Path file, @org.jspecify.annotations.Nullable Exception cause) {
    return new TransportException(
        "expected "
            + file
            + " to hold "
            + HOST
            + ":<port> and a token on a line each; delete it and start the broker again",
        cause);
  }

  /// Tells others where the broker of `folder` listens. They see the whole file or none.
  void publish(Path folder) throws IOException {
    write(folder, LAST);
    write(folder, CURRENT);
  }

  private void write(Path folder, String name) throws IOException {
    // A temporary file is its owner's only, from the beginning.
    var written = Files.createTempFile(folder, name, ".new");
    try {
      Files.writeString(written, HOST + ":" + port + "\n" + token + "\n");
      Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /// No broker of `folder` listens any more.
  static void withdraw(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(CURRENT));
  }

  /// Finds out whether anybody listens here.
  ///
  /// @throws IOException if nobody does: the connection is refused
  void knock() throws IOException {
    try (var socket = new Socket()) {
      var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      socket.connect(here, Math.toIntExact(PATIENCE.toMillis()));
    }
  }

  /// Without the token, which is nobody else's business.
  @Override
  public String toString() {
    return HOST + ":" + port;
  }
}
