package dev.tributary.ingestion.generate;

import static dev.tributary.ingestion.generate.Ern.escaped;

import dev.tributary.ingestion.generate.Statement.Kind;
import java.io.IOException;

/// Words a [Statement] as a DDEX ERN 4.3 message. Writes piece by piece, so that a message may be
/// of any size.
final class Ern43 {

  private Ern43() {}

  static void write(Statement statement, Appendable out) throws IOException {
    if (statement.kind() == Kind.PURGE) {
      out.append(purge(statement));
      return;
    }
    out.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/43"
            ReleaseProfileVersionId="Audio" LanguageAndScriptCode="en" AvsVersionId="3">
        """);
    out.append(Ern.header(statement));
    out.append(parties(statement));
    out.append("  <ResourceList>\n");
    for (int track = 1; track <= statement.tracks(); track++) {
      out.append(soundRecording(statement, track));
    }
    out.append("  </ResourceList>\n  <ReleaseList>\n");
    writeRelease(statement, out);
    for (int track = 1; track <= statement.tracks(); track++) {
      out.append(trackRelease(statement, track));
    }
    out.append("  </ReleaseList>\n");
    out.append(deals(statement));
    out.append("</ern:NewReleaseMessage>\n");
  }

  private static String purge(Statement statement) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/43"
        LanguageAndScriptCode="en" AvsVersionId="3">
    %s  <PurgedRelease>
        <ReleaseId>
          <GRid>%s</GRid>
          <ICPN>%s</ICPN>
        </ReleaseId>
      </PurgedRelease>
    </ern:PurgeReleaseMessage>
    """
        .formatted(Ern.header(statement), statement.release().grid(), statement.release().icpn());
  }

  private static String parties(Statement statement) {
    long number = statement.release().number();
    return """
      <PartyList>
        <Party>
          <PartyReference>PArtist</PartyReference>
          <PartyName>
            <FullName>%s</FullName>
          </PartyName>
          <PartyId>
            <ISNI>%s</ISNI>
          </PartyId>
        </Party>
        <Party>
          <PartyReference>PComposer</PartyReference>
          <PartyName>
            <FullName>%s</FullName>
          </PartyName>
        </Party>
        <Party>
          <PartyReference>PProducer</PartyReference>
          <PartyName>
            <FullName>%s</FullName>
          </PartyName>
        </Party>
        <Party>
          <PartyReference>PLabel</PartyReference>
          <PartyName>
            <FullName>%s</FullName>
          </PartyName>
        </Party>
      </PartyList>
    """
        .formatted(
            escaped(statement.release().artist()),
            Identifiers.isni(number),
            escaped(Names.person(number)),
            escaped(Names.person(number + 37)),
            escaped(statement.release().label()));
  }

  private static String soundRecording(Statement statement, int track) {
    return """
        <SoundRecording>
          <ResourceReference>A%s</ResourceReference>
          <Type>MusicalWorkSoundRecording</Type>
    %s      <DisplayTitleText ApplicableTerritoryCode="Worldwide"
              IsDefault="true">%s</DisplayTitleText>
          <DisplayTitle ApplicableTerritoryCode="Worldwide" IsDefault="true">
            <TitleText>%s</TitleText>
          </DisplayTitle>
    %s      <Contributor SequenceNumber="1">
            <ContributorPartyReference>PComposer</ContributorPartyReference>
            <Role>Composer</Role>
            <Role>Lyricist</Role>
          </Contributor>
          <Contributor SequenceNumber="2">
            <ContributorPartyReference>PProducer</ContributorPartyReference>
            <Role>StudioProducer</Role>
          </Contributor>
          <Duration>%s</Duration>
          <ParentalWarningType>NotExplicit</ParentalWarningType>
          <IsInstrumental>false</IsInstrumental>
          <LanguageOfPerformance>en</LanguageOfPerformance>
        </SoundRecording>
    """
        .formatted(
            track,
            edition(statement, track),
            escaped(statement.trackTitle(track)),
            escaped(statement.trackTitle(track)),
            displayArtist(statement),
            Statement.duration(statement.trackSeconds(track)));
  }

  private static String edition(Statement statement, int track) {
    var isrc = statement.release().isrc(track);
    return """
          <SoundRecordingEdition>
            <ResourceId>
              <ISRC>%s</ISRC>
            </ResourceId>
            <PLine>
              <Year>2024</Year>
              <PLineText>2024 %s</PLineText>
            </PLine>
            <TechnicalDetails>
              <TechnicalResourceDetailsReference>T%s</TechnicalResourceDetailsReference>
              <DeliveryFile>
                <Type>AudioFile</Type>
                <AudioCodecType>FLAC</AudioCodecType>
                <NumberOfChannels>2</NumberOfChannels>
                <SamplingRate UnitOfMeasure="Hz">44100</SamplingRate>
                <BitsPerSample>16</BitsPerSample>
                <File>
                  <URI>resources/%s.flac</URI>
                  <HashSum>
                    <Algorithm>MD5</Algorithm>
                    <HashSumValue>%s</HashSumValue>
                  </HashSum>
                </File>
              </DeliveryFile>
            </TechnicalDetails>
          </SoundRecordingEdition>
    """
        .formatted(
            isrc,
            escaped(statement.release().label()),
            track,
            isrc,
            Identifiers.md5(statement.release().number() * 1000 + track));
  }

