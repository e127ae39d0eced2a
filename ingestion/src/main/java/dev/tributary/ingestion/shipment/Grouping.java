package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.shipment.Group.Kind;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out, folder by folder, which files of a tree belong together.
///
/// - A folder with a manifest is a batch, with everything in it.
/// - Media go with the messages of their folder. Those of a folder without messages go with the
///   messages of the folder around it.
/// - Tables that the provider declares as joined to another go with that.
/// - Where there is one message, all media go with it. Where there are several, each gets the files
///   that it names, and what none names is stray, as are media without any message.
///
/// Groups come in path order. Of a tree, no more is held than the names in one folder, in the
/// folders around it and in a batch.
final class Grouping<F extends PackageFile> {

  interface Receiver<F extends PackageFile> {
    void take(Group<F> group) throws IOException, InterruptedException;
  }

  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private record Step(String path, Action action) {}

  private final long messageBytes;
  private final List<Join> joins;
  private final Receiver<F> receiver;

  /// @param messageBytes beyond which a message is not searched for the files it names
  /// @param joins which tables go with another
  Grouping(long messageBytes, List<Join> joins, Receiver<F> receiver) {
    this.messageBytes = messageBytes;
    this.joins = joins;
    this.receiver = receiver;
  }

  /// Hands over the groups in `folder` and in the folders in it.
  void walk(Folder<F> folder) throws IOException, InterruptedException {
    var content = Sorted.of(folder);
    if (!content.manifests.isEmpty()) {
      receiver.take(Group.batch(folder, content.manifests.getLast()));
      return;
    }
    var steps = new ArrayList<Step>();
    var media = new ArrayList<>(content.media);
    for (var inner : content.folders) {
      if (content.messages.isEmpty()) {
        steps.add(into(inner));
      } else {
        attach(inner, media, steps);
      }
    }
    for (var archive : content.archives) {
      steps.add(found(new Group<>(Kind.ARCHIVE, archive, folder.path(), List.of())));
    }
    for (var group : grouped(folder, content.messages, media)) {
      steps.add(found(group));
    }
    steps.sort(Comparator.comparing(Step::path, PackagePath.ORDER));
    for (var step : steps) {
      step.action.run();
    }
  }

  private Step into(Folder<F> folder) {
    return new Step(folder.path(), () -> walk(folder));
  }

  private Step found(Group<F> group) {
    return new Step(group.head().path(), () -> receiver.take(group));
  }

  /// Adds the media of `folder` to those of the messages around it, unless it stands for itself.
  private void attach(Folder<F> folder, List<F> media, List<Step> steps) throws IOException {
    var content = Sorted.of(folder);
    if (content.standsForItself()) {
      steps.add(into(folder));
      return;
    }
    media.addAll(content.media);
    for (var inner : content.folders) {
      attach(inner, media, steps);
    }
  }

  private List<Group<F>> grouped(Folder<F> folder, List<F> messages, List<F> media)
      throws IOException {
    var joined = messages.stream().filter(this::isJoined).toList();
    var table = joined.isEmpty() ? Optional.<F>empty() : firstTable(messages, joined);
    if (table.isPresent()) {
      var others = new ArrayList<>(messages);
      others.removeAll(joined);
      others.remove(table.get());
      var files = new ArrayList<>(joined);
      if (others.isEmpty()) {
        files.addAll(media);
        return List.of(group(Kind.JOINED, table.get(), folder, files));
      }
      var groups = new ArrayList<>(grouped(folder, others, media));
      groups.add(group(Kind.JOINED, table.get(), folder, files));
      return groups;
    }
    if (messages.size() == 1 || media.isEmpty()) {
      return messages.stream().map(message -> group(Kind.MESSAGE, message, folder, media)).toList();
    }
    var names = new NamedFiles<>(media, file -> PackagePath.relative(folder.path(), file.path()));
    var named = new LinkedHashMap<F, Set<F>>();
    for (var message : messages) {
      named.put(message, message.bytes() > messageBytes ? Set.of() : named(message, names, media));
    }
    var strays = new LinkedHashSet<>(media);
    named.values().forEach(files -> files.forEach(strays::remove));
    var groups = new ArrayList<Group<F>>();
    named.forEach((message, files) -> groups.add(group(Kind.MESSAGE, message, folder, files)));
    strays.forEach(stray -> groups.add(group(Kind.STRAY, stray, folder, Set.of())));
    return groups;
  }

  /// A message that may not be read could name any of them.
  private static <F extends PackageFile> Set<F> named(F message, NamedFiles<F> names, List<F> media)
      throws IOException {
    try {
      return References.in(message, names);
    } catch (AccessDeniedException | NoSuchFileException unreadable) {
      return new LinkedHashSet<>(media);
    }
  }

  private boolean isJoined(F message) {
    return joins.stream().anyMatch(join -> join.isOf(PackagePath.lastName(message.path())));
  }

  private Optional<F> firstTable(List<F> messages, List<F> joined) throws IOException {
    for (var message : messages) {
      if (!joined.contains(message) && ManyProducts.areTable(message)) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  private Group<F> group(Kind kind, F head, Folder<F> folder, Iterable<F> files) {
    var sorted = new ArrayList<F>();
    files.forEach(sorted::add);
    sorted.sort(Comparator.comparing(PackageFile::path, PackagePath.ORDER));
    return new Group<>(kind, head, folder.path(), sorted);
  }

  /// The files of one folder by what they are for.
  private static final class Sorted<F extends PackageFile> {
    final List<F> messages = new ArrayList<>();
    final List<F> archives = new ArrayList<>();
    final List<F> manifests = new ArrayList<>();
    final List<F> media = new ArrayList<>();
    final List<Folder<F>> folders;

    private Sorted(List<Folder<F>> folders) {
      this.folders = folders;
    }

    static <F extends PackageFile> Sorted<F> of(Folder<F> folder) throws IOException {
      var listing = folder.list();
      var sorted = new Sorted<F>(listing.folders());
      for (var file : listing.files()) {
        var list =
            switch (FileKind.of(file)) {
              case MESSAGE -> sorted.messages;
              case ARCHIVE -> sorted.archives;
              case MANIFEST -> sorted.manifests;
              case MEDIA -> sorted.media;
            };
        list.add(file);
      }
      return sorted;
    }

    boolean standsForItself() {
      return !messages.isEmpty() || !archives.isEmpty() || !manifests.isEmpty();
    }
  }
}
