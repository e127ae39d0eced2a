<?xml version="1.0" encoding="UTF-8"?>
<!--
  How mappings read JSON. A message in JSON is seen as the XML that json-to-xml makes of it: a map has
  its members as children, each with its key as the attribute key; an array has its values. What is
  null is not there. Whoever prefers maps and arrays has them by parse-json(xml-to-json(.)), without
  the places.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:library.xsl"/>

  <!-- The value of a member, whatever it is. -->
  <xsl:function name="t:member" as="element()?">
    <xsl:param name="object" as="element()?"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="$object/*[@key = $key][not(self::null)]"/>
  </xsl:function>

  <!-- The values of a member: each one of an array, or the one that stands alone. -->
  <xsl:function name="t:members" as="element()*">
    <xsl:param name="object" as="element()?"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="t:member($object, $key) ! (if (self::array) then * else .)[not(self::null)]"/>
  </xsl:function>

  <!-- The text of a member, of the first one if there are several; none if it is empty. -->
  <xsl:function name="t:said" as="xs:string?">
    <xsl:param name="object" as="element()?"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="(t:members($object, $key)[not(*)] ! normalize-space(.)[.])[1]"/>
  </xsl:function>
</xsl:stylesheet>
