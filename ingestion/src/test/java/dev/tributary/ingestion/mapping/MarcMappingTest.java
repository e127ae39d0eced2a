package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Location;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Party;
import dev.tributary.ingestion.model.Product.Title;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.marc4j.MarcStreamWriter;
import org.marc4j.MarcXmlWriter;
import org.marc4j.converter.impl.UnicodeToAnsel;
import org.marc4j.marc.MarcFactory;
import org.marc4j.marc.Record;

/// Records of MARC 21, as ISO 2709 in both encodings and as XML.
class MarcMappingTest {

  private static final MarcFactory FACTORY = MarcFactory.newInstance();

  private static Record audiobook() {
    var record = FACTORY.newRecord("00000nim a2200000 a 4500");
    record.addVariableField(FACTORY.newControlField("001", "kite-1"));
    record.addVariableField(FACTORY.newControlField("003", "KITE"));
    record.addVariableField(
        FACTORY.newControlField("008", "260131s2026    gw " + " ".repeat(17) + "ger d"));
    field(record, "020", "  ", "a", "9783161484100 (download)");
    field(record, "024", "1 ", "a", "4006381333931");
    field(record, "028", "02", "a", "KA 17", "b", "Kite Audio");
    field(record, "100", "1 ", "a", "Öst, Åsa,", "d", "1970-", "e", "author.");
    field(record, "245", "14", "a", "Der Hafen :", "b", "Roman /", "c", "Åsa Öst.");
    field(record, "250", "  ", "a", "Unabridged.");
    field(record, "264", " 1", "a", "Berlin :", "b", "Kite Audio,", "c", "[2026]");
    field(record, "300", "  ", "a", "1 online resource (9 audio files (9 hr., 47 min.))");
    field(record, "306", "  ", "a", "094712");
    field(record, "490", "1 ", "a", "Häfen ;", "v", "2");
    field(record, "511", "0 ", "a", "Read by Mia Ek and Tor Vik.");
    field(record, "520", "  ", "a", "Am Hafen.");
    field(record, "650", " 0", "a", "Harbors", "x", "Fiction.");
    field(record, "655", " 7", "a", "Audiobooks.");
    field(record, "856", "42", "3", "Cover image", "u", "https://kite.example/1.jpg");
    return record;
  }

  private static Record book() {
    var record = FACTORY.newRecord("00000cam a2200000 a 4500");
    record.addVariableField(FACTORY.newControlField("001", "kite-2"));
    field(record, "245", "10", "a", "Second");
    return record;
  }

