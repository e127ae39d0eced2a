package dev.tributary.ingestion.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.webhook.Endpoint.Filter;
import dev.tributary.ingestion.webhook.SecretSource.InFile;
import dev.tributary.ingestion.webhook.SecretSource.InVariable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operators write about endpoints, and what they are told about it.
final class EndpointsTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir private Path folder;

  @Test
  void aFileNamesEndpoints() throws IOException {
    var file =
        write(
            "webhooks.yaml",
            """
            shop:
              url: https://shop.example/hooks?x=1
              secretFile: shop.secret
              providers: [meadow]
              actions: takedown
              types: [release, video]
            archive:
              url: http://archive.example:8080/in
              secretVariable: ARCHIVE_SECRET
            """);

    assertThat(Endpoints.read(file))
        .containsExactly(
            new Endpoint(
                "archive",
                URI.create("http://archive.example:8080/in"),
                new InVariable("ARCHIVE_SECRET"),
                new Filter(List.of(), List.of(), List.of())),
            new Endpoint(
                "shop",
                URI.create("https://shop.example/hooks?x=1"),
                new InFile(folder.resolve("shop.secret")),
                new Filter(List.of("meadow"), List.of("takedown"), List.of("release", "video"))));
  }

  @Test
  void aFolderNamesThoseOfAllItsFilesEachOnce() throws IOException {
    write("a.yaml", "one: {url: 'https://one.example/', secretFile: x}");
    write("b.yaml", "two: {url: 'https://two.example/', secretFile: x}");
    write("x", SECRET);

    assertThat(Endpoints.read(folder)).extracting(Endpoint::name).containsExactly("one", "two");

    write("c.yaml", "one: {url: 'https://one.example/', secretFile: x}");
    assertThatThrownBy(() -> Endpoints.read(folder))
        .hasMessageContaining("c.yaml: the endpoint one is in another file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop: {url: 'ftp://shop.example/', secretFile: x} | expected the url of shop to be like",
        "shop: {url: 'https://me:pw@shop.example/', secretFile: x} | without a user",
        "shop: {secretFile: x} | expected the url of shop",
        "shop: {url: 'https://shop.example/'} | expected secretFile or secretVariable for shop",
        "shop: {url: 'https://shop.example/', secret: x} | unknown key secret of shop",
        "shop: {url: 'https://shop.example/', secretVariable: TRIBUTARY_X} | not to begin with",
        "shop: {url: 'https://shop.example/', secretFile: x, actions: [takdown]} | did you mean takedown?",
        "shop: {url: 'https://shop.example/', secretFile: x, types: []} | expected types of shop to be a list",
        "Shop!: {} | expected the name of an endpoint",
        "shop | to consist of `key: value`",
        "'shop: [' | expected YAML",
      })
  void whatIsWrongIsNamed(String yaml, String complaint) throws IOException {
    var file = write("webhooks.yaml", yaml);

    assertThatThrownBy(() -> Endpoints.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("webhooks.yaml")
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("pw@");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Endpoints.read(folder.resolve("none.yaml")))
        .hasMessageContaining("expected webhooks to name a file or folder that can be read")
        .hasMessageContaining("none.yaml");
  }

  @Test
  void aSecretThatIsNoneIsNamedAndNotTold() throws IOException {
    for (var text : List.of("", "hunter2hunter2hunter2hunter2", "whsec_aHVudGVyMg==", "whsec_$")) {
      var file = write("secret", text);
      assertThatThrownBy(() -> new InFile(file).read(Map.of()))
          .hasMessageContaining("expected in the file " + file)
          .hasMessageContaining("openssl rand")
          .hasMessageNotContaining("hunter2")
          .hasMessageNotContaining("aHVudGVyMg");
    }
    assertThatThrownBy(() -> new InFile(folder.resolve("none")).read(Map.of()))
        .hasMessageContaining("which cannot be read");
    assertThatThrownBy(() -> new InVariable("NONE").read(Map.of()))
        .hasMessageContaining("the environment's NONE")
        .hasMessageContaining("found none");
    assertThat(new InVariable("ONE").read(Map.of("ONE", SECRET)).toString()).doesNotContain("MfKQ");
  }

  /// The example of the reference libraries of the specification.
  @Test
  void signsAsOthersDo() {
    var signature =
        SigningSecrets.parse(SECRET, "here")
            .sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330L,
                "{\"test\": 2432232314}".getBytes(UTF_8));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
