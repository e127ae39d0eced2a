package dev.tributary.ingestion.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShipmentsTest {

  private static final byte[] FLAC = {'f', 'L', 'a', 'C', 0, 0, 0, 34};

  @TempDir Path data;
  @TempDir Path inbox;
  private ContentStore store;
  private Shipments shipments;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.in(data);
    shipments = new Shipments(store, ShipmentLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title,file\nOne,1.flac\nTwo,audio/2.flac\n",
        "One|1.flac\nTwo|\"audio/2.flac\"",
        "{\"tracks\": [{\"file\": \"1.flac\"}, {\"file\": \"audio\\/2.flac\"}]}"
      })
  void aTableOrJsonHasTheFilesThatItNamesWhateverTextsAreBesideIt(String message) throws Exception {
    write("release/message.csv", message);
    write("release/notes.log", "sent on Monday");
    write("release/1.flac", "fLaC 1");
    write("release/audio/2.flac", "fLaC 2");

    var found = find(inbox.resolve("release"));

    assertThat(found).hasSize(2);
    assertThat(names(found.getFirst())).containsExactly("1.flac", "audio/2.flac");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BZh91AY\u0001|bzip2", "7z\u00bc\u00af'\u001c|7-Zip", "Rar!\u001a\u0007|RAR"})
  void anArchiveThatIsNotOpenedIsNamed(String startAndName) throws Exception {
    var start = startAndName.substring(0, startAndName.indexOf('|'));
    var name = startAndName.substring(start.length() + 1);
    Files.write(inbox.resolve("release.x"), start.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(find(inbox.resolve("release.x")).getFirst().violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).contains("a zip, a tar", name));
  }

  @Test
  void aLoneMessageIsAShipmentOfItself() throws Exception {
    write("single.xml", "<a/>");

    var shipment = only(find(inbox));

    assertThat(shipment.path()).isEqualTo(inbox.resolve("single.xml").toString());
    assertThat(shipment.kind()).isEqualTo(Kind.MESSAGE);
    assertThat(shipment.bytes()).isEqualTo(4);
    assertThat(store.read(shipment.content())).asString().isEqualTo("<a/>");
    assertThat(shipment.files()).isEmpty();
    assertThat(shipment.fingerprint()).isEqualTo(shipment.content());
    assertThat(shipment.violations()).isEmpty();
  }

  @Test
  void pathsAreTheArgumentsJoinedToTheFiles() throws Exception {
    write("a/b/x.xml", "<a/>");
    var here = Path.of("").toAbsolutePath();
    var relative = here.relativize(inbox.toAbsolutePath());

    assertThat(find(relative.resolve("a")))
        .extracting(Shipment::path)
        .containsExactly(relative + "/a/b/x.xml");
    assertThat(find(Path.of(relative + "/a/b/")))
        .extracting(Shipment::path)
        .containsExactly(relative + "/a/b/x.xml");
    assertThat(find(relative.resolve("a/b/x.xml")))
        .extracting(Shipment::path)
        .containsExactly(relative + "/a/b/x.xml");
  }

  @Test
  void shipmentsComeInTheOrderOfTheArgumentsAndInPathOrderBelowThem() throws Exception {
    write("in/02-single/x.xml", "<a/>");
    write("in/02-single.xml", "<b/>");
    write("in/01.xml", "<c/>");
    write("in/03.xml", "<d/>");
    write("first.xml", "<e/>");

    assertThat(find(inbox.resolve("first.xml"), inbox.resolve("in")))
        .extracting(this::below)
        .containsExactly(
            "first.xml", "in/01.xml", "in/02-single/x.xml", "in/02-single.xml", "in/03.xml");
  }

  @Test
  void mediaGoWithTheOnlyMessageOfTheirFolder() throws Exception {
    write("album/album.xml", "<a/>");
    write("album/cover.jpg", "x");
    write("album/resources/01.flac", FLAC);
    write("album/resources/extra/booklet.pdf", "%PDF");
    write("other/other.xml", "<b/>");

    var found = find(inbox);

    assertThat(found).extracting(this::below).containsExactly("album/album.xml", "other/other.xml");
    assertThat(files(found.getFirst()))
        .extracting(PackageListing.File::path)
        .containsExactly("cover.jpg", "resources/01.flac", "resources/extra/booklet.pdf");
    var flac = files(found.getFirst()).get(1);
    assertThat(store.read(flac.sha256())).isEqualTo(FLAC);
    assertThat(flac.bytes()).isEqualTo(FLAC.length);
    assertThat(found.getLast().files()).isEmpty();
  }

  @Test
  void aFolderWithMessagesOfItsOwnKeepsItsMedia() throws Exception {
    write("album.xml", "<a/>");
    write("cover.jpg", "x");
    write("single/single.xml", "<b/>");
    write("single/01.flac", FLAC);

    var found = find(inbox);

    assertThat(found).extracting(this::below).containsExactly("album.xml", "single/single.xml");
    assertThat(names(found.getFirst())).containsExactly("cover.jpg");
    assertThat(names(found.getLast())).containsExactly("01.flac");
  }

  @Test
  void ofSeveralMessagesEachGetsTheFilesThatItNames() throws Exception {
    write("a.xml", "<a><FileName>a.flac</FileName><cover uri='art/both.jpg'/></a>");
    write("b.xml", "<b><URI>./audio/b%201.flac</URI><URI> file:art/both.jpg </URI></b>");
    write("c.xml", "<c><URI>A.FLAC</URI>");
    write("audio/a.flac", FLAC);
    write("audio/b 1.flac", FLAC);
    write("art/both.jpg", "x");
    write("audio/nobody.flac", FLAC);

    var found = find(inbox);

    assertThat(found)
        .extracting(this::below)
        .containsExactly("a.xml", "audio/nobody.flac", "b.xml", "c.xml");
    assertThat(names(found.get(0))).containsExactly("art/both.jpg", "audio/a.flac");
    assertThat(rules(found.get(1))).containsExactly("container.no-message");
    assertThat(names(found.get(2))).containsExactly("art/both.jpg", "audio/b 1.flac");
    assertThat(names(found.get(3))).as("not well-formed, so it names none").isEmpty();
  }

  @Test
  void filesOfTheSameNameGoWithTheMessageThatNamesThem() throws Exception {
    write("a.xml", "<a><FilePath>disc1/</FilePath><FileName>01.flac</FileName></a>");
    write("b.xml", "<b/>");
    write("disc1/01.flac", FLAC);
    write("disc2/01.flac", FLAC);

    assertThat(names(find(inbox).getFirst())).containsExactly("disc1/01.flac", "disc2/01.flac");
  }

  @Test
  void mediaWithoutAnyMessageAreToBeRefused() throws Exception {
    write("audio/01.flac", FLAC);

    var shipment = only(find(inbox));

    assertThat(shipment.kind()).isEqualTo(Kind.MESSAGE);
    assertThat(shipment.violations())
        .extracting(Violation::rule, Violation::severity, violation -> violation.value().get())
        .containsExactly(tuple("container.no-message", Violation.Severity.ERROR, "audio/01.flac"));
  }

  @Test
  void messagesAreKnownByTheirContent() throws Exception {
    write("utf-16.txml", "\uFEFF<a/>".getBytes(StandardCharsets.UTF_16LE));
    write("bom.feed", "\uFEFF  <a/>");
    write("catalogue.tab", "Titel;Künstler\n".getBytes(StandardCharsets.ISO_8859_1));
    write("object", " {\"a\": 1}");
    write("empty.xml", "");
    write("garbage.xml", new byte[] {1, 2, 3});
    write("bare-utf-16", "<a/>".getBytes(StandardCharsets.UTF_16BE));

    assertThat(find(inbox)).hasSize(7).allSatisfy(found -> assertThat(rules(found)).isEmpty());
  }

  @Test
  void mediaAreKnownByNameOrFirstBytes() throws Exception {
    write("m.xml", "<m/>");
    write("lyrics.txt", "la la la");
    write("booklet", "%PDF-1.7");
    write("audio", FLAC);
    write("cover.svg", "<svg/>");
    write("binary", new byte[] {1, 2, 3});
    write("empty.flac", "");

    assertThat(names(only(find(inbox))))
        .containsExactly("audio", "binary", "booklet", "cover.svg", "empty.flac", "lyrics.txt");
  }

  @Test
  void archivesAreKnownByTheirFirstBytes() throws Exception {
    write("really-a-zip.xml", new byte[] {'P', 'K', 3, 4, 0, 0});
    write("not-a-zip.zip", "<a/>");

    assertThat(find(inbox))
        .extracting(this::below, Shipment::kind)
        .containsExactly(
            tuple("not-a-zip.zip", Kind.MESSAGE), tuple("really-a-zip.xml", Kind.ARCHIVE));
  }

  @Test
  void hiddenFilesArePassedOver() throws Exception {
    write("a.xml", "<a/>");
    write(".DS_Store", "x");
    write("._a.xml", "<a/>");
    write("__MACOSX/a.xml", "<a/>");
    write(".git/a.xml", "<a/>");
    write("Thumbs.db", "x");

    assertThat(only(find(inbox)).files()).isEmpty();
  }

  @Test
  void aFolderWithAManifestIsABatch() throws Exception {
    var manifest = "batch/20260310/BatchComplete_20260310.xml";
    write(manifest, "");
    write("batch/20260310/1/1.xml", "<a/>");
    write("batch/20260310/1/resources/1.flac", FLAC);
    write("batch/20260310/2/2.xml", "<b/>");

    var shipment = only(find(inbox));

    assertThat(below(shipment)).isEqualTo(manifest);
    assertThat(shipment.kind()).isEqualTo(Kind.BATCH);
    assertThat(names(shipment)).containsExactly("1/1.xml", "1/resources/1.flac", "2/2.xml");
    assertThat(only(find(inbox.resolve(manifest)))).usingRecursiveComparison().isEqualTo(shipment);
  }

  @Test
  void linksAreFollowedWithinTheArgumentOnly(@TempDir Path outside) throws Exception {
    Files.writeString(outside.resolve("secret.xml"), "<secret/>");
    write("a.xml", "<a/>");
    write("media/01.flac", FLAC);
    link("linked.flac", inbox.resolve("media/01.flac"));
    link("out.xml", outside.resolve("secret.xml"));
    link("out", outside);
    link("round", inbox);
    link("dangling.xml", inbox.resolve("nothing"));

    assertThat(names(only(find(inbox)))).containsExactly("linked.flac", "media/01.flac");
  }

  @Test
  void anArgumentMayBeALink(@TempDir Path elsewhere) throws Exception {
    write("a.xml", "<a/>");
    var link = Files.createSymbolicLink(elsewhere.resolve("link"), inbox);

    assertThat(only(find(link)).path()).isEqualTo(link.resolve("a.xml").toString());
  }

  @Test
  void aPathThatDoesNotExistIsNamedBeforeAnythingIsTaken() throws Exception {
    write("a.xml", "<a/>");
    var taken = new ArrayList<Shipment>();

    assertThatThrownBy(
            () -> shipments.find(List.of(inbox, inbox.resolve("nowhere")), taken::addAll))
        .isInstanceOf(UnusablePathException.class)
        .hasMessageContaining(inbox.resolve("nowhere").toString());
    assertThat(taken).isEmpty();
  }

  @Test
  void whatIsNeitherFileNorFolderIsNoPath() {
    assertThatThrownBy(() -> find(Path.of("/dev/null")))
        .isInstanceOf(UnusablePathException.class)
        .hasMessageContaining("/dev/null");
  }

  @Test
  void aFolderThatCannotBeReadIsNotedAndPassedOver() throws Exception {
    var unreadable = new ArrayList<Path>();
    var gone = inbox.resolve("gone");

    var listing = new DiskFolder(inbox, gone, "gone", unreadable).list();

    assertThat(listing.files()).isEmpty();
    assertThat(unreadable).containsExactly(gone);
  }

  @Test
  void aMessageBeyondTheLimitIsShippedButNotStored() throws Exception {
    shipments = new Shipments(store, messagesUpTo(10));
    write("large.xml", "<a>12345678</a>");
    write("sound.xml", "<a/>");
    write("large.flac", "longer than any message");

    var found = find(inbox);

    assertThat(rules(found.get(0))).containsExactly("container.no-message");
    assertThat(rules(found.get(1))).containsExactly("container.too-large");
    assertThat(found.get(1).bytes()).isEqualTo(15);
    assertThat(store.contains(found.get(1).content())).isFalse();
    assertThat(store.contains(found.get(2).content())).isTrue();
  }

  @Test
  void theFingerprintIsThatOfEverythingShipped() throws Exception {
    write("one/m.xml", "<a/>");
    write("one/01.flac", FLAC);
    write("same/m.xml", "<a/>");
    write("same/01.flac", FLAC);
    write("other-name/m.xml", "<a/>");
    write("other-name/02.flac", FLAC);
    write("other-file/m.xml", "<a/>");
    write("other-file/01.flac", "other");
    write("alone/m.xml", "<a/>");

    var found = find(inbox);

    assertThat(found).extracting(Shipment::content).containsOnly(found.getFirst().content());
    assertThat(found.stream().map(Shipment::fingerprint).distinct()).hasSize(4);
    assertThat(fingerprint(found, "one")).isEqualTo(fingerprint(found, "same"));
    assertThat(fingerprint(found, "alone")).isEqualTo(found.getFirst().content());
  }

  @Test
  void shipmentsComeChunkByChunkAndAreStoredByThen() throws Exception {
    for (int i = 0; i < 200; i++) {
      write("%03d.xml".formatted(i), "<a n='%d'/>".formatted(i));
    }
    var sizes = new ArrayList<Integer>();

    shipments.find(
        List.of(inbox),
        chunk -> {
          sizes.add(chunk.size());
          assertThat(chunk).allMatch(shipment -> store.contains(shipment.content()));
        });

    assertThat(sizes).containsExactly(64, 64, 64, 8);
  }

  @Test
  void whatLacksAFileThatWentAwayIsLeftAndToldAndTheOthersAreTaken() throws Exception {
    for (int i = 0; i < 64; i++) {
      write("%03d.xml".formatted(i), "<a n='%d'/>".formatted(i));
    }
    write("100.xml", "<a>cover.jpg</a>");
    write("101.xml", "<a/>");
    write("cover.jpg", "x");
    var found = new ArrayList<String>();

    assertThatThrownBy(
            () ->
                shipments.find(
                    List.of(inbox),
                    chunk -> {
                      chunk.forEach(shipment -> found.add(below(shipment)));
                      Files.deleteIfExists(inbox.resolve("cover.jpg"));
                    }))
        .isInstanceOf(UnusablePathException.class)
        .hasMessageContaining("cover.jpg");

    assertThat(found).hasSize(65).contains("101.xml").doesNotContain("100.xml");
  }

  @Test
  void aReceiverThatFailsEndsIt() throws Exception {
    write("a.xml", "<a/>");

    assertThatThrownBy(
            () ->
                shipments.find(
                    List.of(inbox),
                    _ -> {
                      throw new IOException("no room");
                    }))
        .hasMessage("no room");
  }

  private ShipmentLimits messagesUpTo(long bytes) {
    var usual = ShipmentLimits.DEFAULT;
    return new ShipmentLimits(
        bytes,
        usual.files(),
        usual.fileBytes(),
        usual.archiveBytes(),
        usual.ratio(),
        usual.ratioFloor());
  }

  private List<Shipment> find(Path... arguments) throws Exception {
    var found = new ArrayList<Shipment>();
    shipments.find(Arrays.asList(arguments), found::addAll);
    return found;
  }

  private static Shipment only(List<Shipment> found) {
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private String below(Shipment shipment) {
    return inbox.relativize(Path.of(shipment.path())).toString();
  }

  private List<PackageListing.File> files(Shipment shipment) throws IOException {
    return shipment.files().isEmpty()
        ? List.of()
        : PackageListings.read(store, shipment.files().get()).files();
  }

  private List<String> names(Shipment shipment) throws IOException {
    return files(shipment).stream().map(PackageListing.File::path).toList();
  }

  private static List<String> rules(Shipment shipment) {
    return shipment.violations().stream().map(Violation::rule).toList();
  }

  private String fingerprint(List<Shipment> found, String folder) {
    return found.stream()
        .filter(shipment -> below(shipment).startsWith(folder + "/"))
        .findFirst()
        .orElseThrow()
        .fingerprint();
  }

  private void write(String path, String content) throws IOException {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String path, byte[] content) throws IOException {
    var file = inbox.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void link(String path, Path target) throws IOException {
    Files.createSymbolicLink(inbox.resolve(path), target);
  }
}
