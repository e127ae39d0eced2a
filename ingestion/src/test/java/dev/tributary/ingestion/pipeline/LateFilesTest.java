package dev.tributary.ingestion.pipeline;

import static dev.tributary.ingestion.pipeline.TestSystem.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Runner;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.DeliveryState;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.ingestion.shipment.ShipmentLimits;
import dev.tributary.ingestion.shipment.Shipments;
import dev.tributary.spi.UnroutableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A provider whose messages wait for their files: a single with a track and a cover.
@Timeout(180)
final class LateFilesTest {
  private static final Path ALBUM = Path.of("../samples/deliveries/01-ern-43-album");
  private static final Path SINGLE = Path.of("../samples/deliveries/02-ern-382-single");
  private static final String TRACK = "resources/2990001000025_01.wav";
  private static final String COVER = "resources/2990001000025_cover.jpg";

  @TempDir private Path folder;
  private Path inbox;
  private TestSystem system;

  @BeforeEach
  void open() throws Exception {
    inbox = Files.createDirectories(folder.resolve("inbox"));
    var provider = Files.createDirectories(folder.resolve("providers/skerry"));
    Files.writeString(
        provider.resolve("provider.yaml"),
        "name: skerry\nsenders: [PADPIDA2099010102V]\nrequiresAssets: true\n");
    system = TestSystem.in(folder, folder.resolve("providers"));
  }

  @AfterEach
  void close() {
    system.close();
  }

  @Test
  void filesThatComeAloneOneAfterTheOtherCompleteTheDelivery() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();
    assertThat(state(waiting)).isEqualTo(DeliveryState.WAITING);

