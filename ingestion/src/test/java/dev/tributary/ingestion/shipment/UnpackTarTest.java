package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackTarTest extends UnpackerScene {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;

  /// Writes what is to be in a tar.
  private interface Filling {
    void into(TarArchiveOutputStream tar) throws IOException;
  }

  @Test
  void aTarBecomesTheShipmentsThatAFolderWouldBeWhateverItsName() throws Exception {
    write("folder/01/a.xml", "<a/>");
    write("folder/01/resources/a.flac", "fLaC");
    write("folder/02/b.xml", "<b/>");
    var tar =
        tar("02/b.xml", "<b/>", "./", "", "./01/a.xml", "<a/>", "01/resources/a.flac", "fLaC");
    write("package.tar", tar);
    write("package.tar.gz", gzipped(tar));
    write("package.xml", gzipped(tar));

    var folder = find("folder");

    for (var name : List.of("package.tar", "package.tar.gz", "package.xml")) {
      assertThat(unpacked(unpack(name)).children())
          .as(name)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("path")
          .isEqualTo(folder);
    }
  }

  @Test
  void aMessageThatIsCompressedAloneIsThatMessage() throws Exception {
    write("feed.xml.gz", gzipped("<rss/>".getBytes(UTF_8)));

    assertThat(unpacked(unpack("feed.xml.gz")).children())
        .extracting(Shipment::path, Shipment::kind, Shipment::bytes)
        .containsExactly(tuple(inbox + "/feed.xml.gz!/feed.xml", ProductDelivery.Kind.MESSAGE, 6L));
  }

  @Test
  void longNamesAndThoseInUtf8AreRead() throws Exception {
    var longName = "x".repeat(120) + "/Mädchen.xml";
    write("package.tgz", gzipped(tar(longName, "<a/>")));

    assertThat(unpacked(unpack("package.tgz")).children().getFirst().path())
        .endsWith("!/" + longName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../climbs.xml", "a/../../climbs.xml", "..\\climbs.xml", "C:/climbs.xml"})
  void oneNameThatClimbsOutRefusesTheWholeArchive(String name) throws Exception {
    write("package.tar.gz", gzipped(tar("sound.xml", "<sound/>", name, "<a/>")));

    assertThat(refusal(unpack("package.tar.gz")))
        .extracting(Violation::rule, violation -> violation.value().get())
        .isEqualTo(List.of("package.climbs-out", name));
    assertThat(storedFiles()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
  void aLinkRefusesTheArchive(byte type) throws Exception {
    var link = new TarArchiveEntry("resources", type);
    link.setLinkName("/etc/passwd");
    write("package.tar", tar(tar -> add(tar, link, "")));

    assertThat(refusal(unpack("package.tar")).rule()).isEqualTo("package.climbs-out");
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_FIFO, 'V'})
  void whatIsNoFileRefusesTheArchive(byte type) throws Exception {
    write("package.tar", tar(tar -> add(tar, new TarArchiveEntry("console", type), "")));

    assertThat(refusal(unpack("package.tar")).rule()).isEqualTo("package.damaged");
  }

  @Test
  void twoEntriesOfOneNameRefuseTheArchive() throws Exception {
    write("package.tar", tar("a.xml", "<a/>", "./a.xml", "<b/>"));

    assertThat(refusal(unpack("package.tar")).rule()).isEqualTo("package.duplicate-name");
  }

  @Test
  void anArchiveWithinAnArchiveRefusesIt() throws Exception {
    write(
        "outer.tar",
        tar(
            tar -> {
              add(tar, new TarArchiveEntry("sound.xml"), "<sound/>");
              add(tar, new TarArchiveEntry("inner"), tar("a.xml", "<a/>"));
            }));

    assertThat(refusal(unpack("outer.tar")).rule()).isEqualTo("package.nested-archive");
  }

  @Test
  void oneThatWasCutOffAnywhereIsDamaged() throws Exception {
    var tar = tar("a.xml", "<a/>", "b.flac", noise(3 * BLOCK), "c.flac", noise(BLOCK));
    var gzip = gzipped(tar);
    for (int cut : List.of(2 * BLOCK, 3 * BLOCK, 3 * BLOCK + 100, 6 * BLOCK)) {
      write("cut-off.tar", Arrays.copyOf(tar, cut));
      assertThat(refusal(unpack("cut-off.tar")).rule())
          .as("at " + cut)
          .isEqualTo("package.damaged");
    }
    for (int cut : List.of(5, 20, gzip.length / 2, gzip.length - 1)) {
      write("cut-off.tgz", Arrays.copyOf(gzip, cut));
      assertThat(refusal(unpack("cut-off.tgz")).rule())
          .as("at " + cut)
          .isEqualTo("package.damaged");
    }
    assertThat(storedFiles()).as("the archives alone").hasSize(8);
  }

  @Test
  void aBombIsRefusedAsSoonAsItShows() throws Exception {
    var zeros = new String(new byte[50 << 20], UTF_8);
    write("bomb.tar.gz", gzipped(tar("a.xml", "<a/>", "zeros.wav", zeros)));
    write("bomb.xml.gz", gzipped(("<a>" + zeros).getBytes(UTF_8)));

    assertThat(refusal(unpack("bomb.tar.gz")))
        .extracting(Violation::rule, Violation::value)
        .isEqualTo(List.of("package.bomb", Optional.of("zeros.wav")));
    assertThat(refusal(unpack("bomb.xml.gz")).rule()).isEqualTo("package.bomb");
  }

  @Test
  void aNameThatFillsTheMemoryIsABomb() throws Exception {
    var name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    write("bomb.tar", tar(tar -> add(tar, name, noise(3 << 20))));

    assertThat(refusal(unpack("bomb.tar")).message())
        .contains("expected at most 1,048,576 bytes for the name and attributes of a file");
  }

  @Test
  void silenceOfSomeSecondsIsNoBomb() throws Exception {
    var silence = new String(new byte[1 << 20], UTF_8);
    write("package.tgz", gzipped(tar("a.xml", "<a/>", "silence.wav", silence)));

    assertThat(names(unpacked(unpack("package.tgz")).children().getFirst()))
        .containsExactly("silence.wav");
  }

  @Test
  void tooManyOrTooLargeFilesRefuseTheArchive() throws Exception {
    unpacker = new Unpacker(store, new ShipmentLimits(1000, 2, 9 * BLOCK, 10 * BLOCK, 100, 1000));
    write("files.tar", tar("a.xml", "<a/>", "b.xml", "<b/>", "c.xml", "<c/>"));
    write("large.tar", tar("a.xml", "<a>" + "b".repeat(9 * BLOCK)));
    write("sum.tgz", gzipped(tar("a.wav", noise(8 * BLOCK), "b.wav", noise(BLOCK))));

    assertThat(refusal(unpack("files.tar")).rule()).isEqualTo("package.too-many-files");
    assertThat(refusal(unpack("large.tar")).message()).contains("4,608 bytes in a file");
    assertThat(refusal(unpack("sum.tgz")).message()).contains("5,120 bytes in an archive");
  }

  @Test
  void aBatchInATarIsCheckedAgainstItsManifest() throws Exception {
    var manifest =
        """
        <ManifestMessage><RootDirectory>b</RootDirectory><NumberOfMessages>2</NumberOfMessages>
        <MessageInBatch><MessageId>1</MessageId><URL>b/r/a.xml</URL></MessageInBatch>
        <MessageInBatch><MessageId>2</MessageId><URL>b/s/b.xml</URL></MessageInBatch>
        </ManifestMessage>
        """;
    write("batch.tgz", gzipped(tar("b/r/a.xml", "<a/>", "b/BatchComplete_1.xml", manifest)));

    var batch = find("batch.tgz").getFirst();
    var unpacked = unpacked(unpack(batch));

    assertThat(unpacked.children()).hasSize(1);
    assertThat(unpacked.violations())
        .extracting(Violation::rule)
        .containsExactly("manifest.missing-message");
    assertThat(DeclaredMessages.of(store, delivery(batch)))
        .extracting(DeclaredMessages.Declared::url)
        .containsExactly("b/r/a.xml", "b/s/b.xml");
  }

  @Test
  void aChangedByteIsNeverMoreThanARefusal() throws Exception {
    var random = new Random(7);
    var sound = tar("a.xml", "<a/>", "x".repeat(150) + "/b.flac", noise(BLOCK));
    for (int i = 0; i < 300; i++) {
      var changed = sound.clone();
      for (int change = 0; change < 3; change++) {
        changed[random.nextInt(sound.length)] = (byte) random.nextInt();
      }
      write("changed.tgz", gzipped(changed));
      assertThat(unpack("changed.tgz")).isInstanceOfAny(Refused.class, Unpacked.class);
    }
  }

  private static ProductDelivery delivery(Shipment shipment) {
    return new ProductDelivery(
        "1",
        1,
        0,
        Optional.empty(),
        Optional.empty(),
        shipment.path(),
        shipment.kind(),
        Instant.EPOCH,
        shipment.content(),
        shipment.bytes(),
        shipment.files());
  }

  /// Text that does not compress and has no meaning.
  private static String noise(int length) {
    var random = new Random(1);
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }

  private static byte[] tar(String... namesAndContents) throws IOException {
    return tar(
        tar -> {
          for (int i = 0; i < namesAndContents.length; i += 2) {
            add(tar, new TarArchiveEntry(namesAndContents[i], true), namesAndContents[i + 1]);
          }
        });
  }

  private static byte[] tar(Filling filling) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      filling.into(tar);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, String content)
      throws IOException {
    add(tar, entry, content.getBytes(UTF_8));
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