  private static void field(Record record, String tag, String indicators, String... subfields) {
    record.addVariableField(
        FACTORY.newDataField(tag, indicators.charAt(0), indicators.charAt(1), subfields));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "MARC-8", "XML"})
  void audiobookIsReadInEveryForm(String form) throws IOException {
    var document = map(written(form, audiobook(), book()));

    var product = document.products().getFirst();
    assertThat(product.contentType()).isEqualTo(ContentType.AUDIOBOOK);
    assertThat(product.identifiers())
        .extracting(
            one -> one.type() + " " + one.value() + one.namespace().map(" "::concat).orElse(""))
        .containsExactly(
            "ISBN 9783161484100",
            "UPC 04006381333931",
            "CatalogNumber KA 17 Kite Audio",
            "ProprietaryId kite-1 KITE");
    assertThat(product.titles()).extracting(Title::text).containsExactly("Der Hafen");
    assertThat(product.titles().getFirst().subTitle()).hasValue("Roman");
    assertThat(product.contributors())
        .extracting(one -> one.role() + " " + name(product, one.party()))
        .containsExactly("Author Åsa Öst", "Narrator Mia Ek", "Narrator Tor Vik");
    assertThat(product.publisher()).hasValue("Kite Audio");
    assertThat(product.releaseDate()).hasValue("2026");
    assertThat(product.releaseType()).hasValue("Unabridged");
    assertThat(product.duration()).hasValue(Duration.parse("PT9H47M12S"));
    assertThat(product.languages()).containsExactly("de");
    assertThat(product.series()).containsExactly("Häfen, 2");
    assertThat(product.subjects()).containsExactly("Harbors -- Fiction");
    assertThat(product.assets()).hasSize(1);
    assertThat(document.products().getLast().contentType()).isEqualTo(ContentType.BOOK);
    assertThat(document.findings()).isEmpty();
  }

  @Test
  void brokenRecordIsRefusedAloneWithItsNumber() throws IOException {
    var good = written("UTF-8", audiobook());
    var broken = Arrays.copyOf(good, 60);
    Arrays.fill(broken, 24, 59, (byte) 'x');
    broken[59] = 0x1D;
    var cut = Arrays.copyOf(good, good.length / 2);

    var document = map(joined(good, broken, written("UTF-8", book()), cut));

    assertThat(document.products()).hasSize(4);
    assertThat(document.findings())
        .extracting(found -> found.rule() + " " + found.at().map(Location::path).orElse("-"))
        .containsExactly("marc.record /record[2]", "marc.record /record[4]");
    assertThat(document.products().get(2).titles().getFirst().text()).isEqualTo("Second");
  }

  @Test
  void recordThatIsNotInTheEncodingItSaysIsRefused() throws IOException {
    var record = new String(written("UTF-8", book()), ISO_8859_1).replace("Second", "S\u00e9cond");

    var document = map(record.getBytes(ISO_8859_1));

    assertThat(document.findings())
        .singleElement()
        .satisfies(found -> assertThat(found.rule()).isEqualTo("marc.record"))
        .satisfies(found -> assertThat(found.message()).contains("not UTF-8"));
  }

  @Test
  void recordsInXmlNeedNoNamespace() throws IOException {
    var xml = new String(written("XML", book()), UTF_8).replaceAll(" xmlns=\"[^\"]*\"", "");

    var document = map(xml.getBytes(UTF_8));

    assertThat(document.header().type()).isEqualTo("MARCXML");
    assertThat(document.products().getFirst().titles().getFirst().text()).isEqualTo("Second");
    assertThat(document.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "XML"})
  void titlesAndNamesInOtherScriptsStandBesideThoseOfTheRecord(String form) throws IOException {
    var record = book();
    field(record, "100", "1 ", "6", "880-02", "a", "Chekhov, Anton,", "d", "1860-1904.");
    field(record, "700", "1 ", "6", "880-03", "a", "Ek, Mia.");
    field(record, "880", "10", "6", "245-01/(N", "a", "Чайка :", "b", "пьеса /");
    field(record, "880", "1 ", "6", "100-02/(N", "a", "Чехов, Антон,", "d", "1860-1904.");
    field(record, "880", "1 ", "6", "700-00/$1", "a", "奧斯汀", "e", "translator.");

    var product = map(written(form, record)).products().getFirst();

    assertThat(product.titles())
        .extracting(one -> one.kind() + " " + one.text() + " " + one.script().orElse("-"))
        .containsExactly("DISPLAY Second -", "ALTERNATIVE Чайка Cyrl");
    assertThat(product.titles().getLast().subTitle()).hasValue("пьеса");
    assertThat(product.parties())
        .extracting(party -> party.names().stream().map(Party.Name::full).toList())
        .containsExactly(
            List.of("Anton Chekhov", "Антон Чехов"), List.of("Mia Ek"), List.of("奧斯汀"));
    assertThat(product.contributors())
        .extracting(one -> one.role())
        .containsExactly("Author", "Contributor", "Translator");
  }

  @Test
  void nameHasTheNumberOfARulerAndTheUnitsOfABody() throws IOException {
    var record = book();
    field(record, "100", "0 ", "a", "Elizabeth", "b", "II,", "c", "Queen of Great Britain.");
    field(record, "710", "1 ", "a", "Great Britain.", "b", "Royal Navy.", "b", "Band.");
    field(record, "700", "1 ", "a", "Öst, Åsa,", "e", "editor.");

    var product = map(written("UTF-8", record)).products().getFirst();

    assertThat(product.contributors())
        .extracting(one -> one.role() + " " + name(product, one.party()))
        .containsExactly(
            "Author Elizabeth II", "Contributor Great Britain. Royal Navy. Band", "Editor Åsa Öst");
    assertThat(product.displayArtists().getFirst().text()).isEqualTo("Elizabeth II");
  }

  @ParameterizedTest
  @ValueSource(strings = {"M230671187", "979-0-2306-7118-7", "M-2306-7118-7 (score)"})
  void printedMusicHasItsNumberHoweverItIsWritten(String number) throws IOException {
    var record = book();
    field(record, "024", "2 ", "a", number);

    assertThat(map(written("UTF-8", record)).products().getFirst().identifiers())
        .extracting(one -> one.type() + " " + one.value() + " " + one.valid())
        .containsExactly("ISMN 9790230671187 true", "ProprietaryId kite-2 true");
  }

  @Test
  void roleMayBeSentAsTheAddressOfItsCode() throws IOException {
    var record = book();
    field(record, "700", "1 ", "a", "Ek, Mia", "4", "http://id.loc.gov/vocabulary/relators/nrt");

    assertThat(map(written("UTF-8", record)).products().getFirst().contributors())
        .extracting(one -> one.role())
        .containsExactly("Narrator");
  }

  @Test
  void deletedRecordIsATakedown() throws IOException {
    var record = book();
    record.getLeader().setRecordStatus('d');

    var product = map(written("XML", record)).products().getFirst();

    assertThat(product.deals())
        .singleElement()
        .satisfies(deal -> assertThat(deal.takedown()).isTrue());
  }

  private static byte[] written(String form, Record... records) {
    var out = new ByteArrayOutputStream();
    var writer =
        switch (form) {
          case "XML" -> new MarcXmlWriter(out, "UTF-8");
          case "MARC-8" -> new MarcStreamWriter(out, "ISO8859_1");
          default -> new MarcStreamWriter(out, "UTF-8");
        };
    if (form.equals("MARC-8")) {
      writer.setConverter(new UnicodeToAnsel());
    }
    for (var record : records) {
      record.getLeader().setCharCodingScheme(form.equals("MARC-8") ? ' ' : 'a');
      writer.write(record);
    }
    writer.close();
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  private static CanonicalDocument map(byte[] bytes) throws IOException {
    var content = Content.of(bytes);
    return Mappings.base().mapping(Identification.of(content), Optional.empty()).map(content);
  }

  private static String name(Product product, String party) {
    return product.parties().stream()
        .filter(one -> one.ref().equals(party))
        .map(Party::names)
        .map(List::getFirst)
        .map(Party.Name::full)
        .findFirst()
        .orElse("-");
  }
}
