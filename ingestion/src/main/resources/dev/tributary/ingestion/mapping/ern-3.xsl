<?xml version="1.0" encoding="UTF-8"?>
<!--
  DDEX ERN 3.3 to 3.8: details per territory, parties named where they are credited, and a main release
  that is flagged among the releases of its tracks.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all">

  <xsl:import href="tributary:ern-common.xsl"/>

  <xsl:variable name="t:known-elements" as="xs:string" select="'ern-3-elements.txt'"/>

  <!-- The main release: the one that is flagged; where none is, the one that is not the release of a
       track; where that does not tell either, the first. -->
  <xsl:function name="t:main-releases" as="element()*">
    <xsl:variable name="releases" select="$t:message/ReleaseList/Release"/>
    <xsl:variable name="flagged" select="$releases[t:is-true(@IsMainRelease)]"/>
    <xsl:variable name="others" select="$releases[not(t:is-track-release(.))]"/>
    <xsl:sequence select="
        if ($flagged) then $flagged else if ($others) then $others else $releases"/>
  </xsl:function>

  <xsl:function name="t:is-track-release" as="xs:boolean">
    <xsl:param name="release" as="element()"/>
    <xsl:sequence select="t:release-type($release) = ('TrackRelease', 'VideoTrackRelease')"/>
  </xsl:function>

  <!-- release.main and release.main-unflagged. A message that follows a release profile must flag its
       main release when it has more than one. -->
  <xsl:template name="t:check-main-release">
    <xsl:variable name="releases" select="ReleaseList/Release"/>
    <xsl:variable name="main" select="t:main-releases()"/>
    <xsl:variable name="flagged" select="$main[t:is-true(@IsMainRelease)]"/>
    <xsl:choose>
      <xsl:when test="count($main) ne 1
          or not($flagged) and @ReleaseProfileVersionId and count($releases) gt 1">
        <xsl:call-template name="t:finding">
          <xsl:with-param name="rule" select="'release.main'"/>
          <xsl:with-param name="at" select="(ReleaseList, .)[1]"/>
          <xsl:with-param name="value" select="string(count($flagged))"/>
          <xsl:with-param name="message" select="
              'expected exactly one release with IsMainRelease=&quot;true&quot;, found '
              || count($flagged) || ' among ' || count($releases)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="not($flagged)">
        <xsl:call-template name="t:finding">
          <xsl:with-param name="rule" select="'release.main-unflagged'"/>
          <xsl:with-param name="at" select="$main"/>
          <xsl:with-param name="message" select="
              'expected the main release to have IsMainRelease=&quot;true&quot;, found no release that has; '
              || 'took the only one that is not the release of a track'"/>
        </xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Of the labels, those for everywhere go first, and among them the one to show. -->
  <xsl:function name="t:labels" as="element()*">
    <xsl:param name="release" as="element()"/>
    <xsl:variable name="labels" select="t:statements($release) ! LabelName[normalize-space()]"/>
    <xsl:sequence select="
        sort($labels, (), function($label) {
          t:reach($label), if ($label/@LabelNameType = 'DisplayLabelName') then 0 else 1 })"/>
  </xsl:function>

  <xsl:template match="LabelName" mode="t:label">
    <xsl:sequence select="t:element('label', .)"/>
  </xsl:template>
</xsl:stylesheet>
