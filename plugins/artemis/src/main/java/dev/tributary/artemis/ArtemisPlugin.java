package dev.tributary.artemis;

import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Transport;
import dev.tributary.spi.TransportPlugin;
import java.nio.file.Path;
import java.util.List;

/// The transport `artemis`: joins the embedded broker of a process of this machine that lets others
/// join, such as `tributary up`.
public final class ArtemisPlugin implements TransportPlugin {
  /// Where that broker keeps its messages.
  public static final Setting<Path> FOLDER =
      Setting.path("artemis.folder", "The folder of the embedded broker that is joined.")
          .orElse(Path.of("data", "broker"));

  @Override
  public String name() {
    return "artemis";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FOLDER);
  }

  @Override
  public Transport connect(Settings settings) {
    return ArtemisTransport.join(settings.get(FOLDER));
  }
}
