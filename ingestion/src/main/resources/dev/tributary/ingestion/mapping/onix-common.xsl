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
    <xsl:variable name="tests" select="Product[t:is-test(.)]"/>
    <xsl:variable name="products" select="if (Product except $tests) then Product except $tests else $tests"/>
    <delivery format="onix" version="{t:version()}" type="ONIXMessage" intent="state"
        test="{exists($tests) and not(Product except $tests)}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('messageId', $t:header/MessageNumber),
          t:attribute('createdAt', t:sent-at()),
          t:attribute('sender', t:sender()),
          t:attribute('senderName', t:sender()),
          t:attribute('recipient', $t:header/(Addressee/AddresseeName, ToCompany)[1])"/>
      <xsl:apply-templates select="$products" mode="t:product"/>
      <xsl:apply-templates select="." mode="t:findings"/>
      <xsl:if test="Product except $tests">
        <xsl:for-each select="$tests">
          <xsl:call-template name="t:finding">
            <xsl:with-param name="rule" select="'onix.test-record'"/>
            <xsl:with-param name="message" select="
                'expected records that are meant, found one with NotificationType '
                || t:notification(.) || ', a test; it was left out'"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:if>
    </delivery>
  </xsl:template>

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

  <!-- List 1: what is told about a product. 05 asks for its record to be removed, 88 and 89 are tests. -->
  <xsl:function name="t:notification" as="xs:string">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="($product/NotificationType ! t:text(.), '')[1]"/>
  </xsl:function>

  <xsl:function name="t:is-delete" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:notification($product) = ('05', '89')"/>
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
      <xsl:variable name="contributors" select="t:contributors(.)"/>
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
       the two is sent. The reference of the record comes last: it is the product's name where there
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
    <xsl:variable name="code" select="$value/../ProductIDType ! t:text(.)"/>
    <xsl:sequence select="
        if ($value/self::ISBN or $code = ('02', '15')) then 'ISBN'
        else if ($value/self::EAN13 or $code = ('03', '04', '14')) then
          (if (matches(t:compact($value), '^97[89][0-9]{10}$')) then 'ISBN' else 'GTIN')
        else if ($code = '06') then 'DOI'
        else if ($code = '05') then 'ISMN'
        else if ($code = '22') then 'URN'
        else 'ProprietaryId'"/>
  </xsl:function>

  <xsl:template match="*" mode="t:identifier">
    <xsl:variable name="type" select="t:identifier-type(.)"/>
    <identifier type="{$type}">
      <xsl:sequence select="t:place(.)"/>
      <xsl:if test="$type = 'ProprietaryId'">
        <xsl:sequence select="t:attribute('namespace',
            (../IDTypeName ! t:text(.), t:sender() ! (. || ' ' || current()/../ProductIDType), 'Proprietary')[1])"/>
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

  <!-- The names of those who wrote it; without any, of whoever comes first. -->
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
  </xsl:template>

  <!-- List 17 in words. -->
  <xsl:variable name="t:contributor-roles" as="map(xs:string, xs:string)" select="map {
      'A01': 'Author', 'A02': 'WithAuthor', 'A03': 'Screenwriter', 'A04': 'Librettist', 'A05': 'Lyricist',
      'A06': 'Composer', 'A07': 'Artist', 'A08': 'Photographer', 'A09': 'Creator', 'A10': 'OriginalConceptAuthor',
      'A11': 'Designer', 'A12': 'Illustrator', 'A13': 'PhotographyBy', 'A14': 'TextAuthor',
      'A15': 'PrefaceAuthor', 'A16': 'PrologueAuthor', 'A17': 'SummaryAuthor', 'A18': 'SupplementAuthor',
      'A19': 'AfterwordAuthor', 'A20': 'NotesAuthor', 'A21': 'CommentaryAuthor', 'A22': 'EpilogueAuthor',
      'A23': 'ForewordAuthor', 'A24': 'IntroductionAuthor', 'A25': 'FootnotesAuthor', 'A26': 'MemoirAuthor',
      'A27': 'Experimenter', 'A29': 'IntroductionAndNotesAuthor', 'A30': 'SoftwareAuthor',
      'A31': 'BookAndLyricsAuthor', 'A32': 'ContributionsAuthor', 'A33': 'AppendixAuthor', 'A34': 'Indexer',
      'A35': 'Drawer', 'A36': 'CoverDesigner', 'A37': 'PreliminaryWorkAuthor', 'A38': 'OriginalAuthor',
      'A39': 'MapMaker', 'A40': 'Inker', 'A43': 'Interviewer', 'A44': 'Interviewee', 'A45': 'ComicScriptAuthor',
      'A99': 'OtherCreator',
      'B01': 'Editor', 'B02': 'Reviser', 'B03': 'Reteller', 'B04': 'Abridger', 'B05': 'Adapter',
      'B06': 'Translator', 'B07': 'AsTold', 'B08': 'TranslatorWithCommentary', 'B09': 'SeriesEditor',
      'B10': 'TranslationEditor', 'B11': 'EditorInChief', 'B12': 'GuestEditor', 'B13': 'VolumeEditor',
      'B14': 'EditorialBoardMember', 'B15': 'EditorialCoordinator', 'B16': 'ManagingEditor', 'B17': 'SerialEditor',
      'B18': 'AssociateEditor', 'B19': 'AssociateEditor', 'B20': 'ConsultantEditor', 'B21': 'GeneralEditor',
      'B22': 'Dramatiser', 'B23': 'GeneralRapporteur', 'B24': 'LiteraryEditor', 'B25': 'Arranger',
      'B26': 'TechnicalEditor', 'B27': 'ThesisAdvisor', 'B99': 'OtherAdapter',
      'C01': 'Compiler', 'C02': 'Selector', 'C03': 'NonTextSelector', 'C04': 'Curator', 'C99': 'OtherCompiler',
      'D01': 'Producer', 'D02': 'Director', 'D03': 'Conductor', 'D04': 'Choreographer', 'D99': 'OtherDirector',
      'E01': 'Actor', 'E02': 'Dancer', 'E03': 'Narrator', 'E04': 'Commentator', 'E05': 'Singer',
      'E06': 'Soloist', 'E07': 'Reader', 'E08': 'Performer', 'E09': 'Speaker', 'E10': 'Presenter',
      'E11': 'Introducer', 'E99': 'OtherPerformer',
      'F01': 'Photographer', 'F02': 'VideoEditor', 'F99': 'OtherRecorder',
      'Z01': 'Assistant', 'Z02': 'Honoree', 'Z98': 'UnspecifiedRole', 'Z99': 'OtherRole'
    }"/>

  <!-- A contributor has as many roles as it is said to have. E07, who reads it aloud, is the narrator
       of an audiobook. -->
  <xsl:template match="*" mode="t:contributor">
    <xsl:variable name="contributor" select="."/>
    <xsl:variable name="audio" select="t:content-type(ancestor::Product[1]) = 'Audiobook'"/>
    <xsl:for-each select="(ContributorRole[normalize-space()] ! t:text(.), 'Z98'[not($contributor/ContributorRole)])">
      <contributor party="{t:party-reference($contributor)}"
          role="{if (. = 'E07' and $audio) then 'Narrator' else ($t:contributor-roles(.), .)[1]}">
        <xsl:sequence select="
            t:place($contributor),
            t:attribute('sequence', $contributor/SequenceNumber[t:is-number(.)] ! xs:integer(.))"/>
      </contributor>
    </xsl:for-each>
  </xsl:template>

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

  <!-- An ONIX date in ISO 8601; empty if it cannot be read. The format (list 55) is said by an attribute,
       an element or, mostly, by its length. -->
  <xsl:function name="t:date-of" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="text" select="normalize-space($date)"/>
    <xsl:variable name="day" select="
        substring($text, 1, 4) || '-' || substring($text, 5, 2) || '-' || substring($text, 7, 2)"/>
    <!-- nearly all are like this -->
    <xsl:sequence select="
        if (string-length($text) = 8 and $day castable as xs:date) then $day else t:date-of-any-format($date)"/>
  </xsl:function>

  <xsl:function name="t:date-of-any-format" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="stated" select="
        ($date/@dateformat/normalize-space(), $date/../DateFormat ! t:text(.))[1]"/>
    <xsl:variable name="text" select="
        normalize-space($date) ! (if ($stated = '06') then substring(., 1, 8) else .)"/>
    <xsl:variable name="iso" select="
        if (matches($text, '^[0-9]{4}-[0-9][0-9](-[0-9][0-9])?([T ].*)?$')) then $text
        else if (matches($text, '^[0-9]{8}$')) then replace($text, '([0-9]{4})([0-9][0-9])([0-9][0-9])', '$1-$2-$3')
        else if (matches($text, '^[0-9]{6}$') and not($stated = ('02', '03', '04'))) then
          replace($text, '([0-9]{4})([0-9][0-9])', '$1-$2')
        else if (matches($text, '^[0-9]{4}$')) then $text
        else if (matches($text, '^[0-9]{12}([0-9][0-9])?$')) then
          replace($text, '^([0-9]{4})([0-9][0-9])([0-9][0-9])([0-9][0-9])([0-9][0-9])([0-9][0-9])?$', '$1-$2-$3T$4:$5:$6')
        else if (matches($text, '^[0-9]{8}T[0-9]{4}([0-9][0-9])?(Z|[+\-][0-9][0-9]:?[0-9][0-9])?$')) then
          replace($text, '^([0-9]{4})([0-9][0-9])([0-9][0-9])T([0-9][0-9])([0-9][0-9])([0-9][0-9])?(Z|[+\-][0-9][0-9]:?[0-9][0-9])?$', '$1-$2-$3T$4:$5:$6;$7')
        else ''"/>
    <!-- seconds that were left out, and zones without their colon -->
    <xsl:variable name="whole" select="
        $iso
        => replace(':(;|$)', ':00$1')
        => replace(';([+\-][0-9][0-9]):?([0-9][0-9])$', '$1:$2')
        => replace(';', '')"/>
    <xsl:sequence select="$whole[t:is-iso(.)]"/>
  </xsl:function>

  <xsl:function name="t:is-iso" as="xs:boolean">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="
        $text castable as xs:date or $text castable as xs:dateTime
        or $text castable as xs:gYearMonth or $text castable as xs:gYear"/>
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
    <xsl:for-each select="t:supplies(.)">
      <xsl:variable name="supply" select="."/>
      <xsl:variable name="takedown" select="t:is-withdrawn($product) or t:is-unavailable($supply)"/>
      <xsl:for-each select="(t:best-prices(.), .[not(Price)])">
        <deal>
          <xsl:sequence select="t:place(.)"/>
          <xsl:if test="$takedown">
            <xsl:attribute name="takedown" select="'true'"/>
          </xsl:if>
          <commercialModel>{if (t:is-free(.)) then 'FreeOfChargeModel' else 'PayAsYouGoModel'}</commercialModel>
          <use>{if (t:is-digital($product)) then 'PermanentDownload' else 'PurchaseAsPhysicalProduct'}</use>
          <xsl:call-template name="t:territories">
            <xsl:with-param name="places" select="t:places-of-sale(., $supply, $product)"/>
          </xsl:call-template>
          <xsl:variable name="start" select="t:start-of-sale(., $supply, $product)"/>
          <xsl:variable name="end" select="t:end-of-sale(.)"/>
          <xsl:if test="$start or $end">
            <validity>
              <xsl:sequence select="
                  t:place(($start, $end)[1]),
                  t:attribute('start', $start ! t:day-of(.)),
                  t:attribute('end', $end ! t:day-of(.))"/>
            </validity>
          </xsl:if>
          <xsl:variable name="amount" select="PriceAmount[t:is-amount(.)][1]"/>
          <xsl:if test="$amount">
            <price>
              <xsl:sequence select="
                  t:place(self::Price),
                  t:attribute('code', t:price-type(.)),
                  t:attribute('amount', $amount),
                  t:attribute('currency', (CurrencyCode, $t:header/DefaultCurrencyCode)[normalize-space()][1])"/>
            </price>
          </xsl:if>
        </deal>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- A date a deal can begin or end with: of a month or year, its first day. -->
  <xsl:function name="t:day-of" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="iso" select="t:date-of($date)"/>
    <xsl:sequence select="
        $iso ! (if (matches(., '^[0-9]{4}$')) then . || '-01-01' else if (matches(., '^[0-9]{4}-[0-9][0-9]$')) then . || '-01' else .)"/>
  </xsl:function>

  <!-- The same offer is often priced with tax and without; what a buyer pays goes first (list 58). -->
  <xsl:function name="t:best-prices" as="element()*">
    <xsl:param name="supply" as="element()"/>
    <xsl:sequence select="$supply/Price[not(../Price[2])]"/>
    <xsl:for-each-group select="$supply/Price[../Price[2]]"
        group-by="string-join((CurrencyCode, .//CountriesIncluded, .//RegionsIncluded, CountryCode, Territory[not(*)],
          PriceQualifier, PriceDate, PriceEffectiveFrom, PriceEffectiveUntil) ! normalize-space(), '|')">
      <xsl:sequence select="
          sort(current-group(), (), function($price) {
            (index-of(('02', '42', '12', '04', '01', '41', '11', '03', '05', '06', '07'), t:price-code($price)), 99)[1] })[1]"/>
    </xsl:for-each-group>
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
        or exists($rights[not(SalesRightsType ! t:text(.) = $t:rights-to-sell)])"/>
  </xsl:function>

  <!-- Codes of countries and regions; WORLD is the world, and ROW what no other right speaks of. Where
       it is not for sale is taken out of the world and of regions. -->
  <xsl:template name="t:territories">
    <xsl:param name="places" as="element()*"/>
    <xsl:variable name="withheld" select="$places[self::CountriesIncluded | self::RegionsIncluded
        | self::RightsCountry | self::RightsTerritory][t:is-withheld(.)]"/>
    <xsl:variable name="included" select="($places except $withheld)/self::*[self::CountriesIncluded | self::RegionsIncluded
        | self::CountryCode | self::SupplyToCountry | self::SupplyToTerritory
        | self::Territory[not(*)] | self::RightsCountry | self::RightsTerritory | self::MarketCountry
        | self::MarketTerritory | self::ROWSalesRightsType]"/>
    <xsl:for-each-group select="$included
          ! (for $code in if (self::ROWSalesRightsType) then 'ROW' else tokenize(.)
             return map { 'code': if ($code = 'ROW') then 'WORLD' else $code, 'at': . })"
        group-by="?code">
      <territory>
        <xsl:sequence select="t:place(?at)"/>
        <xsl:text>{if (?code = 'WORLD') then 'Worldwide' else ?code}</xsl:text>
      </territory>
    </xsl:for-each-group>
    <xsl:variable name="isWide" as="xs:boolean" select="
        exists($included/self::ROWSalesRightsType)
        or (some $code in $included ! tokenize(.) satisfies not(matches($code, '^[A-Z]{2}$')))"/>
    <xsl:for-each-group select="($places[self::CountriesExcluded | self::RegionsExcluded | self::CountryExcluded
        | self::TerritoryExcluded][not(t:is-withheld(.))] | $withheld[$isWide])
          ! (for $code in tokenize(.)[not(. = ('WORLD', 'ROW'))] return map { 'code': $code, 'at': . })"
        group-by="?code">
      <excludedTerritory>
        <xsl:sequence select="t:place(?at)"/>
        <xsl:text>{?code}</xsl:text>
      </excludedTerritory>
    </xsl:for-each-group>
  </xsl:template>

  <!-- List 64: the publisher has cancelled, postponed, given away or withdrawn it. What is out of print
       may still be had from a supplier. -->
  <xsl:function name="t:is-withdrawn" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        t:publishing-status($product) ! t:text(.) = ('01', '03', '05', '11', '12', '15', '16', '17')"/>
  </xsl:function>

  <!-- List 65: cancelled or not available. List 54, of earlier records, in words of two letters. -->
  <xsl:function name="t:is-unavailable" as="xs:boolean">
    <xsl:param name="supply" as="element()"/>
    <xsl:sequence select="
        exists($supply/ProductAvailability[matches(., '^\s*(01|4[0-9]|5[12])\s*$')])
        or not($supply/ProductAvailability)
          and $supply/AvailabilityCode ! t:text(.) = ('AB', 'AD', 'EX', 'OF', 'OI', 'OP', 'OR', 'PP', 'RF', 'RM', 'RP', 'UR', 'WR')"/>
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
    <xsl:apply-templates select="Product" mode="t:check-product"/>
  </xsl:template>

  <xsl:template match="Product" mode="t:check-product">
    <xsl:call-template name="t:check-record"/>
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

  <!-- schema.value: what cannot be read as what it ought to be is left out. -->
  <xsl:template name="t:check-values">
    <xsl:for-each select="
        t:supplies(.)/Price/PriceAmount[not(t:is-amount(.))],
        t:dates(.)[normalize-space()][not(t:date-of(.))],
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
  </xsl:template>
</xsl:stylesheet>
