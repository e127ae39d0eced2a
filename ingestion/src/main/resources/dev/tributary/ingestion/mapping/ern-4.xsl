<?xml version="1.0" encoding="UTF-8"?>
<!--
  DDEX ERN 4.1 to 4.3: parties in a list of their own, territories and languages as attributes, and
  track releases beside the release. Some senders of ERN 4 still write parts in the manner of ERN 3
  (details per territory, parties inline, a flagged release among track releases); that is read, too.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all">

  <xsl:import href="tributary:ern-common.xsl"/>

  <xsl:variable name="t:known-elements" as="xs:string" select="'ern-4-elements.txt'"/>

  <xsl:key name="t:party-by-name" match="PartyList/Party" use="PartyName/t:full-name(.)"/>

  <!-- The main release: the Release beside the TrackReleases. -->
  <xsl:function name="t:main-releases" as="element()*">
    <xsl:variable name="releases" select="
        $t:message/ReleaseList/Release[not(t:release-type(.) = 'TrackRelease')]"/>
    <xsl:variable name="flagged" select="$releases[t:is-true(@IsMainRelease)]"/>
    <xsl:sequence select="if ($flagged) then $flagged else $releases"/>
  </xsl:function>

  <!-- release.main -->
  <xsl:template name="t:check-main-release">
    <xsl:variable name="main" select="t:main-releases()"/>
    <xsl:if test="count($main) ne 1">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'release.main'"/>
        <xsl:with-param name="at" select="($main[2], ReleaseList, .)[1]"/>
        <xsl:with-param name="value" select="string(count($main))"/>
        <xsl:with-param name="message" select="
            'expected exactly one Release beside the TrackReleases, found ' || count($main)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Of the labels, those for everywhere go first, and among them the one to show. -->
  <xsl:function name="t:labels" as="element()*">
    <xsl:param name="release" as="element()"/>
    <xsl:variable name="labels" select="
        $release/ReleaseLabelReference[normalize-space()],
        t:statements($release) ! LabelName[normalize-space()]"/>
    <xsl:variable name="everywhere" select="$labels[t:is-true(@IsDefault) or empty(t:territories(.))]"/>
    <xsl:sequence select="
        $everywhere[@LabelType = 'DisplayLabelName'],
        $everywhere[not(@LabelType = 'DisplayLabelName')],
        $labels except $everywhere"/>
  </xsl:function>

  <xsl:template match="ReleaseLabelReference" mode="t:label">
    <xsl:variable name="label" select="."/>
    <xsl:for-each select="key('t:party', normalize-space())[1]/PartyName/t:full-name(.) => head()">
      <label>
        <xsl:sequence select="t:place($label)"/>
        <xsl:value-of select="."/>
      </label>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="LabelName" mode="t:label">
    <xsl:sequence select="t:element('label', .)"/>
  </xsl:template>


  <!-- ======== Parties ======== -->

  <!-- Credits that name a party of the list need no party of their own. -->
  <xsl:function name="t:party-key" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="
        $credit[empty(t:listed-party(.))][not(t:stated-reference(.))]/PartyName/t:full-name(.)
        => head()"/>
  </xsl:function>

  <xsl:function name="t:party-reference" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="
        (t:listed-party($credit)/PartyReference/t:text(.),
         t:party-key($credit) ! $t:named-parties(.)?ref)[1]"/>
  </xsl:function>

  <xsl:function name="t:credited-name" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="
        (t:listed-party($credit)/PartyName/t:full-name(.), $credit/PartyName/t:full-name(.))
        => head()"/>
  </xsl:function>

  <!-- The party of the list that a credit refers to, or names. -->
  <xsl:function name="t:listed-party" as="element()?">
    <xsl:param name="credit" as="element()"/>
    <xsl:variable name="reference" select="t:stated-reference($credit)"/>
    <xsl:sequence select="
        (if ($reference) then key('t:party', $reference, root($credit))
         else $credit/PartyName/t:full-name(.)
           ! key('t:party-by-name', ., root($credit)))[1]"/>
  </xsl:function>

  <xsl:function name="t:stated-reference" as="xs:string?">
    <xsl:param name="credit" as="element()"/>
    <xsl:sequence select="
        $credit/(ArtistPartyReference | ContributorPartyReference)/t:text(.) => head()"/>
  </xsl:function>

  <!-- The party list, and then those that are named elsewhere. -->
  <xsl:template match="*" mode="t:parties">
    <xsl:for-each-group select="$t:message/PartyList/Party[t:text(PartyReference[1])]"
        group-by="PartyReference[1]/t:text(.)">
      <xsl:apply-templates select="." mode="t:party">
        <xsl:with-param name="reference" select="current-grouping-key()"/>
      </xsl:apply-templates>
    </xsl:for-each-group>
    <xsl:next-match/>
  </xsl:template>

  <!-- References to parties, too. -->
  <xsl:template match="*" mode="t:check-references">
    <xsl:next-match/>
    <xsl:call-template name="t:check-resolved">
      <xsl:with-param name="references" select="
          .//(ArtistPartyReference | ContributorPartyReference | CharacterPartyReference
            | PerformerPartyReference | ReleaseLabelReference | RecordCompanyPartyReference
            | RightsControllerPartyReference | PartyAffiliateReference)"/>
      <xsl:with-param name="declarations" select="PartyList/Party/PartyReference"/>
      <xsl:with-param name="noun" select="'party'"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
