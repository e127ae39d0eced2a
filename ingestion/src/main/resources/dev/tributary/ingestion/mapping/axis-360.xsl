<?xml version="1.0" encoding="UTF-8"?>
<!--
  Titles as Boundless (Baker & Taylor's Axis 360) answers libraries with. Names are inverted and parted
  by semicolons, dates are American, a title has no format of its own but those in which it can be had.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:library.xsl"/>

  <xsl:variable name="t:titles" as="element()*" select="/*/title"/>

  <xsl:template match="/">
    <delivery format="axis-360" version="1.0" type="{local-name(/*)}" intent="state" sender="{t:sender()}" senderName="{t:sender()}">
      <xsl:sequence select="t:place(/*)"/>
      <xsl:apply-templates select="$t:titles" mode="t:product"/>
      <xsl:apply-templates select="/*" mode="t:findings"/>
    </delivery>
  </xsl:template>

  <xsl:function name="t:sender" as="xs:string">
    <xsl:sequence select="'Axis 360'"/>
  </xsl:function>

  <xsl:template match="title" mode="t:product">
    <xsl:variable name="language" select="language[normalize-space()][1] ! t:language-tag(normalize-space(.))"/>
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="
          t:place(.),
          t:distinct((
            isbn[normalize-space()] ! t:identifier('ISBN', ., normalize-space(.), ()),
            titleId[normalize-space()] ! t:identifier('ProprietaryId', ., normalize-space(.), t:sender())))"/>
      <xsl:for-each select="productTitle[t:words(.)][1]">
        <!-- "Faith of My Fathers : A Family Memoir" -->
        <xsl:variable name="parts" select="tokenize(t:words(.), '\s+:\s+')"/>
        <title kind="DISPLAY">
          <xsl:sequence select="t:place(.), t:attribute('subTitle', string-join(tail($parts), ': '))"/>
          <xsl:text>{$parts[1]}</xsl:text>
        </title>
      </xsl:for-each>
      <xsl:call-template name="t:credits">
        <xsl:with-param name="people" select="
            t:inverted-names(contributor[1], 'Author'), t:inverted-names(narrator[1], 'Narrator')"/>
      </xsl:call-template>
      <xsl:sequence select="
          t:element('imprint', imprint[normalize-space()][1]),
          t:element('publisher', publisher[normalize-space()][1])"/>
      <xsl:call-template name="t:subjects">
        <xsl:with-param name="subjects" select="
            subject ! (let $at := . return tokenize(., '\s*;\s*') ! normalize-space(.)[.] ! map { 'text': ., 'at': $at })"/>
      </xsl:call-template>
      <xsl:call-template name="t:release-date">
        <xsl:with-param name="date" select="publicationDate[t:day(.)][1]"/>
      </xsl:call-template>
      <xsl:call-template name="t:duration">
        <xsl:with-param name="length" select="runtime[matches(., ':[0-9][0-9]:')][1]"/>
      </xsl:call-template>
      <xsl:for-each select="$language">
        <language>{.}</language>
      </xsl:for-each>
      <xsl:call-template name="t:description">
        <xsl:with-param name="text" select="annotation[1]"/>
        <xsl:with-param name="language" select="$language"/>
      </xsl:call-template>
      <xsl:sequence select="t:element('series', series[normalize-space()])"/>
      <xsl:call-template name="t:deals"/>
      <xsl:for-each select="imageUrl[normalize-space()][1]">
        <xsl:call-template name="t:asset">
          <xsl:with-param name="file" select="map { 'kind': 'cover', 'uri': normalize-space(.), 'at': . }"/>
        </xsl:call-template>
      </xsl:for-each>
    </product>
  </xsl:template>

  <!-- An audiobook comes in formats to be heard. That a narrator is named is no sign of one: e-books
       have some, too. -->
  <xsl:function name="t:content-type" as="xs:string">
    <xsl:param name="title" as="element()"/>
    <xsl:variable name="formats" select="$title//formatName[normalize-space()]"/>
    <xsl:sequence select="
        if (exists($formats[matches(., 'acoustik|audio|mp3', 'i')])) then 'Audiobook' else 'Book'"/>
  </xsl:function>

  <!-- What the library has copies of can be lent; that all are out for now changes nothing. -->
  <xsl:template name="t:deals">
    <xsl:for-each select="availability[totalCopies[t:is-number(.)]][1]">
      <xsl:call-template name="t:deal">
        <xsl:with-param name="offer" select="'borrow'"/>
        <xsl:with-param name="takedown" select="xs:integer(totalCopies[t:is-number(.)][1]) = 0"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:for-each select="$t:titles/publicationDate[normalize-space()][not(t:day(.))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a date such as 1/31/2026'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
