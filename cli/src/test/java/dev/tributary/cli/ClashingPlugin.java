package dev.tributary.cli;

import dev.tributary.spi.Command;
import dev.tributary.spi.Plugin;
import java.util.List;

/// A plugin whose command has the name of one that is there already, for tests that name it.
public final class ClashingPlugin implements Plugin {
  @Override
  public String name() {
    return "clashing";
  }

  @Override
  public List<Command> commands() {
    return List.of(Command.of("products", "Lists others.", List.of(), List.of(), _ -> 0));
  }
}
