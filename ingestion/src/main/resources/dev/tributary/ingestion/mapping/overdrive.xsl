<?xml version="1.0" encoding="UTF-8"?>
<!--
  Metadata of titles as OverDrive tells them, in JSON: one title, an array of them, or an answer with
  several (metadata, products). A title is one product, whatever formats it comes in; their ISBNs are
  all its own.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:json.xsl"/>

  <xsl:variable name="t:root" as="element()" select="/*"/>

  <xsl:variable name="t:titles" as="element()*" select="
      (if ($t:root/self::array) then $t:root/*
       else if (t:member($t:root, 'mediaType')) then $t:root
       else (t:members($t:root, 'metadata'), t:members($t:root, 'products')))[self::map]"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <delivery format="overdrive" version="1.0" type="metadata" intent="state">
      <xsl:sequence select="t:place(/*)"/>
      <xsl:attribute name="sender" select="t:sender()"/>
      <xsl:attribute name="senderName" select="t:sender()"/>
      <xsl:apply-templates select="$t:titles" mode="t:product"/>
      <xsl:apply-templates select="/*" mode="t:findings"/>
    </delivery>
  </xsl:template>

  <xsl:function name="t:sender" as="xs:string">
    <xsl:sequence select="'OverDrive'"/>
  </xsl:function>


  <!-- ======== The product ======== -->

  <xsl:template match="*" mode="t:product">
    <xsl:variable name="language" select="t:languages(.)[1]"/>
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="
          t:place(.), t:attribute('releaseType', t:said(., 'mediaType')), t:identifiers(.)"/>
      <xsl:for-each select="t:member(., 'title')[t:words(.)]">
        <title kind="DISPLAY">
          <xsl:sequence select="t:place(.), t:attribute('subTitle', t:member(.., 'subtitle') ! t:words(.))"/>
          <xsl:text>{t:words(.)}</xsl:text>
        </title>
      </xsl:for-each>
      <xsl:call-template name="t:credits">
        <xsl:with-param name="people" select="t:people(.)"/>
      </xsl:call-template>
      <xsl:sequence select="
          t:element('imprint', t:names(., 'imprint')[1]),
          t:element('publisher', t:names(., 'publisher')[1])"/>
      <xsl:call-template name="t:genres"/>
      <xsl:call-template name="t:release-date">
        <xsl:with-param name="date" select="t:published(.)"/>
      </xsl:call-template>
      <xsl:call-template name="t:duration">
        <xsl:with-param name="length" select="t:lengths(.)[t:length(.)][1]"/>
      </xsl:call-template>
      <xsl:for-each select="t:languages(.)">
        <language>{.}</language>
      </xsl:for-each>
      <xsl:call-template name="t:description">
        <xsl:with-param name="text" select="
            (t:member(., 'fullDescription'), t:member(., 'description'), t:member(., 'shortDescription'))[t:words(.)][1]"/>
        <xsl:with-param name="language" select="$language"/>
      </xsl:call-template>
      <xsl:sequence select="t:element('series', t:members(., 'series')[not(*)])"/>
      <xsl:for-each select="distinct-values(t:names(., 'keywords') ! normalize-space(.)[.])">
        <keyword>{.}</keyword>
      </xsl:for-each>
      <xsl:call-template name="t:deals"/>
      <xsl:for-each select="t:files(.)">
        <xsl:call-template name="t:asset">
          <xsl:with-param name="file" select="."/>
        </xsl:call-template>
      </xsl:for-each>
    </product>
  </xsl:template>

  <xsl:function name="t:content-type" as="xs:string">
    <xsl:param name="title" as="element()"/>
    <xsl:variable name="type" select="lower-case(string(t:said($title, 'mediaType')))"/>
    <xsl:sequence select="
        (map { 'audiobook': 'Audiobook', 'video': 'Video', 'music': 'MusicRelease' }($type), 'Book')[1]"/>
  </xsl:function>

  <!-- A value that is a text, or an object with one as its value or name. -->
  <xsl:function name="t:names" as="element()*">
    <xsl:param name="object" as="element()"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="t:members($object, $key) ! (t:member(., 'value'), t:member(., 'name'), .[not(*)])[1]"/>
  </xsl:function>

  <!-- ISBNs of its formats and of others, and OverDrive's own names for it. What stands for no number
       ("n/a") is none. -->
  <xsl:function name="t:identifiers" as="element()*">
    <xsl:param name="title" as="element()"/>
    <xsl:variable name="own" select="
        ((t:members($title, 'formats') ! t:members(., 'identifiers')), t:members($title, 'identifiers'))
        [matches(t:said(., 'value'), '[0-9]')]"/>
    <xsl:sequence select="
        t:distinct((
          $own ! (if (t:said(., 'type') = 'ISBN') then t:identifier('ISBN', ., t:said(., 'value'), ())
                  else t:identifier('ProprietaryId', ., t:said(., 'value'), (t:said(., 'type'), 'OverDrive')[1])),
          t:member($title, 'id')[normalize-space()] ! t:identifier('GUID', ., normalize-space(.), ()),
          t:member($title, 'crossRefId')[normalize-space()]
            ! t:identifier('ProprietaryId', ., normalize-space(.), t:sender())))"/>
  </xsl:function>

  <xsl:function name="t:people" as="map(*)*">
    <xsl:param name="title" as="element()"/>
    <xsl:variable name="creators" select="(t:members($title, 'creators'), t:members($title, 'primaryCreator'))"/>
    <xsl:for-each select="$creators[t:said(., 'name')]">
      <xsl:sequence select="map {
          'name': t:said(., 'name'),
          'indexed': t:said(., 'fileAs'),
          'role': (t:said(., 'role') ! replace(., '\s+', ''), 'Author')[1],
          'at': . }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- BISAC's codes; without any, OverDrive's own subjects. The first is the genre. -->
  <xsl:template name="t:genres">
    <xsl:variable name="codes" select="t:members(., 'bisacCodes')[t:said(., 'code')]"/>
    <xsl:call-template name="t:subjects">
      <xsl:with-param name="subjects" select="
          $codes ! map { 'text': 'BISAC ' || t:said(., 'code'), 'at': . },
          t:names(., 'subjects')[normalize-space()] ! map { 'text': normalize-space(.), 'at': . }"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:function name="t:published" as="element()?">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="
        ((t:member($title, 'publishDate'), t:member($title, 'publishDateText'))[t:day(.)],
         t:member($title, 'publishDate'))[1]"/>
  </xsl:function>

  <xsl:function name="t:lengths" as="element()*">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="t:members($title, 'formats') ! t:member(., 'duration')[normalize-space()]"/>
  </xsl:function>

  <xsl:function name="t:languages" as="xs:string*">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="
        distinct-values(t:members($title, 'languages') ! (t:said(., 'code'), t:said(., 'name'), normalize-space(.[not(*)]))[.][1]
          ! t:language-tag(.))"/>
  </xsl:function>


  <!-- ======== Deals and files ======== -->

  <!-- A title that the library owns can be lent, from the first day on which one of its formats is on
       sale. Of one that it does not own nothing is on offer. -->
  <xsl:template name="t:deals">
    <xsl:if test="t:said(., 'isOwnedByCollections') = 'true' or t:said(., 'isAvailable') = 'true'">
      <xsl:call-template name="t:deal">
        <xsl:with-param name="offer" select="'borrow'"/>
        <xsl:with-param name="start" select="
            let $dates := t:members(., 'formats') ! t:member(., 'onSaleDate')[normalize-space()]
            return (sort($dates[t:day(.)], (), t:day#1), $dates)[1]"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The largest of the covers, whose names tell their width, and a sample of each format. -->
  <xsl:function name="t:files" as="map(*)*">
    <xsl:param name="title" as="element()"/>
    <xsl:variable name="images" select="t:member($title, 'images')"/>
    <xsl:variable name="cover" select="
        ('cover510Wide', 'cover300Wide', 'cover150Wide', 'cover', 'thumbnail')
        ! (let $size := . return t:member($images, $size)[t:said(., 'href')])"/>
    <xsl:sequence select="
        $cover[1] ! map { 'kind': 'cover', 'uri': t:said(., 'href'), 'at': ., 'type': t:said(., 'type'), 'preview': false() },
        t:members($title, 'formats') ! t:members(., 'samples')[t:said(., 'url')] ! map {
          'kind': if (starts-with(t:said(., 'formatType'), 'audiobook')) then 'audio' else 'text',
          'uri': t:said(., 'url'), 'at': ., 'preview': true() }"/>
  </xsl:function>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:for-each select="$t:titles">
      <xsl:for-each select="t:published(.)[normalize-space()][not(t:day(.))]">
        <xsl:call-template name="t:bad-value">
          <xsl:with-param name="expected" select="'a date such as 2026-01-31'"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="t:lengths(.)[not(t:length(.))]">
        <xsl:call-template name="t:bad-value">
          <xsl:with-param name="expected" select="'a length such as 12:20:38'"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
