package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.content.ContentBatch;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.content.StoredContent;
import dev.tributary.ingestion.json.Json;
import dev.tributary.ingestion.model.PackageListing;
import java.io.IOException;

/// Package listings as content: JSON, the same bytes for the same files.
public final class PackageListings {

  private PackageListings() {}

  static StoredContent put(PackageListing listing, ContentBatch batch) throws IOException {
    return batch.put(Json.bytes(listing));
  }

  /// The listing that is stored as `sha256`.
  ///
  /// @throws java.nio.file.NoSuchFileException if it is not in the store
  public static PackageListing read(ContentStore store, String sha256) throws IOException {
    return Json.readOwn(store.read(sha256), PackageListing.class);
  }
}
