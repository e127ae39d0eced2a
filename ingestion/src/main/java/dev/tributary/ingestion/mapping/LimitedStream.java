package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/// Stops at the limit of bytes, so that a file of any size costs no more than that to refuse.
final class LimitedStream extends FilterInputStream {

  private final long limit;
  private final Supplier<Location> here;
  private long read;

  private LimitedStream(InputStream in, long limit, Supplier<Location> here) {
    super(in);
    this.limit = limit;
    this.here = here;
  }

  /// @param here the place that whoever reads has come to
  static InputStream of(InputStream in, Limits limits, Supplier<Location> here) {
    return new LimitedStream(in, limits.bytes(), here);
  }

  @Override
  public int read() throws IOException {
    var one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var some = super.read(buffer, offset, length);
    count(Math.max(0, some));
    return some;
  }

  private void count(int bytes) {
    read += bytes;
    if (read > limit) {
      throw new MappingException(
          new Finding(
              "container.too-large",
              "expected a message of at most %,d bytes, found more; send fewer products at a time"
                  .formatted(limit),
              Optional.empty(),
              Optional.of(here.get())));
    }
  }
}
