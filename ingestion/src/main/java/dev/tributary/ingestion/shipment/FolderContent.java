package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The files of one folder by what they are for.
final class FolderContent<F extends PackageFile> {
  final List<F> messages = new ArrayList<>();
  final List<F> archives = new ArrayList<>();
  final List<F> manifests = new ArrayList<>();
  final List<F> media = new ArrayList<>();
  final List<Folder<F>> folders;

  private FolderContent(List<Folder<F>> folders) {
    this.folders = folders;
  }

  static <F extends PackageFile> FolderContent<F> of(Folder<F> folder) throws IOException {
    var listing = folder.list();
    var content = new FolderContent<F>(listing.folders());
    for (var file : listing.files()) {
      var list =
          switch (FileKind.of(file)) {
            case MESSAGE -> content.messages;
            case ARCHIVE -> content.archives;
            case MANIFEST -> content.manifests;
            case MEDIA -> content.media;
          };
      list.add(file);
    }
    return content;
  }

  boolean speaks() {
    return !messages.isEmpty() || !manifests.isEmpty();
  }
}
