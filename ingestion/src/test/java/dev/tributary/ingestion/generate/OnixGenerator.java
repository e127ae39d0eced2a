package dev.tributary.ingestion.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;

/// Writes ONIX 3.0 messages of any size, product by product; the same arguments give the same
/// bytes. Their ISBNs are of a registration group that does not exist.
public final class OnixGenerator {
  private static final String SENTENCE =
      "It was a long way to the harbour, the lamps were lit &amp; the sea was <em>quiet</em>. ";

  private OnixGenerator() {}

  /// Writes a message about `products` products.
  ///
  /// @param nameless which of them, counted from 1, have nothing to go by
  public static Path write(Path file, int products, Set<Integer> nameless) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write(
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
          <Header>
            <Sender><SenderName>Generated Press</SenderName></Sender>
            <SentDateTime>20260105T1200Z</SentDateTime>
          </Header>
          """);
      IntStream.rangeClosed(1, products)
          .forEach(number -> write(out, number, nameless.contains(number)));
      out.write("</ONIXMessage>\n");
    }
    return file;
  }

  /// The ISBN of the product that is `number` in its message.
  public static String isbn(int number) {
    var stem = "97899999%04d".formatted(number % 10_000);
    if (number >= 10_000) {
      stem = "978%09d".formatted(650_000_000 + number);
    }
    var sum = 0;
    for (var i = 0; i < stem.length(); i++) {
      sum += (stem.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return stem + (10 - sum % 10) % 10;
  }

  private static void write(Writer out, int number, boolean nameless) {
    try {
      out.write(product(number, nameless));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String product(int number, boolean nameless) {
    return """
    <Product>
      %s
      <NotificationType>03</NotificationType>
      %s
      <DescriptiveDetail>
        <ProductComposition>00</ProductComposition>
        <ProductForm>%s</ProductForm>
        <TitleDetail>
          <TitleType>01</TitleType>
          <TitleElement>
            <TitleElementLevel>01</TitleElementLevel>
            <TitleText>Volume %d</TitleText>
          </TitleElement>
        </TitleDetail>
        <Contributor>
          <SequenceNumber>1</SequenceNumber>
          <ContributorRole>A01</ContributorRole>
          <NamesBeforeKey>Ada</NamesBeforeKey>
          <KeyNames>Quill</KeyNames>
        </Contributor>
        <Language>
          <LanguageRole>01</LanguageRole>
          <LanguageCode>eng</LanguageCode>
        </Language>
        <Extent>
          <ExtentType>09</ExtentType>
          <ExtentValue>%d</ExtentValue>
          <ExtentUnit>05</ExtentUnit>
        </Extent>
        <Subject>
          <MainSubject/>
          <SubjectSchemeIdentifier>93</SubjectSchemeIdentifier>
          <SubjectCode>FFP</SubjectCode>
        </Subject>
      </DescriptiveDetail>
      <CollateralDetail>
        <TextContent>
          <TextType>03</TextType>
          <ContentAudience>00</ContentAudience>
          <Text textformat="05"><p>%s</p></Text>
        </TextContent>
      </CollateralDetail>
      <PublishingDetail>
        <Publisher>
          <PublishingRole>01</PublishingRole>
          <PublisherName>Generated Press</PublisherName>
        </Publisher>
        <PublishingStatus>04</PublishingStatus>
        <PublishingDate>
          <PublishingDateRole>01</PublishingDateRole>
          <Date dateformat="00">202401%02d</Date>
        </PublishingDate>
      </PublishingDetail>
      <ProductSupply>
        <Market><Territory><CountriesIncluded>GB IE</CountriesIncluded></Territory></Market>
        <SupplyDetail>
          <Supplier><SupplierRole>01</SupplierRole><SupplierName>Generated Press</SupplierName></Supplier>
          <ProductAvailability>20</ProductAvailability>
          <Price>
            <PriceType>02</PriceType>
            <PriceAmount>%d.99</PriceAmount>
            <CurrencyCode>GBP</CurrencyCode>
          </Price>
        </SupplyDetail>
      </ProductSupply>
    </Product>
    """
        .formatted(
            nameless ? "" : "<RecordReference>generated.%d</RecordReference>".formatted(number),
            nameless
                ? ""
                : "<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>%s</IDValue></ProductIdentifier>"
                    .formatted(isbn(number)),
            number % 3 == 0 ? "AJ" : "BC",
            number,
            300 + number % 500,
            SENTENCE.repeat(12),
            1 + number % 28,
            5 + number % 20);
  }
}
