package dev.tributary.ingestion.generate;

import dev.tributary.ingestion.generate.HostileFile.Fate;
import dev.tributary.ingestion.generate.Statement.Dialect;
import dev.tributary.ingestion.generate.Statement.Kind;
import dev.tributary.ingestion.generate.Statement.Release;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes inputs that try to harm whoever reads them, and two sound ones beside them.
///
/// Below the folder given there are then `deliveries/`, which is to be handed in, and `outside/`,
/// which holds files that some of the deliveries reach for: a reader that follows them is caught by
/// the word [#SECRET] in its catalogue or its content store. Files that climb out of an archive are
/// named [#ESCAPED]; no file of that name may be anywhere afterwards.
public final class HostileFiles {

  /// Stands in the files under `outside/` and nowhere else.
  public static final String SECRET = "tributary-secret-that-must-not-be-read";

  /// The name of every file that tries to leave its archive.
  public static final String ESCAPED = "tributary-escaped.xml";

  private static final long GOOD_43 = 9_000_001;
  private static final long GOOD_382 = 9_000_002;
  private static final int MEGABYTE = 1 << 20;
  private static final int UNIX = 3;
  private static final int SYMBOLIC_LINK = 0120777;

  private final Path folder;
  private final Scale scale;
  private final URI server;
  private final List<HostileFile> written = new ArrayList<>();

  /// How large the large ones are.
  ///
  /// @param bombMegabytes what an archive of a thousandth of that size expands to
  /// @param xmlMegabytes of a well-formed message
  /// @param depth of nested elements
  public record Scale(int bombMegabytes, int xmlMegabytes, int depth) {

    /// Large enough to break a reader that does not watch out; takes up to half a minute to write.
    public static final Scale FULL = new Scale(1024, 200, 200_000);

    /// For tests that are about something else; takes no time.
    public static final Scale SMALL = new Scale(4, 1, 2_000);
  }

  private HostileFiles(Path folder, Scale scale, URI server) {
    this.folder = folder;
    this.scale = scale;
    this.server = server;
  }

  /// Writes them all.
  ///
  /// @param server that external entities and DTDs are asked from; on loopback, and nobody may call
  ///   it
  /// @return what is in `folder/deliveries` now, in path order
  /// @throws IOException if a file cannot be written
  public static List<HostileFile> write(Path folder, Scale scale, URI server) throws IOException {
    var files = new HostileFiles(folder, scale, server);
    Files.createDirectories(files.folder.resolve("deliveries"));
    files.outside();
    files.goodNeighbours();
    files.entities();
    files.climbingReferences();
    files.climbingArchives();
    files.bombs();
    files.deepAndLarge();
    files.written.sort(Comparator.comparing(HostileFile::path));
    return List.copyOf(files.written);
  }

