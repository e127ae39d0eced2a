package dev.tributary.ingestion.asset;

import dev.tributary.ingestion.content.ContentStore;
import java.io.IOException;

/// Measures files that are in no product.
public final class MeasuredBytes {
  private MeasuredBytes() {}

  /// Opens and measures `file`; that it is damaged is told, not thrown.
  public static void of(ContentStore store, byte[] file) throws IOException, InterruptedException {
    var _ = new Measuring(store).measure(store.put(file).sha256());
  }
}
