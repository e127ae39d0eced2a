<?xml version="1.0" encoding="UTF-8"?>
<!--
  Podcasts in Atom: entries with links to their enclosures, and the elements of iTunes and of
  Podcasting 2.0 where a feed has them.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:atom="http://www.w3.org/2005/Atom"
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
    xmlns:podcast="https://podcastindex.org/namespace/1.0"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:podcast-common.xsl"/>

  <xsl:variable name="t:root" as="element()" select="/*"/>

  <xsl:function name="t:format" as="xs:string">
    <xsl:sequence select="'atom'"/>
  </xsl:function>

  <xsl:function name="t:version" as="xs:string">
    <xsl:sequence select="'1.0'"/>
  </xsl:function>

  <xsl:function name="t:show" as="element()?">
    <xsl:sequence select="$t:root"/>
  </xsl:function>

  <xsl:function name="t:episodes" as="element()*">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/atom:entry"/>
  </xsl:function>

  <xsl:function name="t:changed-at" as="element()?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/atom:updated[1]"/>
  </xsl:function>

  <!-- Where the feed itself is; an id that is an address is as good. -->
  <xsl:function name="t:feed-address" as="xs:string?">
    <xsl:sequence select="
        ($t:root/(atom:link[@rel = 'self']/@href, atom:id)[matches(., '^\s*https?://')])[1] ! normalize-space(.)"/>
  </xsl:function>

  <!-- The id of an Atom feed is for good, so that it is the show's guid unless the feed has another. -->
  <xsl:function name="t:guid-of-show" as="element()?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="($show/podcast:guid, $show/atom:id)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:site" as="xs:string?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="
        ($show/atom:link[not(@rel) or @rel = 'alternate']/@href[matches(., '^\s*https?://')])[1] ! normalize-space(.)"/>
  </xsl:function>

  <xsl:function name="t:author-names" as="xs:string*">
    <xsl:param name="about" as="element()"/>
    <xsl:variable name="named" select="$about/atom:author/atom:name[normalize-space()]"/>
    <xsl:sequence select="(if ($named) then $named else $about/itunes:author) ! t:person-name(string(.))"/>
  </xsl:function>

  <xsl:function name="t:categories" as="xs:string*">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/atom:category/(@label, @term)[normalize-space()][1] ! string(.)"/>
  </xsl:function>

  <xsl:function name="t:rights" as="element()*">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/atom:rights"/>
  </xsl:function>

  <xsl:function name="t:language" as="node()?">
    <xsl:param name="show" as="element()"/>
    <xsl:sequence select="$show/@xml:lang"/>
  </xsl:function>

  <xsl:function name="t:descriptions" as="element()*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="$about/(atom:subtitle, atom:summary, atom:content[not(@src)], itunes:summary)"/>
  </xsl:function>

  <xsl:function name="t:guid-element" as="element()?">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="$episode/atom:id[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:date" as="element()?">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="$episode/(atom:published, atom:updated)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:plain-images" as="map(*)*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        $about/(atom:logo, atom:icon)[normalize-space()] ! map { 'uri': t:address(., $about), 'at': . }"/>
  </xsl:function>
</xsl:stylesheet>
