package dev.tributary.ingestion.shipment;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder below a path that a user gave, read whenever it is asked. Links are followed to files
/// within that path only.
///
/// @param root the real path of what the user gave
/// @param unreadable where folders go that may not be read
record DiskFolder(Path root, Path location, String path, Collection<Path> unreadable)
    implements Folder<DiskFile> {

  private static final Logger log = LoggerFactory.getLogger(DiskFolder.class);

  static DiskFolder of(Path folder, Collection<Path> unreadable) throws IOException {
    var root = folder.toRealPath();
    return new DiskFolder(root, root, "", unreadable);
  }

  @Override
  public Listing<DiskFile> list() throws IOException {
    var files = new ArrayList<DiskFile>();
    var folders = new ArrayList<Folder<DiskFile>>();
    for (var name : names()) {
      var at = location.resolve(name);
      if (Files.isSymbolicLink(at)) {
        addLinked(at, name, files);
      } else if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        folders.add(new DiskFolder(root, at, PackagePath.join(path, name), unreadable));
      } else if (Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)) {
        addFile(at, name, files);
      } else {
        skipped(at, "it is neither a file nor a folder");
      }
    }
    return new Listing<>(files, folders);
  }

  private List<String> names() throws IOException {
    var names = new ArrayList<String>();
    try (var children = Files.newDirectoryStream(location)) {
      for (var child : children) {
        names.add(String.valueOf(child.getFileName()));
      }
    } catch (AccessDeniedException | NoSuchFileException e) {
      unreadable.add(location);
    }
    names.removeIf(PackagePath::isHiddenName);
    names.sort(PackagePath.ORDER);
    return names;
  }

  /// One that may not be read is there all the same: what it belongs to cannot do without it.
  private void addFile(Path at, String name, List<DiskFile> files) throws IOException {
    try {
      files.add(new DiskFile(at, PackagePath.join(path, name), Files.size(at)));
    } catch (AccessDeniedException | NoSuchFileException e) {
      unreadable.add(at);
    }
  }

  private void addLinked(Path link, String name, List<DiskFile> files) throws IOException {
    if (!Files.exists(link)) {
      skipped(link, "it is a link to nothing");
      return;
    }
    var target = link.toRealPath();
    if (target.startsWith(root) && Files.isRegularFile(target)) {
      addFile(target, name, files);
    } else {
      skipped(link, "it is a link that leads elsewhere, to " + target);
    }
  }

  private static void skipped(Path at, String reason) {
    log.atWarn().addKeyValue("path", at).addKeyValue("reason", reason).log("file.skipped");
  }
}
