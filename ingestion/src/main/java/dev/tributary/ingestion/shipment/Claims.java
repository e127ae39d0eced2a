package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.table.Table;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Which files the messages of a folder name although those would stand for themselves: texts and
/// archives, and media in a folder that has a text of its own. Lyrics in XML, a talking book in a
/// zip, or the sound files beside a log are then what the message says they are.
///
/// A list of files names much that is not its own. So a text or an archive goes only with a message
/// that names media as well; a text not if it names files itself or begins as messages do, an
/// archive not with a mere list. And what a message in its own folder names goes with one from
/// further up by its whole path only, and stays with the other all the same.
final class Claims<F extends PackageFile> {
  /// Folders with more files than that are not parts of a package but packages.
  private static final int FILES = 10_000;

  /// How messages about products begin.
  private static final Pattern ROOTS =
      Pattern.compile(
          ".*message|rss|feed|opml|collection|record|package", Pattern.CASE_INSENSITIVE);

  private final FolderContent<F> content;
  private final long messageBytes;
  private final Function<F, String> path;

  /// The files of each folder further down, as far as they are looked at.
  private final List<List<F>> below = new ArrayList<>();

  /// What each message names.
  private final Map<F, Set<F>> named = new HashMap<>();

  /// What a message in a folder further down names there.
  private final Set<F> namedBelow = new HashSet<>();

  /// @param files that go with the messages of the folder
  /// @param gone the paths of those that are nothing else besides
  /// @param named what each message names that was searched
  record Claimed<F>(Set<F> files, Set<String> gone, Map<F, Set<F>> named) {}

  private Claims(Folder<F> folder, FolderContent<F> content, long messageBytes) {
    this.content = content;
    this.messageBytes = messageBytes;
    this.path = PackagePath.seenFrom(folder);
  }

  /// What the messages in the `content` of `folder` claim of it and of the folders `standing` in
  /// it, which have messages of their own.
  ///
  /// @param messageBytes beyond which a message is not searched
  static <F extends PackageFile> Claimed<F> of(
      Folder<F> folder, FolderContent<F> content, List<Folder<F>> standing, long messageBytes)
      throws IOException {
    var claims = new Claims<>(folder, content, messageBytes);
    claims.look(standing);
    return claims.claimed();
  }

  private void look(List<Folder<F>> standing) throws IOException {
    int looked = 0;
    for (var folder : standing) {
      var files = new ArrayList<F>();
      if (looked < FILES && areOfOnePackage(folder, files)) {
        below.add(files);
        looked += files.size();
      }
    }
    if (below.isEmpty() && (isAlone() || content.media.isEmpty())) {
      return;
    }
    var far = new NamedFiles<>(below.stream().flatMap(List::stream).toList(), path);
    readMessages(far);
    for (var files : below) {
      if (named.values().stream().anyMatch(meant -> !Collections.disjoint(meant, files))) {
        readBelow(files);
      }
    }
    if (!namedBelow.isEmpty()) {
      far.keepToPath(namedBelow);
      readMessages(far);
    }
  }

  private boolean isAlone() {
    return content.messages.size() + content.archives.size() == 1;
  }

  private boolean areOfOnePackage(Folder<F> folder, List<F> files) throws IOException {
    var listing = folder.list();
    files.addAll(listing.files());
    if (files.size() > FILES || listing.files().stream().anyMatch(FileKind::isManifest)) {
      return false;
    }
    for (var inner : listing.folders()) {
      if (!areOfOnePackage(inner, files)) {
        return false;
      }
    }
    return true;
  }

  private void readMessages(NamedFiles<F> far) throws IOException {
    var near = new ArrayList<>(content.media);
    near.addAll(content.messages);
    near.addAll(content.archives);
    var names = far.behind(near, path);
    for (var message : content.messages) {
      read(message, names);
    }
  }

  private void readBelow(List<F> files) throws IOException {
    for (var file : files) {
      if (FileKind.of(file) == FileKind.MESSAGE) {
        var folder = PackagePath.folderOf(file.path());
        var around = files.stream().filter(each -> each.path().startsWith(folder + "/")).toList();
        var names = new NamedFiles<>(around, each -> PackagePath.relative(folder, each.path()));
        read(file, names);
        namedBelow.addAll(named.getOrDefault(file, Set.of()));
      }
    }
  }

  /// A message may name itself.
  private void read(F message, NamedFiles<F> names) throws IOException {
    if (message.bytes() > messageBytes) {
      return;
    }
    try {
      var meant = References.in(message, names);
      meant.remove(message);
      named.put(message, meant);
    } catch (AccessDeniedException | NoSuchFileException unreadable) {
      named.remove(message);
    }
  }

  private Claimed<F> claimed() throws IOException {
    var files = new LinkedHashSet<F>();
    for (var message : content.messages) {
      var meant = new LinkedHashMap<F, FileKind>();
      for (var file : named.getOrDefault(message, Set.of())) {
        meant.put(file, FileKind.of(file));
      }
      if (meant.containsValue(FileKind.MEDIA)) {
        for (var file : meant.entrySet()) {
          if (goesWith(message, file.getKey(), file.getValue())) {
            files.add(file.getKey());
          }
        }
      }
    }
    content.media.forEach(files::remove);
    var gone = new HashSet<String>();
    files.stream()
        .filter(file -> !namedBelow.contains(file))
        .forEach(file -> gone.add(file.path()));
    return new Claimed<>(files, gone, named);
  }

  private boolean goesWith(F message, F file, FileKind kind) throws IOException {
    try {
      return switch (kind) {
        case MEDIA -> true;
        case ARCHIVE -> !isList(message);
        case MESSAGE -> namesNothing(file) && !isOfProducts(file);
        case MANIFEST -> false;
      };
    } catch (AccessDeniedException | NoSuchFileException unreadable) {
      return false;
    }
  }

  private static boolean isList(PackageFile message) throws IOException {
    return ManyProducts.root(message).isEmpty() && !Table.hasUsualColumns(message);
  }

  private boolean namesNothing(F text) {
    return Set.of().equals(named.get(text));
  }

  private static boolean isOfProducts(PackageFile text) throws IOException {
    var root = ManyProducts.root(text);
    return root.isEmpty()
        ? FileKind.isNamedAsMessage(text) || ManyProducts.areTable(text)
        : ROOTS.matcher(root).matches();
  }
}
