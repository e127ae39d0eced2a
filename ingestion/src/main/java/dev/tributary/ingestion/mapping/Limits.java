package dev.tributary.ingestion.mapping;

/// How much of a message is read before it is refused. A message is held as a tree while it is
/// mapped, so these bound the memory that one message can take.
///
/// @param bytes size of the message
/// @param depth of elements within elements
/// @param elements in the whole message
/// @param entityCharacters that all entities of the internal DTD subset may stand for together
public record Limits(long bytes, int depth, int elements, int entityCharacters) {

  /// 64 MiB, 256 levels, two million elements, 50,000 characters out of entities: ten times what
  /// the largest ERN message that we know of needs.
  public static final Limits DEFAULT = new Limits(64L << 20, 256, 2_000_000, 50_000);

  public Limits {
    if (bytes <= 0 || depth <= 0 || elements <= 0 || entityCharacters <= 0) {
      throw new IllegalArgumentException(
          ("expected every limit of a message to be positive, "
                  + "got: bytes=%d, depth=%d, elements=%d, entityCharacters=%d")
              .formatted(bytes, depth, elements, entityCharacters));
    }
  }
}
