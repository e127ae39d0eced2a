package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.generate.HostileFile;
import dev.tributary.ingestion.generate.HostileFiles;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {

  private static final int CENTRAL_HEADER = 0x02014b50;

  @TempDir Path data;
  @TempDir Path inbox;
  private ContentStore store;
  private ShipmentLimits limits = ShipmentLimits.DEFAULT;
  private Unpacker unpacker;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.in(data);
    unpacker = new Unpacker(store, limits);
  }

  @Test
  void anArchiveBecomesTheShipmentsThatAFolderWouldBe() throws Exception {
    write("folder/02/b.xml", "<b/>");
    write("folder/01/a.xml", "<a/>");
    write("folder/01/resources/a.flac", "fLaC");
    zip("package.zip", "02/b.xml", "<b/>", "./01/a.xml", "<a/>", "01/resources/a.flac", "fLaC");

    var folder = find("folder");
    var children = unpacked(unpack("package.zip")).children();

    assertThat(children)
        .extracting(Shipment::path)
        .containsExactly(
            inbox.resolve("package.zip") + "!/01/a.xml",
            inbox.resolve("package.zip") + "!/02/b.xml");
    assertThat(children)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("path")
        .isEqualTo(folder);
    assertThat(names(children.getFirst())).containsExactly("resources/a.flac");
  }

  @Test
  void unpackedAgainThePackageIsTheSame() throws Exception {
    zip("package.zip", "a.xml", "<a/>", "a.flac", "fLaC");

    assertThat(unpack("package.zip")).isEqualTo(unpack("package.zip"));
  }

  @Test
  void hiddenEntriesAndFoldersArePassedOver() throws Exception {
    zip("package.zip", "a/", "", "a/a.xml", "<a/>", "__MACOSX/a/._a.xml", "x", "a/.DS_Store", "x");

    assertThat(unpacked(unpack("package.zip")).children()).hasSize(1);
    assertThat(names(unpacked(unpack("package.zip")).children().getFirst())).isEmpty();
  }

  @Test
  void namesOfOldArchivesAreRead() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, Charset.forName("IBM437"))) {
      entry(zip, "Müller.xml", "<a/>");
    }
    write("package.zip", bytes.toByteArray());

    assertThat(unpacked(unpack("package.zip")).children().getFirst().path())
        .endsWith("!/Müller.xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../climbs.xml",
        "a/../../climbs.xml",
        "/etc/climbs.xml",
        "C:/climbs.xml",
        "..\\climbs.xml",
        "resources\\climbs.xml"
      })
  void oneNameThatClimbsOutRefusesTheWholeArchive(String name) throws Exception {
    zip("package.zip", "sound.xml", "<sound/>", name, "<a/>");

    assertThat(refusal(unpack("package.zip")))
        .extracting(Violation::rule, violation -> violation.value().get())
        .isEqualTo(List.of("package.climbs-out", name));
    assertThatNothingOfItIsStored();
  }

  @Test
  void aSymbolicLinkRefusesTheArchive() throws Exception {
    var archive = zipped("resources", "/etc", "a.xml", "<a/>");
    firstHeader(archive).put(5, (byte) 3).putInt(38, 0120777 << 16);
    write("package.zip", archive);

    assertThat(refusal(unpack("package.zip")).rule()).isEqualTo("package.climbs-out");
  }

  @Test
  void twoEntriesOfOneNameRefuseTheArchive() throws Exception {
    zip("package.zip", "a.xml", "<a/>", "./a.xml", "<b/>");

    assertThat(refusal(unpack("package.zip")).rule()).isEqualTo("package.duplicate-name");
  }

  @Test
  void anEncryptedEntryRefusesTheArchive() throws Exception {
    var archive = zipped("a.xml", "<a/>");
    var header = firstHeader(archive);
    header.putShort(8, (short) (header.getShort(8) | 1));
    write("package.zip", archive);

    assertThat(refusal(unpack("package.zip")))
        .extracting(Violation::rule, Violation::message)
        .isEqualTo(
            List.of(
                "package.encrypted",
                "expected files that anybody can read, found \"a.xml\" encrypted; send it without a"
                    + " password"));
  }

  @Test
  void anArchiveThatWasCutOffOrChangedIsDamaged() throws Exception {
    var noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    var sound = zipped("a.xml", "<a/>", "b.flac", HexFormat.of().formatHex(noise));

    write("cut-off.zip", Arrays.copyOf(sound, sound.length / 2));
    assertThat(refusal(unpack("cut-off.zip")).rule()).isEqualTo("package.damaged");

    var changed = sound.clone();
    changed[sound.length / 2] ^= 0x55;
    write("changed.zip", changed);
    assertThat(refusal(unpack("changed.zip")))
        .extracting(Violation::rule, Violation::value)
        .isEqualTo(List.of("package.damaged", Optional.of("b.flac")));

    write("only-magic.zip", new byte[] {'P', 'K', 3, 4});
    assertThat(refusal(unpack("only-magic.zip")).rule()).isEqualTo("package.damaged");
    assertThatNothingOfItIsStored();
  }

  @Test
  void anArchiveThatExpandsAThousandfoldIsRefusedBeforeAnythingIsWritten() throws Exception {
    bomb("bomb.zip", 50);

    assertThat(refusal(unpack("bomb.zip")))
        .extracting(Violation::rule, Violation::value)
        .isEqualTo(List.of("package.bomb", Optional.of("zeros.wav")));
    assertThatNothingOfItIsStored();
  }

  @Test
  void anArchiveThatHidesItsSizeIsRefusedAsSoonAsItShows() throws Exception {
    var archive = bomb("bomb.zip", 50);
    var secondHeader = firstHeader(archive).position(46 + "a.xml".length()).slice();
    secondHeader.order(ByteOrder.LITTLE_ENDIAN).putInt(24, 1000);
    write("bomb.zip", archive);

    assertThat(refusal(unpack("bomb.zip")).rule()).isEqualTo("package.damaged");
    assertThatNothingOfItIsStored();
  }

  @Test
  void entriesThatShareTheirBytesAreABomb() throws Exception {
    var noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    var text = HexFormat.of().formatHex(noise);
    var archive = zipped("a.txt", text, "b.txt", text);
    var header = firstHeader(archive);
    header.putInt(20, header.getInt(20) * 2);
    write("package.zip", archive);

    assertThat(refusal(unpack("package.zip")).rule()).isEqualTo("package.bomb");
  }

  @Test
  void silenceOfSomeSecondsIsNoBomb() throws Exception {
    try (var zip = new ZipOutputStream(Files.newOutputStream(inbox.resolve("package.zip")))) {
      entry(zip, "a.xml", "<a/>");
      zip.putNextEntry(new ZipEntry("silence.wav"));
      zip.write(new byte[1 << 20]);
    }

    assertThat(names(unpacked(unpack("package.zip")).children().getFirst()))
        .containsExactly("silence.wav");
  }

  @Test
  void tooManyOrTooLargeFilesRefuseTheArchive() throws Exception {
    unpacker = new Unpacker(store, new ShipmentLimits(1000, 2, 5, 8, 100, 1000));
    zip("files.zip", "a.xml", "<a/>", "b.xml", "<b/>", "c.xml", "<c/>");
    zip("large.zip", "a.xml", "<abcd/>");
    zip("sum.zip", "a.xml", "<ab/>", "b.xml", "<cd/>");

    assertThat(refusal(unpack("files.zip")).rule()).isEqualTo("package.too-many-files");
    assertThat(refusal(unpack("large.zip")).rule()).isEqualTo("package.bomb");
    assertThat(refusal(unpack("sum.zip")).rule()).isEqualTo("package.bomb");
  }

  @Test
  void anArchiveWithinAnArchiveRefusesIt() throws Exception {
    var inner = zipped("a.xml", "<a/>");
    try (var zip = new ZipOutputStream(Files.newOutputStream(inbox.resolve("outer.zip")))) {
      entry(zip, "sound.xml", "<sound/>");
      zip.putNextEntry(new ZipEntry("inner.zip"));
      zip.write(inner);
    }

    assertThat(refusal(unpack("outer.zip")).rule()).isEqualTo("package.nested-archive");
    assertThatNothingOfItIsStored();
  }

  @Test
  void anArchiveWithoutFilesIsRefused() throws Exception {
    write("empty.zip", zipped());

    assertThat(refusal(unpack("empty.zip")).rule()).isEqualTo("container.no-message");
  }

  @Test
  void whatARefusedArchiveSharesWithOthersStays() throws Exception {
    var shared = store.put("<sound/>".getBytes(UTF_8));
    zip("package.zip", "sound.xml", "<sound/>", "inner.zip", "PK\3\4");

    assertThat(unpack("package.zip")).isInstanceOf(Refused.class);

    assertThat(store.contains(shared.sha256())).isTrue();
  }

  @Test
  void aMessageOfAnArchiveBeyondTheLimitIsNotStored() throws Exception {
    unpacker = new Unpacker(store, new ShipmentLimits(10, 10, 1000, 1000, 100, 1000));
    zip("package.zip", "large/a.xml", "<a>12345678</a>", "sound/b.xml", "<b/>");

    var children = unpacked(unpack("package.zip")).children();

    assertThat(children)
        .extracting(UnpackerTest::rules)
        .containsExactly(List.of("container.too-large"), List.of());
    assertThat(store.contains(children.getFirst().content())).isFalse();
  }

  @Test
  void aBatchIsUnpackedFromTheStoreAloneInTheOrderOfItsManifest() throws Exception {
    write("batch/1/1.xml", "<a/>");
    write("batch/1/resources/1.flac", "fLaC");
    write("batch/2/2.xml", "<b/>");
    manifest("batch", "2", entry("2/2.xml", "<b/>"), entry("./1/1.xml", "<a/>"));
    var batch = find("batch").getFirst();
    deleteInbox();

    var unpacked = unpacked(unpack(batch));

    assertThat(unpacked.violations()).isEmpty();
    assertThat(unpacked.children())
        .extracting(Shipment::path)
        .containsExactly(folderOf(batch) + "2/2.xml", folderOf(batch) + "1/1.xml");
    assertThat(unpacked.children()).allSatisfy(child -> assertThat(rules(child)).isEmpty());
    assertThat(names(unpacked.children().getLast())).containsExactly("resources/1.flac");
  }

  @Test
  void aBlankManifestMeansAllReleaseFoldersInTheOrderOfTheirTimes() throws Exception {
    write("batch/A_20260311/m.xml", "<a/>");
    write("batch/B_20260310/m.xml", "<b/>");
    write("batch/BatchComplete_1.xml", "");

    assertThat(unpacked(unpack("batch")).children())
        .extracting(Shipment::path)
        .containsExactly(inbox + "/batch/B_20260310/m.xml", inbox + "/batch/A_20260311/m.xml");
  }

  @Test
  void whatIsWrongWithOneMessageOfABatchCostsThatOneOnly() throws Exception {
    write("batch/1/1.xml", "<sound/>");
    write("batch/2/2.xml", "<changed/>");
    write("batch/3/3.xml", "<undeclared/>");
    manifest(
        "batch",
        "5",
        entry("1/1.xml", "<sound/>"),
        entry("2/2.xml", "<sent/>"),
        entry("4/4.xml", "<missing/>"),
        entry("../../outside.xml", "<outside/>"));

    var unpacked = unpacked(unpack("batch"));

    assertThat(unpacked.children())
        .extracting(UnpackerTest::rules)
        .containsExactly(
            List.of(), List.of("manifest.hash-mismatch"), List.of("manifest.undeclared-message"));
    assertThat(unpacked.violations())
        .extracting(Violation::rule, Violation::severity, violation -> violation.value().get())
        .containsExactly(
            tuple("manifest.count", Violation.Severity.WARNING, "5"),
            tuple("manifest.missing-message", Violation.Severity.ERROR, "4/4.xml"),
            tuple("package.climbs-out", Violation.Severity.ERROR, "../../outside.xml"));
  }

  @Test
  void urlsOfAManifestMayBeginWithTheBatchsFolder() throws Exception {
    write("20260310/1/1.xml", "<a/>");
    manifest("20260310", "1", entry("/20260310/1/1.xml", "<a/>"));

    assertThat(unpacked(unpack("20260310")).violations()).isEmpty();
  }

  @Test
  void aMessageOfABatchBeyondTheLimitCostsThatOneOnly() throws Exception {
    limits = new ShipmentLimits(1000, 10, 1000, 1000, 100, 1000);
    unpacker = new Unpacker(store, limits);
    write("batch/1/1.xml", "<large>" + " ".repeat(2000) + "</large>");
    write("batch/2/2.xml", "<b/>");
    manifest("batch", "2", entry("1/1.xml", "<other/>"), entry("2/2.xml", "<b/>"));

    assertThat(unpacked(unpack("batch")).children())
        .extracting(UnpackerTest::rules)
        .containsExactly(List.of("container.too-large"), List.of());
  }

  @Test
  void aBatchWithinAnArchiveIsHeldAgainstItsManifest() throws Exception {
    zip(
        "package.zip",
        "b/1/1.xml",
        "<a/>",
        "b/2/2.xml",
        "<b/>",
        "b/BatchComplete_1.xml",
        manifest("b", "1", List.of(entry("1/1.xml", "<other/>"))),
        "single/s.xml",
        "<s/>");

    assertThat(unpacked(unpack("package.zip")).children())
        .extracting(child -> child.path().replaceFirst(".*!/", ""), UnpackerTest::rules)
        .containsExactly(
            tuple("b/1/1.xml", List.of("manifest.hash-mismatch")),
            tuple("b/2/2.xml", List.of("manifest.undeclared-message")),
            tuple("single/s.xml", List.of()));
  }

  @Test
  void anArchiveWithinABatchIsAShipment() throws Exception {
    write("batch/1.zip", zipped("a.xml", "<a/>"));
    write("batch/BatchComplete_1.xml", "");

    assertThat(unpacked(unpack("batch")).children())
        .extracting(Shipment::kind)
        .containsExactly(Kind.ARCHIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ManifestMessage>",
        "<OtherMessage/>",
        "no xml at all",
        "<!DOCTYPE a [<!ENTITY x SYSTEM"
            + " 'file:///etc/passwd'>]><ManifestMessage>&x;</ManifestMessage>"
      })
  void aManifestThatCannotBeReadRefusesTheBatch(String manifest) throws Exception {
    write("batch/BatchComplete_1.xml", manifest);
    write("batch/1/1.xml", "<a/>");

    assertThat(refusal(unpack("batch")).rule()).isEqualTo("manifest.malformed");
  }

  @Test
  void aMessageCannotBeUnpacked() throws Exception {
    write("a.xml", "<a/>");

    assertThatThrownBy(() -> unpack("a.xml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.xml");
  }

  @Test
  void hostilePackagesAreRefusedAndReachNothing() throws Exception {
    var hostile =
        HostileFiles.write(inbox, HostileFiles.Scale.SMALL, URI.create("http://127.0.0.1:9/"));

    for (var file : hostile) {
      for (var shipment : find("deliveries/" + file.path().getFileName())) {
        if (shipment.kind() != Kind.MESSAGE && file.fate() == HostileFile.Fate.REFUSED) {
          assertThat(unpack(shipment)).as(file.because()).isInstanceOf(Refused.class);
        }
      }
    }

    for (var stored : storedFiles()) {
      assertThat(stored).content(ISO_8859_1).doesNotContain(HostileFiles.SECRET);
    }
  }

  private static String folderOf(Shipment batch) {
    return batch.path().substring(0, batch.path().lastIndexOf('/') + 1);
  }

  private void assertThatNothingOfItIsStored() throws IOException {
    assertThat(storedFiles()).allMatch(file -> startsWith(file, "PK"));
  }

  private static boolean startsWith(Path file, String magic) {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(magic.length()), magic.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> storedFiles() throws IOException {
    try (var files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Unpacking unpack(String path) throws Exception {
    return unpack(find(path).getFirst());
  }

  private Unpacking unpack(Shipment shipment) throws Exception {
    return unpacker.unpack(
        new ProductDelivery(
            shipment.fingerprint().substring(0, 16),
            1,
            0,
            Optional.empty(),
            Optional.empty(),
            shipment.path(),
            shipment.kind(),
            Instant.EPOCH,
            shipment.content(),
            shipment.bytes(),
            shipment.files()));
  }

  private List<Shipment> find(String path) throws Exception {
    var found = new ArrayList<Shipment>();
    new Shipments(store, limits).find(List.of(inbox.resolve(path)), found::addAll);
    return found;
  }

  private static Unpacked unpacked(Unpacking unpacking) {
    return assertThat(unpacking).asInstanceOf(type(Unpacked.class)).actual();
  }

  private static Violation refusal(Unpacking unpacking) {
    var violations = assertThat(unpacking).asInstanceOf(type(Refused.class)).actual().violations();
    assertThat(violations).hasSize(1);
    return violations.getFirst();
  }

  private static List<String> rules(Shipment shipment) {
    return shipment.violations().stream().map(Violation::rule).toList();
  }

  private List<String> names(Shipment shipment) throws IOException {
    return shipment.files().isEmpty()
        ? List.of()
        : PackageListings.read(store, shipment.files().get()).files().stream()
            .map(PackageListing.File::path)
            .toList();
  }

  private void write(String path, String content) throws IOException {
    write(path, content.getBytes(UTF_8));
  }

  private void write(String path, byte[] content) throws IOException {
    var file = inbox.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void zip(String path, String... namesAndContents) throws IOException {
    write(path, zipped(namesAndContents));
  }

  private static byte[] zipped(String... namesAndContents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        entry(zip, namesAndContents[i], namesAndContents[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(UTF_8));
    zip.closeEntry();
  }

  private byte[] bomb(String path, int megabytes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      entry(zip, "a.xml", "<a/>");
      zip.putNextEntry(new ZipEntry("zeros.wav"));
      for (int i = 0; i < megabytes; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    write(path, bytes.toByteArray());
    return bytes.toByteArray();
  }

  /// What the archive says of its first entry in its table of contents, to be changed in place.
  private static ByteBuffer firstHeader(byte[] archive) {
    var bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (bytes.getInt(at) != CENTRAL_HEADER) {
      at++;
    }
    return bytes.slice(at, archive.length - at).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String entry(String url, String content) throws Exception {
    var md5 = MessageDigest.getInstance("MD5").digest(content.getBytes(UTF_8));
    return """
      <MessageInBatch>
        <MessageType>NewReleaseMessage</MessageType>
        <MessageId>M-%s</MessageId>
        <URL>%s</URL>
        <DeliveryType>NewReleaseDelivery</DeliveryType>
        <HashSum>
          <HashSum>%s</HashSum>
          <HashSumAlgorithmType>MD5</HashSumAlgorithmType>
        </HashSum>
      </MessageInBatch>
    """
        .formatted(url, url, HexFormat.of().formatHex(md5));
  }

  private void manifest(String batch, String numberOfMessages, String... entries)
      throws IOException {
    write(batch + "/BatchComplete_1.xml", manifest(batch, numberOfMessages, List.of(entries)));
  }

  private static String manifest(String batch, String numberOfMessages, List<String> entries) {
    return """
    <m:ManifestMessage xmlns:m="http://ddex.net/xml/ern-c-sftp/16" MessageVersionId="1.6">
      <RootDirectory>%s</RootDirectory>
      <NumberOfMessages>%s</NumberOfMessages>
      %s
    </m:ManifestMessage>
    """
        .formatted(batch, numberOfMessages, String.join("", entries));
  }

  private void deleteInbox() throws IOException {
    try (var files = Files.walk(inbox)) {
      for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        if (!file.equals(inbox)) {
          Files.delete(file);
        }
      }
    }
  }
}
