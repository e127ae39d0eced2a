package dev.tributary.rabbitmq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `localhost` that was made for one broker and signed by itself.
final class TestCertificate {
  static final String CERTIFICATE = "certificate.pem";
  static final String KEY = "key.pem";

  private static final String STORE = "keys.p12";
  private static final String NAME = "broker";
  private static final String PASSWORD = "not a secret";
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private TestCertificate() {}

  /// Writes certificate and key into `folder`, as brokers read them.
  static void write(Path folder) throws IOException {
    var store = folder.resolve(STORE);
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                NAME,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
    }
    try {
      var keys = open(store);
      var key = keys.getKey(NAME, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(folder.resolve(KEY), pem("PRIVATE KEY", key));
      var certificate = keys.getCertificate(NAME).getEncoded();
      Files.writeString(folder.resolve(CERTIFICATE), pem("CERTIFICATE", certificate));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static KeyStore open(Path store) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, BASE64.encodeToString(bytes), what);
  }

  /// What trusts the certificate in `folder`, and no other.
  static SSLContext trusting(Path folder) throws GeneralSecurityException, IOException {
    var certificate = open(folder.resolve(STORE)).getCertificate(NAME);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(NAME, certificate);
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
