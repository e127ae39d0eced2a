<?xml version="1.0" encoding="UTF-8"?>
<!--
  What OPDS 1 (Atom) and OPDS 2 (JSON) have in common: relations of links, and what becomes of feeds
  that lead to other feeds only. opds-1.xsl and opds-2.xsl import this; a provider's stylesheet imports
  one of those and overrides what it needs.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:json.xsl"/>

  <!-- How a relation lets somebody have the publication: open-access, buy, borrow, subscribe, or any of
       them; none for samples and for whatever is no acquisition (OPDS 1.2, 5). -->
  <xsl:function name="t:acquisition" as="xs:string?">
    <xsl:param name="relations" as="xs:string*"/>
    <xsl:variable name="kinds" select="
        $relations ! normalize-space(.)[starts-with(., 'http://opds-spec.org/acquisition')]
        ! replace(., '^http://opds-spec\.org/acquisition/?', '')"/>
    <xsl:sequence select="
        ($kinds[. = ('open-access', 'buy', 'borrow', 'subscribe')], $kinds[. = ''] ! 'any')[1]"/>
  </xsl:function>

  <xsl:function name="t:is-sample" as="xs:boolean">
    <xsl:param name="relations" as="xs:string*"/>
    <xsl:sequence select="
        ($relations ! normalize-space()) = ('http://opds-spec.org/acquisition/sample', 'preview',
          'http://opds-spec.org/acquisition/preview')"/>
  </xsl:function>

  <!-- Types of media that are read, as opposed to manifests, licences and pages that lead there. -->
  <xsl:function name="t:is-content" as="xs:boolean">
    <xsl:param name="type" as="xs:string?"/>
    <xsl:sequence select="
        matches($type, '^(audio|video)/|^application/(epub\+zip|pdf|x-mobipocket-ebook|audiobook\+zip|x-cbz)', 'i')"/>
  </xsl:function>

  <!-- opds.navigation: there is nothing in it that can be had. -->
  <xsl:template name="t:no-publication">
    <xsl:param name="leads-to" as="xs:string*"/>
    <xsl:call-template name="t:finding">
      <xsl:with-param name="rule" select="'opds.navigation'"/>
      <xsl:with-param name="at" select="/*"/>
      <xsl:with-param name="value" select="string-join(subsequence($leads-to, 1, 5), ', ')"/>
      <xsl:with-param name="message" select="
          'expected a catalogue with publications, found '
          || (if (exists($leads-to)) then 'one that leads to other feeds only ('
                || string-join(subsequence($leads-to, 1, 5), ', ') || '); send those'
              else 'none in it; send one that has some')"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
