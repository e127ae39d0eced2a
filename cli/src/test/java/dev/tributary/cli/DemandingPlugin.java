package dev.tributary.cli;

import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.spi.Plugin;
import java.util.List;

/// A plugin that does not start without a setting, for tests that name it.
public final class DemandingPlugin implements Plugin {
  static final Setting<String> KEY = Setting.text("demanding.key", "What it cannot do without.");

  private String key = "";

  @Override
  public String name() {
    return "demanding";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(KEY);
  }

  @Override
  public void start(Settings settings) {
    key = settings.get(KEY);
  }

  @Override
  public String toString() {
    return name() + " with " + key;
  }
}
