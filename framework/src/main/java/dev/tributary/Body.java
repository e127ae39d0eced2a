package dev.tributary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.internal.Codecs;
import java.util.Arrays;

/// The bytes of a message. Immutable; equal to another with the same bytes.
public final class Body {
  private static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A body of a copy of `bytes`.
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /// A body of `text` in UTF-8.
  public static Body utf8(String text) {
    return new Body(text.getBytes(UTF_8));
  }

  /// A body that holds `value`, usually a record, as the [dev.tributary.spi.BodyCodec] on the class
  /// path writes it: JSON.
  ///
  /// @throws IllegalArgumentException if it cannot be written
  public static Body json(Object value) {
    return Codecs.codec().write(value);
  }

  public static Body empty() {
    return EMPTY;
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The bytes read as UTF-8; what is not UTF-8 becomes U+FFFD.
  public String utf8() {
    return new String(bytes, UTF_8);
  }

  /// The value of type `T` that this holds, as the [dev.tributary.spi.BodyCodec] on the class path
  /// reads it.
  ///
  /// @throws InvalidMessageException if it holds none
  public <T> T as(Class<T> type) {
    return Codecs.codec().read(this, type);
  }

  /// Number of bytes.
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Body[" + bytes.length + " bytes]";
  }
}
