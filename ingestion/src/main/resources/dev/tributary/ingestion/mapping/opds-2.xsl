<?xml version="1.0" encoding="UTF-8"?>
<!--
  OPDS 2 and ODL: feeds of publications in JSON, and single publications (Readium Web Publication
  Manifests). What may be one or several (authors, languages, subjects, …) is read either way, names
  and titles as texts or as texts by language. Every publication is a product; its licences (ODL) and
  links of acquisition are the deals.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:opds-common.xsl"/>

  <xsl:variable name="t:root" as="element()" select="/*"/>

  <xsl:variable name="t:is-feed" as="xs:boolean" select="
      exists(t:member($t:root, 'publications') | t:member($t:root, 'navigation') | t:member($t:root, 'groups'))"/>

  <!-- Those of the feed and of its groups, or the one that the message is. -->
  <xsl:variable name="t:publications" as="element()*" select="
      if ($t:is-feed) then
        (t:members($t:root, 'publications'), t:members($t:root, 'groups') ! t:members(., 'publications'))[self::map]
      else $t:root"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <xsl:variable name="modified" select="t:member(t:member($t:root, 'metadata'), 'modified')"/>
    <delivery format="opds" version="2.0" type="{if ($t:is-feed) then 'feed' else 'publication'}" intent="state">
      <xsl:sequence select="
          t:place(/*),
          t:attribute('createdAt', $modified[. castable as xs:dateTime]),
          t:attribute('sender', t:sender()),
          t:attribute('senderName', t:localized(t:member(t:member($t:root[$t:is-feed], 'metadata'), 'title'))[1]?text)"/>
      <xsl:apply-templates select="$t:publications" mode="t:product"/>
      <xsl:apply-templates select="/*" mode="t:findings"/>
    </delivery>
  </xsl:template>

  <!-- The host that the feed comes from. -->
  <xsl:function name="t:sender" as="xs:string?">
    <xsl:sequence select="t:host(t:self($t:root))"/>
  </xsl:function>

  <!-- The address of a feed or publication itself. -->
  <xsl:function name="t:self" as="xs:string?">
    <xsl:param name="of" as="element()"/>
    <xsl:sequence select="
        t:members($of, 'links')[t:relations(.) = 'self'][1] ! t:said(., 'href')[matches(., '^https?://', 'i')]"/>
  </xsl:function>

  <xsl:function name="t:relations" as="xs:string*">
    <xsl:param name="link" as="element()"/>
    <xsl:sequence select="t:members($link, 'rel') ! normalize-space(.)"/>
  </xsl:function>


  <!-- ======== The product ======== -->

  <xsl:template match="*" mode="t:product">
    <xsl:variable name="metadata" select="t:member(., 'metadata')"/>
    <xsl:variable name="language" select="t:languages($metadata)[1]"/>
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="t:place(.), t:identifiers(.)"/>
      <xsl:call-template name="t:titles">
        <xsl:with-param name="metadata" select="$metadata"/>
        <xsl:with-param name="language" select="$language"/>
      </xsl:call-template>
      <xsl:call-template name="t:credits">
        <xsl:with-param name="people" select="t:people($metadata)"/>
      </xsl:call-template>
      <xsl:for-each select="t:members($metadata, 'imprint')[1] ! t:named(.)">
        <imprint>
          <xsl:sequence select="t:place(?at)"/>
          <xsl:text>{?text}</xsl:text>
        </imprint>
      </xsl:for-each>
      <xsl:for-each select="t:members($metadata, 'publisher')[1] ! t:named(.)">
        <publisher>
          <xsl:sequence select="t:place(?at)"/>
          <xsl:text>{?text}</xsl:text>
        </publisher>
      </xsl:for-each>
      <xsl:call-template name="t:subjects">
        <xsl:with-param name="subjects" select="t:members($metadata, 'subject') ! t:subject(.)"/>
      </xsl:call-template>
      <xsl:call-template name="t:release-date">
        <xsl:with-param name="date" select="t:member($metadata, 'published')"/>
      </xsl:call-template>
      <xsl:call-template name="t:duration">
        <xsl:with-param name="length" select="t:member($metadata, 'duration')"/>
      </xsl:call-template>
      <xsl:for-each select="t:languages($metadata)">
        <language>{.}</language>
      </xsl:for-each>
      <xsl:call-template name="t:description">
        <xsl:with-param name="text" select="t:localized(t:member($metadata, 'description'))[1]?at"/>
        <xsl:with-param name="language" select="$language"/>
      </xsl:call-template>
      <xsl:call-template name="t:series">
        <xsl:with-param name="metadata" select="$metadata"/>
      </xsl:call-template>
      <xsl:call-template name="t:items"/>
      <xsl:call-template name="t:deals"/>
      <xsl:for-each select="t:files(.)">
        <xsl:call-template name="t:asset">
          <xsl:with-param name="file" select="."/>
        </xsl:call-template>
      </xsl:for-each>
    </product>
  </xsl:template>

  <!-- As it says (schema.org); but what has a narrator or a length, or comes as audio only, is heard,
       whatever it is called. -->
  <xsl:function name="t:content-type" as="xs:string">
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="metadata" select="t:member($publication, 'metadata')"/>
    <xsl:variable name="type" select="replace(string(t:said($metadata, '@type')), '^.*[/#:]', '')"/>
    <xsl:variable name="types" select="t:content-types($publication)"/>
    <xsl:sequence select="
        if ($type = ('Movie', 'VideoObject', 'TVSeries', 'Clip')) then 'Video'
        else if ($type = ('MusicAlbum', 'MusicRelease', 'MusicRecording')) then 'MusicRelease'
        else if ($type = 'Audiobook' or t:members($metadata, 'conformsTo') ! string(.) = 'https://readium.org/webpub-manifest/profiles/audiobook'
            or exists(t:members($metadata, 'narrator')) or t:length(t:member($metadata, 'duration'))
            or exists($types) and (every $type in $types satisfies t:media-kind($type) = 'audio')) then 'Audiobook'
        else 'Book'"/>
  </xsl:function>

  <!-- The formats in which it can be had: those of licences, of links, and of what these lead to. -->
  <xsl:function name="t:content-types" as="xs:string*">
    <xsl:param name="publication" as="element()"/>
    <xsl:sequence select="
        (t:members($publication, 'licenses') ! t:members(t:member(., 'metadata'), 'format') ! string(.),
         t:acquisitions($publication)//*[@key = 'type'][not(*)] ! string(.))
        [t:is-content(.) or t:media-kind(.) = 'audio']"/>
  </xsl:function>

  <!-- Its own identifier, other ones, and failing these the address of its manifest. -->
  <xsl:function name="t:identifiers" as="element()*">
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="metadata" select="t:member($publication, 'metadata')"/>
    <xsl:variable name="stated" select="
        (t:members($metadata, 'identifier'), t:members($metadata, 'isbn'), t:members($metadata, 'altIdentifier'))
        ! (t:member(., 'value'), .)[1][not(*)][normalize-space()]"/>
    <xsl:sequence select="
        if ($stated) then t:distinct($stated ! t:uri-identifier(.))
        else t:self($publication) ! t:identifier('GUID', $publication, ., ())"/>
  </xsl:function>

  <!-- A text, or the same in several languages: maps of text, language and at. -->
  <xsl:function name="t:localized" as="map(*)*">
    <xsl:param name="value" as="element()?"/>
    <xsl:sequence select="
        $value/self::map/*[normalize-space()] ! map {
          'text': t:words(.), 'language': string(@key)[. ne 'und'], 'at': . },
        $value[not(*)][normalize-space()] ! map { 'text': t:words(.), 'at': . }"/>
  </xsl:function>

  <!-- The title in the publication's language is shown, or else the first. -->
  <xsl:template name="t:titles">
    <xsl:param name="metadata" as="element()?"/>
    <xsl:param name="language" as="xs:string?"/>
    <xsl:variable name="titles" select="t:localized(t:member($metadata, 'title'))"/>
    <xsl:variable name="subtitles" select="t:localized(t:member($metadata, 'subtitle'))"/>
    <xsl:variable name="first" select="($titles[?language ! t:language-tag(.) = $language], $titles)[1]"/>
    <xsl:for-each select="$first, $titles[not(?at is $first?at)]">
      <xsl:variable name="title" select="."/>
      <title kind="{if (position() = 1) then 'DISPLAY' else 'TRANSLATED'}">
        <xsl:sequence select="
            t:place(?at),
            t:attribute('subTitle', (
              $subtitles[?language = $title?language], $subtitles[not(?language)][$title?at is $first?at])[1]?text),
            t:attribute('language', ?language)"/>
        <xsl:text>{?text}</xsl:text>
      </title>
    </xsl:for-each>
    <xsl:for-each select="t:localized(t:member($metadata, 'sortAs'))[1]">
      <title kind="FORMAL">
        <xsl:sequence select="t:place(?at)"/>
        <xsl:text>{?text}</xsl:text>
      </title>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:languages" as="xs:string*">
    <xsl:param name="metadata" as="element()?"/>
    <xsl:sequence select="
        distinct-values(t:members($metadata, 'language')[not(*)][normalize-space()] ! t:language-tag(normalize-space(.)))"/>
  </xsl:function>

  <!-- Readium's keys for contributors. -->
  <xsl:variable name="t:roles" as="map(xs:string, xs:string)" select="map {
      'author': 'Author', 'artist': 'Artist', 'narrator': 'Narrator', 'translator': 'Translator', 'editor': 'Editor',
      'illustrator': 'Illustrator', 'letterer': 'Letterer', 'penciler': 'Penciler', 'colorist': 'Colorist',
      'inker': 'Inker', 'contributor': 'Contributor' }"/>

  <!-- Each is a name, or an object with one and perhaps with a role (MARC's relators). -->
  <xsl:function name="t:people" as="map(*)*">
    <xsl:param name="metadata" as="element()?"/>
    <xsl:for-each select="'author', 'artist', 'narrator', 'translator', 'editor', 'illustrator', 'letterer', 'penciler',
        'colorist', 'inker', 'contributor'">
      <xsl:variable name="role" select="$t:roles(.)"/>
      <xsl:for-each select="t:members($metadata, .)[exists(t:named(.))]">
        <xsl:variable name="own" select="t:said(., 'role')"/>
        <xsl:sequence select="map {
            'name': t:named(.)?text,
            'indexed': t:localized(t:member(., 'sortAs'))[1]?text,
            'role': ($own ! ($t:relators(.), .)[1], $role)[1],
            'at': . }"/>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:function>

  <!-- The name of a contributor, series or subject. -->
  <xsl:function name="t:named" as="map(*)?">
    <xsl:param name="value" as="element()"/>
    <xsl:sequence select="(t:localized(t:member($value, 'name')), t:localized($value[not(*)]))[1]"/>
  </xsl:function>

  <xsl:function name="t:subject" as="map(*)?">
    <xsl:param name="subject" as="element()"/>
    <xsl:sequence select="
        (t:named($subject), t:said($subject, 'code') ! map { 'text': ., 'at': $subject })[1]"/>
  </xsl:function>

  <!-- Series, with the publication's place in each. -->
  <xsl:template name="t:series">
    <xsl:param name="metadata" as="element()?"/>
    <xsl:for-each select="t:members(t:member($metadata, 'belongsTo'), 'series')[exists(t:named(.))]">
      <series>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{string-join((t:named(.)?text, t:said(., 'position')), ', ')}</xsl:text>
      </series>
    </xsl:for-each>
  </xsl:template>


  <!-- ======== Chapters ======== -->

  <!-- The files of an audiobook in the order in which they are heard. -->
  <xsl:function name="t:chapters" as="element()*">
    <xsl:param name="publication" as="element()"/>
    <xsl:sequence select="
        t:members($publication[t:content-type(.) = 'Audiobook'], 'readingOrder')[t:said(., 'href')]"/>
  </xsl:function>

  <xsl:template name="t:items">
    <xsl:variable name="contents" select="t:members(., 'toc')"/>
    <xsl:for-each select="t:chapters(.)">
      <xsl:variable name="href" select="t:said(., 'href')"/>
      <item ref="C{position()}" kind="Chapter" chapter="{position()}">
        <xsl:sequence select="t:place(.)"/>
        <xsl:for-each select="
            (t:localized(t:member(., 'title')), $contents[t:said(., 'href') = $href] ! t:localized(t:member(., 'title')))[1]">
          <title kind="DISPLAY">
            <xsl:sequence select="t:place(?at)"/>
            <xsl:text>{?text}</xsl:text>
          </title>
        </xsl:for-each>
        <xsl:call-template name="t:duration">
          <xsl:with-param name="length" select="t:member(., 'duration')"/>
        </xsl:call-template>
      </item>
    </xsl:for-each>
  </xsl:template>


  <!-- ======== Deals ======== -->

  <!-- A licence (ODL) is an offer to lend, from the day it was made until it expires. Links that differ
       only in the format are one offer; what has several prices is one for each. -->
  <xsl:template name="t:deals">
    <xsl:for-each select="t:members(., 'licenses')">
      <xsl:variable name="licence" select="."/>
      <xsl:variable name="metadata" select="t:member(., 'metadata')"/>
      <xsl:variable name="prices" select="t:members($metadata, 'price')"/>
      <xsl:for-each select="1 to max((1, count($prices)))">
        <xsl:variable name="price" select="$prices[current()]"/>
        <xsl:call-template name="t:deal">
          <xsl:with-param name="offer" select="'borrow'"/>
          <xsl:with-param name="at" select="$licence"/>
          <xsl:with-param name="start" select="t:member($metadata, 'created')"/>
          <xsl:with-param name="end" select="t:member(t:member($metadata, 'terms'), 'expires')"/>
          <xsl:with-param name="amount" select="t:member($price, 'value')"/>
          <xsl:with-param name="currency" select="t:said($price, 'currency')"/>
          <xsl:with-param name="takedown" select="t:is-unavailable(($licence, $metadata, $licence/../..))"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
    <xsl:variable name="publication" select="."/>
    <xsl:for-each-group select="t:acquisitions(.)" group-by="
        let $properties := t:member(., 'properties')
        return string-join((t:acquisition(t:relations(.)), t:member($properties, 'price')/descendant-or-self::*[not(*)],
          string(t:is-unavailable($properties))), '|')">
      <xsl:variable name="link" select="."/>
      <xsl:variable name="properties" select="t:member(., 'properties')"/>
      <xsl:variable name="prices" select="t:members($properties, 'price')"/>
      <xsl:for-each select="1 to max((1, count($prices)))">
        <xsl:variable name="price" select="$prices[current()]"/>
        <xsl:call-template name="t:deal">
          <xsl:with-param name="offer" select="t:acquisition(t:relations($link))"/>
          <xsl:with-param name="at" select="$link"/>
          <xsl:with-param name="amount" select="t:member($price, 'value')"/>
          <xsl:with-param name="currency" select="t:said($price, 'currency')"/>
          <xsl:with-param name="takedown" select="t:is-unavailable(($properties, $publication))"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each-group>
  </xsl:template>

  <!-- The links by which it can be had. -->
  <xsl:function name="t:acquisitions" as="element()*">
    <xsl:param name="publication" as="element()"/>
    <xsl:sequence select="t:members($publication, 'links')[t:acquisition(t:relations(.))]"/>
  </xsl:function>

  <!-- What says of itself, or of its metadata, that it is not available. -->
  <xsl:function name="t:is-unavailable" as="xs:boolean">
    <xsl:param name="of" as="element()*"/>
    <xsl:sequence select="
        ($of, $of ! t:member(., 'metadata')) ! t:member(., 'availability') ! (t:said(., 'state'), normalize-space(.[not(*)]))
        = 'unavailable'"/>
  </xsl:function>


  <!-- ======== Files ======== -->

  <xsl:function name="t:files" as="map(*)*">
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="links" select="t:members($publication, 'links')[t:said(., 'href')]"/>
    <xsl:sequence select="
        t:cover($publication) ! t:file($publication, ., 'cover', ()),
        for-each-pair(t:chapters($publication), 1 to count(t:chapters($publication)), function($chapter, $number) {
          t:file($publication, $chapter, t:media-kind((t:said($chapter, 'type'), 'audio/mpeg')[1]), 'C' || $number) }),
        $links[t:acquisition(t:relations(.)) = 'open-access'][t:is-content(t:said(., 'type'))]
          ! t:file($publication, ., t:media-kind(t:said(., 'type')), ()),
        $links[t:is-sample(t:relations(.))]
          ! map:put(t:file($publication, ., t:media-kind(t:said(., 'type')), ()), 'preview', true())"/>
  </xsl:function>

  <!-- The largest image; of those without a size, the first. -->
  <xsl:function name="t:cover" as="element()?">
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="images" select="
        (t:members($publication, 'images'),
         (t:members($publication, 'links'), t:members($publication, 'resources'))[t:relations(.) = 'cover'])
        [t:said(., 'href')][not(t:said(., 'type') = 'image/svg+xml')]"/>
    <xsl:sequence select="
        sort($images, (), function($image) {
          -sum(t:said($image, 'width')[. castable as xs:double] ! number(.)) })[1]"/>
  </xsl:function>

  <xsl:function name="t:file" as="map(*)">
    <xsl:param name="publication" as="element()"/>
    <xsl:param name="link" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="item" as="xs:string?"/>
    <xsl:sequence select="map {
        'kind': $kind,
        'uri': t:address(t:said($link, 'href'), (t:self($publication), t:self($t:root))[1]),
        'at': $link,
        'item': $item,
        'type': t:said($link, 'type'),
        'width': t:said($link, 'width'),
        'height': t:said($link, 'height'),
        'preview': false() }"/>
  </xsl:function>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:if test="empty($t:publications)">
      <xsl:call-template name="t:no-publication">
        <xsl:with-param name="leads-to" select="
            (t:members(., 'navigation'), t:members(., 'groups') ! t:members(., 'navigation'))
            ! (t:localized(t:member(., 'title'))[1]?text, t:said(., 'href'))[1]"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="$t:publications">
      <xsl:variable name="metadata" select="t:member(., 'metadata')"/>
      <xsl:for-each select="t:member($metadata, 'published')[normalize-space()][not(t:day(.))]">
        <xsl:call-template name="t:bad-value">
          <xsl:with-param name="expected" select="'a date such as 2026-01-31'"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="(t:member($metadata, 'duration'), t:chapters(.) ! t:member(., 'duration'))[normalize-space()][not(t:length(.))]">
        <xsl:call-template name="t:bad-value">
          <xsl:with-param name="expected" select="'a length in seconds, such as 3605'"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="
          (t:members(., 'licenses') ! t:member(., 'metadata'), t:acquisitions(.) ! t:member(., 'properties'))
          ! t:members(., 'price')[not(t:is-amount(t:member(., 'value')))] ! (t:member(., 'value'), .)[1]">
        <xsl:call-template name="t:bad-value">
          <xsl:with-param name="expected" select="'an amount such as 19.90 with its currency'"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
