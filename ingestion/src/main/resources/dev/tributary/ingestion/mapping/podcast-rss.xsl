<?xml version="1.0" encoding="UTF-8"?>
<!--
  Podcasts in RSS 2.0, with the elements of iTunes and of Podcasting 2.0.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:atom="http://www.w3.org/2005/Atom"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
    xmlns:podcast="https://podcastindex.org/namespace/1.0"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:podcast-common.xsl"/>

  <xsl:function name="t:format" as="xs:string">
    <xsl:sequence select="'rss'"/>
  </xsl:function>

  <xsl:function name="t:version" as="xs:string">
    <xsl:sequence select="($t:root/@version/normalize-space()[.], '2.0')[1]"/>
  </xsl:function>

  <xsl:variable name="t:root" as="element()" select="/*"/>

  <xsl:function name="t:show" as="element()?">
    <xsl:sequence select="$t:root/Q{}channel[1]"/>
  </xsl:function>

  <xsl:function name="t:episodes" as="element()*">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/Q{}item"/>
  </xsl:function>

  <!-- When the feed last changed, which is the time of the message. -->
  <xsl:function name="t:changed-at" as="element()?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/(Q{}lastBuildDate, Q{}pubDate, atom:updated)[normalize-space()][1]"/>
  </xsl:function>

  <!-- Where the feed itself is. -->
  <xsl:function name="t:feed-address" as="xs:string?">
    <xsl:sequence select="
        ($t:root/Q{}channel[1]/atom:link[@rel = 'self']/@href[matches(., '^\s*https?://')])[1] ! normalize-space(.)"/>
  </xsl:function>

  <xsl:function name="t:guid-of-show" as="element()?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/podcast:guid[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:site" as="xs:string?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="
        ($show/Q{}link/(text(), @href[not(../@rel) or ../@rel = 'alternate'])[matches(., '^\s*https?://')])[1]
        ! normalize-space(.)"/>
  </xsl:function>

  <xsl:function name="t:author-names" as="xs:string*">
    <xsl:param name="about" as="element()"/>
    <xsl:variable name="stated" select="
        ($about/itunes:author, $about/dc:creator, $about/Q{}author, $about/Q{}managingEditor)[normalize-space()][1]"/>
    <xsl:sequence select="$stated ! t:person-name(string((Q{}name, .)[1]))"/>
  </xsl:function>

  <xsl:function name="t:categories" as="xs:string*">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/Q{}category ! string(.)"/>
  </xsl:function>

  <xsl:function name="t:rights" as="element()*">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/(Q{}copyright, dc:rights)"/>
  </xsl:function>

  <xsl:function name="t:language" as="node()?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/(Q{}language, dc:language)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:descriptions" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="$about/(Q{}description, itunes:summary, content:encoded)"/>
  </xsl:function>

  <xsl:function name="t:guid-element" as="element()?">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="$episode/(Q{}guid, Q{}id, atom:id)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:date" as="element()?">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="$episode/(Q{}pubDate, dc:date, atom:published, Q{}updated)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:plain-images" as="map(*)*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        $about/Q{}image/Q{}url[normalize-space()] ! map { 'uri': t:address(., $about), 'at': . }"/>
  </xsl:function>
</xsl:stylesheet>
