package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentificationTest {

  private static final String MESSAGE =
      """
      <ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/411">
        <MessageHeader>
          <MessageSender>
            <PartyId>PADPIDA2013042401U</PartyId>
            <PartyName><FullName>Blå Havn</FullName></PartyName>
          </MessageSender>
        </MessageHeader>
      </ern:NewReleaseMessage>
      """;

  @Test
  void messageIsIdentifiedByItsRootAndItsSender() throws IOException {
    var identification = identify(MESSAGE, UTF_8);

    assertThat(identification.root()).isEqualTo("ern:NewReleaseMessage");
    assertThat(identification.namespace()).isEqualTo("http://ddex.net/xml/ern/411");
    assertThat(identification.format()).isEqualTo("ern");
    assertThat(identification.version()).isEqualTo("4.1.1");
    assertThat(identification.type()).isEqualTo("NewReleaseMessage");
    assertThat(identification.sender()).hasValue("PADPIDA2013042401U");
    assertThat(identification.encoding()).isEqualTo("UTF-8");
  }

  @Test
  void aManifestIsNoMessageAndSaysWhoSentItsBatch() throws IOException {
    var identification =
        identify(
            MESSAGE
                .replace("ern:NewReleaseMessage", "ern:ManifestMessage")
                .replace("xml/ern/411", "xml/ern-c-sftp/16"),
            UTF_8);

    assertThat(identification.sender()).hasValue("PADPIDA2013042401U");
    assertThat(identification.unmapped()).isPresent();
  }

  @ParameterizedTest(name = "{1} {2} of {3}")
  @CsvSource({
    "'<ONIXMessage release=\"3.0\"><Header><Sender><SenderName>Quay</SenderName></Sender></Header>"
        + "<Product/></ONIXMessage>', onix, 3.0, Quay",
    "'<ONIXmessage xmlns=\"http://ns.editeur.org/onix/3.1/short\"><header><sender><x298>Quay</x298>"
        + "</sender></header><product/></ONIXmessage>', onix, 3.1, Quay",
    "'<!DOCTYPE ONIXMessage SYSTEM \"http://www.editeur.org/onix/2.1/reference/x.dtd\"><ONIXMessage>"
        + "<Header><FromCompany>Quay</FromCompany></Header><Product/></ONIXMessage>', onix, 2.1, Quay",
    "'<ONIXmessage><header><m174>Quay</m174></header><product/></ONIXmessage>', onix, 2.1, Quay",
    "'<ONIXMessage><Header><Sender><SenderName>Quay</SenderName></Sender></Header></ONIXMessage>',"
        + " onix, 3.0, Quay",
    "'<rss><channel><link>http://www.quay.example/show</link><item/></channel></rss>', rss, 2.0,"
        + " quay.example",
    "'<rss version=\"2.0\" xmlns:a=\"http://www.w3.org/2005/Atom\"><channel><link>http://s.example</link>"
        + "<a:link rel=\"self\" href=\"https://feeds.example/1\"/></channel></rss>', rss, 2.0, feeds.example",
    "'<feed xmlns=\"http://www.w3.org/2005/Atom\"><author><name>Ada</name></author></feed>', atom, 1.0,"
        + " Ada",
    "'<feed xmlns=\"http://www.w3.org/2005/Atom\"><author><name>Ada</name></author><entry><author><name>Bo"
        + "</name></author><link rel=\"enclosure\" href=\"https://x.example/1.mp3\"/></entry></feed>',"
        + " atom, 1.0, Ada",
    "'<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"self\" href=\"https://c.example/1\"/><entry>"
        + "<link rel=\"http://opds-spec.org/acquisition/buy\" href=\"x\"/></entry></feed>', opds, 1.2,"
        + " c.example",
    "'{\"publications\": [], \"links\": [{\"href\": \"https://c.example/1\", \"rel\": [\"self\"]}]}',"
        + " opds, 2.0, c.example",
    "'\uFEFF [{\"title\": \"T\", \"formats\": [], \"mediaType\": \"eBook\"}]', overdrive, 1.0, OverDrive",
    "'<ArrayOfItem/>', bibliotheca, 1.0, Bibliotheca",
    "'<package xmlns=\"http://apple.com/itunes/importer\" version=\"music5.3\"><album/><provider>Kite"
        + "</provider></package>', itmsp, 5.3, Kite",
  })
  void booksAndPodcastsAreIdentifiedByTheirContent(
      String text, String format, String version, String sender) throws IOException {
    var identification = identify(text, UTF_8);

    assertThat(identification.format()).isEqualTo(format);
    assertThat(identification.version()).isEqualTo(version);
    assertThat(identification.sender()).hasValue(sender);
  }

  @Test
  void senderWithoutAnIdentifierIsKnownByName() throws IOException {
    var identification = identify(MESSAGE.replaceAll("<PartyId>.*</PartyId>", ""), UTF_8);

    assertThat(identification.sender()).hasValue("Blå Havn");
  }

  @Test
  void everyEncodingThatXmlKnowsHowToAnnounceIsRead() throws IOException {
    var utf16 = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n" + MESSAGE;
    var latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n" + MESSAGE;

    assertThat(identify("\uFEFF" + utf16, UTF_16BE).encoding()).isEqualTo("UTF-16BE");
    assertThat(identify("\uFEFF" + utf16, UTF_16LE).encoding()).isEqualTo("UTF-16LE");
    assertThat(identify(utf16, UTF_16BE).encoding()).isEqualTo("UTF-16BE");
    assertThat(identify(utf16, UTF_16LE).encoding()).isEqualTo("UTF-16LE");
    assertThat(identify("\uFEFF" + MESSAGE, UTF_8).encoding()).isEqualTo("UTF-8");
    assertThat(identify(latin, ISO_8859_1).encoding()).isEqualTo("ISO-8859-1");
  }

  @Test
  void noMoreIsReadThanTheHeader() throws IOException {
    var read = new AtomicLong();
    var filler =
        "<MessageHeader><MessageId>1</MessageId></MessageHeader>" + "<X/>".repeat(1_000_000);
    var bytes =
        MESSAGE.replaceFirst("(?s)<MessageHeader>.*</MessageHeader>", filler).getBytes(UTF_8);

    Identification.of(() -> counted(Content.of(bytes).open(), read));

    assertThat(read.get()).isLessThan(100_000);
  }

  @ParameterizedTest(name = "{0} is refused: {2}")
  @CsvSource({
    "'', container.empty, zero bytes",
    "' \n ', container.empty, white space",
    "'{\"a\": 1, \"b\": [{\"c\": 2}]}', format.unknown, 'an object with the keys a, b;'",
    "'[{\"Catalog#\": \"R-1\"}]', format.unknown, 'an array of objects with the keys Catalog#;'",
    "'{\"licenseId\": \"1\", \"items\": []}', message.unknown-type, a Findaway licence",
    "'{\"readingOrder\": [], \"fndcontentid\": \"1\"}', message.unknown-type, neither title nor ISBN",
    "'<package xmlns=\"http://apple.com/itunes/importer\" version=\"film5.0\"><provider>X</provider>"
        + "<video><type>film</type></video></package>', message.unknown-type, found one of video (version",
    "'title;artist', format.unknown, text that begins with: title;artist",
    "'PK\u0003\u0004', format.unknown, a ZIP archive",
    "'<opml version=\"2.0\"/>', format.unknown, the root element opml in no namespace",
    "'<rss version=\"7\"/>', format.version, found RSS 7",
    "'<feed/>', format.unknown, the root element feed in no namespace",
    "'<ONIXMessage release=\"1.2\"/>', format.version, found ONIX 1.2",
    "'<ONIXMessage xmlns=\"urn:x\"/>', format.unknown, the namespace urn:x",
    "'<m:M xmlns:m=\"http://ddex.net/xml/mead/11\"/>', message.unknown-type, DDEX MEAD 1.1",
    "'<m:M xmlns:m=\"http://ddex.net/xml/pie/10\"/>', message.unknown-type, speaks of no product",
    "'<e:NewReleaseMessage xmlns:e=\"http://ddex.net/xml/ern/5\"/>', format.version, found ERN 5",
    "'<e:CatalogListMessage xmlns:e=\"http://ddex.net/xml/ern/382\"/>', message.unknown-type,"
        + " CatalogListMessage",
    "'<e:NewReleaseMessage/>', xml.undeclared-prefix, 'xmlns:e='",
    "'<a b=>', xml.malformed, line 1",
    "'\n<?xml version=\"1.0\"?><a/>', xml.malformed, white space before it",
    "'<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>', xml.encoding, UTF-16",
    "'<?xml version=\"1.0\" encoding=\"klingon\"?><a/>', xml.encoding, klingon",
  })
  void whatIsNotAMessageIsRefusedByName(String content, String rule, String words) {
    var finding = refusal(content.getBytes(UTF_8));

    assertThat(finding.rule()).isEqualTo(rule);
    assertThat(finding.message()).contains(words);
  }

  @Test
  void byteOrderMarkThatContradictsTheDeclarationIsRefused() {
    var text = "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + MESSAGE;

    var finding = refusal(text.getBytes(UTF_16LE));

    assertThat(finding.rule()).isEqualTo("xml.encoding");
    assertThat(finding.message()).contains("UTF-8").contains("UTF-16LE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf8", "UTF8", "utf-8"})
  void byteOrderMarkAgreesWithEveryNameOfItsEncoding(String name) throws IOException {
    var text = "\uFEFF<?xml version=\"1.0\" encoding=\"%s\"?>".formatted(name) + MESSAGE;

    assertThat(identify(text, UTF_8).encoding()).isEqualTo("UTF-8");
  }

  @Test
  void bytesThatAreNotInTheDeclaredEncodingAreRefusedWithTheirPlace() {
    var finding = refusal(MESSAGE.getBytes(ISO_8859_1));

    assertThat(finding.rule()).isEqualTo("xml.encoding");
    assertThat(finding.at().map(Location::path)).isPresent();
  }

  private static Identification identify(String text, Charset charset) throws IOException {
    return Identification.of(Content.of(text.getBytes(charset)));
  }

  private static Finding refusal(byte[] bytes) {
    return catchThrowableOfType(
            MappingException.class,
            () -> Mappings.base().mapping(Identification.of(Content.of(bytes)), Optional.empty()))
        .finding();
  }

  private static InputStream counted(InputStream in, AtomicLong count) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        count.incrementAndGet();
        return in.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        var some = in.read(buffer, offset, length);
        count.addAndGet(some);
        return some;
      }
    };
  }
}
