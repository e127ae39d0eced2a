package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.CanonicalDocument.Finding;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Asset;
import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Deal;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The mappings of catalogues of books and audiobooks, statement by statement: OPDS 2 and 1,
/// OverDrive, Bibliotheca, Axis 360. Whole files are among the samples.
class LibraryMappingTest {

  private static final Mappings MAPPINGS = Mappings.base();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'author': 'Ada Quill' | Ada Quill, Author",
        "'author': ['Ada Quill', {'name': 'Bo'}] | Ada Quill, Author; Bo, Author",
        "'author': {'name': {'sv': 'Ada Quill', 'ja': 'アダ'}} | Ada Quill, Author",
        "'narrator': {'name': 'Bo'}, 'author': {'name': 'Ada'} | Ada, Author; Bo, Narrator",
        "'contributor': [{'name': 'Bo', 'role': 'nrt'}, {'name': 'Siv', 'role': 'Singer'}]"
            + " | Bo, Narrator; Siv, Singer",
        "'translator': ['Siv', 'Siv'], 'author': null | Siv, Translator",
        "'author': [], 'editor': {} | \"\"",
      })
  void contributorsAreTextsObjectsOrSeveral(String metadata, String people) throws IOException {
    var product = publication(metadata);

    assertThat(
            product.contributors().stream().map(each -> each.party() + ", " + each.role()).toList())
        .isEqualTo(people.isEmpty() ? List.of() : List.of(people.split("; ", -1)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'title': 'One' | DISPLAY One -",
        "'title': {'fr': 'Un', 'en': 'One'}, 'language': 'en' | DISPLAY One en, TRANSLATED Un fr",
        "'title': {'und': 'One'}, 'language': ['eng'] | DISPLAY One -",
        "'title': 7 | DISPLAY 7 -",
        "'title': '', 'language': null | \"\"",
      })
  void titlesAreTextsOrTextsByLanguage(String metadata, String titles) throws IOException {
    assertThat(publication(metadata).titles().stream().map(LibraryMappingTest::line).toList())
        .isEqualTo(titles.isEmpty() ? List.of() : List.of(titles.split(", ", -1)));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'published': '2026-01-31T10:00:00Z' | 2026-01-31 | ",
        "'published': '2026-01' | 2026-01 | ",
        "'published': 2026 | 2026 | ",
        "'published': '31 January' | | ",
        "'duration': 3605 | | PT1H5S",
        "'duration': '3605.5' | | PT1H5.5S",
        "'duration': '1:00:05' | | PT1H5S",
        "'duration': 'PT2H' | | PT2H",
        "'duration': 'P0Y0M0DT2H' | | PT2H",
        "'duration': 'long' | | ",
      })
  void datesAndLengthsOfAnyFormAreReadAndOthersComplainedOf(
      String metadata, String date, Duration length) throws IOException {
    var document = map(feed("{'metadata': {'identifier': 'urn:x', %s}}".formatted(metadata)));

    var product = document.products().getFirst();
    assertThat(product.releaseDate()).isEqualTo(Optional.ofNullable(date));
    assertThat(product.duration()).isEqualTo(Optional.ofNullable(length));
    assertThat(document.findings().stream().map(Finding::rule).toList())
        .isEqualTo(date == null && length == null ? List.of("schema.value") : List.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'@type': 'http://schema.org/Audiobook' | AUDIOBOOK",
        "'@type': 'http://schema.org/Book' | BOOK",
        "'@type': 'http://schema.org/Book', 'narrator': 'Bo' | AUDIOBOOK",
        "'conformsTo': 'https://readium.org/webpub-manifest/profiles/audiobook' | AUDIOBOOK",
        "'@type': 'https://schema.org/VideoObject' | VIDEO",
        "'numberOfPages': 7 | BOOK",
      })
  void whatIsHeardIsAnAudiobookWhateverItIsCalled(String metadata, ContentType type)
      throws IOException {
    assertThat(publication(metadata).contentType()).isEqualTo(type);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'rel': 'http://opds-spec.org/acquisition/open-access', 'href': 'a.epub'} | FreeOfChargeModel - false",
        "{'rel': ['http://opds-spec.org/acquisition/buy'], 'properties': {'price': {'value': '9.90', 'currency': 'EUR'}}}"
            + " | PayAsYouGoModel 9.90 EUR false",
        "{'rel': 'http://opds-spec.org/acquisition/borrow', 'properties': {'availability': {'state': 'unavailable'}}}"
            + " | LibraryLoanModel - true",
        "{'rel': 'http://opds-spec.org/acquisition'}, {'rel': 'http://opds-spec.org/acquisition', 'type': 'x/y'}"
            + " | AsPerContract - false",
        "{'rel': 'http://opds-spec.org/acquisition/subscribe'} | SubscriptionModel - false",
        "{'rel': 'http://opds-spec.org/acquisition/sample', 'href': 'a.mp3'}, {'rel': 'self'} | ",
      })
  void linksOfAcquisitionAreDealsAndFormatsAreNot(String links, String deals) throws IOException {
    var product = map(feed("{'metadata': {'title': 'T'}, 'links': [%s]}".formatted(links)));

    assertThat(
            product.products().getFirst().deals().stream().map(LibraryMappingTest::line).toList())
        .isEqualTo(deals == null ? List.of() : List.of(deals));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'value': '19,90', 'currency': 'EUR'} | - | schema.value /publications/0/links/0/properties/price/value",
        "{'currency': 'EUR'} | - | schema.value /publications/0/links/0/properties/price",
        "19.90 | - | schema.value /publications/0/links/0/properties/price",
        "[{'value': 19.9, 'currency': 'EUR'}, {'value': 17.5, 'currency': 'GBP'}] | 19.9 EUR, 17.5 GBP |",
        "null | - |",
      })
  void eachPriceIsAnOfferAndOneThatCannotBeReadIsTold(String price, String prices, String found)
      throws IOException {
    var document =
        map(
            feed(
                """
                {'metadata': {'identifier': 'x'},
                 'links': [{'rel': 'http://opds-spec.org/acquisition/buy', 'properties': {'price': %s}}]}
                """
                    .formatted(price)));

    assertThat(document.products().getFirst().deals().stream().map(LibraryMappingTest::line))
        .extracting(line -> line.replaceAll("^PayAsYouGoModel | false$", ""))
        .containsExactly(prices.split(", ", -1));
    assertThat(document.findings())
        .extracting(each -> each.rule() + " " + each.at().orElseThrow().path())
        .isEqualTo(Optional.ofNullable(found).stream().toList());
  }

  @Test
  void licencesAreDealsUntilTheyExpire() throws IOException {
    var product =
        map(feed(
                """
                {'metadata': {'title': 'T'}, 'licenses': [
                  {'metadata': {'created': '2026-01-01T00:00:00Z', 'price': {'value': 7, 'currency': 'USD'},
                   'terms': {'expires': '2028-01-01', 'checkouts': 30}}},
                  {'metadata': {'availability': {'state': 'unavailable'}}}]}
                """))
            .products()
            .getFirst();

    assertThat(product.deals())
        .extracting(
            deal -> deal.validity().start().orElse("-"),
            deal -> deal.validity().end().orElse("-"),
            LibraryMappingTest::line)
        .containsExactly(
            tuple("2026-01-01T00:00:00Z", "2028-01-01", "LibraryLoanModel 7 USD false"),
            tuple("-", "-", "LibraryLoanModel - true"));
  }

  @Test
  void aStartThatIsNoDateStaysAsItIsWrittenLestTheDealBeginAtOnce() throws IOException {
    var product =
        map(feed(
                """
                {'metadata': {'title': 'T'}, 'licenses': [
                  {'metadata': {'created': 'in spring', 'terms': {'expires': '2028'}}}]}
                """))
            .products()
            .getFirst();

    assertThat(product.deals())
        .extracting(deal -> deal.validity().start(), deal -> deal.validity().end())
        .containsExactly(tuple(Optional.of("in spring"), Optional.of("2028")));
  }

  @Test
  void manifestOfAnAudiobookHasChaptersWhoseFilesComeWithIt() throws IOException {
    var product =
        map("""
                {'readingOrder': [{'href': 'one.mp3', 'duration': 61}, {'href': 'two.mp3', 'type': 'audio/mpeg', 'title': 'Two'}],
                 'toc': [{'href': 'one.mp3', 'title': 'First'}],
                 'metadata': {'@type': 'http://schema.org/Audiobook', 'title': 'T', 'identifier': '978-3-16-148410-0'}}
                """)
            .products()
            .getFirst();

    assertThat(product.identifiers().getFirst().value()).isEqualTo("9783161484100");
    assertThat(product.items())
        .extracting(item -> line(item.titles().getFirst()), Item::duration)
        .containsExactly(
            tuple("DISPLAY First -", Optional.of(Duration.ofSeconds(61))),
            tuple("DISPLAY Two -", Optional.empty()));
    assertThat(product.assets())
        .extracting(Asset::kind, Asset::uri, Asset::item, Asset::state)
        .containsExactly(
            tuple("audio", "one.mp3", Optional.of("C1"), Asset.State.MISSING),
            tuple("audio", "two.mp3", Optional.of("C2"), Asset.State.MISSING));
  }

  @Test
  void feedWithoutPublicationsIsRefusedAndThoseOfGroupsAreTaken() throws IOException {
    var navigation = map("{'navigation': [{'href': '/new', 'title': 'New'}], 'metadata': {}}");
    var groups = map("{'groups': [{'publications': [{'metadata': {'title': 'T'}}]}]}");

    assertThat(navigation.findings()).extracting(Finding::rule).containsExactly("opds.navigation");
    assertThat(navigation.findings().getFirst().message()).contains("other feeds only (New)");
    assertThat(groups.products()).hasSize(1);
    assertThat(groups.findings()).isEmpty();
  }

  @Test
  void entriesOfAtomThatCanBeHadAreProductsAndOthersAreLeftOut() throws IOException {
    var document =
        map(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://purl.org/dc/terms/"><id>urn:f</id>
            <entry><id>urn:isbn:978-3-16-148410-0</id><title type="html">A &amp;amp; B</title><d:issued>soon</d:issued>
              <link rel="http://opds-spec.org/acquisition/borrow" type="application/vnd.adobe.adept+xml" href="x"/>
              <link rel="http://opds-spec.org/image/thumbnail" href="https://x.example/t.jpg"/></entry>
            <entry><id>urn:2</id><title>More</title>
              <link rel="subsection" href="y" type="application/atom+xml;profile=opds-catalog"/></entry></feed>
            """);
    var navigation =
        map(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><entry><title>New</title>
            <link rel="subsection" href="y" type="application/atom+xml; profile=opds-catalog; kind=acquisition"/></entry></feed>
            """);

    var product = document.products().getFirst();
    assertThat(document.products()).hasSize(1);
    assertThat(product.identifiers()).extracting(each -> each.type()).containsExactly("ISBN");
    assertThat(product.titles().getFirst().text()).isEqualTo("A & B");
    assertThat(product.assets()).extracting(Asset::kind).containsExactly("cover");
    assertThat(document.findings())
        .extracting(Finding::rule)
        .containsExactly("opds.no-acquisition", "schema.value");
    assertThat(navigation.findings()).extracting(Finding::rule).containsExactly("opds.navigation");
  }

  @Test
  void overdriveTellsOneTitleOrSeveral() throws IOException {
    var title = "{'title': 'T', 'mediaType': 'Audiobook', 'id': 'u-%s', %s}";
    var several =
        "{'metadata': [%s, %s]}"
            .formatted(
                title.formatted("1", "'creators': {'name': 'Ada', 'role': 'Cast Member'}"),
                title.formatted("2", "'languages': [{'name': 'German'}], 'creators': []"));

    var document = map(several);

    assertThat(document.products())
        .extracting(Product::contentType, each -> each.identifiers().getFirst().value())
        .containsExactly(tuple(ContentType.AUDIOBOOK, "u-1"), tuple(ContentType.AUDIOBOOK, "u-2"));
    assertThat(document.products().getFirst().contributors().getFirst().role())
        .isEqualTo("CastMember");
    assertThat(document.products().get(1).languages()).containsExactly("de");
    assertThat(document.products().get(1).deals()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<TotalCopies>2</TotalCopies><CanCheckout>FALSE</CanCheckout> | LibraryLoanModel - false",
        "<TotalCopies>0</TotalCopies><CanCheckout>FALSE</CanCheckout> | LibraryLoanModel - true",
        "<CanCheckout>TRUE</CanCheckout> | LibraryLoanModel - false",
        "<Title>T</Title> | ",
      })
  void bibliothecaLendsWhatThereAreCopiesOf(String item, String deal) throws IOException {
    var product =
        map("<Item><ItemId>x</ItemId><BookFormat>EPUB</BookFormat>%s</Item>".formatted(item))
            .products()
            .getFirst();

    assertThat(product.contentType()).isEqualTo(ContentType.BOOK);
    assertThat(product.deals().stream().map(LibraryMappingTest::line).toList())
        .isEqualTo(deal == null ? List.of() : List.of(deal));
  }

  private static Product publication(String metadata) throws IOException {
    return map(feed("{'metadata': {%s}, 'links': []}".formatted(metadata))).products().getFirst();
  }

  private static String feed(String publication) {
    return "{'publications': [%s]}".formatted(publication);
  }

  /// @param message XML, or JSON with single quotes
  private static CanonicalDocument map(String message) throws IOException {
    var text = message.stripLeading().startsWith("<") ? message : message.replace('\'', '"');
    var content = Content.of(text.getBytes(UTF_8));
    return MAPPINGS.mapping(Identification.of(content), Optional.empty()).map(content);
  }

  private static String line(Title title) {
    return "%s %s %s".formatted(title.kind(), title.text(), title.language().orElse("-"));
  }

  private static String line(Deal deal) {
    return "%s %s %s"
        .formatted(
            deal.commercialModelType().getFirst(),
            deal.price()
                .map(price -> price.amount().orElseThrow() + " " + price.currency().orElse("-"))
                .orElse("-"),
            deal.takedown());
  }
}
