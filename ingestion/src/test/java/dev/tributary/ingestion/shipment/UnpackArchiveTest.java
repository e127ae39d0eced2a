package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.generate.HostileFile;
import dev.tributary.ingestion.generate.HostileFiles;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackArchiveTest extends UnpackerScene {
  private static final int CENTRAL_HEADER = 0x02014b50;

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
        "C:\\climbs.xml"
      })
  void oneNameThatClimbsOutRefusesTheWholeArchive(String name) throws Exception {
    zip("package.zip", "sound.xml", "<sound/>", name, "<a/>");

    assertThat(refusal(unpack("package.zip")))
        .extracting(Violation::rule, violation -> violation.value().get())
        .isEqualTo(List.of("package.climbs-out", name));
    assertThatNothingOfItIsStored();
  }

  @Test
  void namesMayHaveBackslashesBetweenThem() throws Exception {
    zip("package.zip", "one\\", "", "one\\a.xml", "<a file='b.wav'/>", "one\\b.wav", "b");

    assertThat(unpacked(unpack("package.zip")).children())
        .singleElement()
        .satisfies(child -> assertThat(child.path()).endsWith("!/one/a.xml"))
        .satisfies(child -> assertThat(child.files()).isPresent());
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
        .extracting(UnpackerScene::rules)
        .containsExactly(List.of("container.too-large"), List.of());
    assertThat(store.contains(children.getFirst().content())).isFalse();
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
}
