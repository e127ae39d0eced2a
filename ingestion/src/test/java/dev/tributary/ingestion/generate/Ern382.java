package dev.tributary.ingestion.generate;

import static dev.tributary.ingestion.generate.Ern.escaped;

import dev.tributary.ingestion.generate.Statement.Kind;
import java.io.IOException;

/// Words a [Statement] as a DDEX ERN 3.8.2 message. Writes piece by piece, so that a message may be
/// of any size.
final class Ern382 {

  private static final String START = "<StartDate>2024-01-05</StartDate>";
  private static final String USAGE =
      "<Usage><UseType>OnDemandStream</UseType><UseType>NonInteractiveStream</UseType></Usage>";

  private Ern382() {}

  static void write(Statement statement, Appendable out) throws IOException {
    if (statement.kind() == Kind.PURGE) {
      out.append(purge(statement));
      return;
    }
    out.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/382"
            MessageSchemaVersionId="ern/382" LanguageAndScriptCode="en">
        """);
    out.append(Ern.header(statement));
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
    <ern:PurgeReleaseMessage xmlns:ern="http://ddex.net/xml/ern/382"
        MessageSchemaVersionId="ern/382" LanguageAndScriptCode="en">
    %s  <PurgedRelease>
        <ReleaseId>
          <GRid>%s</GRid>
          <ICPN IsEan="true">%s</ICPN>
        </ReleaseId>
      </PurgedRelease>
    </ern:PurgeReleaseMessage>
    """
        .formatted(Ern.header(statement), statement.release().grid(), statement.release().icpn());
  }

  private static String soundRecording(Statement statement, int track) {
    return """
        <SoundRecording>
          <SoundRecordingType>MusicalWorkSoundRecording</SoundRecordingType>
          <SoundRecordingId>
            <ISRC>%s</ISRC>
          </SoundRecordingId>
          <ResourceReference>A%s</ResourceReference>
          <ReferenceTitle>
            <TitleText>%s</TitleText>
          </ReferenceTitle>
          <LanguageOfPerformance>en</LanguageOfPerformance>
          <Duration>%s</Duration>
          <SoundRecordingDetailsByTerritory>
            <TerritoryCode>Worldwide</TerritoryCode>
            <Title TitleType="DisplayTitle">
              <TitleText>%s</TitleText>
            </Title>
    %s%s%s      </SoundRecordingDetailsByTerritory>
        </SoundRecording>
    """
        .formatted(
            statement.release().isrc(track),
            track,
            escaped(statement.trackTitle(track)),
            Statement.duration(statement.trackSeconds(track)),
            escaped(statement.trackTitle(track)),
            displayArtist(statement),
            recordingCredits(statement),
            technicalDetails(statement, track));
  }

  private static String displayArtist(Statement statement) {
    return """
            <DisplayArtist SequenceNumber="1">
              <PartyName>
                <FullName>%s</FullName>
              </PartyName>
              <PartyId IsISNI="true">%s</PartyId>
              <ArtistRole>MainArtist</ArtistRole>
            </DisplayArtist>
    """
        .formatted(
            escaped(statement.release().artist()), Identifiers.isni(statement.release().number()));
  }

  private static String recordingCredits(Statement statement) {
    long number = statement.release().number();
    return """
            <ResourceContributor SequenceNumber="1">
              <PartyName>
                <FullName>%s</FullName>
              </PartyName>
              <ResourceContributorRole>Producer</ResourceContributorRole>
            </ResourceContributor>
            <IndirectResourceContributor SequenceNumber="1">
              <PartyName>
                <FullName>%s</FullName>
              </PartyName>
              <IndirectResourceContributorRole>Composer</IndirectResourceContributorRole>
            </IndirectResourceContributor>
            <DisplayArtistName>%s</DisplayArtistName>
            <LabelName>%s</LabelName>
            <PLine>
              <Year>2024</Year>
              <PLineText>2024 %s</PLineText>
            </PLine>
            <Genre>
              <GenreText>Alternative</GenreText>
            </Genre>
            <ParentalWarningType>NotExplicit</ParentalWarningType>
    """
        .formatted(
            escaped(Names.person(number + 37)),
            escaped(Names.person(number)),
            escaped(statement.release().artist()),
            escaped(statement.release().label()),
            escaped(statement.release().label()));
  }

  private static String technicalDetails(Statement statement, int track) {
    return """
            <TechnicalSoundRecordingDetails>
              <TechnicalResourceDetailsReference>T%s</TechnicalResourceDetailsReference>
              <AudioCodecType>FLAC</AudioCodecType>
              <NumberOfChannels>2</NumberOfChannels>
              <SamplingRate UnitOfMeasure="kHz">44.1</SamplingRate>
              <BitsPerSample>16</BitsPerSample>
              <File>
                <FileName>%s.flac</FileName>
                <FilePath>resources/</FilePath>
                <HashSum>
                  <HashSum>%s</HashSum>
                  <HashSumAlgorithmType>MD5</HashSumAlgorithmType>
                </HashSum>
              </File>
            </TechnicalSoundRecordingDetails>
    """
        .formatted(
            track,
            statement.release().isrc(track),
            Identifiers.md5(statement.release().number() * 1000 + track));
  }

