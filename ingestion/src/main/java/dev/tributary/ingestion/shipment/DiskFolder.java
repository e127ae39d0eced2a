package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    for (var named : children().entrySet()) {
      var name = named.getKey();
      var at = named.getValue();
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

  /// What is in it, by name. A path is never made of its name again: the name of one that other
  /// machines called is not always one that this machine would write so.
  private Map<String, Path> children() throws IOException {
    var children = new TreeMap<String, Path>(PackagePath.ORDER);
    try (var entries = Files.newDirectoryStream(location)) {
      for (var child : entries) {
        var name = name(child);
        if (!PackagePath.isHiddenName(name)) {
          children.put(children.containsKey(name) ? rawName(child) : name, child);
        }
      }
    } catch (AccessDeniedException | NoSuchFileException e) {
      unreadable.add(location);
    }
    return children;
  }

  /// The name of the file or folder at `path`. One that is not in the characters of this machine is
  /// read as UTF-8, which most machines write, or else as what Windows and old servers write in the
  /// West.
  static String name(Path path) {
    var name = String.valueOf(path.getFileName());
    if (name.indexOf('\uFFFD') < 0) {
      return name;
    }
    var bytes =
        URLDecoder.decode(rawName(path).replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notInUtf8) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  /// The name with its bytes as percent escapes.
  private static String rawName(Path path) {
    var uri = path.toUri().getRawPath();
    return PackagePath.lastName(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
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