  private void outside() throws IOException {
    var outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), SECRET);
    Files.writeString(outside.resolve("secret.flac"), SECRET);
    Files.writeString(outside.resolve("secret.dtd"), "<!ENTITY secret '%s'>".formatted(SECRET));
    Files.writeString(
        outside.resolve("secret.xml"), message(9_000_003).replace("Harm 9000003", SECRET));
  }

  private void goodNeighbours() throws IOException {
    text("good-ern-43.xml", Fate.LOADED, "sound", message(GOOD_43));
    var out = new StringBuilder();
    Ern.write(statement(GOOD_382, Dialect.ERN_382, 2), out);
    text("zz-good-ern-382.xml", Fate.LOADED, "sound, and last in path order", out.toString());
  }

  /// XML 1.0, section 4: entities, and the external subset of a DTD.
  private void entities() throws IOException {
    var secret = folder.resolve("outside/secret.txt").toUri();
    var dtd = folder.resolve("outside/secret.dtd").toUri();
    text(
        "entity-file.xml",
        Fate.REFUSED,
        "its title is a file of this machine, by an external entity",
        withDoctype(9_000_010, "<!ENTITY title SYSTEM \"%s\">".formatted(secret)));
    text(
        "entity-http.xml",
        Fate.REFUSED,
        "makes its reader call a server",
        withDoctype(
            9_000_011, "<!ENTITY title SYSTEM \"%s\">".formatted(server.resolve("/entity"))));
    text(
        "entity-parameter.xml",
        Fate.REFUSED,
        "fetches more declarations by a parameter entity",
        withDoctype(
            9_000_012,
            "<!ENTITY %% more SYSTEM \"%s\"> %%more; <!ENTITY title \"x\">"
                .formatted(server.resolve("/more.dtd"))));
    text(
        "dtd-http.xml",
        Fate.REFUSED_OR_LOADED,
        "has its DTD on a server, which must not be asked; the message is complete without",
        beforeRoot(message(9_000_013), doctype("SYSTEM \"%s\"", server.resolve("/message.dtd"))));
    text(
        "dtd-file.xml",
        Fate.REFUSED,
        "declares its title in a DTD of this machine",
        beforeRoot(message(9_000_014), doctype("SYSTEM \"%s\"", dtd))
            .replace("Harm 9000014", "&secret;"));
    text(
        "billion-laughs.xml",
        Fate.REFUSED,
        "a title of 3 GB: nine entities, each ten times the one before",
        withDoctype(9_000_015, laughs()));
    text(
        "quadratic-blowup.xml",
        Fate.REFUSED,
        "two titles of 1 GB each: one long entity, 10,000 times",
        withDoctype(9_000_016, "<!ENTITY title \"%s\">".formatted("a".repeat(100_000)))
            .replace("&title;", "&title;".repeat(10_000)));
  }

  private static String laughs() {
    var declarations = new StringBuilder("<!ENTITY laugh0 \"lol\">\n");
    for (int level = 1; level <= 9; level++) {
      var ten = ("&laugh" + (level - 1) + ";").repeat(10);
      declarations.append("<!ENTITY laugh%s \"%s\">\n".formatted(level, ten));
    }
    return declarations.append("<!ENTITY title \"&laugh9;\">").toString();
  }

  /// References that are file names, and lead out of what was delivered.
  private void climbingReferences() throws IOException {
    text(
        "climbing-uri.xml",
        Fate.WITHOUT_THE_FILE,
        "names files outside of its folder as its audio",
        withAudio(9_000_020, "../outside/secret.flac", "../../../etc/passwd"));
    text(
        "absolute-uri.xml",
        Fate.WITHOUT_THE_FILE,
        "names files by absolute path and by file URI as its audio",
        withAudio(
            9_000_021,
            folder.resolve("outside/secret.flac").toAbsolutePath().toString(),
            "file:///etc/passwd"));

    var batchId = "20260311120000000";
    var batch = Files.createDirectories(delivery("climbing-batch").resolve(batchId));
    Files.writeString(
        batch.resolve("BatchComplete_" + batchId + ".xml"), climbingManifest(batchId));
    written.add(
        new HostileFile(
            delivery("climbing-batch"),
            Fate.REFUSED,
            "its manifest names messages outside of the batch, one of them there"));
  }

  private static String climbingManifest(String batchId) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <manifest:ManifestMessage xmlns:manifest="http://ddex.net/xml/ern-c-sftp/16"
        MessageVersionId="1.6">
      <MessageHeader>
        <MessageSender>
          <PartyId IsDPID="true">%s</PartyId>
        </MessageSender>
        <MessageRecipient>
          <PartyId IsDPID="true">%s</PartyId>
        </MessageRecipient>
        <MessageCreatedDateTime>2026-03-11T12:00:00Z</MessageCreatedDateTime>
      </MessageHeader>
      <IsTestFlag>false</IsTestFlag>
      <RootDirectory>%s</RootDirectory>
      <NumberOfMessages>2</NumberOfMessages>
    %s%s</manifest:ManifestMessage>
    """
        .formatted(
            Names.SENDER,
            Names.RECIPIENT,
            batchId,
            messageInBatch("../../../outside/secret.xml"),
            messageInBatch("../../../../../../../../etc/passwd"));
  }

  private static String messageInBatch(String url) {
    return """
      <MessageInBatch>
        <MessageType>NewReleaseMessage</MessageType>
        <MessageId>GEN-9000003-1</MessageId>
        <URL>%s</URL>
        <IncludedReleaseId>
          <ICPN>%s</ICPN>
        </IncludedReleaseId>
        <DeliveryType>NewReleaseDelivery</DeliveryType>
        <ProductType>AudioProduct</ProductType>
      </MessageInBatch>
    """
        .formatted(url, Identifiers.icpn(9_000_003));
  }

  /// Entries whose place in the archive is not in the archive.
  private void climbingArchives() throws IOException {
    climbing(
        "climbing-relative.zip",
        Fate.REFUSED,
        "an entry that climbs out of the folder it is unpacked to",
        "../../" + ESCAPED,
        message(9_000_030));
    climbing(
        "climbing-backslash.zip",
        Fate.REFUSED_OR_LOADED,
        "an entry that climbs out where a backslash separates names, and has an odd name elsewhere",
        "..\\..\\" + ESCAPED,
        message(9_000_031));
    climbing(
        "climbing-absolute.zip",
        Fate.REFUSED,
        "an entry with an absolute path",
        folder.resolve("outside").resolve(ESCAPED).toAbsolutePath().toString(),
        message(9_000_032));
    symbolicLink();
  }

  /// A link to the folder outside, and then an entry that goes through it.
  private void symbolicLink() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, "resources", folder.resolve("outside").toAbsolutePath().toString());
      add(zip, "resources/" + ESCAPED, message(9_000_033));
      add(
          zip,
          "message.xml",
          withAudio(9_000_034, "resources/secret.flac", "resources/secret.txt"));
    }
    var archive = bytes.toByteArray();
    makeFirstEntryALink(archive);
    Files.write(delivery("climbing-symlink.zip"), archive);
    written.add(
        new HostileFile(
            delivery("climbing-symlink.zip"),
            Fate.REFUSED,
            "a symbolic link to a folder outside, an entry through it, and a message that names a"
                + " file behind it"));
  }

  /// Java writes no links: that an entry is one stands in the central directory, in the upper half
  /// of its external attributes, once its maker is said to be UNIX (APPNOTE.TXT, 4.4.2 and 4.4.15).
  private static void makeFirstEntryALink(byte[] archive) {
    var zip = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int endOfCentralDirectory = archive.length - 22;
    int first = zip.getInt(endOfCentralDirectory + 16);
    zip.put(first + 5, (byte) UNIX);
    zip.putInt(first + 38, SYMBOLIC_LINK << 16);
  }

  /// Archives that expand a thousandfold.
  private void bombs() throws IOException {
    messageBomb();
    assetBomb();
    nestedBomb();
  }

  private void messageBomb() throws IOException {
    try (var zip = archive("bomb-xml.zip")) {
      zip.putNextEntry(entry("bomb.xml"));
      var message = message(9_000_040);
      int end = message.lastIndexOf("</ern:");
      zip.write(bytes(message.substring(0, end)));
      repeat(zip, new byte[MEGABYTE], ' ', scale.bombMegabytes());
      zip.write(bytes(message.substring(end)));
      zip.closeEntry();
    }
    bomb("bomb-xml.zip", "a message with more than 1 GB of white space in it");
  }

  private void assetBomb() throws IOException {
    try (var zip = archive("bomb-asset.zip")) {
      add(zip, "message.xml", message(9_000_041));
      zip.putNextEntry(entry("resources/" + Identifiers.isrc(9_000_041_001L) + ".flac"));
      repeat(zip, new byte[MEGABYTE], 0, scale.bombMegabytes());
      zip.closeEntry();
    }
    bomb("bomb-asset.zip", "a sound message whose audio is more than 1 GB of zeros");
  }

  private void nestedBomb() throws IOException {
    var inner = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(inner)) {
      zip.putNextEntry(entry("bomb.xml"));
      repeat(zip, new byte[MEGABYTE], 0, Math.max(1, scale.bombMegabytes() / 10));
      zip.closeEntry();
    }
    var middle = nested(inner.toByteArray(), "inner");
    Files.write(delivery("bomb-nested.zip"), nested(middle, "middle"));
    bomb("bomb-nested.zip", "ten archives of ten archives of more than 100 MB of zeros each");
  }

  private void bomb(String name, String because) {
    written.add(
        new HostileFile(
            delivery(name), Fate.REFUSED, because + "; the disk must not fill with it"));
  }

  private static byte[] nested(byte[] archive, String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 10; i++) {
        zip.putNextEntry(entry(name + i + ".zip"));
        zip.write(archive);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private void deepAndLarge() throws IOException {
    var opening = "<ResourceGroup>";
    var closing = "</ResourceGroup>";
    text(
        "deep.xml",
        Fate.REFUSED,
        "well-formed, and so deep that recursion runs out of stack",
        message(9_000_050)
            .replace(
                "</Release>",
                opening.repeat(scale.depth()) + closing.repeat(scale.depth()) + "</Release>"));

    int tracks = Math.toIntExact((long) scale.xmlMegabytes() * MEGABYTE / bytesOfATrack());
    try (BufferedWriter out = Files.newBufferedWriter(delivery("large.xml"))) {
      Ern.write(statement(10_000_000, Dialect.ERN_43, tracks), out);
    }
    written.add(
        new HostileFile(
            delivery("large.xml"),
            Fate.REFUSED_OR_LOADED,
            "well-formed, a release of %s tracks: memory must not grow with it".formatted(tracks)));
  }

  private static int bytesOfATrack() throws IOException {
    var one = new StringBuilder();
    Ern.write(statement(1, Dialect.ERN_43, 1), one);
    var two = new StringBuilder();
    Ern.write(statement(1, Dialect.ERN_43, 2), two);
    return two.length() - one.length();
  }

  private static Statement statement(long release, Dialect dialect, int tracks) {
    return new Statement(
        new Release(release, dialect, "The Harmless", "Harmless Recordings"),
        1,
        Kind.ON_OFFER,
        Instant.parse("2026-03-01T12:00:00Z").plusSeconds(release % 1000),
        "Harm " + release,
        tracks);
  }

  /// A sound ERN 4.3 message about a release of its own, whose title begins with `Harm`.
  private static String message(long release) throws IOException {
    var out = new StringBuilder();
    Ern.write(statement(release, Dialect.ERN_43, 2), out);
    return out.toString();
  }

  /// A message with declarations of its own, and the entity `title` for its title.
  private static String withDoctype(long release, String declarations) throws IOException {
    return beforeRoot(message(release), doctype("[\n%s\n]", declarations))
        .replace("Harm " + release, "&title;");
  }

  private static String doctype(String form, Object content) {
    return "<!DOCTYPE ern:NewReleaseMessage " + form.formatted(content) + ">\n";
  }

  private static String beforeRoot(String message, String text) {
    return message.replace("<ern:", text + "<ern:");
  }

  /// A message whose two tracks are in these files.
  private static String withAudio(long release, String first, String second) throws IOException {
    return message(release)
        .replace("resources/" + Identifiers.isrc(release * 1000 + 1) + ".flac", first)
        .replace("resources/" + Identifiers.isrc(release * 1000 + 2) + ".flac", second);
  }

  private void text(String name, Fate fate, String because, String content) throws IOException {
    Files.writeString(delivery(name), content);
    written.add(new HostileFile(delivery(name), fate, because));
  }

  private void climbing(String name, Fate fate, String because, String entry, String content)
      throws IOException {
    try (var zip = archive(name)) {
      add(zip, entry, content);
    }
    written.add(new HostileFile(delivery(name), fate, because));
  }

  private ZipOutputStream archive(String name) throws IOException {
    return new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(delivery(name))));
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(entry(name));
    zip.write(bytes(content));
    zip.closeEntry();
  }

  private static ZipEntry entry(String name) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(2026, 3, 1, 12, 0));
    return entry;
  }

  private static void repeat(OutputStream out, byte[] block, int value, int times)
      throws IOException {
    Arrays.fill(block, (byte) value);
    for (int i = 0; i < times; i++) {
      out.write(block);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path delivery(String name) {
    return folder.resolve("deliveries").resolve(name);
  }
}
