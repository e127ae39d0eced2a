package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.marc.MarcRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Takes a file of MARC records apart while it is read. A portion is a file of such records with
/// the number of its first one above them; what is broken about a record shows when it is mapped.
final class MarcSplitter {

  private final ContentBatch batch;
  private final int portionBytes;
  private final List<Split.Portion> portions = new ArrayList<>();
  private final ByteArrayOutputStream portion = new ByteArrayOutputStream();
  private int first;

  /// @param portionBytes after which a portion ends with the record that it is in
  MarcSplitter(ContentBatch batch, int portionBytes) {
    this.batch = batch;
    this.portionBytes = portionBytes;
  }

  /// Reads `file` to its end and puts the portions into the batch.
  Split split(InputStream file) throws IOException {
    var records = new MarcRecords(file);
    var last = 0;
    for (var record = records.next(); record != null; record = records.next()) {
      if (portion.size() == 0) {
        first = record.number();
        portion.write(MarcRecords.portionOf(first));
      }
      record.writeTo(portion);
      last = record.number();
      if (portion.size() >= portionBytes || last - first + 1 >= ProductSplitter.PRODUCTS) {
        flush(last);
      }
    }
    flush(last);
    return new Split(List.copyOf(portions), List.of());
  }

  private void flush(int last) throws IOException {
    if (portion.size() > 0) {
      portions.add(new Split.Portion(first, last, batch.put(portion.toByteArray())));
      portion.reset();
    }
  }
}
