<?xml version="1.0" encoding="UTF-8"?>
<!--
  Items as Bibliotheca (3M Cloud Library) tells them to libraries: ArrayOfItem, or one Item. Names are
  inverted and parted by semicolons, genres are paths parted by |.
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

  <xsl:variable name="t:items" as="element()*" select="/(Item, ArrayOfItem/Item)"/>

  <xsl:template match="/">
    <delivery format="bibliotheca" version="1.0" type="{local-name(/*)}" intent="state" sender="{t:sender()}" senderName="{t:sender()}">
      <xsl:sequence select="t:place(/*)"/>
      <xsl:apply-templates select="$t:items" mode="t:product"/>
      <xsl:apply-templates select="/*" mode="t:findings"/>
    </delivery>
  </xsl:template>

  <xsl:function name="t:sender" as="xs:string">
    <xsl:sequence select="'Bibliotheca'"/>
  </xsl:function>

  <xsl:template match="Item" mode="t:product">
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="
          t:place(.),
          t:attribute('releaseType', BookFormat),
          t:distinct((
            (ISBN13, ISBN10, ISBN)[normalize-space()] ! t:identifier('ISBN', ., normalize-space(.), ()),
            ItemId[normalize-space()] ! t:identifier('ProprietaryId', ., normalize-space(.), t:sender())))"/>
      <xsl:for-each select="Title[t:words(.)][1]">
        <title kind="DISPLAY">
          <xsl:sequence select="t:place(.), t:attribute('subTitle', ../SubTitle ! t:words(.))"/>
          <xsl:text>{t:words(.)}</xsl:text>
        </title>
      </xsl:for-each>
      <xsl:call-template name="t:credits">
        <xsl:with-param name="people" select="
            t:inverted-names(Authors[1], 'Author'), t:inverted-names(Narrator[1], 'Narrator')"/>
      </xsl:call-template>
      <xsl:sequence select="t:element('publisher', Publisher[normalize-space()][1])"/>
      <xsl:call-template name="t:genres"/>
      <xsl:call-template name="t:release-date">
        <xsl:with-param name="date" select="t:published(.)"/>
      </xsl:call-template>
      <xsl:for-each select="Duration[t:milliseconds(.)]">
        <duration>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{t:milliseconds(.)}</xsl:text>
        </duration>
      </xsl:for-each>
      <xsl:for-each select="Language[normalize-space()]">
        <language>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{t:language-tag(normalize-space(.))}</xsl:text>
        </language>
      </xsl:for-each>
      <xsl:call-template name="t:description">
        <xsl:with-param name="text" select="Description[1]"/>
        <xsl:with-param name="language" select="Language[normalize-space()][1] ! t:language-tag(normalize-space(.))"/>
      </xsl:call-template>
      <xsl:sequence select="t:element('series', Series[normalize-space()])"/>
      <xsl:call-template name="t:deals"/>
      <xsl:for-each select="CoverLinkURL[normalize-space()][1]">
        <xsl:call-template name="t:asset">
          <xsl:with-param name="file" select="map { 'kind': 'cover', 'uri': normalize-space(.), 'at': . }"/>
        </xsl:call-template>
      </xsl:for-each>
    </product>
  </xsl:template>

  <xsl:function name="t:content-type" as="xs:string">
    <xsl:param name="item" as="element()"/>
    <xsl:sequence select="
        if (matches($item/BookFormat, '^\s*(MP3|AUDIO|M4)', 'i')) then 'Audiobook' else 'Book'"/>
  </xsl:function>

  <xsl:function name="t:published" as="element()?">
    <xsl:param name="item" as="element()"/>
    <xsl:sequence select="$item/((PubDate, OnSaleDate, PubYear)[t:day(.)], PubDate)[1]"/>
  </xsl:function>

  <!-- A length is in milliseconds: 0016022000 is four hours and 27 minutes. -->
  <xsl:function name="t:milliseconds" as="xs:string?">
    <xsl:param name="length" as="element()"/>
    <xsl:sequence select="
        normalize-space($length)[matches(., '^[0-9]{1,12}$')] ! xs:integer(.)[. gt 0]
        ! ('PT' || . idiv 1000 || 'S')"/>
  </xsl:function>

  <!-- "FICTION|Fantasy|,FICTION|Horror|" is fiction of two kinds. -->
  <xsl:template name="t:genres">
    <xsl:for-each select="Genre">
      <xsl:variable name="at" select="."/>
      <xsl:for-each-group select="tokenize(., '\|\s*,') ! normalize-space(replace(., '\|\s*$', ''))[.]"
          group-by="normalize-space(tokenize(., '\|')[1])">
        <genre>
          <xsl:sequence select="
              t:place($at),
              t:attribute('sub', string-join(distinct-values(
                current-group() ! string-join(tail(tokenize(., '\|')) ! normalize-space(.)[.], ' / ')[.]), ', '))"/>
          <xsl:text>{current-grouping-key()}</xsl:text>
        </genre>
      </xsl:for-each-group>
    </xsl:for-each>
  </xsl:template>

  <!-- What the library has copies of can be lent; that all are out for now changes nothing. -->
  <xsl:template name="t:deals">
    <xsl:if test="TotalCopies or CanCheckout">
      <xsl:call-template name="t:deal">
        <xsl:with-param name="offer" select="'borrow'"/>
        <xsl:with-param name="at" select="(TotalCopies, CanCheckout)[1]"/>
        <xsl:with-param name="start" select="OnSaleDate[t:day(.)]"/>
        <xsl:with-param name="takedown" select="
            not(TotalCopies[t:is-number(.)] ! xs:integer(.) gt 0) and not(CanCheckout = ('TRUE', 'true'))"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:for-each select="$t:items ! t:published(.)[normalize-space()][not(t:day(.))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a date such as 2026-01-31'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$t:items/Duration[normalize-space()][not(matches(., '^\s*[0-9]{1,12}\s*$'))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a length in milliseconds'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
