package dev.tributary.ingestion.shipment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.generate.OnixGenerator;
import dev.tributary.ingestion.mapping.Content;
import dev.tributary.ingestion.mapping.Identification;
import dev.tributary.ingestion.mapping.Mappings;
import dev.tributary.ingestion.model.ProductDelivery.Kind;
import dev.tributary.ingestion.model.Violation;
import dev.tributary.ingestion.shipment.Unpacking.Refused;
import dev.tributary.ingestion.shipment.Unpacking.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Messages of many products, taken apart.
class UnpackProductsTest extends UnpackerScene {

  UnpackProductsTest() {
    limits = new ShipmentLimits(1 << 20, 8 << 10, 10_000, 8L << 30, 32L << 30, 100, 1L << 20);
  }

  @Test
  void messageBeyondTheLimitOfMessagesBecomesPortionsThatAreMessages() throws Exception {
    var message = OnixGenerator.write(inbox.resolve("list.xml"), 500, Set.of());

    var shipment = find("list.xml").getFirst();
    var unpacked = (Unpacked) unpack(shipment);

    assertThat(Files.size(message)).isGreaterThan(limits.messageBytes());
    assertThat(shipment.kind()).isEqualTo(Kind.PRODUCTS);
    assertThat(shipment.violations()).isEmpty();
    assertThat(unpacked.violations()).isEmpty();
    assertThat(unpacked.children())
        .hasSizeGreaterThan(50)
        .allSatisfy(child -> assertThat(child.kind()).isEqualTo(Kind.PORTION))
        .allSatisfy(child -> assertThat(child.bytes()).isLessThan(16 << 10));
    var places =
        unpacked.children().stream()
            .map(child -> child.path().replaceFirst(".*!/products-", "").split("-", -1))
            .toList();
    assertThat(places.getFirst()[0]).isEqualTo("1");
    assertThat(places.getLast()[1]).isEqualTo("500");
    for (var next = 1; next < places.size(); next++) {
      assertThat(Integer.parseInt(places.get(next)[0]))
          .isEqualTo(Integer.parseInt(places.get(next - 1)[1]) + 1);
    }
  }

  @Test
  void theSameMessageMakesTheSamePortions() throws Exception {
    OnixGenerator.write(inbox.resolve("list.xml"), 60, Set.of());

    assertThat(unpack("list.xml")).isEqualTo(unpack("list.xml"));
  }

  @Test
  void theSameTextWithOtherFilesIsAnotherPortion() throws Exception {
    write("first/cover.jpg", "cover");
    write("second/cover.jpg", "corrected");
    write("third/cover.jpg", "cover");
    OnixGenerator.write(inbox.resolve("first/list.xml"), 60, Set.of());
    OnixGenerator.write(inbox.resolve("second/list.xml"), 60, Set.of());
    OnixGenerator.write(inbox.resolve("third/list.xml"), 60, Set.of());

    var first = ((Unpacked) unpack("first")).children();
    var second = ((Unpacked) unpack("second")).children();
    var third = ((Unpacked) unpack("third")).children();

    assertThat(second).extracting(Shipment::content).isEqualTo(contents(first));
    assertThat(fingerprints(second)).doesNotContainAnyElementsOf(fingerprints(first));
    assertThat(fingerprints(third)).isEqualTo(fingerprints(first));
  }

  private static List<String> contents(List<Shipment> portions) {
    return portions.stream().map(Shipment::content).toList();
  }

  private static List<String> fingerprints(List<Shipment> portions) {
    return portions.stream().map(Shipment::fingerprint).toList();
  }

  @Test
  void portionHasTheHeaderTheProductsAsSentAndTheirPlaces() throws Exception {
    Files.writeString(
        inbox.resolve("list.xml"),
        """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/onix-international.dtd">
        <ONIXMessage>
        <Header><FromCompany>Quay &amp; S\u00f8n</FromCompany></Header>
        <Product><RecordReference>1</RecordReference>%s</Product>
        <!-- two
        lines -->
        <Product>
          <Title x="a&quot;b"><TitleText><![CDATA[<b>]]>&ndash;&#8212;</TitleText></Title>
        </Product>
        </ONIXMessage>
        """
            .formatted(" ".repeat(9 << 10)),
        ISO_8859_1);

    var children = ((Unpacked) unpack("list.xml")).children();

    assertThat(children).hasSize(2);
    assertThat(new String(store.read(children.get(1).content()), UTF_8))
        .contains("<!DOCTYPE ONIXMessage")
        .contains("<Header><FromCompany>Quay &amp; S\u00f8n</FromCompany></Header>")
        .contains("<?tributary-product 2 8?>")
        .contains("<Title x=\"a&quot;b\"><TitleText>&lt;b&gt;&ndash;\u2014</TitleText></Title>")
        .doesNotContain("RecordReference")
        .endsWith("</ONIXMessage>");
  }

