package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackBatchTest extends UnpackerScene {
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
        .extracting(UnpackerScene::rules)
        .containsExactly(
            List.of(), List.of("manifest.hash-mismatch"), List.of("manifest.undeclared-message"));
    assertThat(unpacked.violations())
        .extracting(Violation::rule, Violation::severity, violation -> violation.value().get())
        .containsExactly(
            tuple("manifest.count", Violation.Severity.WARNING, "5"),
            tuple("manifest.missing-message", Violation.Severity.ERROR, "4/4.xml"),
            tuple("package.climbs-out", Violation.Severity.ERROR, "../../outside.xml"));
  }

  @ParameterizedTest
  @CsvSource({
    "20260310, /20260310/1/1.xml",
    "20260310, ./20260310/1/1.xml",
    "./20260310, ./20260310/1/1.xml",
    "/20260310/, 20260310/1/1.xml",
    "/outgoing/20260310, /outgoing/20260310/1/1.xml",
    "/outgoing/20260310, 20260310/1/1.xml",
    "elsewhere, ./20260310/1/1.xml",
    "'', /20260310/1/1.xml"
  })
  void urlsOfAManifestMayBeginWithTheBatchsFolder(String root, String url) throws Exception {
    write("20260310/1/1.xml", "<a/>");
    write("20260310/BatchComplete_1.xml", manifest(root, "1", List.of(entry(url, "<b/>"))));

    var unpacked = unpacked(unpack("20260310"));

    assertThat(unpacked.violations()).isEmpty();
    assertThat(rules(unpacked.children().getFirst())).containsExactly("manifest.hash-mismatch");
  }

  @Test
  void aMessageOfABatchBeyondTheLimitCostsThatOneOnly() throws Exception {
    limits = new ShipmentLimits(1000, 10, 1000, 1000, 100, 1000);
    unpacker = new Unpacker(store, limits);
    write("batch/1/1.xml", "<large>" + " ".repeat(2000) + "</large>");
    write("batch/2/2.xml", "<b/>");
    manifest("batch", "2", entry("1/1.xml", "<other/>"), entry("2/2.xml", "<b/>"));

    assertThat(unpacked(unpack("batch")).children())
        .extracting(UnpackerScene::rules)
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
        .extracting(child -> child.path().replaceFirst(".*!/", ""), UnpackerScene::rules)
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

  @ParameterizedTest
  @ValueSource(strings = {"true", "1"})
  void ofABatchThatIsATestOnlyMessagesThatSaySoArePassedOn(String flag) throws Exception {
    var test = "<a><MessageControlType>TestMessage</MessageControlType></a>";
    var live = "<b><MessageControlType>LiveMessage</MessageControlType></b>";
    write("batch/1/1.xml", test);
    write("batch/2/2.xml", live);
    write("batch/3/3.xml", "<c/>");
    write("batch/4/4.csv", "title,isrc\nOne,US-S1Z-99-00001\n");
    var manifest =
        manifest("batch", "2", List.of(entry("1/1.xml", test), entry("2/2.xml", live)))
            .replace("<RootDirectory>", "<IsTestFlag>" + flag + "</IsTestFlag><RootDirectory>");
    write("batch/BatchComplete_1.xml", manifest);

    assertThat(unpacked(unpack("batch")).children())
        .extracting(child -> child.path().replaceFirst(".*/", ""), UnpackerScene::rules)
        .containsExactly(
            tuple("1.xml", List.of()),
            tuple("2.xml", List.of("manifest.test")),
            tuple("3.xml", List.of("manifest.test")),
            tuple("4.csv", List.of("manifest.test")));
  }

  @Test
  void aBatchThatIsNoTestIsNotHeldToBeOne() throws Exception {
    write("batch/1/1.xml", "<a/>");
    var manifest =
        manifest("batch", "1", List.of(entry("1/1.xml", "<a/>")))
            .replace("<RootDirectory>", "<IsTestFlag>false</IsTestFlag><RootDirectory>");
    write("batch/BatchComplete_1.xml", manifest);

    assertThat(unpacked(unpack("batch")).children())
        .extracting(UnpackerScene::rules)
        .containsExactly(List.of());
  }

  private static String folderOf(Shipment batch) {
    return batch.path().substring(0, batch.path().lastIndexOf('/') + 1);
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
