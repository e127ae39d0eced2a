package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Files that no message is beside or above, and the messages further down that name them: those of
/// a package with a folder for its metadata, or of several releases that share a cover.
final class LooseFiles<F extends PackageFile> {
  /// In how many folders messages are searched. More are not one package but many.
  private static final int FOLDERS = 1000;

  private final Folder<F> folder;
  private final List<F> files;
  private final long messageBytes;
  private final Map<String, Set<F>> named = new HashMap<>();

  private LooseFiles(Folder<F> folder, List<F> files, long messageBytes) {
    this.folder = folder;
    this.files = files;
    this.messageBytes = messageBytes;
  }

  /// Which of `files` each message in the folders `inner` names that is not among its own, by the
  /// path of the message.
  ///
  /// @param folder around `files` and `inner`
  /// @param messageBytes beyond which a message is not searched
  static <F extends PackageFile> Map<String, Set<F>> named(
      Folder<F> folder, List<F> files, List<Folder<F>> inner, long messageBytes)
      throws IOException {
    if (files.isEmpty()) {
      return Map.of();
    }
    var loose = new LooseFiles<>(folder, files, messageBytes);
    var speaking = new ArrayList<Folder<F>>();
    for (var each : inner) {
      addSpeaking(each, speaking);
    }
    loose.search(speaking);
    return loose.named;
  }

  /// Finds the folders with messages, except those of batches, which are complete by themselves.
  private static <F extends PackageFile> void addSpeaking(
      Folder<F> folder, List<Folder<F>> speaking) throws IOException {
    if (speaking.size() >= FOLDERS) {
      return;
    }
    var content = FolderContent.of(folder);
    if (!content.manifests.isEmpty()) {
      return;
    }
    if (!content.messages.isEmpty()) {
      speaking.add(folder);
    }
    for (var inner : content.folders) {
      addSpeaking(inner, speaking);
    }
  }

  private void search(List<Folder<F>> speaking) throws IOException {
    var far = new NamedFiles<>(files, PackagePath.seenFrom(folder));
    for (var each : speaking) {
      var near = new ArrayList<F>();
      Group.addAll(each, near);
      var names = far.behind(near, PackagePath.seenFrom(each));
      for (var message : FolderContent.of(each).messages) {
        if (message.bytes() <= messageBytes) {
          var meant = new LinkedHashSet<>(References.inOrAll(message, names, files));
          near.forEach(meant::remove);
          if (!meant.isEmpty()) {
            named.put(message.path(), meant);
          }
        }
      }
    }
  }
}