    assertThat(system.ingest(put(TRACK, TRACK)))
        .singleElement()
        .satisfies(delivery -> assertIs(delivery, waiting, DeliveryState.WAITING));
    assertThat(system.ingest(put(COVER, "2990001000025_cover.jpg")))
        .singleElement()
        .satisfies(delivery -> assertIs(delivery, waiting, DeliveryState.LOADED));
    assertThat(system.dump().values())
        .singleElement()
        .asString()
        .contains("\"incomplete\":false")
        .contains(waiting.delivery().id());
  }

  @Test
  void theMessageSentAgainWithEachFileByItselfCompletesThemAll() throws Exception {
    var message = put("2990001000025.xml", "first/release.xml");
    var first = system.ingest(message).getFirst();
    put("2990001000025.xml", "second/release.xml");
    put(TRACK, "second/" + TRACK);
    var second = system.ingest(inbox.resolve("second")).getFirst();
    assertThat(state(second)).isEqualTo(DeliveryState.WAITING);

    put("2990001000025.xml", "third/release.xml");
    put(COVER, "third/" + COVER);
    var third = system.ingest(inbox.resolve("third")).getFirst();

    assertThat(state(found(third))).isEqualTo(DeliveryState.LOADED);
    assertThat(List.of(state(found(first)), state(found(second))))
        .isSubsetOf(DeliveryState.LOADED, DeliveryState.SUPERSEDED);
    assertThat(system.dump().values()).singleElement().asString().contains("\"incomplete\":false");
  }

  @Test
  void anArchiveOfNothingButTheFilesCompletesTheDelivery() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();

    var zipped = system.ingest(zip("files.zip", SINGLE, TRACK, COVER)).getFirst();

    assertThat(List.of(state(zipped), state(found(waiting))))
        .contains(DeliveryState.LOADED)
        .isSubsetOf(DeliveryState.LOADED, DeliveryState.SUPERSEDED);
  }

  @Test
  void filesThatAreTakenBeforeAnyVerdictAllCount() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();

    system.take(put(TRACK, TRACK));
    system.take(put(COVER, COVER));
    system.awaitTheEnd();

    assertThat(state(found(waiting))).isEqualTo(DeliveryState.LOADED);
  }

  @Test
  void filesThatComeWhileTheirMessageIsStillReadCompleteItAndOthersDoNot() throws Exception {
    system.close();
    var filesAreThere = new CountDownLatch(1);
    system =
        TestSystem.in(
            folder,
            folder.resolve("providers"),
            TestTransport.ARTEMIS,
            List.of(),
            application ->
                application.name().equals(Transform.NAME)
                    ? application.surroundedBy(
                        outer ->
                            outer.preprocess(
                                message -> {
                                  filesAreThere.await();
                                  return message;
                                }))
                    : application);
    put(COVER, "before/" + COVER);
    system.take(inbox.resolve("before"));
    system.take(put("2990001000025.xml", "one/release.xml"));
    system.take(put(TRACK, "one/" + TRACK));
    system.take(put(TRACK, "two/" + TRACK));
    system.take(zip("one/cover.zip", SINGLE, COVER));
    filesAreThere.countDown();
    system.awaitTheEnd();

    assertThat(system.dump().values()).singleElement().asString().contains("\"incomplete\":false");
  }

  @Test
  void archivesOfAFileEachThatAreOpenedAtOnceCompleteTheDelivery() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();
    zip("more/track.zip", SINGLE, TRACK);
    zip("more/cover.zip", SINGLE, COVER);

    var zipped = system.ingest(inbox.resolve("more"));

    assertThat(zipped).isNotEmpty().allMatch(each -> isDone(state(each)));
    assertThat(isDone(state(found(waiting)))).isTrue();
  }

  @Test
  void packagesWithTheMessageAndAFileEachThatComeAtOnceAreOneAlbum() throws Exception {
    for (var place = 1; place <= 5; place++) {
      zip(
          "album/%d.zip".formatted(place),
          ALBUM,
          "2990001000018.xml",
          "resources/2990001000018_0%d.flac".formatted(place));
    }
    zip("album/6.zip", ALBUM, "2990001000018.xml", "resources/2990001000018_cover.jpg");

    var packages = system.ingest(Optional.of("skerry"), inbox.resolve("album"));

    assertThat(packages).hasSize(6).allMatch(each -> isDone(state(each)));
    assertThat(system.dump().values()).singleElement().asString().contains("\"incomplete\":false");
  }

  @Test
  void anArchiveOfLateFilesWithOneThatNobodyWaitsForIsToldOfThatOne() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();
    var files = Files.createDirectories(folder.resolve("files/resources")).getParent();
    Files.copy(SINGLE.resolve(TRACK), files.resolve(TRACK));
    Files.copy(SINGLE.resolve(COVER), files.resolve(COVER));
    Files.write(files.resolve("notes.bin"), new byte[] {1, 2, 3});

    var zipped = system.ingest(zip("files.zip", files, TRACK, COVER, "notes.bin")).getFirst();

    assertThat(List.of(state(zipped), state(found(waiting)))).allMatch(LateFilesTest::isDone);
    assertThat(zipped.settlement().orElseThrow().violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo("package.undeclared-file");
              assertThat(violation.message()).contains("notes.bin");
            });
  }

  @Test
  void whatGotItsFilesGoesOnThoughTheProcessEndedBeforeItWasSent() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();
    put(TRACK, TRACK);
    put(COVER, COVER);
    var elsewhere = TestTransport.ARTEMIS.connect(folder.resolve("elsewhere"));
    try (var runner = Runner.start(elsewhere.transport(), List.of())) {
      var intake = intake(runner);
      assertThatThrownBy(
              () -> intake.take(List.of(inbox.resolve("resources")), Optional.empty(), _ -> {}))
          .as("nobody listens")
          .isInstanceOf(UnroutableException.class);
    } finally {
      elsewhere.transport().close();
      elsewhere.ending().run();
    }
    assertThat(state(found(waiting))).isEqualTo(DeliveryState.WAITING);

    system.close();
    system = TestSystem.in(folder, folder.resolve("providers"));
    system.awaitTheEnd();

    assertThat(state(found(waiting))).isEqualTo(DeliveryState.LOADED);
  }

  private Intake intake(Runner runner) throws IOException {
    var content = ContentStore.in(folder.resolve("content"));
    return new Intake(
        new Shipments(content, ShipmentLimits.DEFAULT),
        new Completion(system.catalogue(), new LateFiles(content)),
        system.catalogue(),
        new Deliveries(InstantSource.system()),
        new Bodies(content),
        runner);
  }

  @Test
  void whatLateFilesCompletedIsMappedAnewWithThem() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();
    var zipped = system.ingest(zip("files.zip", SINGLE, TRACK, COVER)).getFirst();

    system.mapAnew(List.of(waiting, zipped));

    assertThat(List.of(state(found(waiting)), state(found(zipped))))
        .allMatch(LateFilesTest::isDone);
  }

  @Test
  void anUpdateOrATakedownOfWhatIsThereWaitsForNothing() throws Exception {
    system.ingest(SINGLE);
    var message = Files.readString(SINGLE.resolve("2990001000025.xml"));

    var update =
        system.ingest(
            write(
                "update.xml",
                message.replace("2026-02-20T", "2026-02-21T").replace("Tin", "Copper")));
    assertThat(update).extracting(TestSystem::state).containsExactly(DeliveryState.LOADED);
    assertThat(system.dump().values()).singleElement().asString().contains("Copper", "LIVE");

    var takedown =
        system.ingest(
            write(
                "takedown.xml",
                message
                    .replace("2026-02-20T", "2026-02-22T")
                    .replaceFirst("(?s)<DealList>.*</DealList>", "<DealList/>")));
    assertThat(takedown).extracting(TestSystem::state).containsExactly(DeliveryState.LOADED);
    assertThat(system.dump().values()).singleElement().asString().contains("TAKEN_DOWN");
  }

  @Test
  void aFileThatNobodyWaitsForOrThatLiesElsewhereIsRefused() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "one/release.xml")).getFirst();

    var elsewhere = system.ingest(put(TRACK, "two/2990001000025_01.wav"));
    var unknown = system.ingest(put(COVER, "one/another.jpg"));

    assertThat(elsewhere).extracting(TestSystem::state).containsExactly(DeliveryState.REJECTED);
    assertThat(unknown).extracting(TestSystem::state).containsExactly(DeliveryState.REJECTED);
    assertThat(state(found(waiting))).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void aWrongFileDoesNotCompleteIt() throws Exception {
    var waiting = system.ingest(put("2990001000025.xml", "release.xml")).getFirst();
    put(COVER, COVER);
    Files.createDirectories(inbox.resolve(TRACK).getParent());
    Files.writeString(inbox.resolve(TRACK), "not the track");

    system.ingest(inbox.resolve("resources"));

    assertThat(state(found(waiting))).isEqualTo(DeliveryState.WAITING);
    assertThat(found(waiting).settlement().orElseThrow().violations())
        .anyMatch(violation -> violation.rule().equals("asset.corrupt"));

    system.ingest(put(TRACK, TRACK));

    assertThat(state(found(waiting))).isEqualTo(DeliveryState.LOADED);
  }

  private static void assertIs(
      RegisteredDelivery delivery, RegisteredDelivery other, DeliveryState state) {
    assertThat(delivery.delivery().id()).isEqualTo(other.delivery().id());
    assertThat(state(delivery)).isEqualTo(state);
  }

  private static boolean isDone(DeliveryState state) {
    return state == DeliveryState.LOADED || state == DeliveryState.SUPERSEDED;
  }

  private Path zip(String path, Path from, String... names) throws IOException {
    var archive = inbox.resolve(path);
    Files.createDirectories(archive.getParent());
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(from.resolve(name), zip);
      }
    }
    return archive;
  }

  private RegisteredDelivery found(RegisteredDelivery delivery) throws InterruptedException {
    return system
        .catalogue()
        .read(handle -> Deliveries.find(handle, delivery.delivery().id()))
        .orElseThrow();
  }

  private Path write(String path, String message) throws IOException {
    return Files.writeString(inbox.resolve(path), message);
  }

  private Path put(String sample, String path) throws IOException {
    var target = inbox.resolve(path);
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    return Files.copy(SINGLE.resolve(sample), target);
  }
}