  private static void writeRelease(Statement statement, Appendable out) throws IOException {
    out.append(releaseUpToItsResources(statement));
    for (int track = 1; track <= statement.tracks(); track++) {
      out.append("        <ReleaseResourceReference ReleaseResourceType=\"PrimaryResource\">A")
          .append(Integer.toString(track))
          .append("</ReleaseResourceReference>\n");
    }
    out.append(releaseUpToItsTracks(statement));
    for (int track = 1; track <= statement.tracks(); track++) {
      out.append(
          """
                  <ResourceGroupContentItem>
                    <SequenceNumber>%1$s</SequenceNumber>
                    <ResourceType>SoundRecording</ResourceType>
                    <ReleaseResourceReference>A%1$s</ReleaseResourceReference>
                  </ResourceGroupContentItem>
          """
              .formatted(track));
    }
    out.append(releaseAfterItsTracks(statement));
  }

  private static String releaseUpToItsResources(Statement statement) {
    return """
        <Release IsMainRelease="true">
          <ReleaseId>
            <GRid>%s</GRid>
            <ICPN IsEan="true">%s</ICPN>
          </ReleaseId>
          <ReleaseReference>R0</ReleaseReference>
          <ReferenceTitle>
            <TitleText>%s</TitleText>
          </ReferenceTitle>
          <ReleaseResourceReferenceList>
    """
        .formatted(
            statement.release().grid(), statement.release().icpn(), escaped(statement.title()));
  }

  private static String releaseUpToItsTracks(Statement statement) {
    return """
          </ReleaseResourceReferenceList>
          <ReleaseType>Album</ReleaseType>
          <ReleaseDetailsByTerritory>
            <TerritoryCode>Worldwide</TerritoryCode>
            <DisplayArtistName>%s</DisplayArtistName>
            <LabelName>%s</LabelName>
            <Title TitleType="DisplayTitle">
              <TitleText>%s</TitleText>
            </Title>
    %s        <ParentalWarningType>NotExplicit</ParentalWarningType>
            <ResourceGroup>
    """
        .formatted(
            escaped(statement.release().artist()),
            escaped(statement.release().label()),
            escaped(statement.title()),
            displayArtist(statement));
  }

  private static String releaseAfterItsTracks(Statement statement) {
    return """
            </ResourceGroup>
            <Genre>
              <GenreText>Alternative</GenreText>
              <SubGenre>Indie Pop</SubGenre>
            </Genre>
          </ReleaseDetailsByTerritory>
          <Duration>%1$s</Duration>
          <PLine>
            <Year>2024</Year>
            <PLineText>2024 %2$s</PLineText>
          </PLine>
          <CLine>
            <Year>2024</Year>
            <CLineText>2024 %2$s</CLineText>
          </CLine>
          <GlobalReleaseDate>2024-01-05</GlobalReleaseDate>
        </Release>
    """
        .formatted(
            Statement.duration(statement.totalSeconds()), escaped(statement.release().label()));
  }

  private static String trackRelease(Statement statement, int track) {
    return """
        <Release>
          <ReleaseId>
            <ISRC>%1$s</ISRC>
          </ReleaseId>
          <ReleaseReference>R%2$s</ReleaseReference>
          <ReferenceTitle>
            <TitleText>%3$s</TitleText>
          </ReferenceTitle>
          <ReleaseResourceReferenceList>
            <ReleaseResourceReference>A%2$s</ReleaseResourceReference>
          </ReleaseResourceReferenceList>
          <ReleaseType>TrackRelease</ReleaseType>
          <ReleaseDetailsByTerritory>
            <TerritoryCode>Worldwide</TerritoryCode>
            <DisplayArtistName>%4$s</DisplayArtistName>
            <LabelName>%5$s</LabelName>
            <Title TitleType="DisplayTitle">
              <TitleText>%3$s</TitleText>
            </Title>
          </ReleaseDetailsByTerritory>
        </Release>
    """
        .formatted(
            statement.release().isrc(track),
            track,
            escaped(statement.trackTitle(track)),
            escaped(statement.release().artist()),
            escaped(statement.release().label()));
  }

  private static String deals(Statement statement) {
    return switch (statement.kind()) {
      case ON_OFFER -> deals(USAGE, START);
      case ENDED -> deals(USAGE, START + "<EndDate>" + Ern.dayBefore(statement) + "</EndDate>");
      case TAKE_DOWN -> deals("<TakeDown>true</TakeDown>", START);
      case WITHOUT_DEAL -> "";
      case PURGE -> throw new IllegalArgumentException("a PurgeReleaseMessage has no deals");
    };
  }

  private static String deals(String usage, String period) {
    return """
      <DealList>
        <ReleaseDeal>
          <DealReleaseReference>R0</DealReleaseReference>
          <Deal>
            <DealTerms>
              <CommercialModelType>SubscriptionModel</CommercialModelType>
              %s
              <TerritoryCode>Worldwide</TerritoryCode>
              <ValidityPeriod>%s</ValidityPeriod>
            </DealTerms>
          </Deal>
        </ReleaseDeal>
      </DealList>
    """
        .formatted(usage, period);
  }
}
