package dev.tributary.ingestion.shipment;

import static java.util.stream.Collectors.toSet;

import dev.tributary.ingestion.shipment.Group.Kind;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out, folder by folder, which files of a tree belong together.
///
/// - A folder with a manifest is a batch, with everything in it.
/// - Media go with the messages of their folder. Those of a folder without messages go with the
///   messages of the folder around it; without any, with those further down that name them.
/// - What a message names is that message's, be it a text, an archive or in a folder that has a
///   text of its own ([Claims]).
/// - Tables that the provider declares as joined to another go with that.
/// - Where there is one message, all media go with it. Where there are several, each gets the files
///   that it names, and what none names is stray, as are media without any message.
///
/// Groups come in path order. Of a tree, no more is held than the names in one folder, in the
/// folders around it and in a batch, and of some thousand files that may go with those.
final class Grouping<F extends PackageFile> {

  interface Receiver<F extends PackageFile> {
    void take(Group<F> group) throws IOException, InterruptedException;
  }

  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private record Step(String path, Action action) {}

  /// How many files without a message are held to see whether one further down names them. More are
  /// not one package but many.
  private static final int LOOSE = 10_000;

  private final long messageBytes;
  private final List<Join> joins;
  private final Receiver<F> receiver;

  /// By the path of a message, the files from above it that it names.
  private final Map<String, Set<F>> given = new HashMap<>();

  /// @param messageBytes beyond which a message is not searched for the files it names
  /// @param joins which tables go with another
  Grouping(long messageBytes, List<Join> joins, Receiver<F> receiver) {
    this.messageBytes = messageBytes;
    this.joins = joins;
    this.receiver = receiver;
  }

  /// Hands over the groups in `folder` and in the folders in it.
  void walk(Folder<F> folder) throws IOException, InterruptedException {
    var content = FolderContent.of(folder);
    if (!content.manifests.isEmpty()) {
      receiver.take(Group.batch(folder, content.manifests.getLast()));
      return;
    }
    var steps = new ArrayList<Step>();
    if (content.messages.isEmpty()) {
      addLoose(folder, content, steps);
    } else {
      addMessages(folder, content, steps);
    }
    for (var archive : content.archives) {
      steps.add(found(new Group<>(Kind.ARCHIVE, archive, folder.path(), List.of())));
    }
    steps.sort(Comparator.comparing(Step::path, PackagePath.ORDER));
    for (var step : steps) {
      step.action.run();
    }
  }

  private void addMessages(Folder<F> folder, FolderContent<F> content, List<Step> steps)
      throws IOException {
    var standing = new ArrayList<Folder<F>>();
    for (var inner : content.folders) {
      attach(inner, content, standing);
    }
    var claimed = Claims.of(folder, content, standing, messageBytes);
    content.messages.removeAll(claimed.files());
    content.archives.removeAll(claimed.files());
    content.media.addAll(claimed.files());
    var left = claimed.files().isEmpty() ? standing : new ArrayList<Folder<F>>();
    if (!claimed.files().isEmpty()) {
      for (var inner : standing) {
        attach(new FolderWithout<>(inner, claimed.gone()), content, left);
      }
    }
    left.forEach(inner -> steps.add(into(inner)));
    grouped(folder, content.messages, content.media, claimed.named())
        .forEach(group -> steps.add(found(group)));
  }

  /// Adds the files of `folder` to those of the messages around it, unless it stands for itself.
  private void attach(Folder<F> folder, FolderContent<F> around, List<Folder<F>> standing)
      throws IOException {
    var content = FolderContent.of(folder);
    if (content.speaks()) {
      standing.add(folder);
      return;
    }
    around.media.addAll(content.media);
    around.archives.addAll(content.archives);
    for (var inner : content.folders) {
      attach(inner, around, standing);
    }
  }

  /// Gives the media that no message is beside or above to the messages further down that name
  /// them.
  private void addLoose(Folder<F> folder, FolderContent<F> content, List<Step> steps)
      throws IOException {
    var speaking = new ArrayList<Folder<F>>();
    for (var inner : content.folders) {
      if (content.media.size() + content.archives.size() >= LOOSE || speaks(inner)) {
        speaking.add(inner);
      } else {
        attach(inner, content, speaking);
      }
    }
    speaking.forEach(inner -> steps.add(into(inner)));
    var named = LooseFiles.named(folder, content.media, speaking, messageBytes);
    named.forEach(
        (message, files) ->
            given.computeIfAbsent(message, _ -> new LinkedHashSet<>()).addAll(files));
    var strays = new LinkedHashSet<>(content.media);
    named.values().forEach(files -> files.forEach(strays::remove));
    strays.forEach(stray -> steps.add(found(group(Kind.STRAY, stray, folder, Set.of()))));
  }

  /// Whether there is a message in `folder`, however deep.
  private boolean speaks(Folder<F> folder) throws IOException {
    var listing = folder.list();
    for (var file : listing.files()) {
      var kind = FileKind.of(file);
      if (kind == FileKind.MESSAGE || kind == FileKind.MANIFEST) {
        return true;
      }
    }
    for (var inner : listing.folders()) {
      if (speaks(inner)) {
        return true;
      }
    }
    return false;
  }

  private Step into(Folder<F> folder) {
    return new Step(folder.path(), () -> walk(folder));
  }

  private Step found(Group<F> group) {
    return new Step(group.head().path(), () -> receiver.take(group));
  }

  /// @param known what messages name, of those that were searched before
  private List<Group<F>> grouped(
      Folder<F> folder, List<F> messages, List<F> media, Map<F, Set<F>> known) throws IOException {
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
      var groups = new ArrayList<>(grouped(folder, others, media, known));
      groups.add(group(Kind.JOINED, table.get(), folder, files));
      return groups;
    }
    if (messages.size() == 1 || media.isEmpty()) {
      return messages.stream().map(message -> group(Kind.MESSAGE, message, folder, media)).toList();
    }
    var names = new NamedFiles<>(media, PackagePath.seenFrom(folder));
    var all = new HashSet<>(media);
    var named = new LinkedHashMap<F, Set<F>>();
    for (var message : messages) {
      var files = known.get(message);
      if (files != null) {
        named.put(message, files.stream().filter(all::contains).collect(toSet()));
      } else if (message.bytes() > messageBytes) {
        named.put(message, Set.of());
      } else {
        named.put(message, References.inOrAll(message, names, media));
      }
    }
    var strays = new LinkedHashSet<>(media);
    named.values().forEach(files -> files.forEach(strays::remove));
    var groups = new ArrayList<Group<F>>();
    named.forEach((message, files) -> groups.add(group(Kind.MESSAGE, message, folder, files)));
    strays.forEach(stray -> groups.add(group(Kind.STRAY, stray, folder, Set.of())));
    return groups;
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
    var all = new LinkedHashSet<F>();
    files.forEach(all::add);
    var spoken = new ArrayList<F>(all);
    spoken.add(head);
    for (var each : spoken) {
      var more = given.remove(each.path());
      if (more != null) {
        all.addAll(more);
      }
    }
    var sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(PackageFile::path, PackagePath.ORDER));
    return new Group<>(kind, head, folder.path(), sorted);
  }
}
