<?xml version="1.0" encoding="UTF-8"?>
<!--
  OPDS 1: feeds in Atom whose entries have links of acquisition, and single entries. Every entry that
  can be had is a product. The elements of Dublin Core and schema.org are read where they are.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:atom="http://www.w3.org/2005/Atom"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:dcterms="http://purl.org/dc/terms/"
    xmlns:opds="http://opds-spec.org/2010/catalog"
    xmlns:opf="http://www.idpf.org/2007/opf"
    xmlns:schema="http://schema.org/"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:opds-common.xsl"/>

  <xsl:variable name="t:root" as="element()" select="/*"/>

  <xsl:variable name="t:entries" as="element()*" select="$t:root/(self::atom:entry, atom:entry)"/>

  <!-- Entries with a way to have them; the others lead to other feeds. -->
  <xsl:variable name="t:publications" as="element()*" select="
      $t:entries[atom:link[t:acquisition(t:relations(.)) or t:is-sample(t:relations(.))]]"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <delivery format="opds" version="1.2" type="{local-name(/*)}" intent="state">
      <xsl:sequence select="
          t:place(/*),
          t:attribute('createdAt', $t:root/atom:updated[normalize-space() castable as xs:dateTime][1]),
          t:attribute('sender', t:sender()),
          t:attribute('senderName', $t:root/self::atom:feed/(atom:author/atom:name, atom:title)[normalize-space()][1])"/>
      <xsl:apply-templates select="$t:publications" mode="t:product"/>
      <xsl:apply-templates select="/*" mode="t:findings"/>
    </delivery>
  </xsl:template>

  <!-- The host that the feed comes from, or else that of its site. -->
  <xsl:function name="t:sender" as="xs:string?">
    <xsl:sequence select="
        ($t:root/atom:link[@rel = 'self']/@href, $t:root/atom:link[not(@rel) or @rel = 'alternate'][not(@type)]/@href,
         $t:root/atom:author/atom:name)
        [normalize-space()][1] ! (t:host(normalize-space(.)), normalize-space(.))[1]"/>
  </xsl:function>

  <xsl:function name="t:relations" as="xs:string*">
    <xsl:param name="link" as="element()"/>
    <xsl:sequence select="$link/@rel ! string(.)"/>
  </xsl:function>

  <!-- What an address that leaves out its beginning begins with. -->
  <xsl:function name="t:base" as="xs:string?">
    <xsl:param name="at" as="element()"/>
    <xsl:sequence select="
        ($at/ancestor-or-self::*[@xml:base][1]/@xml:base, $t:root/atom:link[@rel = 'self']/@href)[1] ! normalize-space(.)"/>
  </xsl:function>


  <!-- ======== The product ======== -->

  <xsl:template match="*" mode="t:product">
    <xsl:variable name="language" select="t:languages(.)[1]"/>
    <product contentType="{t:content-type(.)}">
      <xsl:sequence select="
          t:place(.),
          t:distinct((dcterms:identifier, dc:identifier, atom:id)[normalize-space()] ! t:uri-identifier(.))"/>
      <xsl:for-each select="atom:title[t:words(.)][1]">
        <title kind="DISPLAY">
          <xsl:sequence select="t:place(.), t:attribute('subTitle', ../schema:alternativeHeadline[1] ! t:words(.))"/>
          <xsl:text>{t:words(.)}</xsl:text>
        </title>
      </xsl:for-each>
      <xsl:call-template name="t:credits">
        <xsl:with-param name="people" select="t:people(.)"/>
      </xsl:call-template>
      <xsl:sequence select="t:element('publisher', (dcterms:publisher, dc:publisher)[normalize-space()][1])"/>
      <xsl:call-template name="t:subjects">
        <xsl:with-param name="subjects" select="
            atom:category ! (let $category := .
              return (@label, @term)[normalize-space()][1] ! map { 'text': normalize-space(.), 'at': $category }),
            (dcterms:subject, dc:subject)[normalize-space()] ! map { 'text': normalize-space(.), 'at': . }"/>
      </xsl:call-template>
      <xsl:call-template name="t:release-date">
        <xsl:with-param name="date" select="t:issued(.)"/>
      </xsl:call-template>
      <xsl:for-each select="t:languages(.)">
        <language>{.}</language>
      </xsl:for-each>
      <xsl:call-template name="t:description">
        <xsl:with-param name="text" select="
            sort((atom:summary, atom:content[not(@src)])[normalize-space()], (), function($text) { -string-length($text) })[1]"/>
        <xsl:with-param name="language" select="$language"/>
      </xsl:call-template>
      <xsl:for-each select="schema:Series[(@name, @schema:name)[normalize-space()]]">
        <series>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{string-join(((@name, @schema:name)[1], (@position, @schema:position)[1]) ! normalize-space(.), ', ')}</xsl:text>
        </series>
      </xsl:for-each>
      <xsl:call-template name="t:deals"/>
      <xsl:for-each select="t:files(.)">
        <xsl:call-template name="t:asset">
          <xsl:with-param name="file" select="."/>
        </xsl:call-template>
      </xsl:for-each>
    </product>
  </xsl:template>

  <!-- What is told as one, or comes as audio only. -->
  <xsl:function name="t:content-type" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="types" select="
        $entry/atom:link[t:acquisition(t:relations(.)) or t:is-sample(t:relations(.))]/(@type, .//opds:indirectAcquisition/@type)
        [t:is-content(.) or t:media-kind(.) = 'audio']"/>
    <xsl:sequence select="
        if (ends-with($entry/@schema:additionalType, 'Audiobook')
          or exists($types) and (every $type in $types satisfies t:media-kind($type) = 'audio')) then 'Audiobook'
        else 'Book'"/>
  </xsl:function>

  <xsl:function name="t:people" as="map(*)*">
    <xsl:param name="entry" as="element()"/>
    <xsl:for-each select="$entry/(atom:author, atom:contributor)[normalize-space(atom:name[1])]">
      <xsl:variable name="role" select="normalize-space(@opf:role)"/>
      <xsl:sequence select="map {
          'name': normalize-space(atom:name[1]),
          'role': ($t:relators($role), $role[.], if (self::atom:author) then 'Author' else 'Contributor')[1],
          'at': . }"/>
    </xsl:for-each>
  </xsl:function>

  <!-- When it was published; when the entry was is another matter. -->
  <xsl:function name="t:issued" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="$entry/(dcterms:issued, dc:date, dcterms:date)[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:languages" as="xs:string*">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
        distinct-values($entry/(dcterms:language, dc:language)[normalize-space()] ! t:language-tag(normalize-space(.)))"/>
  </xsl:function>


  <!-- ======== Deals and files ======== -->

  <!-- Links that differ only in the format are one offer; what has several prices is one for each. -->
  <xsl:template name="t:deals">
    <xsl:for-each-group select="atom:link[t:acquisition(t:relations(.))]" group-by="
        string-join((t:acquisition(t:relations(.)), opds:price/(., @currencycode), opds:availability/@status), '|')">
      <xsl:variable name="link" select="."/>
      <xsl:for-each select="1 to max((1, count(opds:price)))">
        <xsl:variable name="price" select="$link/opds:price[position() = current()]"/>
        <xsl:call-template name="t:deal">
          <xsl:with-param name="offer" select="t:acquisition(t:relations($link))"/>
          <xsl:with-param name="at" select="$link"/>
          <xsl:with-param name="amount" select="$price"/>
          <xsl:with-param name="currency" select="$price/@currencycode/string()"/>
          <xsl:with-param name="takedown" select="$link/opds:availability/@status = 'unavailable'"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each-group>
  </xsl:template>

  <!-- Its cover (a thumbnail, if there is no other), what can be had openly, and samples. -->
  <xsl:function name="t:files" as="map(*)*">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="links" select="$entry/atom:link[normalize-space(@href)]"/>
    <xsl:variable name="images" select="
        ('http://opds-spec.org/image', 'http://opds-spec.org/cover', 'http://opds-spec.org/image/thumbnail')
        ! (let $relation := . return $links[@rel = $relation])"/>
    <xsl:sequence select="
        $images[1] ! t:file(., 'cover', false()),
        $links[t:acquisition(t:relations(.)) = 'open-access'][t:is-content(@type)] ! t:file(., t:media-kind(@type), false()),
        $links[t:is-sample(t:relations(.))] ! t:file(., t:media-kind(@type), true())"/>
  </xsl:function>

  <xsl:function name="t:file" as="map(*)">
    <xsl:param name="link" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="preview" as="xs:boolean"/>
    <xsl:sequence select="map {
        'kind': $kind,
        'uri': t:address($link/@href, t:base($link)),
        'at': $link,
        'type': $link/@type/normalize-space(.)[.],
        'preview': $preview }"/>
  </xsl:function>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="*" mode="t:findings">
    <xsl:if test="empty($t:publications)">
      <xsl:call-template name="t:no-publication">
        <xsl:with-param name="leads-to" select="$t:entries ! t:words(atom:title[1])"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="$t:entries[$t:publications] except $t:publications">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'opds.no-acquisition'"/>
        <xsl:with-param name="value" select="t:words(atom:title[1])"/>
        <xsl:with-param name="message" select="
            'expected the entry to have a link of acquisition, found none; it was left out'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$t:publications ! t:issued(.)[not(t:day(.))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a date such as 2026-01-31'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$t:publications/atom:link[t:acquisition(t:relations(.))]/opds:price[not(t:is-amount(.))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'an amount such as 19.90'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
