package dev.tributary.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.console.web.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which paths may be submitted where not all that is named is there.
class RootsTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private Path shipped;
  private Path file;

  @BeforeEach
  void ship() throws IOException {
    shipped = Files.createDirectories(folder.toRealPath().resolve("shipped"));
    file = Files.writeString(shipped.resolve("a.xml"), "<release/>");
  }

  @Test
  void aRootThatIsNotThereKeepsNobodyFromTheOthers() throws IOException {
    var roots = new Roots(List.of(folder.resolve("not-mounted"), folder));

    assertThat(roots.resolve(file.toString())).isEqualTo(file);
    assertThat(roots.resolve("shipped/a.xml")).isEqualTo(file);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> roots.resolve(elsewhere.toString()))
        .withMessageContaining("not-mounted (which is not there) or " + folder + ", got");
  }

  @Test
  void aLinkToNothingIsNoReasonToRefuseTheFolder() throws IOException {
    Files.createSymbolicLink(shipped.resolve("gone.wav"), elsewhere.resolve("gone.wav"));

    assertThat(new Roots(List.of(folder)).resolve("shipped")).isEqualTo(shipped);
  }

  @Test
  void aLinkThatLeadsOutIsRefusedWhateverLiesBesideIt() throws IOException {
    Files.createSymbolicLink(shipped.resolve("gone.wav"), elsewhere.resolve("gone.wav"));
    Files.createSymbolicLink(shipped.resolve("out"), elsewhere);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new Roots(List.of(folder)).resolve("shipped"))
        .withMessageContaining("the link " + shipped.resolve("out") + " leads out");
  }
}
