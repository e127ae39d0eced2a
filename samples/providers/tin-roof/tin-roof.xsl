<?xml version="1.0" encoding="UTF-8"?>
<!--
  The label's catalogue: an array of releases, some with their tracks. Its files spell their keys in two
  ways.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:lengths="java:TinRoofLengths"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:json.xsl"/>

  <xsl:variable name="label" select="'Tin Roof'"/>

  <xsl:template match="/">
    <delivery format="json" version="1" type="catalogue" intent="state" sender="{$label}">
      <xsl:sequence select="t:place(/*)"/>
      <xsl:apply-templates select="array/map" mode="product"/>
    </delivery>
  </xsl:template>

  <xsl:template match="map" mode="product">
    <xsl:variable name="artist" select="t:any(., ('Artist', 'artist'))"/>
    <xsl:variable name="date" select="t:any(., ('Release Date', 'release_date'))"/>
    <xsl:variable name="tracks" select="t:members(., 'tracks')"/>
    <product contentType="MusicRelease">
      <xsl:sequence select="
          t:place(.),
          t:any(., ('Catalog#', 'catalog')) ! t:identifier('CatalogNumber', ., string(.), $label)"/>
      <xsl:for-each select="t:any(., ('Title', 'title'))">
        <title kind="DISPLAY">
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{.}</xsl:text>
        </title>
      </xsl:for-each>
      <xsl:call-template name="t:credits">
        <xsl:with-param name="people" select="$artist ! map { 'name': string(.), 'role': 'MainArtist', 'at': . }"/>
      </xsl:call-template>
      <label>{$label}</label>
      <xsl:call-template name="t:release-date">
        <xsl:with-param name="date" select="$date"/>
      </xsl:call-template>
      <xsl:apply-templates select="$tracks" mode="item"/>
      <!-- What is agreed with the label; its files say nothing of it. -->
      <deal>
        <commercialModel>SubscriptionModel</commercialModel>
        <use>OnDemandStream</use>
        <territory>Worldwide</territory>
        <xsl:if test="t:moment($date)">
          <validity start="{t:moment($date)}"/>
        </xsl:if>
      </deal>
      <xsl:for-each select="t:any(., ('Cover JPG', 'cover'))">
        <asset kind="cover" uri="{replace(., '^/', '')}">
          <xsl:sequence select="t:place(.)"/>
        </asset>
      </xsl:for-each>
      <xsl:for-each select="$tracks[t:said(., 'file')]">
        <asset kind="audio" item="A{t:number-of(.)}" uri="{replace(t:said(., 'file'), '^/', '')}">
          <xsl:sequence select="t:place(.)"/>
        </asset>
      </xsl:for-each>
    </product>
  </xsl:template>

  <xsl:template match="map" mode="item">
    <item ref="A{t:number-of(.)}" kind="SoundRecording" disc="1" track="{t:number-of(.)}">
      <xsl:sequence select="t:place(.)"/>
      <title kind="DISPLAY">
        <xsl:sequence select="t:place((t:member(., 'title'), .)[1])"/>
        <xsl:text>{t:said(., 'title')}</xsl:text>
      </title>
      <displayArtist>{t:any(../.., ('Artist', 'artist'))}</displayArtist>
      <xsl:for-each select="t:said(., 'length') ! lengths:iso(.)">
        <duration>{.}</duration>
      </xsl:for-each>
    </item>
  </xsl:template>

  <!-- A value by whichever of the keys it has. -->
  <xsl:function name="t:any" as="element()?">
    <xsl:param name="object" as="element()"/>
    <xsl:param name="keys" as="xs:string+"/>
    <xsl:sequence select="($keys ! t:member($object, .))[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:number-of" as="xs:integer">
    <xsl:param name="track" as="element()"/>
    <xsl:sequence select="count($track/preceding-sibling::*) + 1"/>
  </xsl:function>
</xsl:stylesheet>
