package dev.tributary.ingestion.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/// Messages about one product, in the formats whose life cycle is tried: from the first delivery,
/// which comes with its files, to the purge, which is the last.
enum LifeCycleMessages {
  ERN_382("2990001000407", true) {
    @Override
    String message(int place, String title, List<String> where) {
      return place == PURGE
          ? ernPurge("382", header(place), identifier())
          : """
            <ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/382" MessageSchemaVersionId="ern/382">
              %s
              <ResourceList>
                <SoundRecording>
                  <SoundRecordingType>MusicalWorkSoundRecording</SoundRecordingType>
                  <SoundRecordingId><ISRC>XXTRB2600407</ISRC></SoundRecordingId>
                  <ResourceReference>A1</ResourceReference>
                  <ReferenceTitle><TitleText>%s</TitleText></ReferenceTitle>
                  <Duration>PT3M</Duration>
                  <SoundRecordingDetailsByTerritory>
                    <TerritoryCode>Worldwide</TerritoryCode>
                    <DisplayArtistName>Oslava Grey</DisplayArtistName>
                    <TechnicalSoundRecordingDetails>
                      <TechnicalResourceDetailsReference>T1</TechnicalResourceDetailsReference>
                      <File><FileName>1.flac</FileName><FilePath>resources/</FilePath></File>
                    </TechnicalSoundRecordingDetails>
                  </SoundRecordingDetailsByTerritory>
                </SoundRecording>
              </ResourceList>
              <ReleaseList>
                <Release IsMainRelease="true">
                  <ReleaseId><ICPN IsEan="true">%s</ICPN></ReleaseId>
                  <ReleaseReference>R0</ReleaseReference>
                  <ReferenceTitle><TitleText>%s</TitleText></ReferenceTitle>
                  <ReleaseResourceReferenceList>
                    <ReleaseResourceReference ReleaseResourceType="PrimaryResource">A1</ReleaseResourceReference>
                  </ReleaseResourceReferenceList>
                  <ReleaseType>Single</ReleaseType>
                  <ReleaseDetailsByTerritory>
                    <TerritoryCode>Worldwide</TerritoryCode>
                    <DisplayArtistName>Oslava Grey</DisplayArtistName>
                    <Title TitleType="DisplayTitle"><TitleText>%s</TitleText></Title>
                    <Genre><GenreText>Electronic</GenreText></Genre>
                  </ReleaseDetailsByTerritory>
                </Release>
              </ReleaseList>
              %s
            </ern:NewReleaseMessage>
            """
              .formatted(
                  header(place),
                  title,
                  identifier(),
                  title,
                  title,
                  deals(
                      where,
                      "<CommercialModelType>SubscriptionModel</CommercialModelType>"
                          + "<Usage><UseType>OnDemandStream</UseType></Usage>"));
    }
  },
  ERN_43("2990001000414", true) {
    @Override
    String message(int place, String title, List<String> where) {
      return place == PURGE
          ? ernPurge("43", header(place), identifier())
          : """
            <ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/43" AvsVersionId="3">
              %s
              <PartyList>
                <Party>
                  <PartyReference>P1</PartyReference>
                  <PartyName><FullName>Oslava Grey</FullName></PartyName>
                </Party>
              </PartyList>
              <ResourceList>
                <SoundRecording>
                  <ResourceReference>A1</ResourceReference>
                  <Type>MusicalWorkSoundRecording</Type>
                  <SoundRecordingEdition>
                    <ResourceId><ISRC>XXTRB2600414</ISRC></ResourceId>
                    <TechnicalDetails>
                      <TechnicalResourceDetailsReference>T1</TechnicalResourceDetailsReference>
                      <DeliveryFile><File><URI>resources/1.flac</URI></File></DeliveryFile>
                    </TechnicalDetails>
                  </SoundRecordingEdition>
                  <DisplayTitleText>%s</DisplayTitleText>
                  <DisplayArtistName>Oslava Grey</DisplayArtistName>
                  <DisplayArtist>
                    <ArtistPartyReference>P1</ArtistPartyReference>
                    <DisplayArtistRole>MainArtist</DisplayArtistRole>
                  </DisplayArtist>
                  <Duration>PT3M</Duration>
                </SoundRecording>
              </ResourceList>
              <ReleaseList>
                <Release>
                  <ReleaseReference>R0</ReleaseReference>
                  <ReleaseType>Single</ReleaseType>
                  <ReleaseId><ICPN>%s</ICPN></ReleaseId>
                  <DisplayTitleText>%s</DisplayTitleText>
                  <DisplayArtistName>Oslava Grey</DisplayArtistName>
                  <ResourceGroup>
                    <ResourceGroupContentItem>
                      <SequenceNumber>1</SequenceNumber>
                      <ReleaseResourceReference>A1</ReleaseResourceReference>
                    </ResourceGroupContentItem>
                  </ResourceGroup>
                </Release>
              </ReleaseList>
              %s
            </ern:NewReleaseMessage>
            """
              .formatted(
                  header(place),
                  title,
                  identifier(),
                  title,
                  deals(
                      where,
                      "<CommercialModelType>SubscriptionModel</CommercialModelType>"
                          + "<UseType>OnDemandStream</UseType>"));
    }
  },
  ONIX_3("9789999900409", false) {
    @Override
    String message(int place, String title, List<String> where) {
      return """
      <ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
        <Header>
          <Sender><SenderName>Lantern Quay Books</SenderName></Sender>
          <SentDateTime>%s</SentDateTime>
        </Header>
        <Product>
          <RecordReference>example.lanternquay.7040</RecordReference>
          <NotificationType>%s</NotificationType>
          <ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>%s</IDValue></ProductIdentifier>
          %s
        </Product>
      </ONIXMessage>
      """
          .formatted(
              DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'")
                  .withZone(ZoneOffset.UTC)
                  .format(time(place)),
              place == PURGE ? "05" : "03",
              identifier(),
              place == PURGE ? "" : blocks(title, where));
    }

    private static String blocks(String title, List<String> where) {
      return """
      <DescriptiveDetail>
        <ProductComposition>00</ProductComposition>
        <ProductForm>BC</ProductForm>
        <TitleDetail>
          <TitleType>01</TitleType>
          <TitleElement>
            <TitleElementLevel>01</TitleElementLevel>
            <TitleText>%s</TitleText>
          </TitleElement>
        </TitleDetail>
      </DescriptiveDetail>
      <PublishingDetail>
        <PublishingStatus>%s</PublishingStatus>
        <PublishingDate>
          <PublishingDateRole>01</PublishingDateRole>
          <Date dateformat="00">20260215</Date>
        </PublishingDate>
      </PublishingDetail>
      <ProductSupply>
        <SupplyDetail>
          <Supplier><SupplierRole>01</SupplierRole><SupplierName>Lantern Quay Books</SupplierName></Supplier>
          <ProductAvailability>%s</ProductAvailability>
          %s
        </SupplyDetail>
      </ProductSupply>
      """
          .formatted(
              title,
              where.isEmpty() ? "11" : "04",
              where.isEmpty() ? "43" : "20",
              where.isEmpty() ? "<UnpricedItemType>02</UnpricedItemType>" : price(where));
    }

    private static String price(List<String> where) {
      return """
      <Price>
        <PriceType>02</PriceType>
        <PriceAmount>11.99</PriceAmount>
        <CurrencyCode>GBP</CurrencyCode>
        <Territory><CountriesIncluded>%s</CountriesIncluded></Territory>
      </Price>
      """
          .formatted(String.join(" ", where));
    }
  };

