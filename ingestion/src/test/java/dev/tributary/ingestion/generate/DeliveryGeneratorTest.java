package dev.tributary.ingestion.generate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.generate.Expected.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DeliveryGeneratorTest {

  private static final DeliveryGenerator GENERATOR =
      DeliveryGenerator.withSeed(7).withUpdates(0.3).withTakedowns(0.2).withPurges(0.05);

  @TempDir Path folder;

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    var once = GENERATOR.write(folder.resolve("once"), 60);
    var again = GENERATOR.write(folder.resolve("again"), 60);

    assertThat(contents(again)).isEqualTo(contents(once));
    assertThat(again.expected()).isEqualTo(once.expected());
  }

  @Test
  void anotherSeedGivesOtherDeliveries() throws Exception {
    var one = DeliveryGenerator.withSeed(1).write(folder.resolve("one"), 60);
    var other = DeliveryGenerator.withSeed(2).write(folder.resolve("other"), 60);

    assertThat(contents(other)).isNotEqualTo(contents(one));
  }

  @Test
  void whatIsExpectedOfAProductIsWhatItsLastMessageByTimeSays() throws Exception {
    var generated = GENERATOR.write(folder, 200);

    var read = new TreeMap<String, Expected>();
    messagesByProduct(generated).forEach((icpn, messages) -> read.put(icpn, outcome(messages)));

    assertThat(read).isEqualTo(generated.expected());
    assertThat(read.values()).extracting(Expected::state).contains(State.values());
  }

  @Test
  void messagesAboutAProductHaveDistinctTimesThatArePastAndNotThePathOrder() throws Exception {
    var generated = GENERATOR.write(folder, 200);

    var times =
        messagesByProduct(generated).values().stream()
            .map(messages -> messages.stream().map(Message::createdAt).toList())
            .toList();

    assertThat(times).allSatisfy(each -> assertThat(each).doesNotHaveDuplicates());
    assertThat(times).allSatisfy(each -> assertThat(each).allMatch(Instant.now()::isAfter));
    assertThat(times).anySatisfy(each -> assertThat(each).isNotEqualTo(sorted(each)));
  }

  @Test
  void thereAreAsManyMessagesOfEachSortAsAskedFor() throws Exception {
    var generated = GENERATOR.write(folder, 200);

    assertThat(generated.files()).hasSize(200).isSorted();
    assertThat(generated.expected()).hasSize(200 - 60 - 40 - 10);
    assertThat(states(generated)).containsEntry(State.PURGED, 10L);
  }

  @Test
  void aMessageIsOfAboutTwentyKilobytesUnlessToldOtherwise() throws Exception {
    var usual = DeliveryGenerator.withSeed(7).withPurges(0).write(folder.resolve("usual"), 20);
    var brief = DeliveryGenerator.withSeed(7).withTracks(1).write(folder.resolve("short"), 20);

    assertThat(averageSize(usual)).isBetween(15_000L, 25_000L);
    assertThat(averageSize(brief)).isLessThan(10_000L);
  }

  @Test
  void sharesThatLeaveNoFirstDeliveriesAreRefused() {
    assertThatThrownBy(() -> GENERATOR.withUpdates(0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("updates 0.9");
  }

  private static List<String> contents(GeneratedDeliveries generated) throws IOException {
    var contents = new ArrayList<String>();
    for (var file : generated.files()) {
      contents.add(file.getFileName() + "\n" + Files.readString(file));
    }
    return contents;
  }

  private static long averageSize(GeneratedDeliveries generated) throws IOException {
    long sum = 0;
    for (var file : generated.files()) {
      sum += Files.size(file);
    }
    return sum / generated.files().size();
  }

  private static Map<State, Long> states(GeneratedDeliveries generated) {
    return generated.expected().values().stream().collect(groupingBy(Expected::state, counting()));
  }

  private static List<Instant> sorted(List<Instant> times) {
    return times.stream().sorted().toList();
  }

  private record Message(Instant createdAt, Document xml) {}

  /// In path order.
  private static Map<String, List<Message>> messagesByProduct(GeneratedDeliveries generated)
      throws Exception {
    var messages = new HashMap<String, List<Message>>();
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (var file : generated.files()) {
      var xml = builder.parse(file.toFile());
      var createdAt = Instant.parse(text(xml, "MessageCreatedDateTime"));
      messages
          .computeIfAbsent(text(xml, "ICPN"), icpn -> new ArrayList<>())
          .add(new Message(createdAt, xml));
    }
    return messages;
  }

  /// Finds out from the files alone what the catalogue must hold.
  private static Expected outcome(List<Message> messages) {
    var byTime =
        messages.stream().sorted((a, b) -> a.createdAt().compareTo(b.createdAt())).toList();
    var statements =
        byTime.stream().filter(message -> count(message.xml(), "PurgedRelease") == 0).toList();
    var stated = statements.getLast().xml();
    var last = byTime.getLast();
    return new Expected(
        text(stated, "ICPN"),
        title(stated),
        state(last.xml()),
        count(stated, "SoundRecording"),
        messages.size(),
        text(last.xml(), "MessageId"),
        last.createdAt());
  }

  private static State state(Document xml) {
    if (count(xml, "PurgedRelease") > 0) {
      return State.PURGED;
    }
    boolean ended =
        count(xml, "EndDate") > 0
            && LocalDate.parse(text(xml, "EndDate")).isBefore(LocalDate.now(ZoneOffset.UTC));
    boolean onOffer = count(xml, "UseType") > 0 && !ended;
    return onOffer ? State.LIVE : State.TAKEN_DOWN;
  }

  /// The first title of the first release, which is the main one.
  private static String title(Document xml) {
    var release = (Element) xml.getElementsByTagName("Release").item(0);
    return release.getElementsByTagName("TitleText").item(0).getTextContent();
  }

  private static String text(Document xml, String element) {
    return xml.getElementsByTagName(element).item(0).getTextContent();
  }

  private static int count(Document xml, String element) {
    return xml.getElementsByTagName(element).getLength();
  }
}
