package dev.tributary.thirdparty;

import dev.tributary.Settings;
import dev.tributary.spi.HealthCheck;
import dev.tributary.spi.Measurement;
import dev.tributary.spi.Plugin;
import java.util.List;

/// Tells how the third parties of this process are: measurements for each host, and whether one is
/// away.
public final class ThirdPartyPlugin implements Plugin {
  @Override
  public String name() {
    return "third-parties";
  }

  @Override
  public List<Measurement> measurements() {
    return ThirdParties.measurements();
  }

  @Override
  public List<HealthCheck> healthChecks(Settings settings) {
    return List.of(new HealthCheck("third parties", ThirdParties::health));
  }
}