  private static final int PURGE = 6;

  private final String identifier;
  private final boolean files;

  LifeCycleMessages(String identifier, boolean files) {
    this.identifier = identifier;
    this.files = files;
  }

  /// The message at `place`, which says this of the product.
  ///
  /// @param where the territories that it is on offer in; none for a takedown
  abstract String message(int place, String title, List<String> where);

  String identifier() {
    return identifier;
  }

  boolean hasFiles() {
    return files;
  }

  /// When the message at `place` was made.
  static Instant time(int place) {
    return Instant.parse("2026-03-01T10:00:00Z").plus(Duration.ofDays(place));
  }

  private static String header(int place) {
    return """
    <MessageHeader>
      <MessageThreadId>LC</MessageThreadId>
      <MessageId>LC-%d</MessageId>
      <MessageSender>
        <PartyId>PADPIDA2099010102V</PartyId>
        <PartyName><FullName>Skerry Sound</FullName></PartyName>
      </MessageSender>
      <MessageCreatedDateTime>%s</MessageCreatedDateTime>
      <MessageControlType>LiveMessage</MessageControlType>
    </MessageHeader>
    """
        .formatted(place, time(place));
  }

  private static String deals(List<String> where, String terms) {
    return where.isEmpty()
        ? ""
        : """
          <DealList>
            <ReleaseDeal>
              <DealReleaseReference>R0</DealReleaseReference>
              <Deal>
                <DealTerms>
                  %s
                  %s
                  <ValidityPeriod><StartDate>2026-01-01</StartDate></ValidityPeriod>
                </DealTerms>
              </Deal>
            </ReleaseDeal>
          </DealList>
          """
            .formatted(
                terms,
                where.stream()
                    .map("<TerritoryCode>%s</TerritoryCode>"::formatted)
                    .collect(Collectors.joining()));
  }

  private static String ernPurge(String version, String header, String barcode) {
    return """
    <ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/%s">
      %s
      <PurgedRelease><ReleaseId><ICPN>%s</ICPN></ReleaseId></PurgedRelease>
    </ern:PurgeReleaseMessage>
    """
        .formatted(version, header, barcode);
  }
}
