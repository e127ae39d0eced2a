<?xml version="1.0" encoding="UTF-8"?>
<!--
  What ERN 3 and ERN 4 have in common: the frame of the canonical document and everything that both
  say in nearly the same words. ern-3.xsl and ern-4.xsl import this and add what is their own.

  A provider's stylesheet imports ern-3.xsl or ern-4.xsl and overrides what it needs. Every template
  and function here may be overridden; a comment says what it decides. Modes are named after the
  part of the canonical document that they yield:

    t:delivery  t:product  t:identifier  t:title  t:display-artist  t:contributor  t:label  t:genre
    t:line  t:related-product  t:item  t:parties  t:party  t:deal  t:price  t:asset  t:findings
    t:check-references

  Unprefixed names match by local name, whatever the namespace. White space between elements is gone
  before a stylesheet sees the message; xsl:strip-space would only cost time.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:basics.xsl"/>

  <!-- What the references of a message point at. -->
  <xsl:key name="t:resource" match="ResourceList/*[ResourceReference]"
      use="ResourceReference ! normalize-space()"/>
  <xsl:key name="t:release" match="ReleaseList/*[ReleaseReference]"
      use="ReleaseReference ! normalize-space()"/>
  <xsl:key name="t:party" match="PartyList/Party" use="PartyReference ! normalize-space()"/>
  <xsl:key name="t:technical-details" match="*[TechnicalResourceDetailsReference]"
      use="TechnicalResourceDetailsReference ! normalize-space()"/>

  <!-- Whatever uses a resource, by the reference of the resource. -->
  <xsl:key name="t:use"
      match="ReleaseResourceReference | LinkedReleaseResourceReference
          | ResourceRelatedResourceReference | ResourceContainedResourceReference"
      use="normalize-space()"/>

  <!-- The message, its main release, that release's entries in order, and the references of the
       items that they become. -->
  <xsl:variable name="t:message" as="element()" select="/*"/>
  <xsl:variable name="t:main-release" as="element()?" select="t:main-releases()[1]"/>
  <xsl:variable name="t:discs" as="element()*"
      select="$t:main-release ! t:discs(.)"/>
  <xsl:variable name="t:entries" as="element()*"
      select="if ($t:discs) then $t:discs ! t:entries(.) else $t:main-release ! t:listed-entries(.)"/>
  <xsl:variable name="t:items" as="map(xs:string, element()*)"
      select="map:merge($t:entries ! map:entry(t:reference(.), .), map { 'duplicates': 'combine' })"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <xsl:apply-templates select="*" mode="t:delivery"/>
  </xsl:template>

  <!-- The header and all below it. -->
  <xsl:template match="*" mode="t:delivery">
    <delivery format="ern" version="{t:version()}" type="{local-name()}"
        test="{MessageHeader/MessageControlType[contains(lower-case(.), 'test')] => exists()}"
        intent="{if (self::PurgeReleaseMessage) then 'purge' else 'state'}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('profile', @ReleaseProfileVersionId),
          t:attribute('messageId', MessageHeader/MessageId),
          t:attribute('threadId', MessageHeader/MessageThreadId),
          t:attribute('createdAt', MessageHeader/MessageCreatedDateTime),
          t:attribute('sender', t:party-id(MessageHeader/MessageSender)),
          t:attribute('senderName', t:party-name(MessageHeader/MessageSender)),
          t:attribute('recipient', t:party-id(MessageHeader/MessageRecipient)),
          t:attribute('sentOnBehalfOf', t:party-id(MessageHeader/SentOnBehalfOf))"/>
      <xsl:apply-templates select="if (self::PurgeReleaseMessage) then PurgedRelease else $t:main-release"
          mode="t:product"/>
      <xsl:apply-templates select="." mode="t:findings"/>
    </delivery>
  </xsl:template>

  <!-- The version of ERN, from the namespace of the root element: 4.1.1 for …/ern/411. -->
  <xsl:function name="t:version" as="xs:string">
    <xsl:sequence select="
        namespace-uri($t:message)
        => replace('.*/', '')
        => replace('([0-9])', '.$1')
        => substring(2)"/>
  </xsl:function>

  <!-- Sender or recipient by identifier; failing that, by name. -->
  <xsl:function name="t:party-id" as="xs:string?">
    <xsl:param name="party" as="element()?"/>
    <xsl:sequence select="
        ($party/PartyId/(DPID, .)[1]/t:text(.), t:party-name($party))[1]"/>
  </xsl:function>

  <xsl:function name="t:party-name" as="xs:string?">
    <xsl:param name="party" as="element()?"/>
    <xsl:sequence select="$party/(PartyName/t:full-name(.), TradingName/t:text(.))[1]"/>
  </xsl:function>

  <!-- A name in full; where it is not sent so, put together from its parts. -->
  <xsl:function name="t:full-name" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="parts" select="$name ! (NamesBeforeKeyName, KeyName, NamesAfterKeyName)"/>
    <xsl:sequence select="
        ($name/FullName/t:text(.), string-join($parts ! t:text(.), ' ')[.],
         $name ! (FullNameAsciiTranscribed, FullNameIndexed, AbbreviatedName) ! t:text(.))[1]"/>
  </xsl:function>


  <!-- ======== The product ======== -->

  <!-- A release that is to be removed: its identifiers are all that counts. -->
  <xsl:template match="PurgedRelease" mode="t:product">
    <product contentType="MusicRelease">
      <xsl:sequence select="t:place(.)"/>
      <xsl:apply-templates select="t:identifiers(.)" mode="t:identifier"/>
    </product>
  </xsl:template>

  <!-- The main release. -->
  <xsl:template match="*" mode="t:product">
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="t:place(.), t:attribute('releaseType', t:release-type(.))"/>
      <xsl:apply-templates select="t:identifiers(.)" mode="t:identifier"/>
      <xsl:call-template name="t:titles"/>
      <xsl:call-template name="t:display-artists"/>
      <xsl:apply-templates select="t:credits(.)" mode="t:contributor"/>
      <xsl:apply-templates select="t:labels(.)[1]" mode="t:label"/>
      <xsl:apply-templates select="t:genres(.)" mode="t:genre"/>
      <xsl:sequence select="t:element('parentalWarning', t:parental-warning(.))"/>
      <xsl:apply-templates select="t:lines(., 'PLine')[1], t:lines(., 'CLine')[1]" mode="t:line"/>
      <xsl:sequence select="
          t:element('releaseDate', t:release-date(.)),
          t:element('originalReleaseDate', t:original-release-date(.)),
          t:element('duration', Duration[t:is-duration(.)][1]),
          t:element('language', @LanguageAndScriptCode),
          t:element('description', t:descriptions(.)),
          t:element('series', (t:statements(.) ! SeriesTitle)[1])"/>
      <xsl:apply-templates select="t:statements(.)/RelatedRelease" mode="t:related-product"/>
      <xsl:for-each select="t:statements(.)/Keywords ! tokenize(., '[,;]') ! normalize-space()[.]">
        <keyword>{.}</keyword>
      </xsl:for-each>
      <xsl:call-template name="t:items"/>
      <xsl:apply-templates select="." mode="t:parties"/>
      <xsl:apply-templates select="$t:message/DealList/ReleaseDeal" mode="t:deal"/>
      <xsl:apply-templates select="$t:message/ResourceList/*[t:is-used(.)]" mode="t:asset"/>
    </product>
  </xsl:template>

  <!-- Music, a video or an audiobook, by the release's type and the message's profile. -->
  <xsl:function name="t:content-type" as="xs:string">
    <xsl:param name="release" as="element()"/>
    <xsl:variable name="words" select="
        t:release-type($release), tokenize($t:message/@ReleaseProfileVersionId, '/')[last()]"/>
    <xsl:sequence select="
        if (exists($words[matches(., 'audio.?book', 'i')])) then 'Audiobook'
        else if (exists($words[contains(., 'Video')])) then 'Video'
        else 'MusicRelease'"/>
  </xsl:function>

  <xsl:function name="t:release-type" as="xs:string?">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="(t:statements($release) ! ReleaseType ! t:word(.))[1]"/>
  </xsl:function>

  <!-- The date of this release; that of its details goes before the global one. -->
  <xsl:function name="t:release-date" as="element()?">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="
        t:by-reach(((tail(t:statements($release)), $release)
          ! (ReleaseDate, GlobalReleaseDate))[t:is-date(.)])[1]"/>
  </xsl:function>

  <xsl:function name="t:original-release-date" as="element()?">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="
        t:by-reach(((tail(t:statements($release)), $release)
          ! (OriginalReleaseDate, GlobalOriginalReleaseDate))[t:is-date(.)])[1]"/>
  </xsl:function>

  <!-- What is written about the release for its buyers. -->
  <xsl:function name="t:descriptions" as="element()*">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="
        t:by-reach(t:statements($release)/(MarketingComment | Synopsis))
        ! (Comment, .)[1][normalize-space()]"/>
  </xsl:function>

  <xsl:template match="RelatedRelease" mode="t:related-product">
    <relatedProduct relation="{(t:word(ReleaseRelationshipType[1]), 'Unspecified')[1]}">
      <xsl:sequence select="t:place(.)"/>
      <xsl:apply-templates select="ReleaseId/*[normalize-space()]" mode="t:identifier"/>
    </relatedProduct>
  </xsl:template>


  <!-- ======== What releases and resources have alike ======== -->

  <!-- An element and the parts of it that say more about it: blocks per territory (ERN 3), where the
       one for the whole world, or the rest of it, goes first, and editions (ERN 4.3), where immersive
       ones go last. What only one of them can say is taken from the first that says it. -->
  <xsl:function name="t:statements" as="element()+" cache="yes">
    <xsl:param name="about" as="element()"/>
    <xsl:variable name="blocks" select="$about/*[ends-with(local-name(), 'DetailsByTerritory')]"/>
    <xsl:sequence select="
        $about,
        $blocks[t:is-general(.)],
        $blocks[not(t:is-general(.))],
        sort($about/*[ends-with(local-name(), 'Edition')], (), t:edition-order#1)"/>
  </xsl:function>

  <xsl:function name="t:is-general" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="
        $block/TerritoryCode ! normalize-space() = 'Worldwide'
        or empty($block/TerritoryCode[normalize-space()])"/>
  </xsl:function>

  <!-- Where an edition, or what stands in one, comes among the others. -->
  <xsl:function name="t:edition-order" as="xs:integer">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="edition"
        select="$part/ancestor-or-self::*[ends-with(local-name(), 'Edition')][1]"/>
    <xsl:sequence select="if ($edition/@Type ! normalize-space() = 'ImmersiveEdition') then 1 else 0"/>
  </xsl:function>

  <!-- What is said, in the order in which it counts: the sender's default, what holds everywhere, and
       then what holds somewhere only. -->
  <xsl:function name="t:by-reach" as="element()*">
    <xsl:param name="said" as="element()*"/>
    <xsl:sequence select="if ($said[2]) then sort($said, (), t:reach#1) else $said"/>
  </xsl:function>

  <xsl:function name="t:reach" as="xs:integer">
    <xsl:param name="said" as="element()"/>
    <xsl:sequence select="
        if (t:is-true($said/@IsDefault)) then 0 else if (empty(t:territories($said))) then 1 else 2"/>
  </xsl:function>

  <!-- Where something is said to hold: empty for everywhere. The only block per territory that there
       is holds everywhere, too. -->
  <xsl:function name="t:territories" as="xs:string*">
    <xsl:param name="said" as="element()"/>
    <xsl:variable name="block" select="$said/parent::*[ends-with(local-name(), 'DetailsByTerritory')]"/>
    <xsl:sequence select="
        if ($said/@ApplicableTerritoryCode) then
          tokenize($said/@ApplicableTerritoryCode)[. ne 'Worldwide']
        else if ($block[../*[local-name() = local-name($block)][2]]) then
          $block/TerritoryCode[. ne 'Worldwide'] ! t:text(.)
        else ()"/>
  </xsl:function>

  <!-- The elements that identify a release or a resource. -->
  <xsl:function name="t:identifiers" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        sort(t:statements($about)
          /(ReleaseId | ResourceId | SoundRecordingId | VideoId | WorkId
            | IndirectSoundRecordingId | IndirectVideoId)
          /*[normalize-space()], (), t:edition-order#1)"/>
  </xsl:function>

  <xsl:template match="*" mode="t:identifier">
    <identifier type="{t:identifier-type(.)}">
      <xsl:sequence select="t:place(.), t:attribute('namespace', @Namespace)"/>
      <xsl:text>{normalize-space()}</xsl:text>
    </identifier>
  </xsl:template>

  <xsl:function name="t:identifier-type" as="xs:string">
    <xsl:param name="identifier" as="element()"/>
    <xsl:sequence select="
        if ($identifier/self::IpiNameNumber) then 'IPI' else local-name($identifier)"/>
  </xsl:function>

  <!-- All titles. One of them is always for display: if none is marked so, the one that
       t:reference-title names. -->
  <xsl:template name="t:titles">
    <xsl:variable name="titles" select="t:titles(.)"/>
    <xsl:if test="not($titles[t:title-kind(.) = 'DISPLAY'])">
      <xsl:apply-templates select="t:reference-title(.)" mode="t:title">
        <xsl:with-param name="kind" select="'DISPLAY'"/>
      </xsl:apply-templates>
    </xsl:if>
    <xsl:apply-templates select="$titles" mode="t:title"/>
  </xsl:template>

  <xsl:function name="t:titles" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        t:by-reach(t:statements($about)
          ! (Title | DisplayTitle | AdditionalTitle)[normalize-space(TitleText[1])])"/>
  </xsl:function>

  <!-- The title to show when none is marked for it. -->
  <xsl:function name="t:reference-title" as="element()?">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        (t:by-reach($about/DisplayTitleText[normalize-space()]),
         $about/ReferenceTitle[normalize-space(TitleText)],
         t:titles($about))[1]"/>
  </xsl:function>

  <xsl:function name="t:title-kind" as="xs:string">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="
        (map {
          'DisplayTitle': 'DISPLAY',
          'FormalTitle': 'FORMAL',
          'GroupingTitle': 'GROUPING',
          'TranslatedTitle': 'TRANSLATED'
        } (string($title/@TitleType)),
        if ($title/@TitleType or $title/self::AdditionalTitle) then 'ALTERNATIVE' else 'DISPLAY')[1]"/>
  </xsl:function>

  <xsl:template match="*" mode="t:title">
    <xsl:param name="kind" as="xs:string" select="t:title-kind(.)"/>
    <xsl:variable name="title" select="."/>
    <xsl:for-each select="(t:territories(.), '')[position() = 1 or . ne '']">
      <title kind="{$kind}">
        <xsl:sequence select="
            t:place($title),
            t:attribute('subTitle', string-join($title/SubTitle ! t:text(.), ', ')),
            t:language-and-script($title/@LanguageAndScriptCode),
            t:attribute('territory', .)"/>
        <xsl:text>{t:text($title/(TitleText, .)[1])}</xsl:text>
      </title>
    </xsl:for-each>
  </xsl:template>

  <!-- The artist line as it is to be shown; if none is given, the names of the display artists. -->
  <xsl:template name="t:display-artists">
    <xsl:variable name="names" select="
        t:by-reach(t:statements(.) ! DisplayArtistName[normalize-space()])"/>
    <xsl:variable name="artists" select="t:credits(.)[self::DisplayArtist]"/>
    <xsl:apply-templates select="$names" mode="t:display-artist"/>
    <xsl:if test="not($names) and exists($artists ! t:credited-name(.))">
      <displayArtist>
        <xsl:sequence select="t:place($artists[1])"/>
        <xsl:text>{string-join($artists ! t:credited-name(.), ', ')}</xsl:text>
      </displayArtist>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="t:display-artist">
    <xsl:variable name="name" select="."/>
    <xsl:for-each select="(t:territories(.), '')[position() = 1 or . ne '']">
      <displayArtist>
        <xsl:sequence select="
            t:place($name),
            t:attribute('language', $name/@LanguageAndScriptCode),
            t:attribute('territory', .)"/>
        <xsl:text>{t:text($name)}</xsl:text>
      </displayArtist>
    </xsl:for-each>
  </xsl:template>

  <!-- The elements that credit a party with a role, artists first. -->
  <xsl:function name="t:credits" as="element()*" cache="yes">
    <xsl:param name="about" as="element()"/>
    <xsl:variable name="said" select="t:statements($about)"/>
    <xsl:sequence select="
        $said[DisplayArtist][1]/DisplayArtist,
        $said[DisplayConductor][1]/DisplayConductor,
        $said[DisplayComposer][1]/DisplayComposer,
        $said[ResourceContributor][1]/ResourceContributor,
        $said[IndirectResourceContributor][1]/IndirectResourceContributor,
        $said[Contributor][1]/Contributor"/>
  </xsl:function>

  <!-- The credits of an item: those of its resource, and the conductor and the composer of the groups
       that it is in, where they are not its own anyway. -->
  <xsl:function name="t:item-credits" as="element()*" cache="yes">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="own" select="t:resource($entry) ! t:credits(.)"/>
    <xsl:sequence select="
        $own,
        $entry/ancestor::ResourceGroup/(DisplayConductor | DisplayComposer)
          [not(some $one in $own satisfies
            t:credited-name($one) = t:credited-name(.) and t:roles($one) = t:roles(.))]"/>
  </xsl:function>

  <!-- The roles of a credit, in the sender's words where it has its own. -->
  <xsl:function name="t:roles" as="xs:string*">
    <xsl:param name="credit" as="element()"/>
    <xsl:variable name="roles" select="
        $credit
        /(ArtistRole | DisplayArtistRole | ArtisticRole | ResourceContributorRole
          | IndirectResourceContributorRole | Role)
        /(Value, .)[1] ! t:word(.)"/>
    <xsl:variable name="shown-as" select="
        $credit/(self::DisplayConductor | self::DisplayComposer) ! substring-after(local-name(), 'Display')"/>
    <xsl:sequence select="
        if (exists(($roles, $shown-as))) then distinct-values(($roles, $shown-as))
        else if ($credit/self::DisplayArtist) then 'MainArtist'
        else 'Contributor'"/>
  </xsl:function>

  <xsl:template match="*" mode="t:contributor">
    <xsl:variable name="credit" select="."/>
    <xsl:for-each select="t:party-reference(.)">
      <xsl:variable name="party" select="."/>
      <xsl:for-each select="t:roles($credit)">
        <contributor party="{$party}" role="{.}">
          <xsl:sequence select="
              t:place($credit),
              t:attribute('displayRole', ($credit/DisplayCredits/DisplayCreditText)[1]),
              t:attribute('sequence', $credit/@SequenceNumber[t:is-number(.)])"/>
        </contributor>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:genres" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        t:by-reach(t:statements($about)[(Genre | DisplayGenre)/GenreText[normalize-space()]][1]
          /(Genre | DisplayGenre)[normalize-space(GenreText[1])])"/>
  </xsl:function>

  <xsl:template match="*" mode="t:genre">
    <genre>
      <xsl:sequence select="t:place(.), t:attribute('sub', SubGenre)"/>
      <xsl:text>{t:word(GenreText[1])}</xsl:text>
    </genre>
  </xsl:template>

  <xsl:function name="t:parental-warning" as="element()?">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        t:by-reach((t:statements($about) ! ParentalWarningType)[normalize-space()])[1]"/>
  </xsl:function>

  <!-- The lines of that name, PLine or CLine. -->
  <xsl:function name="t:lines" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="
        t:by-reach(t:statements($about)
          ! *[local-name() = $name][*[ends-with(local-name(), 'Text')][normalize-space()]])"/>
  </xsl:function>

  <xsl:template match="PLine | CLine" mode="t:line">
    <xsl:element name="{if (self::PLine) then 'pLine' else 'cLine'}">
      <xsl:sequence select="t:place(.), t:attribute('year', Year[matches(., '^\s*[0-9]{4}\s*$')])"/>
      <xsl:text>{(PLineText | CLineText)[1] ! t:text(.)}</xsl:text>
    </xsl:element>
  </xsl:template>


  <!-- ======== Items ======== -->

  <!-- The items of the main release, disc by disc. -->
  <xsl:template name="t:items">
    <xsl:for-each select="$t:discs">
      <xsl:variable name="disc" select="t:number(SequenceNumber, position())"/>
      <xsl:variable name="grouped" select="exists(ResourceGroup[t:entries(.)])"/>
      <xsl:for-each select="t:entries(.)">
        <xsl:apply-templates select="t:resource(.)" mode="t:item">
          <xsl:with-param name="entry" select="."/>
          <xsl:with-param name="disc" select="$disc"/>
          <xsl:with-param name="track"
              select="if ($grouped) then position() else t:number(SequenceNumber, position())"/>
        </xsl:apply-templates>
      </xsl:for-each>
    </xsl:for-each>
    <xsl:if test="not($t:discs)">
      <xsl:for-each select="$t:entries">
        <xsl:apply-templates select="t:resource(.)" mode="t:item">
          <xsl:with-param name="entry" select="."/>
          <xsl:with-param name="disc" select="1"/>
          <xsl:with-param name="track" select="position()"/>
        </xsl:apply-templates>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- The resource groups that are the discs of a release: those within its one group, unless they are
       works of several parts, which they say, or the group has tracks of its own beside them. -->
  <xsl:function name="t:discs" as="element()*">
    <xsl:param name="release" as="element()"/>
    <xsl:variable name="groups" select="t:statements($release)[ResourceGroup][1]/ResourceGroup"/>
    <xsl:variable name="discs" select="
        if (count($groups) = 1 and $groups/ResourceGroup[not(@ResourceGroupType = 'MultiWorkPart')]
            and not($groups/ResourceGroupContentItem[t:is-item(.)]))
        then $groups/ResourceGroup
        else $groups"/>
    <xsl:sequence select="sort($discs[t:entries(.)], (), t:order#1)"/>
  </xsl:function>

  <!-- The entries of a group that are items, in order, those of the groups within it in their place. -->
  <xsl:function name="t:entries" as="element()*">
    <xsl:param name="group" as="element()"/>
    <xsl:sequence select="
        sort($group/(ResourceGroup | ResourceGroupContentItem), (), t:order#1)
        ! (if (self::ResourceGroup) then t:entries(.) else .[t:is-item(.)])"/>
  </xsl:function>

  <!-- The entries of a release that has no groups: its list of resources. -->
  <xsl:function name="t:listed-entries" as="element()*">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="
        $release/(ReleaseResourceReferenceList/ReleaseResourceReference | ReleaseResourceReference)
        [t:is-item(.)]"/>
  </xsl:function>

  <!-- Whether an entry is an item: a primary sound recording or video. -->
  <xsl:function name="t:is-item" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
        exists(t:resource($entry)[self::SoundRecording | self::Video])
        and not($entry/descendant-or-self::ReleaseResourceReference/@ReleaseResourceType
          = 'SecondaryResource')"/>
  </xsl:function>

  <xsl:function name="t:reference" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="normalize-space($entry/descendant-or-self::ReleaseResourceReference[1])"/>
  </xsl:function>

  <xsl:function name="t:resource" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="key('t:resource', t:reference($entry), root($entry))[1]"/>
  </xsl:function>

  <xsl:function name="t:order" as="xs:double">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
        if (t:is-number($part/SequenceNumber[1])) then number($part/SequenceNumber[1])
        else xs:double('INF')"/>
  </xsl:function>

  <!-- A recording that is on the release twice keeps its reference the first time only. -->
  <xsl:function name="t:item-reference" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="reference" select="t:reference($entry)"/>
    <xsl:variable name="same" select="$t:items($reference)"/>
    <xsl:variable name="number" select="
        if (count($same) = 1) then 1 else index-of($same ! generate-id(), generate-id($entry))[1]"/>
    <xsl:sequence select="if ($number = 1) then $reference else $reference || '.' || $number"/>
  </xsl:function>

  <xsl:template match="*" mode="t:item">
    <xsl:param name="entry" as="element()"/>
    <xsl:param name="disc" as="xs:integer"/>
    <xsl:param name="track" as="xs:integer"/>
    <item ref="{t:item-reference($entry)}" kind="{local-name()}" disc="{$disc}" track="{$track}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('languageOfPerformance', (t:statements(.) ! LanguageOfPerformance)[1]),
          t:attribute('explicit', t:explicit(.)),
          t:flag('bonus', $entry/IsBonusResource),
          t:flag('hidden', $entry/IsHiddenResource)"/>
      <xsl:if test="t:is-preview(.)">
        <xsl:attribute name="preview" select="true()"/>
      </xsl:if>
      <xsl:apply-templates select="t:identifiers(.)" mode="t:identifier"/>
      <xsl:call-template name="t:titles"/>
      <xsl:call-template name="t:display-artists"/>
      <xsl:apply-templates select="t:item-credits($entry)" mode="t:contributor"/>
      <xsl:sequence select="
          t:element('duration', (t:statements(.) ! Duration)[t:is-duration(.)][1]),
          t:element('parentalWarning', t:parental-warning(.))"/>
      <xsl:apply-templates select="t:genres(.), t:lines(., 'PLine')[1]" mode="#current"/>
    </item>
  </xsl:template>

  <xsl:template match="Genre | DisplayGenre" mode="t:item">
    <xsl:apply-templates select="." mode="t:genre"/>
  </xsl:template>

  <xsl:template match="PLine" mode="t:item">
    <xsl:apply-templates select="." mode="t:line"/>
  </xsl:template>

  <!-- Whether the parental warning means explicit content; empty where it says neither. -->
  <xsl:function name="t:explicit" as="xs:string?">
    <xsl:param name="resource" as="element()"/>
    <xsl:sequence select="
        map { 'Explicit': 'true', 'NotExplicit': 'false', 'ExplicitContentEdited': 'false' }
        (string(t:parental-warning($resource)/normalize-space()))"/>
  </xsl:function>

  <!-- Whether nothing but a preview of the resource is delivered; ERN 4.3 calls it a clip. -->
  <xsl:function name="t:is-preview" as="xs:boolean">
    <xsl:param name="resource" as="element()"/>
    <xsl:variable name="details" select="t:technical-details($resource)"/>
    <xsl:sequence select="
        exists($details) and (every $one in $details satisfies t:is-true($one/(IsPreview | IsClip)))"/>
  </xsl:function>


  <!-- ======== Parties ======== -->

  <!-- The parties that are named where they are credited, by t:party-key, numbered. Their references
       begin with N, since those of a party list begin with P. -->
  <xsl:variable name="t:named-parties" as="map(xs:string, map(*))">
    <xsl:map>
      <xsl:for-each-group select="t:all-credits()[t:party-key(.)]" group-by="t:party-key(.)">
        <xsl:map-entry key="current-grouping-key()"
            select="map { 'ref': 'N' || position(), 'credit': . }"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="t:all-credits" as="element()*">
    <xsl:sequence select="$t:main-release ! t:credits(.), $t:entries ! t:item-credits(.)"/>
  </xsl:function>

  <!-- What makes two credits credit the same party: its identifier or else its name. -->
  <xsl:function name="t:party-key" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="
        ($credit/PartyId[normalize-space()][1]/concat(@Namespace, ':', normalize-space()),
         $credit/PartyName/t:full-name(.))[1]"/>
  </xsl:function>

  <!-- The reference of the party that a credit names. -->
  <xsl:function name="t:party-reference" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="t:party-key($credit) ! $t:named-parties(.)?ref"/>
  </xsl:function>

  <!-- The name of the party that a credit names. -->
  <xsl:function name="t:credited-name" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="$credit/PartyName/t:full-name(.) => head()"/>
  </xsl:function>

  <xsl:template match="*" mode="t:parties">
    <xsl:for-each select="sort(map:keys($t:named-parties), (),
        function($key) { xs:integer(substring($t:named-parties($key)?ref, 2)) })">
      <xsl:variable name="party" select="$t:named-parties(.)"/>
      <xsl:apply-templates select="$party?credit" mode="t:party">
        <xsl:with-param name="reference" select="$party?ref"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*" mode="t:party">
    <xsl:param name="reference" as="xs:string"/>
    <party ref="{$reference}">
      <xsl:sequence select="t:place(.)"/>
      <xsl:for-each select="PartyName[t:full-name(.)]">
        <name>
          <xsl:sequence select="
              t:place(.),
              t:attribute('language', @LanguageAndScriptCode),
              t:attribute('indexed', t:indexed-name(.))"/>
          <xsl:text>{t:full-name(.)}</xsl:text>
        </name>
      </xsl:for-each>
      <xsl:for-each select="PartyId">
        <xsl:apply-templates select="*[normalize-space()]" mode="t:identifier"/>
        <xsl:if test="not(*) and normalize-space()">
          <identifier type="{t:party-id-type(.)}">
            <xsl:sequence select="t:place(.), t:attribute('namespace', @Namespace)"/>
            <xsl:text>{normalize-space()}</xsl:text>
          </identifier>
        </xsl:if>
      </xsl:for-each>
    </party>
  </xsl:template>

  <!-- A name as it is sorted. -->
  <xsl:function name="t:indexed-name" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="
        ($name/(FullNameIndexed | FullNameAsciiTranscribed)[self::FullNameIndexed]/t:text(.),
         $name/KeyName/string-join((t:text(.), ../NamesBeforeKeyName ! t:text(.)), ', '))[1]"/>
  </xsl:function>

  <xsl:function name="t:party-id-type" as="xs:string">
    <xsl:param name="id" as="element()"/>
    <xsl:sequence select="
        if (t:is-true($id/@IsISNI)) then 'ISNI'
        else if (t:is-true($id/@IsDPID) or starts-with(normalize-space($id), 'PADPIDA')) then 'DPID'
        else 'ProprietaryId'"/>
  </xsl:function>


  <!-- ======== Deals ======== -->

  <!-- The deals of a ReleaseDeal: for the product as far as they point at the main release, for
       single items as far as they point at releases of tracks. One that only claims rights offers
       nothing. -->
  <xsl:template match="ReleaseDeal" mode="t:deal">
    <xsl:variable name="releases" select="key('t:release', DealReleaseReference ! normalize-space())"/>
    <xsl:variable name="items" select="
        distinct-values(($releases except $t:main-release) ! t:items-of(.))"/>
    <xsl:for-each select="Deal/DealTerms[not(t:is-rights-claim(.))]">
      <xsl:if test="$releases intersect $t:main-release">
        <xsl:apply-templates select="." mode="#current"/>
      </xsl:if>
      <xsl:if test="exists($items)">
        <xsl:apply-templates select="." mode="#current">
          <xsl:with-param name="items" select="$items"/>
        </xsl:apply-templates>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Whether the terms say whose something is, rather than that it may be had: what users upload of
       it is claimed (RightsClaimModel), or blocked. -->
  <xsl:function name="t:is-rights-claim" as="xs:boolean">
    <xsl:param name="terms" as="element()"/>
    <xsl:variable name="models" select="$terms/CommercialModelType ! t:text(.)"/>
    <xsl:sequence select="
        exists($models) and (every $model in $models satisfies $model = 'RightsClaimModel')
        or $terms/RightsClaimPolicy/RightsClaimPolicyType ! t:text(.) = 'BlockAccess'
          and not(t:is-true($terms/(TakeDown | AllDealsCancelled)))"/>
  </xsl:function>

  <!-- The items of the main release that another release consists of. -->
  <xsl:function name="t:items-of" as="xs:string*">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="
        $release/(ReleaseResourceReferenceList/ReleaseResourceReference | ReleaseResourceReference)
        ! normalize-space()[map:contains($t:items, .)]"/>
  </xsl:function>

  <!-- One deal per period of validity; mostly there is one. -->
  <xsl:template match="DealTerms" mode="t:deal">
    <xsl:param name="items" as="xs:string*"/>
    <xsl:variable name="terms" select="."/>
    <xsl:for-each select="if (ValidityPeriod) then ValidityPeriod else .">
      <xsl:variable name="period" select="self::ValidityPeriod"/>
      <deal>
        <xsl:sequence select="
            t:place($terms/..),
            t:attribute('items', string-join($items, ' ')),
            t:attribute('preOrder', t:pre-order($terms, $period)),
            t:flag('takedown', $terms/(TakeDown | AllDealsCancelled))"/>
        <xsl:sequence select="
            $terms/CommercialModelType ! t:element('commercialModel', .),
            $terms/(UseType | Usage/UseType) ! t:element('use', .),
            $terms/(TerritoryCode | CurrentTerritoryCode) ! t:territory('territory', .),
            $terms/(ExcludedTerritoryCode | ExcludedCurrentTerritoryCode)
              ! t:territory('excludedTerritory', .)"/>
        <xsl:if test="$period">
          <validity>
            <xsl:sequence select="
                t:place($period),
                t:attribute('start', ($period/(StartDateTime, StartDate))[normalize-space()][1]),
                t:attribute('end', ($period/(EndDateTime, EndDate))[normalize-space()][1])"/>
          </validity>
        </xsl:if>
        <xsl:apply-templates select="t:price($terms)" mode="t:price"/>
      </deal>
    </xsl:for-each>
  </xsl:template>

  <!-- A territory; the world also has a number (CISAC, TIS). -->
  <xsl:function name="t:territory" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="code" as="element()"/>
    <xsl:for-each select="t:text($code)">
      <xsl:element name="{$name}">
        <xsl:sequence select="t:place($code)"/>
        <xsl:text>{if (matches(., '^0*2136$')) then 'Worldwide' else .}</xsl:text>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>

  <!-- From when on the product can be ordered before it can be had. -->
  <xsl:function name="t:pre-order" as="xs:string?">
    <xsl:param name="terms" as="element()"/>
    <xsl:param name="period" as="element()?"/>
    <xsl:sequence select="
        ($terms/PreOrderReleaseDateTime, $terms/PreOrderReleaseDate,
         $terms/PreOrderPreviewDateTime, $terms/PreOrderPreviewDate,
         $terms[t:is-true(IsPreOrderDeal)]/$period/StartDateTime,
         $terms[t:is-true(IsPreOrderDeal)]/$period/StartDate)[1] ! t:text(.)"/>
  </xsl:function>

  <!-- The price of a deal: the first that can be read, one with an amount that cannot only if there
       is no other. -->
  <xsl:function name="t:price" as="element()?">
    <xsl:param name="terms" as="element()"/>
    <xsl:variable name="prices" select="$terms/PriceInformation[t:price-code(.) or t:amounts(.)[t:is-amount(.)]]"/>
    <xsl:sequence select="
        ($prices[every $amount in t:amounts(.) satisfies t:is-amount($amount)], $prices)[1]"/>
  </xsl:function>

  <xsl:function name="t:price-code" as="node()?">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="
        $price/(PriceCode, PriceType, @PriceType, PriceRangeType)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:amounts" as="element()*">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="
        $price/(WholesalePricePerUnit, BulkOrderWholesalePricePerUnit, SuggestedRetailPrice)
        [normalize-space()]"/>
  </xsl:function>

  <!-- A price in words, for findings. -->
  <xsl:function name="t:price-text" as="xs:string">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="
        string-join((t:price-code($price) ! ('code ' || normalize-space()),
          t:amounts($price) ! (normalize-space() || @CurrencyCode ! (' ' || .))), ' ')"/>
  </xsl:function>

  <!-- A price by code or by amount. -->
  <xsl:template match="PriceInformation" mode="t:price">
    <xsl:variable name="code" select="t:price-code(.)"/>
    <xsl:variable name="amount" select="t:amounts(.)[t:is-amount(.)][1]"/>
    <xsl:if test="$code or $amount">
      <price>
        <xsl:sequence select="
            t:place(.),
            t:attribute('code', $code),
            t:attribute('amount', $amount),
            t:attribute('currency', $amount/@CurrencyCode)"/>
      </price>
    </xsl:if>
  </xsl:template>


  <!-- ======== Assets ======== -->

  <!-- The files of a resource, each once. -->
  <xsl:template match="*" mode="t:asset">
    <xsl:variable name="resource" select="."/>
    <xsl:for-each-group select="t:technical-details(.)/(File | DeliveryFile/File)[t:uri(.)]"
        group-by="t:uri(.)">
      <xsl:variable name="facts" select="parent::*, parent::DeliveryFile/parent::*"/>
      <asset kind="{t:asset-kind($resource)}" uri="{current-grouping-key()}">
        <xsl:sequence select="
            t:place(.),
            t:remote(current-grouping-key()),
            t:attribute('item', $resource/ResourceReference[map:contains($t:items, t:text(.))]),
            t:attribute('codec', ($facts
              ! (AudioCodecType, VideoCodecType, ImageCodecType, TextCodecType))[1] ! t:word(.)),
            t:attribute('bitRate', t:bit-rate(($facts
              ! (BitRate, OverallBitRate, AudioBitRate, VideoBitRate))[1])),
            t:attribute('sampleRate', t:sample-rate(($facts
              ! (SamplingRate, AudioSamplingRate))[1])),
            t:attribute('bitsPerSample', ($facts ! (BitsPerSample, AudioBitsPerSample))[t:is-number(.)][1]),
            t:attribute('channels', ($facts
              ! (NumberOfChannels, NumberOfAudioChannels))[t:is-number(.)][1]),
            t:attribute('width', t:whole(($facts ! (ImageWidth, VideoWidth))[1])),
            t:attribute('height', t:whole(($facts ! (ImageHeight, VideoHeight))[1])),
            t:flag('preview', $facts ! (IsPreview | IsClip))"/>
        <xsl:variable name="hash" as="element()?" select="HashSum"/>
        <xsl:apply-templates select="$hash" mode="#current"/>
      </asset>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="HashSum" mode="t:asset">
    <xsl:variable name="value" select="(HashSumValue, HashSum)[normalize-space()][1]"/>
    <xsl:if test="$value">
      <hash>
        <xsl:sequence select="
            t:place(.),
            t:attribute('algorithm', (Algorithm, HashSumAlgorithmType)[1] ! t:word(.))"/>
        <xsl:text>{t:text($value)}</xsl:text>
      </hash>
    </xsl:if>
  </xsl:template>

  <xsl:function name="t:technical-details" as="element()*">
    <xsl:param name="resource" as="element()"/>
    <xsl:sequence select="
        t:statements($resource)
        /*[starts-with(local-name(), 'Technical')][ends-with(local-name(), 'Details')]"/>
  </xsl:function>

  <!-- What a file of the resource is. -->
  <xsl:function name="t:asset-kind" as="xs:string">
    <xsl:param name="resource" as="element()"/>
    <xsl:variable name="type" select="
        ($resource/(Type, ImageType, TextType, UserDefinedResourceType)[1] ! t:word(.), '')[1]"/>
    <xsl:sequence select="
        if ($resource/self::SoundRecording) then 'audio'
        else if ($resource/self::Video) then 'video'
        else if (contains($type, 'Booklet')) then 'booklet'
        else if ($type = ('FrontCoverImage', 'VideoFrontCoverImage')) then 'cover'
        else if ($resource/self::Image) then 'image'
        else 'text'"/>
  </xsl:function>

  <!-- Where the file is, relative to the message. -->
  <xsl:function name="t:uri" as="xs:string?">
    <xsl:param name="file" as="element()"/>
    <xsl:variable name="folder" select="$file/FilePath ! t:text(.)"/>
    <xsl:sequence select="
        ($file/FileName ! t:text(.)
           ! string-join(($folder[1] ! replace(., '^/{1,9}|/{1,9}$', '')[.], .), '/'),
         $file/URI ! t:text(.), $file/URL ! t:text(.))[1]"/>
  </xsl:function>

  <!-- In Hz; a number below 1000 can only be in kHz, whatever its unit says. -->
  <xsl:function name="t:sample-rate" as="xs:integer?">
    <xsl:param name="rate" as="element()?"/>
    <xsl:sequence select="
        $rate[t:is-amount(.)]
        ! (if (@UnitOfMeasure = 'kHz' or xs:decimal(.) lt 1000) then xs:decimal(.) * 1000
           else xs:decimal(.))
        ! xs:integer(round(.))[. lt 1000000000]"/>
  </xsl:function>

  <!-- In kbit/s, which is also the unit if none is given. -->
  <xsl:function name="t:bit-rate" as="xs:decimal?">
    <xsl:param name="rate" as="element()?"/>
    <xsl:sequence select="
        $rate[t:is-amount(.)]
        ! (xs:decimal(.)
           * (map { 'bps': 0.001, 'Mbps': 1000, 'Gbps': 1000000 } (string(@UnitOfMeasure)), 1)[1])"/>
  </xsl:function>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:call-template name="t:check-required"/>
    <xsl:if test="self::NewReleaseMessage">
      <xsl:call-template name="t:check-main-release"/>
      <xsl:apply-templates select="." mode="t:check-references"/>
    </xsl:if>
    <xsl:call-template name="t:check-control-type"/>
    <xsl:call-template name="t:check-names"/>
    <xsl:call-template name="t:check-prices"/>
    <xsl:call-template name="t:check-rights-claims"/>
    <xsl:call-template name="t:check-values"/>
    <xsl:call-template name="t:check-elements"/>
  </xsl:template>

  <!-- schema.missing -->
  <xsl:template name="t:check-required">
    <xsl:for-each select="
        .[not(MessageHeader)]/'MessageHeader',
        MessageHeader ! (
          .[not(MessageSender)]/'MessageSender',
          .[not(MessageId)]/'MessageId',
          .[not(MessageCreatedDateTime)]/'MessageCreatedDateTime'),
        self::PurgeReleaseMessage[not(PurgedRelease)]/'PurgedRelease'">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.missing'"/>
        <xsl:with-param name="at" select="($t:message/MessageHeader, $t:message)[1]"/>
        <xsl:with-param name="value" select="."/>
        <xsl:with-param name="message" select="'expected an element ' || . || ', found none'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="
        ReleaseList/*[not(ReleaseReference)], ResourceList/*[not(ResourceReference)],
        PartyList/Party[not(PartyReference)], DealList/ReleaseDeal[not(DealReleaseReference)]">
      <xsl:variable name="missing" select="
          map {
            'ReleaseList': 'ReleaseReference',
            'ResourceList': 'ResourceReference',
            'PartyList': 'PartyReference',
            'DealList': 'DealReleaseReference'
          } (local-name(..))"/>
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.missing'"/>
        <xsl:with-param name="value" select="$missing"/>
        <xsl:with-param name="message" select="
            'expected ' || local-name() || ' to have a ' || $missing
            || ', found none; nothing can refer to it'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- message.control-type -->
  <xsl:template name="t:check-control-type">
    <xsl:for-each select="MessageHeader/MessageControlType[normalize-space()]
        [not(lower-case(normalize-space()) = ('livemessage', 'live', 'testmessage', 'test'))]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'message.control-type'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected MessageControlType to be LiveMessage or TestMessage, found: ' || t:text(.)
            || '; send one of them, or nobody knows whether the message is meant'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- reference.unresolved, reference.duplicate and reference.unused -->
  <xsl:template match="*" mode="t:check-references">
    <xsl:call-template name="t:check-resolved">
      <xsl:with-param name="references" select="
          ReleaseList//(ReleaseResourceReference | LinkedReleaseResourceReference),
          ResourceList//ResourceRelatedResourceReference,
          DealList//DealResourceReference"/>
      <xsl:with-param name="declarations" select="ResourceList/*/ResourceReference"/>
      <xsl:with-param name="noun" select="'resource'"/>
    </xsl:call-template>
    <xsl:call-template name="t:check-resolved">
      <xsl:with-param name="references" select="DealList/ReleaseDeal/DealReleaseReference"/>
      <xsl:with-param name="declarations" select="ReleaseList/*/ReleaseReference"/>
      <xsl:with-param name="noun" select="'release'"/>
    </xsl:call-template>
    <xsl:call-template name="t:check-resolved">
      <xsl:with-param name="references" select="DealList//DealTechnicalResourceDetailsReference"/>
      <xsl:with-param name="declarations" select="ResourceList//TechnicalResourceDetailsReference"/>
      <xsl:with-param name="noun" select="'set of technical details'"/>
    </xsl:call-template>
    <xsl:for-each select="ResourceList/*[ResourceReference][not(t:is-used(.))]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'reference.unused'"/>
        <xsl:with-param name="value" select="ResourceReference ! t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected a release to use the ' || local-name() || ' ' || ResourceReference
            || ', found none that does'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- Every reference must be declared, once. Each is reported where it stands first. -->
  <xsl:template name="t:check-resolved">
    <xsl:param name="references" as="element()*"/>
    <xsl:param name="declarations" as="element()*"/>
    <xsl:param name="noun" as="xs:string"/>
    <xsl:variable name="declared" as="map(xs:string, xs:boolean)" select="
        map:merge($declarations ! map:entry(normalize-space(), true()))"/>
    <xsl:for-each-group group-by="normalize-space()"
        select="$references[not(map:contains($declared, normalize-space()))]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'reference.unresolved'"/>
        <xsl:with-param name="value" select="current-grouping-key()"/>
        <xsl:with-param name="message" select="
            'expected a ' || $noun || ' with the reference ' || current-grouping-key()
            || ', found none' || (if (current-group()[2]) then
              '; it is referred to ' || count(current-group()) || ' times' else '')"/>
      </xsl:call-template>
    </xsl:for-each-group>
    <xsl:if test="map:size($declared) lt count($declarations)">
      <xsl:for-each-group select="$declarations" group-by="normalize-space()">
        <xsl:if test="current-group()[2]">
          <xsl:call-template name="t:finding">
            <xsl:with-param name="rule" select="'reference.duplicate'"/>
            <xsl:with-param name="at" select="current-group()[2]"/>
            <xsl:with-param name="value" select="current-grouping-key()"/>
            <xsl:with-param name="message" select="
                'expected one ' || $noun || ' with the reference ' || current-grouping-key()
                || ', found ' || count(current-group())"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:for-each-group>
    </xsl:if>
  </xsl:template>

  <!-- Whether a release, or another resource, uses the resource. -->
  <xsl:function name="t:is-used" as="xs:boolean">
    <xsl:param name="resource" as="element()"/>
    <xsl:sequence select="
        exists($resource/ResourceReference ! key('t:use', normalize-space(), root(.)))"/>
  </xsl:function>

  <!-- party.full-name -->
  <xsl:template name="t:check-names">
    <xsl:for-each select=".//PartyName[not(normalize-space(FullName[1]))]">
      <xsl:variable name="name" select="t:full-name(.)"/>
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'party.full-name'"/>
        <xsl:with-param name="value" select="$name"/>
        <xsl:with-param name="message" select="
            'expected PartyName to have a FullName, found none; '
            || (if ($name) then 'took ' || $name else 'send it, or nobody is named here')"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- deal.price-several -->
  <xsl:template name="t:check-prices">
    <xsl:for-each select="DealList//DealTerms[PriceInformation[2]]">
      <xsl:variable name="price" select="t:price(.)"/>
      <xsl:variable name="others" select="PriceInformation[t:price-text(.)] except $price"/>
      <xsl:if test="$price and $others">
        <xsl:call-template name="t:finding">
          <xsl:with-param name="rule" select="'deal.price-several'"/>
          <xsl:with-param name="at" select="$others[1]"/>
          <xsl:with-param name="value" select="t:price-text($others[1])"/>
          <xsl:with-param name="message" select="
              'expected one price in a deal, found '
              || string-join((PriceInformation intersect ($price | $others)) ! t:price-text(.), ', ')
              || '; took ' || t:price-text($price) || '; send each in a deal of its own'"/>
        </xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- deal.rights-claim -->
  <xsl:template name="t:check-rights-claims">
    <xsl:variable name="claims" select="DealList/ReleaseDeal/Deal/DealTerms[t:is-rights-claim(.)]"/>
    <xsl:if test="$claims">
      <xsl:variable name="words" select="
          distinct-values(($claims/CommercialModelType, $claims/RightsClaimPolicy/RightsClaimPolicyType) ! t:text(.))"/>
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'deal.rights-claim'"/>
        <xsl:with-param name="at" select="$claims[1]"/>
        <xsl:with-param name="value" select="string-join($words, ', ')"/>
        <xsl:with-param name="message" select="
            'expected deals that offer something, found ' || count($claims) || ' that only claim rights ('
            || string-join($words, ', ') || '); they were left out, and put nothing on offer'"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- schema.value: what cannot be read as what it ought to be is left out. -->
  <xsl:template name="t:check-values">
    <xsl:for-each select="
        .//Duration[not(t:is-duration(.))][normalize-space()],
        .//(PLine | CLine)/Year[not(matches(., '^\s*[0-9]{4}\s*$'))][normalize-space()],
        ReleaseList//SequenceNumber[not(t:is-number(.))],
        ReleaseList//(ReleaseDate | OriginalReleaseDate | GlobalReleaseDate
          | GlobalOriginalReleaseDate)[not(t:is-date(.))][normalize-space()],
        DealList//(WholesalePricePerUnit | BulkOrderWholesalePricePerUnit | SuggestedRetailPrice)
          [not(t:is-amount(.))]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.value'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected ' || local-name() || ' to be '
            || (if (self::Duration) then 'a duration such as PT3M25S'
                else if (self::Year) then 'a year of four digits'
                else if (self::SequenceNumber) then 'a whole number'
                else if (ends-with(local-name(), 'Date')) then 'a date such as 2026-01-31'
                else 'an amount such as 9.99')
            || ', found: ' || normalize-space()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- schema.unknown-element -->
  <xsl:template name="t:check-elements">
    <xsl:for-each select="t:unknown-elements(., $t:known-elements)">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.unknown-element'"/>
        <xsl:with-param name="value" select="local-name()"/>
        <xsl:with-param name="message" select="
            'expected an element of ERN ' || t:version() || ', found ' || name()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
