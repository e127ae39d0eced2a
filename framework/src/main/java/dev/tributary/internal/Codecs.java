package dev.tributary.internal;

import dev.tributary.spi.BodyCodec;
import java.util.ServiceLoader;

/// The one codec of typed bodies on the class path.
public final class Codecs {
  private Codecs() {}

  /// Looked for when the first typed body is read or written.
  private static final class Found {
    static final BodyCodec CODEC =
        ServiceLoader.load(BodyCodec.class, BodyCodec.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "typed bodies need a codec, and none is on the class path; add the module"
                            + " tributary-json"));
  }

  public static BodyCodec codec() {
    return Found.CODEC;
  }
}
