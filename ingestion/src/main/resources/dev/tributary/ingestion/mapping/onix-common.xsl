<?xml version="1.0" encoding="UTF-8"?>
<!--
  What ONIX 2.1 and ONIX 3 have in common: the frame of the canonical document, code lists in words,
  and everything that both say in nearly the same words. onix-21.xsl and onix-3.xsl import this and add
  where they say it.

  A provider's stylesheet imports onix-21.xsl or onix-3.xsl and overrides what it needs. Elements have
  their reference names here, also in a message of short tags. Every Product is a product; what its
  elements are in the version at hand, these functions say:

    t:titles  t:contributors  t:texts  t:subjects  t:publishing-dates  t:covers  t:offers  t:related

  Code lists are EDItEUR's; a comment names the number of each.
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

  <xsl:variable name="t:message" as="element()" select="/*"/>
  <xsl:variable name="t:header" as="element()?" select="$t:message/Header[1]"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <xsl:apply-templates select="*" mode="t:delivery"/>
  </xsl:template>

  <!-- A message of nothing but test records is a test; among others, test records are left out. -->
  <xsl:template match="*" mode="t:delivery">
    <xsl:variable name="products" select="t:products()"/>
    <xsl:variable name="tests" select="Product[t:is-test(.)]"/>
    <delivery format="onix" version="{t:version()}" type="ONIXMessage" intent="state"
        test="{exists($products intersect $tests)}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('messageId', $t:header/MessageNumber),
          t:attribute('createdAt', t:sent-at()),
          t:attribute('sender', t:sender()),
          t:attribute('senderName', t:sender()),
          t:attribute('recipient', $t:header/(Addressee/AddresseeName, ToCompany)[1])"/>
      <xsl:apply-templates select="$products" mode="t:product"/>
      <xsl:apply-templates select="." mode="t:findings"/>
      <xsl:for-each select="$tests except $products">
        <xsl:call-template name="t:finding">
          <xsl:with-param name="rule" select="'onix.test-record'"/>
          <xsl:with-param name="message" select="
              'expected records that are meant, found one with NotificationType '
              || t:notification(.) || ', a test; it was left out'"/>
        </xsl:call-template>
      </xsl:for-each>
    </delivery>
  </xsl:template>

  <!-- The records that are read. -->
  <xsl:function name="t:products" as="element()*">
    <xsl:variable name="meant" select="$t:message/Product[not(t:is-test(.))]"/>
    <xsl:sequence select="if ($meant) then $meant else $t:message/Product"/>
  </xsl:function>

  <xsl:function name="t:version" as="xs:string">
    <xsl:sequence select="
        ($t:message/@release[normalize-space()] ! normalize-space(),
         namespace-uri($t:message) ! analyze-string(., '[0-9]\.[0-9]')/*:match/string(),
         $t:message/self::*[*/Sender or */SentDateTime or Product/DescriptiveDetail] ! '3.0',
         '2.1')[1]"/>
  </xsl:function>

  <!-- By name: the sender's identifiers are mostly proprietary ones of somebody else. -->
  <xsl:function name="t:sender" as="xs:string?">
    <xsl:sequence select="
        $t:header/(Sender/SenderName, FromCompany, FromPerson)[normalize-space()][1] ! t:text(.)"/>
  </xsl:function>

  <xsl:function name="t:sent-at" as="xs:string?">
    <xsl:variable name="said" select="$t:header/(SentDateTime, SentDate)[normalize-space()][1]"/>
    <xsl:variable name="time" select="$said ! t:date-of(.)"/>
    <xsl:sequence select="
        if (matches($time, '^[0-9]{4}-[0-9][0-9]-[0-9][0-9]$')) then $time || 'T00:00:00'
        else if (matches($time, 'T')) then $time
        else $said ! t:text(.)"/>
  </xsl:function>


  <!-- ======== The product ======== -->

  <!-- List 1: what is told about a product. 05 asks for its record to be removed; 88 and 89 are tests, of an
       update and of a whole record. -->
  <xsl:function name="t:notification" as="xs:string">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="($product/NotificationType ! t:text(.), '')[1]"/>
  </xsl:function>

  <xsl:function name="t:is-delete" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:notification($product) = '05'"/>
  </xsl:function>

  <!-- What may come without the parts that it does not change: updates, and notices that a product was
       sold to another publisher or by one. -->
  <xsl:function name="t:is-of-a-part" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:notification($product) = ('04', '08', '09', '12', '13', '14', '88')"/>
  </xsl:function>

  <xsl:function name="t:is-test" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:notification($product) = ('88', '89')"/>
  </xsl:function>

  <!-- A record that is to be removed: its identifiers are all that counts. -->
  <xsl:template match="Product[t:is-delete(.)]" mode="t:product" priority="2">
    <product contentType="{t:content-type(.)}" intent="purge">
      <xsl:sequence select="t:place(.)"/>
      <xsl:call-template name="t:identifiers"/>
    </product>
  </xsl:template>

  <xsl:template match="Product" mode="t:product">
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="t:place(.), t:attribute('releaseType', t:form(.))"/>
      <xsl:call-template name="t:identifiers"/>
      <xsl:call-template name="t:titles"/>
      <xsl:variable name="contributors" select="sort(t:contributors(.), (), t:order#1)"/>
      <xsl:call-template name="t:display-artist">
        <xsl:with-param name="contributors" select="$contributors"/>
      </xsl:call-template>
      <xsl:apply-templates select="$contributors" mode="t:contributor"/>
      <xsl:sequence select="
          t:element('imprint', t:imprint(.)),
          t:element('publisher', t:publisher(.))"/>
      <xsl:call-template name="t:subjects"/>
      <xsl:apply-templates select="t:copyright(.)" mode="t:line"/>
      <xsl:sequence select="
          t:dated('releaseDate', t:release-date(.)),
          t:dated('originalReleaseDate', t:original-release-date(.))"/>
      <xsl:call-template name="t:duration"/>
      <xsl:for-each select="distinct-values(t:languages(.) ! t:language-tag(t:text(.)))">
        <language>{.}</language>
      </xsl:for-each>
      <xsl:apply-templates select="t:descriptions(.)" mode="t:description"/>
      <xsl:call-template name="t:series"/>
      <xsl:apply-templates select="t:related(.)" mode="t:related-product"/>
      <xsl:call-template name="t:keywords"/>
      <xsl:call-template name="t:items"/>
      <xsl:apply-templates select="$contributors" mode="t:party"/>
      <xsl:call-template name="t:deals"/>
      <xsl:call-template name="t:assets"/>
    </product>
  </xsl:template>

  <!-- Lists 150 and 7: audio, video, or something to read. A digital form is an audiobook where its
       content is (list 81). -->
  <xsl:function name="t:content-type" cache="yes" as="xs:string">
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="form" select="string(t:product-form($product))"/>
    <xsl:variable name="content" select="t:content-kinds($product)[1] ! t:text(.)"/>
    <xsl:sequence select="
        if (starts-with($form, 'A')) then 'Audiobook'
        else if (starts-with($form, 'V')) then 'Video'
        else if ($form = ('DZ', 'EA', 'EB', 'EC', 'ED', 'DG', 'DH', '00', '') and $content = '01') then 'Audiobook'
        else 'Book'"/>
  </xsl:function>

  <!-- Lists 150 and 7, the forms that are common, in words. -->
  <xsl:variable name="t:forms" as="map(xs:string, xs:string)" select="map {
      'AA': 'Audio', 'AB': 'AudioCassette', 'AC': 'AudioCD', 'AE': 'Vinyl', 'AI': 'AudioDVD',
      'AJ': 'DownloadableAudio', 'AK': 'AudioPlayer', 'AL': 'AudioMemoryCard', 'AM': 'VinylRecord',
      'AN': 'DownloadableAndOnlineAudio', 'AO': 'OnlineAudio', 'AZ': 'OtherAudio',
      'BA': 'Book', 'BB': 'Hardback', 'BC': 'Paperback', 'BD': 'LooseLeaf', 'BE': 'SpiralBound',
      'BF': 'Pamphlet', 'BG': 'LeatherBound', 'BH': 'BoardBook', 'BI': 'RagBook', 'BJ': 'BathBook',
      'BK': 'NoveltyBook', 'BL': 'SlideBound', 'BM': 'BigBook', 'BN': 'PartWork', 'BO': 'FoldOutBook',
      'BP': 'FoamBook', 'BZ': 'OtherBook',
      'DA': 'Digital', 'DB': 'CDROM', 'DG': 'ElectronicBook', 'DH': 'OnlineResource',
      'EA': 'DigitalBook', 'EB': 'DigitalDownloadAndOnline', 'EC': 'DigitalOnline', 'ED': 'DigitalDownload',
      'PC': 'Calendar', 'SA': 'MultipleItems', 'VA': 'Video', 'VI': 'DVDVideo', 'VO': 'BluRay'
    }"/>

  <xsl:function name="t:form" as="xs:string?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:product-form($product) ! ($t:forms(t:text(.)), t:text(.))[1]"/>
  </xsl:function>

  <xsl:function name="t:is-digital" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="matches(t:product-form($product), '^\s*(E|AJ|AN|AO|DG|DH|VZ)')"/>
  </xsl:function>


  <!-- ======== Identifiers ======== -->

  <!-- List 5. A GTIN that begins like an ISBN is one, so that a product has the same key whichever of
       the two is sent; 9790 begins an ISMN. The reference of the record comes last: it is the product's name where there
       is no better one. -->
  <xsl:template name="t:identifiers">
    <xsl:for-each-group select="t:product-identifiers(.)" group-by="t:identifier-type(.) || ' ' || t:compact(.)">
      <xsl:apply-templates select="." mode="t:identifier"/>
    </xsl:for-each-group>
    <xsl:for-each select="RecordReference[normalize-space()][1]">
      <identifier type="ProprietaryId">
        <xsl:sequence select="t:place(.), t:attribute('namespace', (t:sender(), 'RecordReference')[1])"/>
        <xsl:text>{t:text(.)}</xsl:text>
      </identifier>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:product-identifiers" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        $about/(ProductIdentifier/IDValue | ISBN | EAN13)[normalize-space()]"/>
  </xsl:function>

  <xsl:function name="t:compact" as="xs:string">
    <xsl:param name="value" as="element()"/>
    <xsl:sequence select="translate($value, '-&#x20;&#9;&#10;&#13;', '')"/>
  </xsl:function>

  <xsl:function name="t:identifier-type" as="xs:string">
    <xsl:param name="value" as="element()"/>
    <xsl:variable name="code" select="$value/../ProductIDType[1] ! t:text(.)"/>
    <xsl:sequence select="
        if ($value/self::ISBN or $code = ('02', '15')) then 'ISBN'
        else if ($value/self::EAN13 or $code = ('03', '04', '14')) then
          (if (matches(t:compact($value), '^9790[0-9]{9}$')) then 'ISMN'
           else if (matches(t:compact($value), '^97[89][0-9]{10}$')) then 'ISBN' else 'GTIN')
        else if ($code = ('06', '26')) then 'DOI'
        else if ($code = ('05', '25')) then 'ISMN'
        else if ($code = '22') then 'URN'
        else 'ProprietaryId'"/>
  </xsl:function>

  <xsl:template match="*" mode="t:identifier">
    <xsl:variable name="type" select="t:identifier-type(.)"/>
    <identifier type="{$type}">
      <xsl:sequence select="t:place(.)"/>
      <xsl:if test="$type = 'ProprietaryId'">
        <xsl:sequence select="t:attribute('namespace',
            (../IDTypeName[1] ! t:text(.), t:sender() ! (. || ' ' || current()/../ProductIDType[1]), 'Proprietary')[1])"/>
      </xsl:if>
      <xsl:text>{t:text(.)}</xsl:text>
    </identifier>
  </xsl:template>


  <!-- ======== Titles ======== -->

  <!-- The title is the one of type 01 (list 15); without one, the first is. -->
  <xsl:template name="t:titles">
    <xsl:variable name="titles" select="t:titles(.)[t:title-text(.)]"/>
    <xsl:variable name="shown" select="($titles[TitleType ! t:text(.) = '01'], $titles)[1]"/>
    <xsl:apply-templates select="$shown, $titles except $shown" mode="t:title">
      <xsl:with-param name="shown" select="$shown"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="*" mode="t:title">
    <xsl:param name="shown" as="element()?"/>
    <title kind="{if (. is $shown) then 'DISPLAY'
        else if (TitleType ! t:text(.) = '06') then 'TRANSLATED'
        else 'ALTERNATIVE'}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('subTitle', t:sub-title(.)),
          t:attribute('language', t:title-language(.) ! t:language-tag(normalize-space(.)))"/>
      <xsl:text>{t:title-text(.)}</xsl:text>
    </title>
  </xsl:template>

  <!-- A title as it is shown: with its prefix in front. -->
  <xsl:function name="t:whole-title" as="xs:string?">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="
        ($element/TitleText[normalize-space()] ! t:words(.),
         $element[TitleWithoutPrefix] ! string-join((TitlePrefix, TitleWithoutPrefix) ! t:words(.), ' '))
        [normalize-space()][1]"/>
  </xsl:function>


  <!-- ======== Contributors ======== -->

  <!-- In the order of their numbers; those without one come last. -->
  <xsl:function name="t:order" as="xs:double">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
        if (t:is-number($part/SequenceNumber[1])) then number($part/SequenceNumber[1]) else xs:double('INF')"/>
  </xsl:function>

  <!-- The names of those who wrote it; without any, of whoever comes first, or what is to be shown instead
       of names. -->
  <xsl:template name="t:display-artist">
    <xsl:param name="contributors" as="element()*"/>
    <xsl:variable name="authors" select="
        $contributors[ContributorRole[t:text(.) = ('A01', 'A02', 'A03', 'A06', 'A09', 'A31')]]"/>
    <xsl:variable name="shown" select="if ($authors) then $authors else $contributors[1]"/>
    <xsl:if test="exists($shown ! t:name(.))">
      <displayArtist>
        <xsl:sequence select="t:place($shown[1])"/>
        <xsl:text>{string-join(distinct-values($shown ! t:name(.)), ', ')}</xsl:text>
      </displayArtist>
    </xsl:if>
    <xsl:sequence select="t:element('displayArtist', t:statement(.)[empty($shown ! t:name(.))])"/>
  </xsl:template>

  <!-- List 17 in words. -->
  <xsl:variable name="t:contributor-roles" as="map(xs:string, xs:string+)" select="map {
      'A01': 'Author', 'A02': 'WithAuthor', 'A03': 'Screenwriter', 'A04': 'Librettist', 'A05': 'Lyricist',
      'A06': 'Composer', 'A07': 'Artist', 'A08': 'Photographer', 'A09': 'Creator', 'A10': 'OriginalConceptAuthor',
      'A11': 'Designer', 'A12': 'Illustrator', 'A13': 'PhotographyBy', 'A14': 'TextAuthor',
      'A15': 'PrefaceAuthor', 'A16': 'PrologueAuthor', 'A17': 'SummaryAuthor', 'A18': 'SupplementAuthor',
      'A19': 'AfterwordAuthor', 'A20': 'NotesAuthor', 'A21': 'CommentaryAuthor', 'A22': 'EpilogueAuthor',
      'A23': 'ForewordAuthor', 'A24': 'IntroductionAuthor', 'A25': 'FootnotesAuthor', 'A26': 'MemoirAuthor',
      'A27': 'Experimenter', 'A29': 'IntroductionAndNotesAuthor', 'A30': 'SoftwareAuthor',
      'A31': 'BookAndLyricsAuthor', 'A32': 'ContributionsAuthor', 'A33': 'AppendixAuthor', 'A34': 'Indexer',
      'A35': 'Drawer', 'A36': 'CoverDesigner', 'A37': 'PreliminaryWorkAuthor', 'A38': 'OriginalAuthor',
      'A39': 'MapMaker', 'A40': 'InkerOrColorist', 'A41': 'PaperEngineer', 'A42': 'Continuator', 'A43': 'Interviewer', 'A44': 'Interviewee', 'A45': 'ComicScriptAuthor',
      'A46': 'Inker', 'A47': 'Colorist', 'A48': 'Letterer', 'A51': 'Researcher',
      'A99': 'OtherCreator',
      'B01': 'Editor', 'B02': 'Reviser', 'B03': 'Reteller', 'B04': 'Abridger', 'B05': 'Adapter',
      'B06': 'Translator', 'B07': 'AsTold', 'B08': 'TranslatorWithCommentary', 'B09': 'SeriesEditor',
      'B10': ('Editor', 'Translator'), 'B11': 'EditorInChief', 'B12': 'GuestEditor', 'B13': 'VolumeEditor',
      'B14': 'EditorialBoardMember', 'B15': 'EditorialCoordinator', 'B16': 'ManagingEditor', 'B17': 'Founder',
      'B18': 'PublicationPreparer', 'B19': 'AssociateEditor', 'B20': 'ConsultantEditor', 'B21': 'GeneralEditor',
      'B22': 'Dramatiser', 'B23': 'GeneralRapporteur', 'B24': 'LiteraryEditor', 'B25': 'Arranger',
      'B26': 'TechnicalEditor', 'B27': 'ThesisAdvisor', 'B28': 'ThesisExaminer', 'B29': 'ScientificEditor',
      'B30': 'HistoricalAdvisor', 'B31': 'OriginalEditor', 'B99': 'OtherAdapter',
      'C01': 'Compiler', 'C02': 'Selector', 'C03': 'NonTextSelector', 'C04': 'Curator', 'C99': 'OtherCompiler',
      'D01': 'Producer', 'D02': 'Director', 'D03': 'Conductor', 'D04': 'Choreographer', 'D99': 'OtherDirector',
      'E01': 'Actor', 'E02': 'Dancer', 'E03': 'Narrator', 'E04': 'Commentator', 'E05': 'Singer',
      'E06': 'Soloist', 'E07': 'Reader', 'E08': 'Performer', 'E09': 'Speaker', 'E10': 'Presenter',
      'E11': 'IntroductionReader', 'E99': 'OtherPerformer',
      'F01': 'Photographer', 'F02': 'VideoEditor', 'F99': 'OtherRecorder',
      'Z01': 'Assistant', 'Z02': 'Honoree', 'Z98': 'VariousRoles', 'Z99': 'OtherRole'
    }"/>

  <!-- A contributor has as many roles as it is said to have. E07, who reads it aloud, is the narrator
       of an audiobook. -->
  <xsl:template match="*" mode="t:contributor">
    <xsl:variable name="contributor" select="."/>
    <xsl:variable name="audio" select="t:content-type(ancestor::Product[1]) = 'Audiobook'"/>
    <xsl:for-each select="(ContributorRole[normalize-space()] ! t:roles(t:text(.), $audio),
        'UnspecifiedRole'[not($contributor/ContributorRole)])">
      <contributor party="{t:party-reference($contributor)}" role="{.}">
        <xsl:sequence select="
            t:place($contributor),
            t:attribute('sequence', $contributor/SequenceNumber[t:is-number(.)] ! xs:integer(.))"/>
      </contributor>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:roles" as="xs:string+">
    <xsl:param name="code" as="xs:string"/>
    <xsl:param name="audio" as="xs:boolean"/>
    <xsl:sequence select="
        if ($code = 'E07' and $audio) then 'Narrator'
        else if (map:contains($t:contributor-roles, $code)) then $t:contributor-roles($code) else $code"/>
  </xsl:function>

  <xsl:function name="t:party-reference" as="xs:string">
    <xsl:param name="contributor" as="element()"/>
    <xsl:sequence select="'N' || (count($contributor/preceding-sibling::Contributor) + 1)"/>
  </xsl:function>

  <!-- A name as it is shown. -->
  <xsl:function name="t:name" cache="yes" as="xs:string?">
    <xsl:param name="contributor" as="element()"/>
    <xsl:sequence select="
        ($contributor/PersonName[normalize-space()] ! t:words(.),
         $contributor[KeyNames[normalize-space()]][NamesBeforeKey or not(PersonNameInverted)]
           ! string-join((TitlesBeforeNames, NamesBeforeKey, PrefixToKey, KeyNames, NamesAfterKey, SuffixToKey)
             ! t:words(.), ' '),
         $contributor/PersonNameInverted[normalize-space()] ! t:turned(t:words(.)),
         $contributor/CorporateName[normalize-space()] ! t:words(.),
         $contributor/CorporateNameInverted[normalize-space()] ! t:words(.),
         $contributor/UnnamedPersons ! ($t:unnamed(t:text(.)), 'Unnamed')[1])
        [normalize-space()][1]"/>
  </xsl:function>

  <!-- List 19. -->
  <xsl:variable name="t:unnamed" as="map(xs:string, xs:string)" select="map {
      '01': 'Unknown', '02': 'Anonymous', '03': 'et al', '04': 'Various', '05': 'Synthesised voice, male',
      '06': 'Synthesised voice, female', '07': 'Synthesised voice', '08': 'Synthesised voice' }"/>

  <!-- "Barrett, Robert G" is Robert G Barrett. -->
  <xsl:function name="t:turned" as="xs:string">
    <xsl:param name="inverted" as="xs:string"/>
    <xsl:variable name="parts" select="tokenize($inverted, '\s*,\s*')"/>
    <xsl:sequence select="if (count($parts) = 2 and $parts[2]) then $parts[2] || ' ' || $parts[1] else $inverted"/>
  </xsl:function>

  <!-- List 44, those that are anybody's. -->
  <xsl:variable name="t:name-schemes" as="map(xs:string, xs:string)"
      select="map { '16': 'ISNI', '21': 'ORCID' }"/>

  <xsl:template match="*" mode="t:party">
    <party ref="{t:party-reference(.)}">
      <xsl:sequence select="t:place(.)"/>
      <xsl:if test="t:name(.)">
        <name>
          <xsl:sequence select="
              t:place(.),
              t:attribute('indexed', (
                PersonNameInverted[normalize-space()] ! t:words(.),
                .[KeyNames[normalize-space()]] ! string-join((KeyNames, NamesBeforeKey) ! t:words(.), ', '),
                CorporateNameInverted[normalize-space()] ! t:words(.))[1])"/>
          <xsl:text>{t:name(.)}</xsl:text>
        </name>
      </xsl:if>
      <xsl:for-each select="(NameIdentifier | PersonNameIdentifier)[normalize-space(IDValue)]">
        <xsl:variable name="type" select="(NameIDType, PersonNameIDType)[1] ! t:text(.)"/>
        <xsl:variable name="known" select="$t:name-schemes(string($type))"/>
        <identifier type="{($known, 'ProprietaryId')[1]}">
          <xsl:sequence select="t:place(.)"/>
          <xsl:if test="not($known)">
            <xsl:sequence select="t:attribute('namespace', (IDTypeName ! t:text(.), 'list 44: ' || $type)[1])"/>
          </xsl:if>
          <xsl:text>{t:text(IDValue[1])}</xsl:text>
        </identifier>
      </xsl:for-each>
    </party>
  </xsl:template>


  <!-- ======== Subjects ======== -->

  <!-- List 27: the schemes in words. 20 is for keywords. -->
  <xsl:variable name="t:schemes" as="map(xs:string, xs:string)" select="map {
      '01': 'Dewey', '03': 'LCC', '04': 'LCSH', '10': 'BISAC', '11': 'BISAC region', '12': 'BIC',
      '13': 'BIC region', '14': 'BIC language', '15': 'BIC period', '16': 'BIC purpose', '17': 'BIC interest',
      '22': 'BISAC theme', '23': 'Publisher''s own', '24': 'Proprietary', '26': 'WGS', '29': 'CLIL',
      '30': 'CLIL', '32': 'NUR', '51': 'BISG audience', '78': 'CCE', '80': 'Fiction genre', '93': 'Thema',
      '94': 'Thema place', '95': 'Thema language', '96': 'Thema period', '97': 'Thema purpose',
      '98': 'Thema interest', '99': 'Thema style' }"/>

  <!-- The main subject of each scheme is a genre; where none is marked, the first subject is. -->
  <xsl:template name="t:subjects">
    <xsl:variable name="subjects" select="t:subjects(.)[t:subject(.)]"/>
    <xsl:variable name="main" select="$subjects[t:is-main-subject(.)]"/>
    <xsl:variable name="genres" select="if ($main) then $main else $subjects[1]"/>
    <xsl:for-each select="$genres">
      <genre>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{t:subject(.)}</xsl:text>
      </genre>
    </xsl:for-each>
    <xsl:for-each select="$subjects except $genres">
      <subject>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{t:subject(.)}</xsl:text>
      </subject>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:subject" cache="yes" as="xs:string?">
    <xsl:param name="subject" as="element()"/>
    <xsl:variable name="scheme" select="t:subject-scheme($subject)"/>
    <xsl:sequence select="
        if ($scheme = '20') then () else
        (t:subject-code($subject)
           ! string-join((($t:schemes($scheme), $subject/SubjectSchemeName ! t:text(.))[1], .), ' '),
         $subject/SubjectHeadingText[normalize-space()] ! t:words(.))[1]"/>
  </xsl:function>

  <xsl:function name="t:subject-code" as="xs:string?">
    <xsl:param name="subject" as="element()"/>
    <xsl:sequence select="
        ($subject/SubjectCode, $subject[self::BASICMainSubject | self::BICMainSubject])[normalize-space()][1]
        ! t:text(.)"/>
  </xsl:function>

  <xsl:function name="t:subject-scheme" as="xs:string">
    <xsl:param name="subject" as="element()"/>
    <xsl:sequence select="
        if ($subject/self::BASICMainSubject) then '10' else if ($subject/self::BICMainSubject) then '12'
        else string(($subject/(SubjectSchemeIdentifier, MainSubjectSchemeIdentifier)[1] ! t:text(.)))"/>
  </xsl:function>

  <xsl:template name="t:keywords">
    <xsl:for-each select="
        distinct-values(t:subjects(.)[t:subject-scheme(.) = '20']/SubjectHeadingText
          ! tokenize(t:words(.), '\s*[;,]\s*')[.])">
      <keyword>{.}</keyword>
    </xsl:for-each>
  </xsl:template>


  <!-- ======== Dates, durations, languages ======== -->

  <!-- An ONIX date in ISO 8601, as precise as it is; empty if it cannot be read. The format (list 55) is
       said by an attribute, an element or, mostly, by its length. -->
  <xsl:function name="t:date-of" cache="yes" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="t:onix-date(normalize-space($date), t:date-format($date))[.]"/>
  </xsl:function>

  <!-- The first and the last day of the period that a date names. -->
  <xsl:function name="t:first-day" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="t:onix-first(normalize-space($date), t:date-format($date))[.]"/>
  </xsl:function>

  <xsl:function name="t:last-day" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="t:onix-last(normalize-space($date), t:date-format($date))[.]"/>
  </xsl:function>

  <xsl:function name="t:date-format" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="string(($date/@dateformat/normalize-space(), $date/../DateFormat ! t:text(.))[1])"/>
  </xsl:function>

  <xsl:function name="t:dated" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="value" select="$date ! t:date-of(.)"/>
    <xsl:if test="$value">
      <xsl:element name="{$name}">
        <xsl:sequence select="t:place($date)"/>
        <xsl:text>{$value}</xsl:text>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <!-- List 23: 09 is how long it is, in hours, minutes or seconds (list 24), or in several of them. -->
  <xsl:template name="t:duration">
    <xsl:for-each select="t:extents(.)[ExtentType ! t:text(.) = '09'][t:extent-duration(.)][1]">
      <duration>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{t:extent-duration(.)}</xsl:text>
      </duration>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:extent-duration" as="xs:string?">
    <xsl:param name="extent" as="element()"/>
    <xsl:variable name="value" select="normalize-space($extent/ExtentValue[1])"/>
    <xsl:variable name="unit" select="normalize-space($extent/ExtentUnit[1])"/>
    <xsl:sequence select="
        if (matches($value, '^[0-9]{1,7}$') and $unit = ('04', '14')) then 'PT' || xs:integer($value) || 'H'
        else if (matches($value, '^[0-9]{1,7}$') and $unit = '05') then 'PT' || xs:integer($value) || 'M'
        else if (matches($value, '^[0-9]{1,9}$') and $unit = '06') then 'PT' || xs:integer($value) || 'S'
        else if (matches($value, '^[0-9]{3,5}$') and $unit = '15') then
          replace($value, '^([0-9]+)([0-9][0-9])$', 'PT$1H$2M')
        else if (matches($value, '^[0-9]{5,7}$') and $unit = '16') then
          replace($value, '^([0-9]+)([0-9][0-9])([0-9][0-9])$', 'PT$1H$2M$3S')
        else if (matches($value, '^[0-9]{1,6}\.[0-9]+$') and $unit = ('04', '05', '06')) then
          'PT' || xs:integer(round(xs:decimal($value) * map { '04': 3600, '05': 60, '06': 1 }($unit))) || 'S'
        else ()"/>
  </xsl:function>


  <!-- ======== Texts ======== -->

  <xsl:template match="*" mode="t:description">
    <description>
      <xsl:sequence select="t:place(.), t:attribute('language',
          (@language, $t:header/DefaultLanguageOfText)[normalize-space()][1] ! t:language-tag(normalize-space(.)))"/>
      <xsl:text>{t:words(.)}</xsl:text>
    </description>
  </xsl:template>

  <!-- The plain text of an element that may hold HTML, as elements or escaped. -->
  <xsl:function name="t:words" cache="yes" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="normalize-space(t:plain(if ($element/*) then t:flat($element) else string($element)))"/>
  </xsl:function>


  <!-- ======== Related products ======== -->

  <!-- List 51 in words. -->
  <xsl:variable name="t:relations" as="map(xs:string, xs:string)" select="map {
      '00': 'Unspecified', '01': 'Includes', '02': 'IsPartOf', '03': 'Replaces', '05': 'ReplacedBy',
      '06': 'AlternativeFormat', '07': 'HasAncillary', '08': 'IsAncillaryTo', '11': 'IsOtherLanguageVersionOf',
      '12': 'PublishersSuggestedAlternative', '13': 'BasedOnPrint', '14': 'DistributorVariantOf', '15': 'PODReplacementFor',
      '16': 'PODReplacementIs', '17': 'IsSpecialEditionOf', '18': 'HasSpecialEdition', '19': 'IsPrebindingOf',
      '20': 'IsOriginalOf', '21': 'IsParallelOf', '22': 'SimilarTo', '23': 'SimilarTo', '24': 'IsFacsimileOf',
      '25': 'IsOriginalOfFacsimile', '26': 'HasLicence', '27': 'HasElectronicVersion', '28': 'EnhancedVersionOf',
      '29': 'BasicVersionOf', '30': 'SameCollection', '31': 'HasAlternativeInCollection', '34': 'IsSuccessorTo',
      '35': 'IsPredecessorOf' }"/>

  <xsl:template match="*" mode="t:related-product">
    <xsl:variable name="code" select="(ProductRelationCode, RelationCode)[1] ! t:text(.)"/>
    <relatedProduct relation="{($t:relations(string($code)), $code, 'Unspecified')[1]}">
      <xsl:sequence select="t:place(.)"/>
      <xsl:for-each-group select="t:product-identifiers(.)" group-by="t:identifier-type(.) || ' ' || t:compact(.)">
        <xsl:apply-templates select="." mode="t:identifier"/>
      </xsl:for-each-group>
    </relatedProduct>
  </xsl:template>


  <!-- ======== Deals ======== -->

  <!-- Every supply of the product is on offer at its prices, or is not to be had. -->
  <xsl:template name="t:deals">
    <xsl:variable name="product" select="."/>
    <xsl:variable name="rights" select="t:places-of-rights(.)"/>
    <xsl:variable name="rights-said" select="t:said($rights)"/>
    <xsl:variable name="withheld" select="t:withheld($rights)"/>
    <xsl:for-each select="t:supplies(.)">
      <xsl:variable name="supply" select="."/>
      <xsl:variable name="unavailable" select="t:is-withdrawn($product) or t:is-unavailable($supply)"/>
      <xsl:for-each select="(t:best-prices(.), .[not(Price)])">
        <xsl:variable name="start" select="t:start-of-sale(., $supply, $product)"/>
        <xsl:variable name="end" select="t:end-of-sale(.)"/>
        <xsl:variable name="places" select="t:places-of-sale(., $supply, $product)"/>
        <xsl:variable name="said" select="t:said($places)"/>
        <xsl:variable name="sold" select="t:sold($places, $withheld)"/>
        <xsl:variable name="takedown" select="
            $unavailable or t:is-awaited($supply, $product) and not(t:is-to-come($start, $supply))
            or t:is-not-sold(.) or $sold?nowhere"/>
        <deal>
          <xsl:sequence select="t:place(.)"/>
          <xsl:if test="$takedown">
            <xsl:attribute name="takedown" select="'true'"/>
          </xsl:if>
          <commercialModel>{if (t:is-free(.)) then 'FreeOfChargeModel' else 'PayAsYouGoModel'}</commercialModel>
          <use>{if (t:is-rental(.)) then 'Rent'
              else if (t:is-digital($product)) then 'PermanentDownload' else 'PurchaseAsPhysicalProduct'}</use>
          <xsl:sequence select="
              t:territories('territory', $sold?included, ($said, $rights-said)),
              t:territories('excludedTerritory', $sold?excluded, ($rights-said, $said))"/>
          <xsl:if test="($start or $end) and not($takedown)">
            <validity>
              <xsl:sequence select="
                  t:place(($start, $end)[1]),
                  t:attribute('start', $start ! (t:first-day(.), t:text(.))[1]),
                  t:attribute('end', $end ! t:last-day(.))"/>
            </validity>
          </xsl:if>
          <xsl:variable name="amount" select="PriceAmount[t:is-amount(.)][1]"/>
          <xsl:variable name="coded" select="PriceCoded/PriceCode[normalize-space()][1]"/>
          <xsl:if test="$amount or $coded">
            <price>
              <xsl:sequence select="
                  t:place(self::Price),
                  t:attribute('code', if ($amount) then t:price-type(.) else $coded),
                  t:attribute('amount', $amount),
                  t:attribute('currency', (CurrencyCode, $t:header/DefaultCurrencyCode)[$amount][normalize-space()][1])"/>
            </price>
          </xsl:if>
        </deal>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- Of days that all have to come first, the last. One that nobody can read has not come. -->
  <xsl:function name="t:latest" as="element()?">
    <xsl:param name="dates" as="element()*"/>
    <xsl:sequence select="
        ($dates[not(t:first-day(.))], sort($dates[t:first-day(.)], (), t:first-day#1)[last()])[1]"/>
  </xsl:function>

  <!-- The same offer is often priced with tax and without; what a buyer pays goes first (list 58), an
       amount before a code. A price on a condition is another offer, and comes behind those that anybody
       pays. -->
  <xsl:function name="t:best-prices" as="element()*">
    <xsl:param name="supply" as="element()"/>
    <xsl:variable name="best" as="element()*">
      <xsl:sequence select="$supply/Price[not(../Price[2])]"/>
      <xsl:for-each-group select="$supply/Price[../Price[2]]"
          group-by="string-join((CurrencyCode, .//CountriesIncluded, .//RegionsIncluded, .//CountriesExcluded,
            .//RegionsExcluded, CountryCode, Territory[not(*)], PriceQualifier, PriceDate, PriceEffectiveFrom,
            PriceEffectiveUntil, t:conditions(.)/descendant-or-self::*[not(*)]) ! normalize-space(), '|')">
        <xsl:sequence select="
            sort(current-group(), (), function($price) {
              (index-of(('02', '42', '12', '04', '01', '41', '11', '03', '05', '06', '07'), t:price-code($price)), 99)[1],
              count($price/PriceCoded[1]) })[1]"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="sort($best, (), function($price) { count(t:conditions($price)[1]) })"/>
  </xsl:function>

  <!-- On what a price depends: conditions (list 167), limits of use (lists 230 and 146), and how many are bought. -->
  <xsl:function name="t:conditions" as="element()*">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="
        $price/(PriceCondition[not(PriceConditionType ! t:text(.) = '00')]
          | PriceConstraint[not(PriceConstraintType ! t:text(.) = '00' or PriceConstraintStatus ! t:text(.) = '01')]
          | MinimumOrderQuantity[t:is-number(.)][number(.) gt 1])"/>
  </xsl:function>

  <!-- Whether what is bought is for a time: for rent, to be rented for longer, or licensed until a day. What
       is bought after a rental (11) is not. -->
  <xsl:function name="t:is-rental" as="xs:boolean">
    <xsl:param name="offer" as="element()"/>
    <xsl:variable name="conditions" select="t:conditions($offer)"/>
    <xsl:sequence select="
        $conditions/PriceConditionType ! t:text(.) = ('10', '12')
        or $conditions/PriceConstraintType ! t:text(.) = '07'"/>
  </xsl:function>

  <xsl:function name="t:price-code" cache="yes" as="xs:string">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="string(
        ($price/(PriceType, PriceTypeCode), $t:header/(DefaultPriceType, DefaultPriceTypeCode))[normalize-space()][1]
        ! t:text(.))"/>
  </xsl:function>

  <xsl:function name="t:price-type" as="xs:string?">
    <xsl:param name="price" as="element()"/>
    <xsl:variable name="code" select="t:price-code($price)"/>
    <xsl:sequence select="($t:price-types($code), $code[.])[1]"/>
  </xsl:function>

  <!-- List 58 in words. -->
  <xsl:variable name="t:price-types" as="map(xs:string, xs:string)" select="map {
          '01': 'RRP excluding tax', '02': 'RRP including tax', '03': 'Fixed price excluding tax',
          '04': 'Fixed price including tax', '05': 'Net price excluding tax', '06': 'Net price excluding tax',
          '07': 'Net price including tax', '08': 'Net price including tax',
          '11': 'Special RRP excluding tax', '12': 'Special RRP including tax',
          '41': 'Publisher''s price excluding tax', '42': 'Publisher''s price including tax' }"/>

  <xsl:function name="t:is-free" as="xs:boolean">
    <xsl:param name="offer" as="element()"/>
    <xsl:sequence select="
        $offer/(UnpricedItemType | UnpricedItem/UnpricedItemType) = '01'
        or $offer/PriceAmount[t:is-amount(.)]/xs:decimal(.) = 0"/>
  </xsl:function>

  <!-- List 46: for sale, 07 and 08 with restrictions on who sells it. -->
  <xsl:variable name="t:rights-to-sell" as="xs:string*" select="'01', '02', '07', '08'"/>

  <!-- Whether a place of sales rights is one where the publisher keeps the product from sale. -->
  <xsl:function name="t:is-withheld" as="xs:boolean">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="rights" select="$place/ancestor::*[self::SalesRights | self::NotForSale][1]"/>
    <xsl:sequence select="
        exists($rights/self::NotForSale)
        or exists($rights[not(SalesRightsType ! t:text(.) = $t:rights-to-sell)])
        or exists($place/self::ROWSalesRightsType[not(t:text(.) = $t:rights-to-sell)])"/>
  </xsl:function>

  <!-- Where it is sold: in what each statement includes without what that one excludes, all together,
       without where the publisher keeps it from sale. Where nothing is left of that it is sold nowhere,
       and the places are those that were named. -->
  <xsl:function name="t:sold" as="map(*)">
    <xsl:param name="places" as="element()*"/>
    <xsl:param name="withheld" as="map(*)*"/>
    <xsl:variable name="granted" select="t:areas($places[not(t:is-withheld(.))], 'WORLD')"/>
    <xsl:variable name="named" select="if (exists($granted)) then t:together($granted) else t:area('WORLD', ())"/>
    <xsl:variable name="left" select="fold-left($withheld, $named, t:without#2)"/>
    <xsl:variable name="nowhere" select="empty($left?included)"/>
    <xsl:variable name="shown" select="if ($nowhere) then $named else $left"/>
    <xsl:sequence select="map {
        'included': if (empty($granted)) then $shown?included[. ne 'WORLD'] else $shown?included,
        'excluded': $shown?excluded,
        'nowhere': $nowhere }"/>
  </xsl:function>

  <!-- Where the publisher keeps it from sale, whatever a price or market says. The rest of the world is
       what no right to sell names. -->
  <xsl:function name="t:withheld" as="map(*)*">
    <xsl:param name="rights" as="element()*"/>
    <xsl:variable name="withheld" select="$rights[t:is-withheld(.)]"/>
    <xsl:variable name="granted" select="t:together(t:areas($rights except $withheld, 'WORLD'))"/>
    <xsl:variable name="rest" select="
        t:area('WORLD', $granted?included)[not($granted?included = 'WORLD')],
        t:area($granted?excluded, ())"/>
    <xsl:sequence select="
        t:lists-as-one((t:areas($withheld, ()), $rest[$withheld ! t:codes(.) = 'ROW']))"/>
  </xsl:function>

  <!-- What each statement says, ROW being `rest`. One that only excludes means the rest of the world. -->
  <xsl:function name="t:areas" as="map(*)*">
    <xsl:param name="places" as="element()*"/>
    <xsl:param name="rest" as="xs:string?"/>
    <xsl:for-each-group select="$places" group-by="generate-id(..)">
      <xsl:variable name="without" select="
          current-group()[self::CountriesExcluded | self::RegionsExcluded | self::CountryExcluded
            | self::TerritoryExcluded | self::MarketCountryExcluded]"/>
      <xsl:variable name="with" select="current-group() except $without"/>
      <xsl:sequence select="t:area(
          if ($with) then $with ! t:codes(.) ! (if (. eq 'ROW') then $rest else .) else 'WORLD',
          ($without ! t:codes(.))[not(. = ('WORLD', 'ROW'))])"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- Codes in their order, each once, and to look them up. -->
  <xsl:function name="t:area" as="map(*)">
    <xsl:param name="included" as="xs:string*"/>
    <xsl:param name="excluded" as="xs:string*"/>
    <xsl:variable name="with" select="if ($included = 'WORLD') then 'WORLD' else distinct-values($included)"/>
    <xsl:variable name="without" select="distinct-values($excluded)"/>
    <xsl:sequence select="map {
        'included': $with, 'includes': t:set($with),
        'excluded': $without, 'excludes': t:set($without) }"/>
  </xsl:function>

  <xsl:function name="t:set" as="map(xs:string, xs:boolean)">
    <xsl:param name="codes" as="xs:string*"/>
    <xsl:sequence select="map:merge($codes ! map { .: true() })"/>
  </xsl:function>

  <xsl:function name="t:together" as="map(*)">
    <xsl:param name="areas" as="map(*)*"/>
    <xsl:sequence select="fold-left(t:lists-as-one($areas), t:area((), ()), t:joined#2)"/>
  </xsl:function>

  <!-- Many statements are lists of countries and no more. -->
  <xsl:function name="t:lists-as-one" as="map(*)*">
    <xsl:param name="areas" as="map(*)*"/>
    <xsl:variable name="lists" select="$areas[empty(?excluded)][not(map:contains(?includes, 'WORLD'))]"/>
    <xsl:sequence select="
        $areas[exists(?excluded) or map:contains(?includes, 'WORLD')],
        t:area($lists?included, ())[exists(?included)]"/>
  </xsl:function>

  <xsl:function name="t:joined" as="map(*)">
    <xsl:param name="one" as="map(*)"/>
    <xsl:param name="other" as="map(*)"/>
    <xsl:sequence select="t:area(
        ($one?included, $other?included),
        ($one?excluded[not(t:covers($other, .))], $other?excluded[not(t:covers($one, .))]))"/>
  </xsl:function>

  <!-- What is withheld has exceptions of its own: of these is left what is in the area. -->
  <xsl:function name="t:without" as="map(*)">
    <xsl:param name="area" as="map(*)"/>
    <xsl:param name="withheld" as="map(*)"/>
    <xsl:variable name="whole" select="$area?included[not(t:covers($withheld, .))]"/>
    <xsl:variable name="exceptions" select="if ($whole = 'WORLD') then () else $withheld?excluded"/>
    <xsl:variable name="left" select="t:area(($whole, $exceptions[t:covers($area, .)]), ())"/>
    <xsl:sequence select="t:area(
        $left?included,
        ($area?excluded, $withheld?included)[t:covers($left, .)][not(map:contains($left?includes, .))])"/>
  </xsl:function>

  <!-- Whether a place is in an area: by its own code, that of its country, or as a part of the world. -->
  <xsl:function name="t:covers" as="xs:boolean">
    <xsl:param name="area" as="map(*)"/>
    <xsl:param name="code" as="xs:string"/>
    <xsl:variable name="names" select="$code, t:country($code)"/>
    <xsl:sequence select="
        (some $name in ($names, 'WORLD') satisfies map:contains($area?includes, $name))
        and not(some $name in $names satisfies map:contains($area?excludes, $name))"/>
  </xsl:function>

  <!-- GB-SCT is a part of GB. -->
  <xsl:function name="t:country" as="xs:string">
    <xsl:param name="code" as="xs:string"/>
    <xsl:sequence select="replace($code, '^([A-Z]{2})-.*$', '$1')"/>
  </xsl:function>

  <!-- List 49, the regions that are no parts of one country, by what is in them. -->
  <xsl:variable name="t:regions" as="map(xs:string, xs:string)" select="map {
      'ECZ': 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC ME SM VA',
      'GB-EWS': 'GB-ENG GB-WLS GB-SCT', 'GB-CHA': 'GG JE', 'GB-IOM': 'IM' }"/>

  <xsl:function name="t:codes" as="xs:string*">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="
        if ($place/self::ROWSalesRightsType) then 'ROW'
        else tokenize(normalize-space($place), ' ') ! tokenize(($t:regions(.), .)[1])"/>
  </xsl:function>

  <!-- Where a code stands first. -->
  <xsl:function name="t:said" as="map(xs:string, element())">
    <xsl:param name="places" as="element()*"/>
    <xsl:sequence select="
        map:merge(for $place in $places, $code in t:codes($place) return map { $code: $place }, map { 'duplicates': 'use-first' })"/>
  </xsl:function>

  <xsl:function name="t:territories" as="element()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="codes" as="xs:string*"/>
    <xsl:param name="said" as="map(xs:string, element())+"/>
    <xsl:for-each select="$codes">
      <xsl:variable name="code" select="."/>
      <xsl:element name="{$name}">
        <xsl:sequence select="($said ! .($code), $said ! .('ROW'))[1] ! t:place(.)"/>
        <xsl:text>{if ($code = 'WORLD') then 'Worldwide' else $code}</xsl:text>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>

  <!-- Lists 64 and 68: the publisher has cancelled, postponed, given away or withdrawn it, or does not
       sell it by itself. What is out of print may still be had from a supplier. -->
  <xsl:variable name="t:withdrawn" as="xs:string*" select="'01', '03', '05', '11', '12', '13', '15', '16', '17'"/>

  <xsl:function name="t:is-withdrawn" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:publishing-status($product) ! t:text(.) = $t:withdrawn"/>
  </xsl:function>

  <!-- List 65: cancelled, postponed for nobody knows how long, or not available; or withdrawn from its
       market. List 54, of earlier records, in words of two letters. -->
  <xsl:function name="t:is-unavailable" as="xs:boolean">
    <xsl:param name="supply" as="element()"/>
    <xsl:sequence select="
        $supply/ProductAvailability ! t:text(.) = ('01', '09', (40 to 52) ! string())
        or $supply/../MarketPublishingDetail/MarketPublishingStatus ! t:text(.) = $t:withdrawn
        or not($supply/ProductAvailability)
          and $supply/AvailabilityCode ! t:text(.)
            = ('AB', 'AD', 'EX', 'OF', 'OI', 'OP', 'OR', 'PP', 'RF', 'RM', 'RP', 'UR', 'WR', 'WS')"/>
  </xsl:function>

  <!-- What the supplier does not have yet or not at present: 10 to 12, and 30, 33 and 34; without a word
       of the supplier's, what the publisher announces. Out of stock (31, 32) can be ordered. -->
  <xsl:function name="t:is-awaited" as="xs:boolean">
    <xsl:param name="supply" as="element()"/>
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        if ($supply/ProductAvailability) then
          t:is-paused($supply) or $supply/ProductAvailability ! t:text(.) = ('10', '11', '12')
        else if ($supply/AvailabilityCode) then t:is-paused($supply) or $supply/AvailabilityCode ! t:text(.) = ('NP', 'NY')
        else t:publishing-status($product) ! t:text(.) = '02'"/>
  </xsl:function>

  <xsl:function name="t:is-paused" as="xs:boolean">
    <xsl:param name="supply" as="element()"/>
    <xsl:sequence select="
        $supply/ProductAvailability ! t:text(.) = ('30', '33', '34')
        or not($supply/ProductAvailability) and $supply/AvailabilityCode ! t:text(.) = 'TU'"/>
  </xsl:function>

  <!-- Whether sale begins on a day that was not over when the message was sent. What was on sale before
       needs a day of its own on which it is again. -->
  <xsl:function name="t:is-to-come" as="xs:boolean">
    <xsl:param name="start" as="element()?"/>
    <xsl:param name="supply" as="element()"/>
    <xsl:variable name="day" select="$start ! t:first-day(.)"/>
    <xsl:variable name="sent" select="t:sent-at()[matches(., '^[0-9]{4}-[0-9][0-9]-[0-9][0-9]')]"/>
    <xsl:sequence select="
        exists($day) and (t:expected($supply) or not(t:is-paused($supply)))
        and (empty($sent) or substring($day, 1, 10) ge substring($sent, 1, 10))"/>
  </xsl:function>

  <!-- List 57: not sold by itself, not as a set, not by this supplier. -->
  <xsl:function name="t:is-not-sold" as="xs:boolean">
    <xsl:param name="offer" as="element()"/>
    <xsl:sequence select="
        $offer/(UnpricedItemType | UnpricedItem/UnpricedItemType) ! t:text(.) = ('03', '05', '08')"/>
  </xsl:function>


  <!-- ======== Assets ======== -->

  <xsl:template name="t:asset">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="link" as="element()"/>
    <xsl:param name="width" as="xs:string?"/>
    <xsl:param name="height" as="xs:string?"/>
    <xsl:param name="preview" as="xs:boolean" select="false()"/>
    <asset kind="{$kind}" uri="{t:text($link)}">
      <xsl:sequence select="
          t:place($link),
          t:remote(t:text($link)),
          t:attribute('width', $width[matches(., '^[0-9]{1,6}$')]),
          t:attribute('height', $height[matches(., '^[0-9]{1,6}$')])"/>
      <xsl:if test="$preview">
        <xsl:attribute name="preview" select="'true'"/>
      </xsl:if>
    </asset>
  </xsl:template>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:if test="not($t:header)">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.missing'"/>
        <xsl:with-param name="value" select="'Header'"/>
        <xsl:with-param name="message" select="'expected an element Header, found none; without it nobody knows who sent the message'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="NoProduct[not(../Product)]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'message.no-product'"/>
        <xsl:with-param name="message" select="
            'expected at least one product, found NoProduct, which says that there is nothing new; '
            || 'nothing was done, and there is nothing to mend'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:apply-templates select="t:products()" mode="t:check-product"/>
  </xsl:template>

  <xsl:template match="Product" mode="t:check-product">
    <xsl:call-template name="t:check-record"/>
    <xsl:call-template name="t:check-repeated"/>
    <xsl:call-template name="t:check-values"/>
  </xsl:template>

  <!-- onix.record and onix.partial-update. A record replaces all that was said of its product; one that
       says only that it changes a part cannot do that without the rest. -->
  <xsl:template name="t:check-record">
    <xsl:variable name="product" select="."/>
    <xsl:for-each select="
        'RecordReference'[not($product/RecordReference[normalize-space()])],
        'NotificationType'[not($product/NotificationType[normalize-space()])]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'onix.record'"/>
        <xsl:with-param name="at" select="$product"/>
        <xsl:with-param name="value" select="."/>
        <xsl:with-param name="message" select="
            'expected the record to have a ' || . || ', found none; add it, and keep it in every later message'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="t:is-partial(.)">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'onix.partial-update'"/>
        <xsl:with-param name="value" select="t:notification(.)"/>
        <xsl:with-param name="message" select="
            'expected a whole record, which replaces all that was said before, found one with NotificationType '
            || t:notification(.) || ' that changes a part and lacks the rest; send the whole record as 03'"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- xml.repeated-element: of two, nobody can say which is meant. A product of which the outcome depends
       on that is refused. -->
  <xsl:template name="t:check-repeated">
    <xsl:for-each select="
        descendant::*[map:contains($t:once, local-name())][preceding-sibling::*/local-name() = local-name()]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'xml.repeated-element'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected ' || t:sent-name(.) || ' once in its element, as the standard has it, found another one in line '
            || t:line(.) || '; leave one'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- What both versions have once wherever they have it. -->
  <xsl:variable name="t:once" as="map(xs:string, xs:boolean)" select="
      map:merge(tokenize('
        RecordReference NotificationType ProductForm ProductComposition ProductIDType IDValue
        TitleType TitleElementLevel PartNumber TitlePrefix TitleWithoutPrefix TitleText
        DescriptiveDetail CollateralDetail PublishingDetail RelatedMaterial
        ExtentType ExtentValue ExtentUnit LanguageRole LanguageCode SubjectSchemeIdentifier SubjectCode
        PublishingStatus MarketPublishingStatus PublishingDateRole MarketDateRole SupplyDateRole PriceDateRole Date
        PublicationDate SalesRightsType ROWSalesRightsType
        CountriesIncluded RegionsIncluded CountriesExcluded RegionsExcluded
        ProductAvailability AvailabilityCode OnSaleDate ExpectedShipDate
        PriceType PriceTypeCode PriceAmount CurrencyCode UnpricedItemType PriceEffectiveFrom PriceEffectiveUntil')[.]
        ! map { .: true() })"/>

  <xsl:function name="t:sent-name" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="replace(t:path($element), '^.*/|\[.*$', '')"/>
  </xsl:function>

  <!-- schema.value: what cannot be read as what it ought to be is left out. -->
  <xsl:template name="t:check-values">
    <xsl:for-each select="
        t:supplies(.)/Price/PriceAmount[not(t:is-amount(.))],
        t:dates(.)[normalize-space()][not(t:date-of(.) or t:is-in-words(.))],
        t:extents(.)[ExtentType ! t:text(.) = '09'][not(t:extent-duration(.))]/ExtentValue">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.value'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected ' || local-name() || ' to be '
            || (if (self::PriceAmount) then 'an amount such as 9.99'
                else if (self::ExtentValue) then 'a length in the unit that is named beside it (list 24)'
                else 'a date such as 20260131 (list 55)')
            || ', found: ' || normalize-space()"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="t:dates(.)[t:is-in-words(.)]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'onix.date-in-words'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected a day, or a period such as a month or a quarter, found words: ' || normalize-space()
            || '; they are not read as a date, send one as soon as it is known'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:is-in-words" as="xs:boolean">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="t:onix-is-words(t:date-format($date))"/>
  </xsl:function>
</xsl:stylesheet>
