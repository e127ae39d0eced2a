package dev.tributary.ingestion.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files go with a message although they are, or lie beside, what could be one itself.
class FilesOfMessagesTest extends UnpackerScene {
  private static final String RELEASE =
      "<NewReleaseMessage><URI>resources/01.wav</URI><URI>resources/cover.jpg</URI>"
          + "</NewReleaseMessage>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "booklet.html",
        "cover.xmp",
        "01.cue",
        "list.m3u",
        "SHA256SUMS",
        "x.sha512",
        "info.nfo"
      })
  void whatDescribesFilesIsAFileOfTheReleaseAsTheyAre(String name) throws Exception {
    release(RELEASE);
    write("R1/resources/" + name, "cover.jpg\n01.wav\n");

    assertThat(names(only(find("R1"))))
        .containsExactlyInAnyOrder("resources/01.wav", "resources/cover.jpg", "resources/" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "resources/01.wav, resources/cover.jpg, ''",
    "01.wav, cover.jpg, ''",
    "01.wav, cover.jpg, resources/"
  })
  void aTextBesideThemDoesNotTakeTheFilesThatAReleaseNames(
      String sound, String cover, String folder) throws Exception {
    release(
        "<NewReleaseMessage><FilePath>%s</FilePath><F>%s</F><F>%s</F></NewReleaseMessage>"
            .formatted(folder, sound, cover));
    write("R1/resources/lyrics.xml", "<lyrics>la la la</lyrics>");

    var found = find("R1");

    assertThat(found)
        .extracting(this::below)
        .containsExactly("R1/R1.xml", "R1/resources/lyrics.xml");
    assertThat(names(found.getFirst())).containsExactly("resources/01.wav", "resources/cover.jpg");
    assertThat(names(found.getLast())).isEmpty();
  }

  @Test
  void anArchiveBesideThemDoesNotMakeStraysOfTheFilesOfARelease() throws Exception {
    release(RELEASE);
    write("R1/resources/extra.jpg", "x");
    zip("R1/resources/stems.zip", "01.wav", "RIFF");

    var found = find("R1");

    assertThat(found)
        .extracting(this::below, Shipment::kind)
        .containsExactly(
            tuple("R1/R1.xml", Kind.MESSAGE), tuple("R1/resources/stems.zip", Kind.ARCHIVE));
    assertThat(names(found.getFirst()))
        .containsExactly("resources/01.wav", "resources/cover.jpg", "resources/extra.jpg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "resources/"})
  void aTextOrAnArchiveThatAReleaseNamesIsItsFile(String folder) throws Exception {
    release(
        RELEASE.replace(
            "</New", "<URI>%slyrics.xml</URI><URI>%<sbook.zip</URI></New".formatted(folder)));
    write("R1/" + folder + "lyrics.xml", "<lyrics>la la la</lyrics>");
    zip("R1/" + folder + "book.zip", "ncc.html", "<html/>");

    assertThat(names(only(find("R1"))))
        .containsExactlyInAnyOrder(
            "resources/01.wav", "resources/cover.jpg", folder + "lyrics.xml", folder + "book.zip");
  }

  @Test
  void theSameGoesForAPackageInAnArchive() throws Exception {
    zip(
        "package.zip",
        "R1/R1.xml",
        RELEASE.replace("</New", "<URI>resources/lyrics.xml</URI></New"),
        "R1/resources/01.wav",
        "RIFF",
        "R1/resources/lyrics.xml",
        "<lyrics>la la la</lyrics>");

    assertThat(names(only(unpacked(unpack("package.zip")).children())))
        .containsExactly("resources/01.wav", "resources/lyrics.xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files.csv|R1.xml,1a2b\n01.wav,3c4d\nR2.zip,5e6f\n",
        "files.json|{\"R1.xml\": \"1a2b\", \"01.wav\": \"3c4d\", \"R2.zip\": \"5e6f\"}",
        "files|R1.xml\n01.wav\nR2.zip\n"
      })
  void aListOfFilesTakesNoMessageAndNoArchive(String nameAndText) throws Exception {
    int end = nameAndText.indexOf('|');
    write("list/" + nameAndText.substring(0, end), nameAndText.substring(end + 1));
    write("list/R1.xml", "<NewReleaseMessage><ISRC>USS1Z9900001</ISRC></NewReleaseMessage>");
    write("list/01.wav", "RIFF");
    zip("list/R2.zip", "R2.xml", "<NewReleaseMessage/>");

    assertThat(find("list")).extracting(this::below).contains("list/R1.xml", "list/R2.zip");
  }

  @Test
  void aMessageThatNamesItselfStaysOne() throws Exception {
    write("a.xml", "<a><MessageFileName>a.xml</MessageFileName><F>a.wav</F></a>");
    write("b.xml", "<b><MessageFileName>b.xml</MessageFileName></b>");
    write("a.wav", "RIFF");
    write("c/a.xml", "<c/>");

    assertThat(find("."))
        .extracting(shipment -> shipment.path().replaceFirst(".*/\\./", ""))
        .containsExactly("a.xml", "b.xml", "c/a.xml");
  }

  @Test
  void aReleaseBelowAnotherKeepsItsFilesWhateverThatOneLacks() throws Exception {
    write("A/A.xml", "<a><F>01.wav</F><F>cover.jpg</F></a>");
    write("A/cover.jpg", "x");
    write("A/B/B.xml", "<b><F>resources/01.wav</F><F>cover.jpg</F></b>");
    write("A/B/resources/01.wav", "RIFF");
    write("A/B/cover.jpg", "x");

    var found = find("A");

    assertThat(found).extracting(this::below).containsExactly("A/A.xml", "A/B/B.xml");
    assertThat(names(found.getFirst())).containsExactly("cover.jpg");
    assertThat(names(found.getLast())).containsExactly("cover.jpg", "resources/01.wav");
  }

  @Test
  void aFileThatTwoMessagesNameByItsPathGoesWithBoth() throws Exception {
    write("all.csv", "title,file\nOne,B/01.wav\nTwo,B/02.wav\n");
    write("B/B.xml", "<b><F>01.wav</F></b>");
    write("B/01.wav", "RIFF");
    write("B/02.wav", "RIFF");

    var found = find(".");

    assertThat(names(found.getFirst())).containsExactly("01.wav");
    assertThat(names(found.getLast())).containsExactly("B/01.wav", "B/02.wav");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title,file,cover\nOne,01.wav,artwork/cover.jpg\n",
        "<a><F>audio/01.wav</F><F>cover.jpg</F></a>"
      })
  void aMessageInAFolderOfItsOwnHasTheFilesBesideThat(String message) throws Exception {
    write("pkg/metadata/release", message);
    write("pkg/audio/01.wav", "RIFF");
    write("pkg/artwork/cover.jpg", "x");
    write("pkg/artwork/nobodys.jpg", "x");

    var found = find("pkg");

    assertThat(found)
        .extracting(this::below, UnpackerScene::rules)
        .containsExactly(
            tuple("pkg/artwork/nobodys.jpg", List.of("container.no-message")),
            tuple("pkg/metadata/release", List.of()));
    assertThat(names(found.getLast())).containsExactly("artwork/cover.jpg", "audio/01.wav");
  }

  @Test
  void aMessageInAFolderOfItsOwnHasTheFilesBesideThatInAnArchiveToo() throws Exception {
    zip("pkg.zip", "metadata/release.csv", "title,file\nOne,01.wav\n", "audio/01.wav", "RIFF");

    assertThat(names(only(unpacked(unpack("pkg.zip")).children()))).containsExactly("audio/01.wav");
  }

  @Test
  void aFileAboveSeveralReleasesGoesWithThoseThatNameItAndHaveNoneSuch() throws Exception {
    write("pkg/cover.jpg", "x");
    write("pkg/R1/R1.xml", "<a><F>cover.jpg</F></a>");
    write("pkg/R2/R2.xml", "<b><F>art/cover.jpg</F></b>");
    write("pkg/R2/art/cover.jpg", "y");
    write("pkg/more/R3/R3.xml", "<c><F>cover.jpg</F></c>");
    write("pkg/R4/R4.xml", "<d/>");

    var found = find("pkg");

    assertThat(found)
        .extracting(this::below)
        .containsExactly("pkg/R1/R1.xml", "pkg/R2/R2.xml", "pkg/R4/R4.xml", "pkg/more/R3/R3.xml");
    assertThat(names(found.get(0))).containsExactly("cover.jpg");
    assertThat(names(found.get(1))).containsExactly("art/cover.jpg");
    assertThat(names(found.get(2))).isEmpty();
    assertThat(names(found.get(3))).containsExactly("cover.jpg");
  }

  @Test
  void ofAnEmptyFileThatCouldBeAnythingItIsSaidThatItIsEmpty() throws Exception {
    write("package.zip", "");

    assertThat(only(find("package.zip")).violations())
        .extracting(Violation::rule, Violation::message)
        .containsExactly(
            tuple(
                "container.empty",
                "expected a message or an archive, found zero bytes; send it again"));
  }

  private void release(String message) throws IOException {
    write("R1/R1.xml", message);
    write("R1/resources/01.wav", "RIFF");
    write("R1/resources/cover.jpg", "x");
  }

  private String below(Shipment shipment) {
    return shipment.path().substring(inbox.toString().length() + 1).replaceFirst("^\\./", "");
  }

  private static Shipment only(List<Shipment> found) {
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