  @Test
  void portionDeclaresTheEntitiesOfItsMessage() throws Exception {
    write(
        "list.xml",
        """
        <!DOCTYPE ONIXMessage [<!ENTITY pub "Quay &amp; &#34;S&#248;n&#34; 5&#37;"><!ENTITY both "&pub; and &pub;">]>
        <ONIXMessage release="3.0"><Header><Sender><SenderName>&pub;</SenderName></Sender></Header>
        <Product><RecordReference>1</RecordReference>%s</Product>
        <Product><RecordReference>&both;</RecordReference></Product></ONIXMessage>
        """
            .formatted(" ".repeat(9 << 10)));

    var second = ((Unpacked) unpack("list.xml")).children().get(1);
    var content = Content.of(store.read(second.content()));
    var document =
        Mappings.base().mapping(Identification.of(content), Optional.empty()).map(content);

    var name = "Quay & \"S\u00f8n\" 5%";
    assertThat(document.header().sender()).hasValue(name);
    assertThat(document.products().getFirst().identifiers().getFirst().value())
        .isEqualTo(name + " and " + name);
  }

  @Test
  void largeMessageMayDeclareNoMoreThanASmallOne() throws Exception {
    write(
        "list.xml",
        "<!DOCTYPE ONIXMessage [<!ENTITY long \"%s\">]><ONIXMessage><Header/><Product>%s</Product></ONIXMessage>"
            .formatted("x".repeat(6_000), " ".repeat(9 << 10)));

    assertThat(refusal(unpack("list.xml")).rule()).isEqualTo("xml.doctype");
  }

  @Test
  void byteOrderMarkDecidesUnlessTheDeclarationContradictsIt() throws Exception {
    var message =
        "\uFEFF<?xml version=\"1.0\" encoding=\"%s\"?><ONIXMessage><Header/><Product>S\u00f8n%s</Product></ONIXMessage>";
    write("alias.xml", message.formatted("utf8", " ".repeat(9 << 10)));
    write("other.xml", message.formatted("ISO-8859-1", " ".repeat(9 << 10)));

    var child = ((Unpacked) unpack("alias.xml")).children().getFirst();

    assertThat(new String(store.read(child.content()), UTF_8)).contains("S\u00f8n");
    assertThat(refusal(unpack("other.xml")).rule()).isEqualTo("xml.encoding");
  }

  @Test
  void aFileThatCannotBeReadIsNoFaultOfTheMessage() {
    var disk = new IOException("the disk does not answer");
    var xml = new ByteArrayInputStream(("<ONIXMessage>" + " ".repeat(1 << 16)).getBytes(UTF_8));
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw disk;
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw disk;
          }
        };

    assertThatThrownBy(
            () -> {
              try (var batch = store.batch()) {
                new ProductSplitter(batch, 8 << 10, 1 << 20)
                    .split(new SequenceInputStream(xml, broken));
              }
            })
        .isSameAs(disk);
  }

  @Test
  void messageThatIsCutOffIsRefusedAsAWholeWithThePlace() throws Exception {
    var message = OnixGenerator.write(inbox.resolve("list.xml"), 40, Set.of());
    var text = Files.readString(message);
    Files.writeString(message, text.substring(0, text.length() * 3 / 4));

    var refused = (Refused) unpack("list.xml");

    assertThat(refused.violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.rule()).isEqualTo("xml.malformed"))
        .satisfies(violation -> assertThat(violation.line().orElseThrow()).isGreaterThan(1_000))
        .satisfies(violation -> assertThat(violation.path()).hasValue("/ONIXMessage/Product[30]"));
  }

  @Test
  void productThatIsTooLargeIsLeftOutAlone() throws Exception {
    Files.writeString(
        inbox.resolve("list.xml"),
        "<ONIXMessage><Header/>\n<Product><A/></Product>\n<Product>%s</Product>\n<Product><C/></Product></ONIXMessage>"
            .formatted("<B>filler</B>".repeat(100_000)));

    var unpacked = (Unpacked) unpack("list.xml");

    assertThat(unpacked.violations())
        .extracting(Violation::rule, violation -> violation.path().orElseThrow())
        .containsExactly(tuple("container.too-large", "/ONIXMessage/Product[2]"));
    assertThat(unpacked.children()).hasSize(1);
    assertThat(new String(store.read(unpacked.children().getFirst().content()), UTF_8))
        .contains("<A>", "<C>")
        .doesNotContain("filler");
  }

  @Test
  void headerThatIsTooLargeRefusesTheWhole() throws Exception {
    Files.writeString(
        inbox.resolve("list.xml"),
        "<ONIXMessage release=\"3.0\"><Header>%s</Header><Product/></ONIXMessage>"
            .formatted("<SentDateTime>2026</SentDateTime>".repeat(100_000)));

    var refused = (Refused) unpack("list.xml");

    assertThat(refused.violations())
        .extracting(Violation::rule, violation -> violation.path().orElseThrow())
        .containsExactly(tuple("container.too-large", "/ONIXMessage/Header"));
  }

  @Test
  void largeFileThatIsNothingOfTheKindIsStillRefused() throws Exception {
    Files.writeString(inbox.resolve("other.xml"), "<other>" + " ".repeat(2 << 20) + "</other>");

    var shipment = find("other.xml").getFirst();

    assertThat(shipment.kind()).isEqualTo(Kind.MESSAGE);
    assertThat(shipment.violations())
        .extracting(Violation::rule)
        .containsExactly("container.too-large");
  }
}
