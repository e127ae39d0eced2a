<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the mappings of all formats have in common: places, findings, and small readings of texts.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <!-- Something that only the mapping can see. -->
  <xsl:template name="t:finding">
    <xsl:param name="rule" as="xs:string"/>
    <xsl:param name="at" as="element()" select="."/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:param name="message" as="xs:string"/>
    <finding rule="{$rule}">
      <xsl:sequence select="t:place($at), t:attribute('value', $value)"/>
      <xsl:text>{$message}</xsl:text>
    </finding>
  </xsl:template>

  <!-- Where an element stands in the provider's file. -->
  <xsl:function name="t:place" as="attribute()*">
    <xsl:param name="of" as="element()"/>
    <xsl:attribute name="at" select="t:path($of)"/>
    <xsl:attribute name="line" select="t:line($of)"/>
  </xsl:function>

  <!-- An attribute with that value, or none if there is none. -->
  <xsl:function name="t:attribute" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="item()*"/>
    <xsl:variable name="text" select="normalize-space(string($value[1]))"/>
    <xsl:if test="$text">
      <xsl:attribute name="{$name}" select="$text"/>
    </xsl:if>
  </xsl:function>

  <!-- An attribute that is true, or none. -->
  <xsl:function name="t:flag" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="flag" as="element()*"/>
    <xsl:if test="t:is-true($flag)">
      <xsl:attribute name="{$name}" select="true()"/>
    </xsl:if>
  </xsl:function>

  <!-- Whether one of them is true, as XML Schema writes it (part 2, section 3.2.2). -->
  <xsl:function name="t:is-true" as="xs:boolean">
    <xsl:param name="flags" as="node()*"/>
    <xsl:sequence select="$flags ! normalize-space(.) = ('true', '1')"/>
  </xsl:function>

  <!-- What is at an address of its own does not come with the message. -->
  <xsl:function name="t:remote" as="attribute()?">
    <xsl:param name="uri" as="xs:string?"/>
    <xsl:if test="matches($uri, '^[a-z][a-z0-9+.\-]*://', 'i') and not(matches($uri, '^file:', 'i'))">
      <xsl:attribute name="remote" select="true()"/>
    </xsl:if>
  </xsl:function>

  <!-- An element of the canonical document with the text of each node, none for a node without any. -->
  <xsl:function name="t:element" as="element()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="from" as="node()*"/>
    <xsl:for-each select="$from[normalize-space()]">
      <xsl:element name="{$name}">
        <xsl:sequence select="t:place((self::*, ..)[1])"/>
        <xsl:text>{if (self::*) then t:word(.) else normalize-space()}</xsl:text>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>

  <!-- The allowed value, or the sender's own word where the value is only that it has one. -->
  <xsl:function name="t:word" as="xs:string?">
    <xsl:param name="value" as="element()?"/>
    <xsl:sequence select="
        $value ! (if (normalize-space() = 'UserDefined') then
          (@UserDefinedValue/normalize-space()[.], 'UserDefined')[1] else t:text(.))"/>
  </xsl:function>

  <!-- The text of an element, or none if there is none. -->
  <xsl:function name="t:text" as="xs:string?">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="normalize-space($element)[.]"/>
  </xsl:function>

  <!-- ja-Jpan is Japanese in the script Jpan. -->
  <xsl:function name="t:language-and-script" as="attribute()*">
    <xsl:param name="code" as="attribute()?"/>
    <xsl:variable name="parts" select="tokenize($code, '-')"/>
    <xsl:variable name="script" select="$parts[position() gt 1][matches(., '^[A-Za-z]{4}$')][1]"/>
    <xsl:sequence select="
        t:attribute('language', string-join($parts[not(. = $script)], '-')),
        t:attribute('script', $script ! (upper-case(substring(., 1, 1)) || lower-case(replace(., '^.', ''))))"/>
  </xsl:function>

  <xsl:function name="t:number" as="xs:integer">
    <xsl:param name="element" as="element()?"/>
    <xsl:param name="otherwise" as="xs:integer"/>
    <xsl:sequence select="if (t:is-number($element)) then xs:integer($element) else $otherwise"/>
  </xsl:function>

  <xsl:function name="t:whole" as="xs:integer?">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="$element[t:is-amount(.)] ! xs:integer(round(xs:decimal(.)))"/>
  </xsl:function>

  <xsl:function name="t:is-number" as="xs:boolean">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="matches(string($node), '^\s*[0-9]{1,9}\s*$')"/>
  </xsl:function>

  <xsl:function name="t:is-amount" as="xs:boolean">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="matches(string($node), '^\s*[0-9]{1,9}(\.[0-9]{1,30})?\s*$')"/>
  </xsl:function>

  <!-- A duration in days and less; no years and no months may be said as well. -->
  <xsl:function name="t:is-duration" as="xs:boolean">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="
        matches(string($node), '^\s*P(0+Y)?(0+M)?([0-9]{1,6}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\.[0-9]{1,9})?S)?)?\s*$')
        and replace(string($node), 'P(0+Y)?(0+M)?', 'P') castable as xs:dayTimeDuration"/>
  </xsl:function>

  <!-- A day, a month or a year; a time of day may follow. -->
  <xsl:function name="t:is-date" as="xs:boolean">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="matches(string($node), '^\s*[0-9]{4}(-[0-9][0-9](-[0-9][0-9](T.*)?)?)?\s*$')"/>
  </xsl:function>
</xsl:stylesheet>
