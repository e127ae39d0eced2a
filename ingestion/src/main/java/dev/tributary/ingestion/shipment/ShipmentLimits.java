package dev.tributary.ingestion.shipment;

/// How much is taken of what a provider ships.
///
/// The ratio stops archives that are made to fill a disk. Deflate packs XML ten to forty times, and
/// a single value a thousand times: a hundred lies far from both. Below `ratioFloor` nothing is
/// asked, so that a silent track or an empty form does no harm to its package.
///
/// @param messageBytes of one message; a larger one is refused and not stored
/// @param portionBytes beyond which a message that lists products is taken apart, and that its
///   portions have
/// @param files in one archive, folders included
/// @param fileBytes of one file of an archive, unpacked
/// @param archiveBytes of all files of an archive together, unpacked
/// @param ratio how many times its packed size a file of an archive may have, unpacked
/// @param ratioFloor the unpacked size up to which the ratio does not matter
public record ShipmentLimits(
    long messageBytes,
    int portionBytes,
    int files,
    long fileBytes,
    long archiveBytes,
    int ratio,
    long ratioFloor) {

  private static final int PORTION = 512 << 10;

  /// Messages of 64 MiB, as much as a mapping takes; archives of 10,000 files, 8 GiB each, 32 GiB
  /// together, a hundredfold beyond 1 MiB. An album of fifty tracks in 192 kHz takes about 12 GiB.
  public static final ShipmentLimits DEFAULT =
      new ShipmentLimits(64L << 20, PORTION, 10_000, 8L << 30, 32L << 30, 100, 1L << 20);

  /// The same with portions of half a megabyte.
  public ShipmentLimits(
      long messageBytes, int files, long fileBytes, long archiveBytes, int ratio, long ratioFloor) {
    this(messageBytes, PORTION, files, fileBytes, archiveBytes, ratio, ratioFloor);
  }

  public ShipmentLimits {
    if (messageBytes <= 0
        || portionBytes <= 0
        || files <= 0
        || fileBytes <= 0
        || archiveBytes <= 0
        || ratio <= 0
        || ratioFloor < 0) {
      throw new IllegalArgumentException(
          ("expected every limit of a shipment to be positive, got: messageBytes=%d, "
                  + "portionBytes=%d, files=%d, fileBytes=%d, archiveBytes=%d, ratio=%d, ratioFloor=%d")
              .formatted(
                  messageBytes, portionBytes, files, fileBytes, archiveBytes, ratio, ratioFloor));
    }
  }
}
