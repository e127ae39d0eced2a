<?xml version="1.0" encoding="UTF-8"?>
<!--
  Music as it is sent in iTunes packages (.itmsp): one album with its tracks, each with its file, size
  and checksum. Where it is on sale say its products, by territory; what is said of a territory goes
  before what is said of the world (WW).
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

  <xsl:variable name="t:package" as="element()" select="/package"/>
  <xsl:variable name="t:tracks" as="element()*" select="$t:package/album/tracks/track"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <delivery format="itmsp" version="{replace(($t:package/@version, 'music')[1], '^\D+', '') ! (.[.], '5')[1]}" type="album" intent="state">
      <xsl:sequence select="
          t:place($t:package),
          t:attribute('sender', t:sender()),
          t:attribute('senderName', t:sender())"/>
      <xsl:apply-templates select="$t:package/album" mode="t:product"/>
      <xsl:apply-templates select="$t:package" mode="t:findings"/>
    </delivery>
  </xsl:template>

  <!-- Whose packages they are: the provider's short name at the shop. -->
  <xsl:function name="t:sender" as="xs:string?">
    <xsl:sequence select="t:text($t:package/provider[1])"/>
  </xsl:function>


  <!-- ======== The album ======== -->

  <xsl:template match="album" mode="t:product">
    <product contentType="MusicRelease">
      <xsl:sequence select="t:place(.), t:attribute('releaseType', t:release-type(.)), t:identifiers(.)"/>
      <xsl:call-template name="t:titles"/>
      <xsl:call-template name="t:credits"/>
      <xsl:sequence select="t:element('label', label_name[normalize-space()][1])"/>
      <xsl:call-template name="t:genres"/>
      <xsl:call-template name="t:warning"/>
      <xsl:apply-templates select="copyright_pline[1], copyright_cline[1]" mode="t:line"/>
      <xsl:for-each select="t:release-date(.)">
        <releaseDate>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{t:text(.)}</xsl:text>
        </releaseDate>
      </xsl:for-each>
      <xsl:for-each select="original_release_date[t:is-date(.)][1]">
        <originalReleaseDate>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{t:text(.)}</xsl:text>
        </originalReleaseDate>
      </xsl:for-each>
      <xsl:for-each select="(language, ../language)[normalize-space()][1]">
        <language>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{t:language-tag(replace(normalize-space(.), '_', '-'))}</xsl:text>
        </language>
      </xsl:for-each>
      <xsl:for-each select="(liner_notes, description)[normalize-space()][1]">
        <description>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{normalize-space(t:plain(string(.)))}</xsl:text>
        </description>
      </xsl:for-each>
      <xsl:apply-templates select="$t:tracks" mode="t:item"/>
      <xsl:call-template name="t:parties"/>
      <xsl:apply-templates select="products/product" mode="t:deal"/>
      <!-- What is sold by itself says so; what is not is part of the album only. -->
      <xsl:apply-templates select="$t:tracks/products/product[t:is-sold(.) or t:is-streamed(.)]" mode="t:deal"/>
      <xsl:call-template name="t:files"/>
    </product>
  </xsl:template>

  <!-- Apple has no such thing but tells singles and EPs by their tracks. -->
  <xsl:function name="t:release-type" as="xs:string">
    <xsl:param name="album" as="element()"/>
    <xsl:variable name="tracks" select="count($t:tracks)"/>
    <xsl:sequence select="
        ($album/(release_type, album_type)[normalize-space()] ! t:text(.),
         if ($tracks gt 0 and $tracks le 3) then 'Single' else if ($tracks gt 0 and $tracks le 6) then 'EP' else 'Album')[1]"/>
  </xsl:function>

  <xsl:function name="t:identifiers" as="element()*">
    <xsl:param name="of" as="element()"/>
    <xsl:for-each select="$of/(upc, grid, isrc, iswc, vendor_id, catalog_number)[normalize-space()]">
      <xsl:variable name="type" select="
          map { 'upc': 'ICPN', 'grid': 'GRid', 'isrc': 'ISRC', 'iswc': 'ISWC', 'catalog_number': 'CatalogNumber' }(local-name())"/>
      <identifier type="{($type, 'ProprietaryId')[1]}">
        <xsl:sequence select="t:place(.)"/>
        <xsl:if test="self::vendor_id or self::catalog_number">
          <xsl:sequence select="t:attribute('namespace', (t:sender(), 'vendor_id')[1])"/>
        </xsl:if>
        <xsl:text>{t:text(.)}</xsl:text>
      </identifier>
    </xsl:for-each>
  </xsl:function>

  <!-- The day on which it is on sale first, anywhere; or else the original one. -->
  <xsl:function name="t:release-date" as="element()?">
    <xsl:param name="album" as="element()"/>
    <xsl:sequence select="
        (sort($album/products/product[t:is-sold(.) or t:is-streamed(.)]/(sales_start_date, stream_start_date)[t:is-date(.)],
           (), function($date) { normalize-space($date) })[1],
         $album/original_release_date[t:is-date(.)])[1]"/>
  </xsl:function>

  <!-- The title with its version, and those of other places. -->
  <xsl:template name="t:titles">
    <xsl:for-each select="title[normalize-space()][1]">
      <title kind="DISPLAY">
        <xsl:sequence select="
            t:place(.), t:attribute('subTitle', ../title_version), t:language-and-script($t:package/language[1] ! t:tag(.))"/>
        <xsl:text>{t:text(.)}</xsl:text>
      </title>
    </xsl:for-each>
    <xsl:for-each select="locales/locale[normalize-space(title[1])]">
      <title kind="TRANSLATED">
        <xsl:sequence select="t:place(title[1]), t:language-and-script(t:tag(@name)), t:attribute('subTitle', title_version)"/>
        <xsl:text>{t:text(title[1])}</xsl:text>
      </title>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:tag" as="attribute()?">
    <xsl:param name="code" as="node()?"/>
    <xsl:sequence select="$code[normalize-space()] ! t:attribute('code', replace(., '_', '-'))"/>
  </xsl:function>

  <!-- Primary artists are the artist line; each has the roles that it is said to have. -->
  <xsl:template name="t:credits">
    <xsl:variable name="artists" select="artists/artist[normalize-space((artist_name, name)[1])]"/>
    <xsl:variable name="primary" select="$artists[primary = 'true'], $artists[not(exists(../artist[primary = 'true']))][1]"/>
    <xsl:if test="exists($primary)">
      <displayArtist>
        <xsl:sequence select="t:place($primary[1])"/>
        <xsl:text>{string-join(distinct-values($primary ! t:name(.)), ', ')}</xsl:text>
      </displayArtist>
    </xsl:if>
    <xsl:for-each select="$artists">
      <xsl:variable name="artist" select="."/>
      <xsl:variable name="sequence" select="position()"/>
      <xsl:for-each select="distinct-values((t:main-role($artist), (roles/role, role)[normalize-space()] ! replace(t:text(.), '\s+', '')))">
        <contributor party="{t:name($artist)}" role="{.}" sequence="{$sequence}">
          <xsl:sequence select="t:place($artist)"/>
        </contributor>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:main-role" as="xs:string?">
    <xsl:param name="artist" as="element()"/>
    <xsl:sequence select="
        if ($artist/primary = 'true') then 'MainArtist'
        else if (not($artist/(roles/role | role)[normalize-space()])) then 'Artist' else ()"/>
  </xsl:function>

  <xsl:function name="t:name" as="xs:string">
    <xsl:param name="artist" as="element()"/>
    <xsl:sequence select="normalize-space($artist/(artist_name, name)[normalize-space()][1])"/>
  </xsl:function>

  <xsl:template name="t:parties">
    <xsl:for-each-group select="(., $t:tracks)/artists/artist[normalize-space((artist_name, name)[1])]" group-by="t:name(.)">
      <party ref="{current-grouping-key()}">
        <xsl:sequence select="t:place(.)"/>
        <name>{current-grouping-key()}</name>
        <xsl:for-each-group select="current-group()/(apple_id, isni)[normalize-space()]" group-by="local-name() || .">
          <identifier type="{if (self::isni) then 'ISNI' else 'ProprietaryId'}">
            <xsl:sequence select="t:place(.), t:attribute('namespace', self::apple_id ! 'apple_id')"/>
            <xsl:text>{t:text(.)}</xsl:text>
          </identifier>
        </xsl:for-each-group>
      </party>
    </xsl:for-each-group>
  </xsl:template>

  <!-- A code such as ROCK-00, or words. -->
  <xsl:template name="t:genres">
    <xsl:for-each select="genres/genre[normalize-space((@code, .)[normalize-space()][1])]">
      <genre>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{normalize-space((text()[normalize-space()], @code)[1])}</xsl:text>
      </genre>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:warning">
    <xsl:for-each select="(explicit_content, parental_advisory)[normalize-space()][1]">
      <xsl:variable name="word" select="lower-case(normalize-space(.))"/>
      <parentalWarning>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{(map { 'explicit': 'Explicit', 'true': 'Explicit', 'clean': 'ExplicitContentEdited',
            'cleaned': 'ExplicitContentEdited', 'none': 'NotExplicit', 'false': 'NotExplicit' }($word), t:text(.))[1]}</xsl:text>
      </parentalWarning>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="copyright_pline | copyright_cline" mode="t:line">
    <xsl:if test="normalize-space()">
      <xsl:element name="{if (self::copyright_pline) then 'pLine' else 'cLine'}">
        <xsl:sequence select="
            t:place(.), t:attribute('year', analyze-string(., '(19|20)[0-9][0-9]')/*:match[1]/string())"/>
        <xsl:text>{t:text(.)}</xsl:text>
      </xsl:element>
    </xsl:if>
  </xsl:template>


  <!-- ======== Tracks ======== -->

  <xsl:template match="track" mode="t:item">
    <item ref="{t:reference(.)}" kind="{if (type = 'music-video' or video_file) then 'Video' else 'SoundRecording'}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('disc', t:number(volume_number[1], 1)),
          t:attribute('track', t:number(track_number[1], count(preceding-sibling::track) + 1)),
          t:attribute('languageOfPerformance', audio_language[normalize-space()][1] ! t:language-tag(replace(., '_', '-'))),
          t:attribute('explicit', map { 'explicit': 'true', 'none': 'false', 'clean': 'false' }(string(explicit_content[1] ! lower-case(normalize-space(.)))))"/>
      <xsl:sequence select="t:identifiers(.)"/>
      <xsl:call-template name="t:titles"/>
      <xsl:call-template name="t:credits"/>
      <xsl:for-each select="(duration, audio_duration)[t:is-amount(.)][1]">
        <duration>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>PT{normalize-space()}S</xsl:text>
        </duration>
      </xsl:for-each>
      <xsl:call-template name="t:warning"/>
      <xsl:call-template name="t:genres"/>
      <xsl:apply-templates select="copyright_pline[1]" mode="t:line"/>
    </item>
  </xsl:template>

  <!-- A track is referred to by its place, which no two have. -->
  <xsl:function name="t:reference" as="xs:string">
    <xsl:param name="track" as="element()"/>
    <xsl:sequence select="'A' || (count($track/preceding-sibling::track) + 1)"/>
  </xsl:function>


  <!-- ======== Deals ======== -->

  <xsl:function name="t:is-sold" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/cleared_for_sale = 'true'"/>
  </xsl:function>

  <xsl:function name="t:is-streamed" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/cleared_for_stream = 'true'"/>
  </xsl:function>

  <!-- Sale and streaming are two deals; what is cleared for neither is taken down there. -->
  <xsl:template match="product" mode="t:deal">
    <xsl:if test="t:is-sold(.) or not(t:is-streamed(.))">
      <xsl:call-template name="t:deal">
        <xsl:with-param name="model" select="'PayAsYouGoModel'"/>
        <xsl:with-param name="use" select="'PermanentDownload'"/>
        <xsl:with-param name="start" select="sales_start_date"/>
        <xsl:with-param name="end" select="sales_end_date"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="t:is-streamed(.)">
      <xsl:call-template name="t:deal">
        <xsl:with-param name="model" select="'SubscriptionModel'"/>
        <xsl:with-param name="use" select="'OnDemandStream'"/>
        <xsl:with-param name="start" select="(stream_start_date, sales_start_date)[normalize-space()][1]"/>
        <xsl:with-param name="end" select="(stream_end_date, sales_end_date)[normalize-space()][1]"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="t:deal">
    <xsl:param name="model" as="xs:string"/>
    <xsl:param name="use" as="xs:string"/>
    <xsl:param name="start" as="element()?"/>
    <xsl:param name="end" as="element()?"/>
    <xsl:variable name="sale" select="$model = 'PayAsYouGoModel'"/>
    <xsl:variable name="tier" select="(wholesale_price_tier, price_tier)[normalize-space()][1]"/>
    <deal>
      <xsl:sequence select="t:place(.), t:attribute('items', ancestor::track ! t:reference(.))"/>
      <xsl:if test="$sale">
        <xsl:sequence select="t:attribute('preOrder', preorder_sales_start_date[t:is-date(.)])"/>
      </xsl:if>
      <xsl:if test="not(t:is-sold(.) or t:is-streamed(.))">
        <xsl:attribute name="takedown" select="'true'"/>
      </xsl:if>
      <commercialModel>{$model}</commercialModel>
      <use>{$use}</use>
      <xsl:call-template name="t:territories"/>
      <xsl:if test="$start[normalize-space()] or $end[t:is-date(.)]">
        <validity>
          <xsl:sequence select="
              t:place(($start, $end)[1]), t:attribute('start', $start), t:attribute('end', $end[t:is-date(.)])"/>
        </validity>
      </xsl:if>
      <xsl:if test="$sale and $tier">
        <price>
          <xsl:sequence select="t:place($tier), t:attribute('code', $tier)"/>
        </price>
      </xsl:if>
    </deal>
  </xsl:template>

  <!-- Of the world, those territories are not meant that have a product of their own. -->
  <xsl:template name="t:territories">
    <xsl:variable name="own" select="territory[normalize-space()]"/>
    <xsl:variable name="is-world" select="not($own) or $own = 'WW'"/>
    <xsl:variable name="product" select="."/>
    <territory>
      <xsl:sequence select="t:place(($own, .)[1])"/>
      <xsl:text>{if ($is-world) then 'Worldwide' else t:text($own[1])}</xsl:text>
    </territory>
    <xsl:if test="$is-world">
      <xsl:for-each-group select="../product[not(. is $product)]/territory[normalize-space()][not(. = 'WW')]" group-by="t:text(.)">
        <excludedTerritory>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{current-grouping-key()}</xsl:text>
        </excludedTerritory>
      </xsl:for-each-group>
    </xsl:if>
  </xsl:template>


  <!-- ======== Files ======== -->

  <xsl:template name="t:files">
    <xsl:apply-templates select="(artwork_files/file, artwork_file)[file_name[normalize-space()]]" mode="t:asset">
      <xsl:with-param name="kind" select="'cover'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="(booklet_file, booklet_files/file)[file_name[normalize-space()]]" mode="t:asset">
      <xsl:with-param name="kind" select="'booklet'"/>
    </xsl:apply-templates>
    <xsl:for-each select="$t:tracks">
      <xsl:variable name="item" select="t:reference(.)"/>
      <xsl:apply-templates select="(audio_file, video_file, lyrics_file)[file_name[normalize-space()]]" mode="t:asset">
        <xsl:with-param name="item" select="$item"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*" mode="t:asset">
    <xsl:param name="item" as="xs:string?"/>
    <xsl:param name="kind" as="xs:string" select="
        map { 'audio_file': 'audio', 'video_file': 'video', 'lyrics_file': 'text' }(local-name())"/>
    <asset kind="{$kind}" uri="{t:text(file_name[normalize-space()][1])}">
      <xsl:sequence select="
          t:place(.), t:attribute('item', $item), t:attribute('bytes', size[matches(., '^\s*[0-9]{1,15}\s*$')][1])"/>
      <xsl:for-each select="checksum[normalize-space()][1]">
        <hash>
          <xsl:sequence select="t:place(.), t:attribute('algorithm', upper-case((@type, 'MD5')[1]))"/>
          <xsl:text>{t:text(.)}</xsl:text>
        </hash>
      </xsl:for-each>
    </asset>
  </xsl:template>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="package" mode="t:findings">
    <xsl:if test="not(t:sender())">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.missing'"/>
        <xsl:with-param name="value" select="'provider'"/>
        <xsl:with-param name="message" select="'expected an element provider in the package, found none; without it nobody knows whose it is'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="album/track_count[t:is-number(.)][xs:integer(.) ne count($t:tracks)][$t:tracks]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.value'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected as many tracks as track_count says, ' || t:text(.) || ', found ' || count($t:tracks)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="
        (album | $t:tracks)/(original_release_date | products/product/(sales_start_date | sales_end_date | stream_start_date
          | stream_end_date | preorder_sales_start_date))[normalize-space()][not(t:is-date(.))]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'schema.value'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'expected ' || local-name() || ' to be a date such as 2026-01-31, found: ' || t:text(.)"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
