package dev.tributary.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Which addresses a call reaches, and what it shows them.
final class ReachTest extends PartyScene {
  @Test
  void redirectsLeadOnlyToItsHosts() throws Exception {
    party.then(307, "", "location", "/elsewhere").then(200, "/elsewhere");
    party.then(307, "", "location", "http://localhost:" + party.port() + "/x");
    party.then(307, "", "location", "file:///etc/passwd");
    try (var api = party.named("ratings").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("/elsewhere");
      assertThatThrownBy(() -> api.get("isrc/2"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("localhost is not one of its hosts");
      assertThatThrownBy(() -> api.get("isrc/3")).hasMessageContaining("which is not followed");
    }
  }

  @Test
  void privateAddressesAreRefusedUnlessAllowed() throws Exception {
    try (var api = ThirdParty.named("ratings", party.base()).open(database)) {
      assertThatThrownBy(() -> api.get("isrc/1"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("has the address 127.0.0.1, which is private");
    }
    assertThat(party.calls()).isEmpty();
    for (var address :
        List.of(
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "2002:a00:1::",
            "224.0.0.1")) {
      assertThat(Hosts.isPublic(InetAddress.getByName(address))).as(address).isFalse();
    }
    for (var address : List.of("8.8.8.8", "172.32.0.1", "2606:4700::1111")) {
      assertThat(Hosts.isPublic(InetAddress.getByName(address))).as(address).isTrue();
    }
  }

  @Test
  void aNameKeepsTheAddressThatWasChecked() throws Exception {
    var somewhere = InetAddress.getByAddress("rebound.invalid", new byte[] {127, 0, 0, 1});

    assertThat(PinnedResolver.pin("rebound.invalid", List.of(somewhere)))
        .containsExactly(somewhere);
    assertThat(InetAddress.getAllByName("rebound.invalid")).containsExactly(somewhere);
    assertThatThrownBy(() -> PinnedResolver.lookUp("unheard-of.invalid"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAddressThatThePlatformRemembersIsCheckedToo() throws Exception {
    var names = NameServers.start().say("rebound.example", "127.0.0.1");
    var base = URI.create("http://rebound.example:%d/".formatted(party.port()));
    try (var api = ThirdParty.named("ratings", base).open(database)) {
      PinnedResolver.pin("rebound.example", PinnedResolver.lookUp("rebound.example"));
      assertThat(InetAddress.getAllByName("rebound.example"))
          .allMatch(InetAddress::isLoopbackAddress);
      names.say("rebound.example", "8.8.8.8");

      assertThatThrownBy(() -> api.get("isrc/1"))
          .isInstanceOf(ThirdPartyException.Refused.class)
          .hasMessageContaining("has the address 127.0.0.1, which is private");
    }
    assertThat(party.calls()).isEmpty();
  }

  @Test
  void aHostThatCannotBeReachedIsLookedUpAgainThoughOthersAnswer() throws Exception {
    var names = NameServers.start().say("moved.example", "127.0.0.2");
    var moved = "http://moved.example:%d/".formatted(party.port());
    var builder = party.named("ratings").host("moved.example").keeping(Duration.ZERO);
    try (var api = builder.open(database)) {
      assertThatThrownBy(() -> api.get(moved)).hasMessageContaining("cannot be reached");
      names.say("moved.example", "127.0.0.1");

      await()
          .atMost(Duration.ofSeconds(10))
          .ignoreExceptionsInstanceOf(ThirdPartyException.class)
          .until(() -> api.get("isrc/1").isFound() && api.get(moved).isFound());
    }
  }

  @Test
  void aKeyIsForTheHostOfTheBaseAlone() throws Exception {
    var keys = new CopyOnWriteArrayList<List<String>>();
    var elsewhere = "http://localhost:%d/there".formatted(party.port());
    party.then(
        exchange -> {
          keys.add(exchange.getRequestHeaders().getOrDefault("x-key", List.of()));
          TestParty.respond(exchange, 302, "", "location", elsewhere);
        });
    party.then(
        exchange -> {
          keys.add(exchange.getRequestHeaders().getOrDefault("x-key", List.of()));
          TestParty.respond(exchange, 200, "there");
        });
    try (var api =
        party.named("ratings").host("localhost").header("x-key", "secret").open(database)) {
      assertThat(api.get("isrc/1").text()).isEqualTo("there");
    }

    assertThat(keys).containsExactly(List.of("secret"), List.of());
  }

  @Test
  void aUserInItsBaseIsRefusedAndNotShown() {
    assertThatThrownBy(
            () -> ThirdParty.named("ratings", URI.create("https://me:secret@x.example/")))
        .hasMessageContaining("without a user")
        .hasMessageNotContaining("secret");
    assertThat(Line.place(URI.create("https://me:secret@x.example:81/isrc/1?key=hidden")))
        .isEqualTo("https://x.example:81/isrc/1");
  }
}
