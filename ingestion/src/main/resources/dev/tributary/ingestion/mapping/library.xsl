<?xml version="1.0" encoding="UTF-8"?>
<!--
  What catalogues of books and audiobooks for libraries and readers have in common, in XML and in
  JSON: identifiers as URIs, people with roles, dates of any precision, files at web addresses, and
  offers to buy, to lend or to take.
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


  <!-- ======== Identifiers ======== -->

  <!-- An ISBN, as a URN or by itself, or else whatever names the publication for good. -->
  <xsl:function name="t:uri-identifier" as="element()">
    <xsl:param name="at" as="element()"/>
    <xsl:variable name="text" select="normalize-space($at)"/>
    <xsl:variable name="number" select="replace($text, '^(urn:)?isbn[:\s]*', '', 'i')"/>
    <xsl:variable name="is-isbn" select="
        $number ne $text or matches(translate($number, '- ', ''), '^97[89][0-9]{10}$')"/>
    <xsl:sequence select="
        if ($is-isbn) then t:identifier('ISBN', $at, $number, ()) else t:identifier('GUID', $at, $text, ())"/>
  </xsl:function>

  <xsl:function name="t:identifier" as="element()">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="at" as="element()"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="namespace" as="xs:string?"/>
    <identifier type="{$type}">
      <xsl:sequence select="t:place($at), t:attribute('namespace', $namespace)"/>
      <xsl:text>{$value}</xsl:text>
    </identifier>
  </xsl:function>

  <!-- Each of them once. -->
  <xsl:function name="t:distinct" as="element()*">
    <xsl:param name="identifiers" as="element()*"/>
    <xsl:for-each-group select="$identifiers" group-by="@type || ' ' || replace(., '[\s-]', '')">
      <xsl:sequence select="."/>
    </xsl:for-each-group>
  </xsl:function>


  <!-- ======== People ======== -->

  <!-- Those who are named, with their roles: maps of name, role and at, and perhaps indexed, the name
       as it is sorted. The authors are the artist line, or else whoever comes first. -->
  <xsl:template name="t:credits">
    <xsl:param name="people" as="map(*)*"/>
    <xsl:variable name="authors" select="$people[?role = ('Author', 'Artist', 'Creator')]"/>
    <xsl:variable name="shown" select="if (exists($authors)) then $authors else $people[1]"/>
    <xsl:if test="exists($shown)">
      <displayArtist>
        <xsl:sequence select="t:place($shown[1]?at)"/>
        <xsl:text>{string-join(distinct-values($shown ! ?name), ', ')}</xsl:text>
      </displayArtist>
    </xsl:if>
    <xsl:for-each-group select="$people" group-by="?name || '|' || ?role">
      <contributor party="{?name}" role="{?role}">
        <xsl:sequence select="t:place(?at)"/>
      </contributor>
    </xsl:for-each-group>
    <xsl:for-each-group select="$people" group-by="?name">
      <party ref="{?name}">
        <xsl:sequence select="t:place(?at)"/>
        <name>
          <xsl:sequence select="t:attribute('indexed', current-group()?indexed)"/>
          <xsl:text>{?name}</xsl:text>
        </name>
      </party>
    </xsl:for-each-group>
  </xsl:template>

  <!-- "Riggs, Ransom; Callow, Simon Jr." are Ransom Riggs and Simon Callow Jr. -->
  <xsl:function name="t:inverted-names" as="map(*)*">
    <xsl:param name="list" as="element()?"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:for-each select="tokenize($list, '\s*;\s*') ! normalize-space(.)[.]">
      <xsl:variable name="parts" select="tokenize(., '\s*,\s*')"/>
      <xsl:variable name="suffix" select="analyze-string($parts[2], '\s([JS]r\.?|I{1,3}|IV)$')/*:match/string()"/>
      <xsl:variable name="given" select="if ($suffix) then substring-before($parts[2], $suffix) else $parts[2]"/>
      <xsl:sequence select="map {
          'name': if (count($parts) = 2) then normalize-space(string-join(($given, $parts[1], $suffix), ' ')) else .,
          'indexed': .,
          'role': $role,
          'at': $list }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The roles of MARC (relator terms) that are met, in words. -->
  <xsl:variable name="t:relators" as="map(xs:string, xs:string)" select="map {
      'aut': 'Author', 'nrt': 'Narrator', 'trl': 'Translator', 'edt': 'Editor', 'ill': 'Illustrator',
      'art': 'Artist', 'aui': 'ForewordAuthor', 'pbl': 'Publisher', 'ctb': 'Contributor', 'cre': 'Creator' }"/>


  <!-- ======== Dates and lengths ======== -->

  <!-- A day, a month or a year, from a date or date-time, also as 7/31/2026; none if it is no date. -->
  <xsl:function name="t:day" as="xs:string?">
    <xsl:param name="date" as="node()?"/>
    <xsl:variable name="text" select="normalize-space($date)"/>
    <xsl:variable name="iso" select="
        replace($text, '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(\s.*)?$', '$3-0$1-0$2')
        ! replace(., '-0([0-9][0-9])', '-$1')"/>
    <xsl:sequence select="
        if (matches($iso, '^[0-9]{4}$') or $iso castable as xs:gYearMonth and matches($iso, '^[0-9]{4}-[0-9][0-9]$')) then $iso
        else substring($iso, 1, 10)[matches($iso, '^[0-9]{4}-[0-9][0-9]-[0-9][0-9]($|[T ])')][. castable as xs:date]"/>
  </xsl:function>

  <!-- The same as something can begin or end with: a time is kept, and so is what is no date, for the
       rules to tell. -->
  <xsl:function name="t:moment" as="xs:string?">
    <xsl:param name="date" as="node()?"/>
    <xsl:variable name="day" select="t:day($date)"/>
    <xsl:sequence select="
        if (normalize-space($date) castable as xs:dateTime) then normalize-space($date)
        else ($day, normalize-space($date)[.])[1]"/>
  </xsl:function>

  <xsl:template name="t:release-date">
    <xsl:param name="date" as="element()?"/>
    <xsl:if test="t:day($date)">
      <releaseDate>
        <xsl:sequence select="t:place($date)"/>
        <xsl:text>{t:day($date)}</xsl:text>
      </releaseDate>
    </xsl:if>
  </xsl:template>

  <!-- Seconds, with or without a fraction; hours, minutes and seconds; or ISO 8601. None if it is no
       length. -->
  <xsl:function name="t:length" as="xs:string?">
    <xsl:param name="length" as="element()?"/>
    <xsl:variable name="text" select="normalize-space($length)"/>
    <xsl:sequence select="
        if (matches($text, '^[0-9]{1,9}(\.[0-9]{1,9})?$')) then 'PT' || $text || 'S'
        else if (matches($text, '^[0-9]{1,4}:[0-9][0-9]:[0-9][0-9]$')) then replace($text, '^([0-9]+):([0-9]+):([0-9]+)$', 'PT$1H$2M$3S')
        else $text[t:is-duration($length)]"/>
  </xsl:function>

  <xsl:template name="t:duration">
    <xsl:param name="length" as="element()?"/>
    <xsl:if test="t:length($length)">
      <duration>
        <xsl:sequence select="t:place($length)"/>
        <xsl:text>{t:length($length)}</xsl:text>
      </duration>
    </xsl:if>
  </xsl:template>


  <!-- ======== Texts ======== -->

  <!-- Plain text of what may be HTML. -->
  <xsl:function name="t:words" as="xs:string?">
    <xsl:param name="text" as="node()?"/>
    <xsl:sequence select="normalize-space(t:plain(string($text)))[.]"/>
  </xsl:function>

  <xsl:template name="t:description">
    <xsl:param name="text" as="element()?"/>
    <xsl:param name="language" as="xs:string?"/>
    <xsl:if test="t:words($text)">
      <description>
        <xsl:sequence select="t:place($text), t:attribute('language', $language)"/>
        <xsl:text>{t:words($text)}</xsl:text>
      </description>
    </xsl:if>
  </xsl:template>

  <!-- The first is the genre, the others are subjects: maps of text and at. -->
  <xsl:template name="t:subjects">
    <xsl:param name="subjects" as="map(*)*"/>
    <xsl:for-each-group select="$subjects" group-by="?text">
      <xsl:element name="{if (position() = 1) then 'genre' else 'subject'}">
        <xsl:sequence select="t:place(?at)"/>
        <xsl:text>{current-grouping-key()}</xsl:text>
      </xsl:element>
    </xsl:for-each-group>
  </xsl:template>


  <!-- ======== Offers ======== -->

  <!-- On what terms something can be had, and for what use. -->
  <xsl:variable name="t:offers" as="map(xs:string, map(*))" select="map {
      'open-access': map { 'model': 'FreeOfChargeModel', 'use': 'PermanentDownload', 'territory': 'Worldwide' },
      'buy': map { 'model': 'PayAsYouGoModel', 'use': 'PermanentDownload' },
      'borrow': map { 'model': 'LibraryLoanModel', 'use': 'ConditionalDownload' },
      'subscribe': map { 'model': 'SubscriptionModel', 'use': 'ConditionalDownload' },
      'any': map { 'model': 'AsPerContract', 'use': 'ConditionalDownload' } }"/>

  <!-- What is on offer to everybody says so by being open; where else no territory is stated none is
       made up. -->
  <xsl:template name="t:deal">
    <xsl:param name="offer" as="xs:string"/>
    <xsl:param name="at" as="element()" select="."/>
    <xsl:param name="start" as="node()?"/>
    <xsl:param name="end" as="node()?"/>
    <xsl:param name="amount" as="node()?"/>
    <xsl:param name="currency" as="xs:string?"/>
    <xsl:param name="takedown" as="xs:boolean" select="false()"/>
    <xsl:variable name="terms" select="$t:offers($offer)"/>
    <deal>
      <xsl:sequence select="t:place($at)"/>
      <xsl:if test="$takedown">
        <xsl:attribute name="takedown" select="'true'"/>
      </xsl:if>
      <commercialModel>{$terms?model}</commercialModel>
      <use>{$terms?use}</use>
      <xsl:if test="exists($terms?territory)">
        <territory>{$terms?territory}</territory>
      </xsl:if>
      <xsl:if test="t:moment($start) or t:moment($end)">
        <validity>
          <xsl:sequence select="
              t:place($at), t:attribute('start', t:moment($start)), t:attribute('end', t:moment($end))"/>
        </validity>
      </xsl:if>
      <xsl:if test="t:is-amount($amount)">
        <price>
          <xsl:sequence select="
              t:place($at), t:attribute('amount', $amount), t:attribute('currency', $currency)"/>
        </price>
      </xsl:if>
    </deal>
  </xsl:template>


  <!-- ======== Files ======== -->

  <xsl:function name="t:media-kind" as="xs:string">
    <xsl:param name="type" as="xs:string?"/>
    <xsl:sequence select="
        if (matches($type, '^audio/|audiobook', 'i')) then 'audio'
        else if (starts-with($type, 'video/')) then 'video'
        else if (starts-with($type, 'image/')) then 'image'
        else 'text'"/>
  </xsl:function>

  <!-- A file is a map of kind, uri and at, and perhaps of item, type, preview, width and height. -->
  <xsl:template name="t:asset">
    <xsl:param name="file" as="map(*)"/>
    <asset kind="{$file?kind}" uri="{$file?uri}">
      <xsl:sequence select="
          t:place($file?at),
          t:remote($file?uri),
          t:attribute('item', $file?item),
          t:attribute('codec', $file?type),
          t:attribute('width', $file?width[matches(., '^[0-9]{1,6}$')]),
          t:attribute('height', $file?height[matches(., '^[0-9]{1,6}$')])"/>
      <xsl:if test="$file?preview">
        <xsl:attribute name="preview" select="'true'"/>
      </xsl:if>
    </asset>
  </xsl:template>

  <!-- The host of a web address. -->
  <xsl:function name="t:host" as="xs:string?">
    <xsl:param name="address" as="xs:string?"/>
    <xsl:sequence select="
        analyze-string(string($address), '^[a-z]+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)', 'i')
        /*:match/*:group[@nr = 1]/lower-case(.)"/>
  </xsl:function>

  <!-- An address that leaves out its beginning begins like `base`, if that is known; otherwise it is a
       file that comes with the message. -->
  <xsl:function name="t:address" as="xs:string">
    <xsl:param name="stated" as="xs:string"/>
    <xsl:param name="base" as="xs:string?"/>
    <xsl:variable name="text" select="replace(normalize-space($stated), ' ', '%20')"/>
    <xsl:sequence select="
        if (matches($text, '^[a-z][a-z0-9+.\-]*:', 'i') or not(matches($base, '^https?://[^/]+', 'i'))) then $text
        else if (starts-with($text, '//')) then replace($base, '^(https?:).*$', '$1', 'i') || $text
        else if (starts-with($text, '/')) then replace($base, '^(https?://[^/?#]*).*$', '$1', 'i') || $text
        else replace($base, '^(https?://[^/?#]*)((?:/[^?#]*)?/)?[^/]*$', '$1$2', 'i')
          ! replace(., '([^/])$', '$1/') || $text"/>
  </xsl:function>


  <!-- ======== Findings ======== -->

  <!-- schema.value: what cannot be read as what it ought to be is left out. -->
  <xsl:template name="t:bad-value">
    <xsl:param name="expected" as="xs:string"/>
    <xsl:call-template name="t:finding">
      <xsl:with-param name="rule" select="'schema.value'"/>
      <xsl:with-param name="value" select="normalize-space()"/>
      <xsl:with-param name="message" select="
          'expected ' || (@key, name())[1] || ' to be ' || $expected || ', found: ' || normalize-space()"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