  private static String displayArtist(Statement statement) {
    return """
          <DisplayArtistName ApplicableTerritoryCode="Worldwide"
              IsDefault="true">%s</DisplayArtistName>
          <DisplayArtist SequenceNumber="1">
            <ArtistPartyReference>PArtist</ArtistPartyReference>
            <DisplayArtistRole>MainArtist</DisplayArtistRole>
          </DisplayArtist>
    """
        .formatted(escaped(statement.release().artist()));
  }

  private static void writeRelease(Statement statement, Appendable out) throws IOException {
    out.append(releaseUpToItsTracks(statement));
    for (int track = 1; track <= statement.tracks(); track++) {
      out.append(
          """
                <ResourceGroupContentItem>
                  <SequenceNumber>%s</SequenceNumber>
                  <ReleaseResourceReference>A%s</ReleaseResourceReference>
                </ResourceGroupContentItem>
          """
              .formatted(track, track));
    }
    out.append(
        """
              </ResourceGroup>
            </Release>
        """);
  }

  private static String releaseUpToItsTracks(Statement statement) {
    return """
        <Release>
          <ReleaseReference>R0</ReleaseReference>
          <ReleaseType>Album</ReleaseType>
          <ReleaseId>
            <GRid>%s</GRid>
            <ICPN>%s</ICPN>
          </ReleaseId>
          <DisplayTitleText ApplicableTerritoryCode="Worldwide"
              IsDefault="true">%s</DisplayTitleText>
          <DisplayTitle ApplicableTerritoryCode="Worldwide" IsDefault="true">
            <TitleText>%s</TitleText>
          </DisplayTitle>
    %s      <ReleaseLabelReference ApplicableTerritoryCode="Worldwide"
              IsDefault="true">PLabel</ReleaseLabelReference>
    %s      <Duration>%s</Duration>
          <Genre ApplicableTerritoryCode="Worldwide" IsDefault="true">
            <GenreText>Alternative</GenreText>
            <SubGenre>Indie Pop</SubGenre>
          </Genre>
          <ReleaseDate ApplicableTerritoryCode="Worldwide" IsDefault="true">2024-01-05</ReleaseDate>
          <ParentalWarningType>NotExplicit</ParentalWarningType>
          <ResourceGroup>
    """
        .formatted(
            statement.release().grid(),
            statement.release().icpn(),
            escaped(statement.title()),
            escaped(statement.title()),
            displayArtist(statement),
            rightsLines(statement),
            Statement.duration(statement.totalSeconds()));
  }

  private static String rightsLines(Statement statement) {
    return """
          <PLine>
            <Year>2024</Year>
            <PLineText>2024 %1$s</PLineText>
          </PLine>
          <CLine>
            <Year>2024</Year>
            <CLineText>2024 %1$s</CLineText>
          </CLine>
    """
        .formatted(escaped(statement.release().label()));
  }

  private static String trackRelease(Statement statement, int track) {
    return """
        <TrackRelease>
          <ReleaseReference>R%1$s</ReleaseReference>
          <ReleaseId>
            <ProprietaryId Namespace="%2$s">%3$s-T%1$s</ProprietaryId>
          </ReleaseId>
          <ReleaseResourceReference>A%1$s</ReleaseResourceReference>
          <ReleaseLabelReference ApplicableTerritoryCode="Worldwide">PLabel</ReleaseLabelReference>
          <Genre ApplicableTerritoryCode="Worldwide">
            <GenreText>Alternative</GenreText>
          </Genre>
        </TrackRelease>
    """
        .formatted(track, Names.SENDER, statement.threadId());
  }

  private static String deals(Statement statement) {
    return switch (statement.kind()) {
      case ON_OFFER -> deals("");
      case ENDED -> deals("\n            <EndDate>" + Ern.dayBefore(statement) + "</EndDate>");
      case WITHOUT_DEAL -> "";
      case TAKE_DOWN, PURGE ->
          throw new IllegalArgumentException(
              "expected a kind that an ERN 4.3 NewReleaseMessage has words for, got: "
                  + statement.kind());
    };
  }

  private static String deals(String end) {
    return """
      <DealList>
        <ReleaseDeal>
          <DealReleaseReference>R0</DealReleaseReference>
          <Deal>
            <DealTerms>
              <ExcludedTerritoryCode>JP</ExcludedTerritoryCode>
              <ExcludedTerritoryCode>KR</ExcludedTerritoryCode>
              <ValidityPeriod>
                <StartDate>2024-01-05</StartDate>%1$s
              </ValidityPeriod>
              <CommercialModelType>SubscriptionModel</CommercialModelType>
              <CommercialModelType>AdvertisementSupportedModel</CommercialModelType>
              <UseType>OnDemandStream</UseType>
            </DealTerms>
          </Deal>
          <Deal>
            <DealTerms>
              <TerritoryCode>GB</TerritoryCode>
              <TerritoryCode>RS</TerritoryCode>
              <ValidityPeriod>
                <StartDate>2024-01-05</StartDate>%1$s
              </ValidityPeriod>
              <CommercialModelType>PayAsYouGoModel</CommercialModelType>
              <UseType>PermanentDownload</UseType>
              <PriceInformation>
                <PriceCode Namespace="%2$s">MID</PriceCode>
                <WholesalePricePerUnit CurrencyCode="EUR">4.99</WholesalePricePerUnit>
              </PriceInformation>
            </DealTerms>
          </Deal>
        </ReleaseDeal>
      </DealList>
    """
        .formatted(end, Names.SENDER);
  }
}
