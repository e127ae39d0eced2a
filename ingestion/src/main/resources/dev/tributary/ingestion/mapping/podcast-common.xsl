<?xml version="1.0" encoding="UTF-8"?>
<!--
  What feeds in RSS and in Atom have in common: the show is the product, its episodes are the items.
  podcast-rss.xsl and podcast-atom.xsl import this and add where each of them says it.

  A provider's stylesheet imports one of these and overrides what it needs. Elements of iTunes and of
  Podcasting 2.0 go before those of plain RSS, which publishers fill in with less care.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
    xmlns:media="http://search.yahoo.com/mrss/"
    xmlns:podcast="https://podcastindex.org/namespace/1.0"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:basics.xsl"/>

  <!-- The show, and its episodes in the order of the feed. -->
  <xsl:variable name="t:show" as="element()?" select="t:show()"/>
  <xsl:variable name="t:episodes" as="element()*" select="$t:show ! t:episodes(.)"/>


  <!-- ======== The document ======== -->

  <xsl:template match="/">
    <delivery format="{t:format()}" version="{t:version()}" type="{local-name(/*)}" intent="state">
      <xsl:sequence select="
          t:place(/*),
          t:attribute('createdAt', t:feed-time(string($t:show ! t:changed-at(.)))),
          t:attribute('sender', t:sender()),
          t:attribute('senderName', t:owner())"/>
      <xsl:apply-templates select="$t:show" mode="t:product"/>
      <xsl:apply-templates select="." mode="t:findings"/>
    </delivery>
  </xsl:template>

  <!-- Whose feed it is: the host that it comes from, or else the one of its site, or else its owner. -->
  <xsl:function name="t:sender" as="xs:string?">
    <xsl:sequence select="
        ((t:feed-address(), $t:show ! t:site(.)) ! t:host(.), t:owner())[.][1]"/>
  </xsl:function>

  <xsl:function name="t:host" as="xs:string?">
    <xsl:param name="address" as="xs:string"/>
    <xsl:sequence select="
        analyze-string($address, '^[a-z]+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)', 'i')
        /*:match/*:group[@nr = 1]/lower-case(.)"/>
  </xsl:function>

  <xsl:function name="t:owner" as="xs:string?">
    <xsl:sequence select="
        $t:show ! (itunes:owner/itunes:name, t:author-names(.))[normalize-space()][1] ! normalize-space(.)"/>
  </xsl:function>


  <!-- ======== The show ======== -->

  <xsl:template match="*" mode="t:product">
    <product contentType="Podcast">
      <xsl:sequence select="
          t:place(.),
          t:attribute('releaseType', itunes:type[normalize-space() = ('episodic', 'serial')])"/>
      <xsl:call-template name="t:identifiers"/>
      <xsl:call-template name="t:title">
        <xsl:with-param name="sub-title" select="itunes:subtitle"/>
      </xsl:call-template>
      <xsl:call-template name="t:credits"/>
      <xsl:sequence select="t:element('publisher', (itunes:owner/itunes:name[normalize-space()])[1])"/>
      <xsl:call-template name="t:genres"/>
      <xsl:sequence select="t:warning(.)"/>
      <xsl:for-each select="t:rights(.)[normalize-space()][1]">
        <cLine>
          <xsl:sequence select="
              t:place(.),
              t:attribute('year', analyze-string(., '(19|20)[0-9][0-9]')/*:match[1]/string())"/>
          <xsl:text>{t:words(.)}</xsl:text>
        </cLine>
      </xsl:for-each>
      <xsl:call-template name="t:period"/>
      <xsl:for-each select="t:language(.)[normalize-space()]">
        <language>
          <xsl:sequence select="t:place((self::*, ..)[1])"/>
          <xsl:text>{t:language-tag(replace(normalize-space(.), '_', '-'))}</xsl:text>
        </language>
      </xsl:for-each>
      <xsl:call-template name="t:description"/>
      <xsl:for-each select="distinct-values(itunes:keywords ! tokenize(., '\s*,\s*') ! normalize-space(.)[.])">
        <keyword>{.}</keyword>
      </xsl:for-each>
      <xsl:apply-templates select="$t:episodes" mode="t:item"/>
      <xsl:call-template name="t:parties"/>
      <xsl:call-template name="t:deals"/>
      <xsl:call-template name="t:cover"/>
      <xsl:apply-templates select="$t:episodes" mode="t:assets"/>
    </product>
  </xsl:template>

  <!-- The show's guid is its name for good; without one, the address of its feed is, and a feed that says
       that it moves is known by both of its addresses. Failing that, site and title together: the title
       alone is no name, and a site may have several shows. -->
  <xsl:template name="t:identifiers">
    <xsl:variable name="guid" select="t:guid-of-show(.)"/>
    <xsl:variable name="new" select="itunes:new-feed-url[normalize-space()][1]"/>
    <xsl:variable name="address" select="t:feed-address()"/>
    <xsl:sequence select="$guid ! t:identifier('GUID', ., t:text(.) ! (if (matches(., '^[0-9A-Fa-f\-]{36}$')) then lower-case(.) else .))"/>
    <xsl:sequence select="
        $new ! (t:identifier('NewFeedUrl', ., t:text(.)), t:identifier('FeedUrl', ., t:text(.)))"/>
    <xsl:sequence select="$address ! t:identifier('FeedUrl', $t:show, .)"/>
    <xsl:if test="not($guid or $new or exists($address)) and t:site(.) and t:title-of(.)">
      <identifier type="ProprietaryId" namespace="site and title">
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{t:host(t:site(.))}{replace(t:site(.), '^[a-z]+://[^/]*|/{1,9}$', '', 'i')} {lower-case(t:words(t:title-of(.)))}</xsl:text>
      </identifier>
    </xsl:if>
  </xsl:template>

  <xsl:function name="t:identifier" as="element()">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="at" as="element()"/>
    <xsl:param name="value" as="xs:string"/>
    <identifier type="{$type}">
      <xsl:sequence select="t:place($at)"/>
      <xsl:text>{normalize-space($value)}</xsl:text>
    </identifier>
  </xsl:function>

  <!-- What is public is on offer to everybody for nothing, unless the feed asks directories to leave it
       out; an episode of which it asks that is taken down. -->
  <xsl:template name="t:deals">
    <xsl:variable name="blocked" select="$t:episodes[t:is-blocked(.)]"/>
    <xsl:if test="not(t:is-blocked(.))">
      <deal>
        <xsl:sequence select="t:place(.)"/>
        <commercialModel>FreeOfChargeModel</commercialModel>
        <use>OnDemandStream</use>
        <use>PermanentDownload</use>
        <territory>Worldwide</territory>
        <xsl:variable name="start" select="min(($t:episodes except $blocked) ! t:published(.))"/>
        <xsl:if test="exists($start)">
          <validity start="{$start}"/>
        </xsl:if>
      </deal>
      <xsl:if test="$blocked">
        <deal items="{$blocked ! t:reference(.)}" takedown="true">
          <xsl:sequence select="t:place($blocked[1])"/>
          <territory>Worldwide</territory>
        </deal>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Whether directories are asked not to show it; of podcast:block, one that names a directory is
       about that one alone. -->
  <xsl:function name="t:is-blocked" as="xs:boolean">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        $about/(itunes:block, podcast:block[not(@id)]) ! lower-case(normalize-space(.)) = ('yes', 'true')"/>
  </xsl:function>

  <!-- From its first episode that is in the feed to its last. -->
  <xsl:template name="t:period">
    <xsl:variable name="first" select="min($t:episodes ! t:published(.))"/>
    <xsl:if test="exists($first)">
      <releaseDate>{substring($first, 1, 10)}</releaseDate>
    </xsl:if>
  </xsl:template>


  <!-- ======== Shows and episodes alike ======== -->

  <xsl:template name="t:title">
    <xsl:param name="sub-title" as="element()*"/>
    <xsl:for-each select="t:title-of(.)[t:words(.)]">
      <title kind="DISPLAY">
        <xsl:sequence select="t:place(.), t:attribute('subTitle', $sub-title[normalize-space()][1] ! t:words(.))"/>
        <xsl:text>{t:words(.)}</xsl:text>
      </title>
    </xsl:for-each>
  </xsl:template>

  <!-- iTunes' title of an episode has no number in it; then that of RSS. -->
  <xsl:function name="t:title-of" as="element()?">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        ($about/itunes:title, $about/*[local-name() = 'title'][namespace-uri() = ('', 'http://www.w3.org/2005/Atom')])
        [normalize-space()][1]"/>
  </xsl:function>

  <!-- The artist line, and everybody who is named with a role. -->
  <xsl:template name="t:credits">
    <xsl:variable name="authors" select="distinct-values(t:author-names(.) ! normalize-space(.)[.])"/>
    <xsl:if test="exists($authors)">
      <displayArtist>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{string-join($authors, ', ')}</xsl:text>
      </displayArtist>
    </xsl:if>
    <xsl:for-each select="$authors">
      <contributor party="{.}" role="Author"/>
    </xsl:for-each>
    <xsl:for-each-group select="podcast:person[normalize-space()]" group-by="t:text(.) || '|' || t:role(.)">
      <contributor party="{t:text(.)}" role="{t:role(.)}">
        <xsl:sequence select="t:place(.)"/>
      </contributor>
    </xsl:for-each-group>
  </xsl:template>

  <!-- Somebody without a role is a host (Podcasting 2.0, person). -->
  <xsl:function name="t:role" as="xs:string">
    <xsl:param name="person" as="element()"/>
    <xsl:sequence select="
        string-join(tokenize(lower-case(($person/@role[normalize-space()], 'host')[1]), '[^\w]+')[.]
          ! (upper-case(substring(., 1, 1)) || replace(., '^.', '')))"/>
  </xsl:function>

  <!-- "john@example.com (John Doe)" and "John Doe (john@example.com)" are John Doe. -->
  <xsl:function name="t:person-name" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="said" select="normalize-space(t:plain($text))"/>
    <xsl:sequence select="
        if (matches($said, '^\S+@\S+\s*\(.+\)$')) then replace($said, '^\S+@\S+\s*\((.+)\)$', '$1')
        else replace($said, '\s*[(&lt;]\S+@\S+[)&gt;]$', '')"/>
  </xsl:function>

  <!-- Parties go by their names: a feed has no others. -->
  <xsl:template name="t:parties">
    <xsl:for-each select="distinct-values(($t:show, $t:episodes)
        ! (t:author-names(.) ! normalize-space(.), podcast:person ! normalize-space(.)))[.]">
      <party ref="{.}">
        <name>{.}</name>
      </party>
    </xsl:for-each>
  </xsl:template>

  <!-- The words for explicit content that were valid once, too. -->
  <xsl:function name="t:explicit" as="xs:string?">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        map { 'yes': 'true', 'true': 'true', 'explicit': 'true', 'no': 'false', 'false': 'false', 'clean': 'false' }
        (string($about/itunes:explicit[1] ! lower-case(normalize-space(.))))"/>
  </xsl:function>

  <xsl:function name="t:warning" as="element()?">
    <xsl:param name="about" as="element()"/>
    <xsl:variable name="explicit" select="t:explicit($about)"/>
    <xsl:if test="$explicit">
      <parentalWarning>
        <xsl:sequence select="t:place($about/itunes:explicit[1])"/>
        <xsl:text>{if ($explicit = 'true') then 'Explicit' else 'NotExplicit'}</xsl:text>
      </parentalWarning>
    </xsl:if>
  </xsl:function>

  <xsl:template name="t:genres">
    <xsl:variable name="show" select="."/>
    <xsl:for-each-group select="itunes:category[normalize-space(@text)]" group-by="normalize-space(@text)">
      <genre>
        <xsl:sequence select="
            t:place(.), t:attribute('sub', string-join(distinct-values(
              current-group()/itunes:category/@text ! normalize-space(.)[.]), ', '))"/>
        <xsl:text>{current-grouping-key()}</xsl:text>
      </genre>
    </xsl:for-each-group>
    <xsl:for-each select="
        distinct-values(t:categories(.) ! normalize-space(.)[.])[not(. = $show/itunes:category/@text ! normalize-space(.))]">
      <genre>{.}</genre>
    </xsl:for-each>
  </xsl:template>

  <!-- What is written about it, the longest version. -->
  <xsl:template name="t:description">
    <xsl:variable name="texts" select="t:descriptions(.)[t:words(.)]"/>
    <xsl:for-each select="sort($texts, (), function($text) { -string-length(t:words($text)) })[1]">
      <description>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{t:words(.)}</xsl:text>
      </description>
    </xsl:for-each>
  </xsl:template>

  <!-- The plain text of an element that may hold HTML, as elements or escaped. -->
  <xsl:function name="t:words" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        normalize-space(t:plain(if ($element/*) then t:flat($element) else string($element)))[.]"/>
  </xsl:function>


  <!-- ======== Episodes ======== -->

  <xsl:template match="*" mode="t:item">
    <item ref="{t:reference(.)}" kind="Episode">
      <xsl:sequence select="
          t:place(.),
          t:attribute('season', (podcast:season, itunes:season)[t:is-whole(.)][1] ! xs:integer(xs:decimal(.))),
          t:attribute('episode', (podcast:episode, itunes:episode)[t:is-whole(.)][1] ! xs:integer(xs:decimal(.))),
          t:attribute('explicit', t:explicit(.)),
          t:attribute('hidden', .[t:is-blocked(.)] ! true()),
          t:bonus(.)"/>
      <xsl:variable name="name" select="t:guid(.)"/>
      <xsl:if test="$name">
        <identifier type="GUID">
          <xsl:sequence select="t:place((t:guid-element(.), .)[1])"/>
          <xsl:text>{$name}</xsl:text>
        </identifier>
      </xsl:if>
      <xsl:call-template name="t:title">
        <xsl:with-param name="sub-title" select="itunes:subtitle"/>
      </xsl:call-template>
      <xsl:call-template name="t:credits"/>
      <xsl:for-each select="itunes:duration[exists(t:seconds(.))][1]">
        <duration>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>PT{t:seconds(.)}S</xsl:text>
        </duration>
      </xsl:for-each>
      <xsl:for-each select="t:date(.)[t:feed-time(string(.)) ne '']">
        <releaseDate>
          <xsl:sequence select="t:place(.)"/>
          <xsl:text>{t:feed-time(string(.))}</xsl:text>
        </releaseDate>
      </xsl:for-each>
      <xsl:call-template name="t:description"/>
      <xsl:sequence select="t:warning(.)"/>
    </item>
  </xsl:template>

  <!-- A trailer is a preview, a bonus a bonus. -->
  <xsl:function name="t:bonus" as="attribute()?">
    <xsl:param name="episode" as="element()"/>
    <xsl:variable name="type" select="$episode/itunes:episodeType[1] ! lower-case(normalize-space(.))"/>
    <xsl:if test="$type = 'bonus'">
      <xsl:attribute name="bonus" select="true()"/>
    </xsl:if>
    <xsl:if test="$type = 'trailer'">
      <xsl:attribute name="preview" select="true()"/>
    </xsl:if>
  </xsl:function>

  <!-- A number of an episode is a decimal (Podcasting 2.0, episode); what is kept is a whole one. -->
  <xsl:function name="t:is-whole" as="xs:boolean">
    <xsl:param name="number" as="element()"/>
    <xsl:sequence select="t:is-number($number) or matches($number, '^\s*[0-9]{1,9}\.0+\s*$')"/>
  </xsl:function>

  <!-- What an episode goes by: its guid or, since publishers break it, the address of its file without
       what is only for counting, and its title. -->
  <xsl:function name="t:guid" as="xs:string?">
    <xsl:param name="episode" as="element()"/>
    <xsl:variable name="file" select="t:enclosures($episode)[1]?uri ! replace(., '[?#].*$', '')"/>
    <xsl:sequence select="
        (t:guid-element($episode) ! t:text(.),
         string-join(($file, t:title-of($episode) ! t:words(.)), ' '))[. ne ''][1]"/>
  </xsl:function>

  <!-- Its reference within the product, the same in every delivery; a guid that is on a second episode
       gets a number there. -->
  <xsl:variable name="t:references" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each-group select="$t:episodes" group-by="(t:guid(.) ! replace(., '\s+', '_'), 'episode')[1]">
        <xsl:variable name="name" select="current-grouping-key()"/>
        <xsl:for-each select="current-group()">
          <xsl:map-entry key="generate-id(.)"
              select="if (position() = 1) then $name else $name || '#' || position()"/>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="t:reference" as="xs:string">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="$t:references(generate-id($episode))"/>
  </xsl:function>

  <!-- Seconds; minutes and seconds; hours, minutes and seconds. Nothing that is as long as a week. -->
  <xsl:function name="t:seconds" as="xs:integer?">
    <xsl:param name="duration" as="element()"/>
    <xsl:variable name="text" select="normalize-space($duration)"/>
    <xsl:variable name="parts" select="reverse(tokenize($text, ':'))"/>
    <xsl:variable name="seconds" select="
        if (matches($text, '^[0-9]{1,7}(:[0-9]{1,3}){0,2}(\.[0-9]+)?$')) then
          sum(for $i in 1 to count($parts) return xs:decimal($parts[$i]) * (1, 60, 3600)[$i])
        else ()"/>
    <xsl:sequence select="$seconds[. lt 604800] ! xs:integer(round(.))"/>
  </xsl:function>

  <!-- When an episode was published, in ISO 8601. -->
  <xsl:function name="t:published" as="xs:string?">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="t:date($episode) ! t:feed-time(string(.))[. ne '']"/>
  </xsl:function>


  <!-- ======== Files ======== -->

  <xsl:template name="t:cover">
    <xsl:for-each select="t:images(.)[1]">
      <xsl:sequence select="t:asset('cover', ?uri, ?at, (), ())"/>
    </xsl:for-each>
  </xsl:template>

  <!-- What is to be heard or seen of an episode, in each of its forms; its image and its transcripts. -->
  <xsl:template match="*" mode="t:assets">
    <xsl:variable name="item" select="t:reference(.)"/>
    <xsl:for-each-group select="t:enclosures(.)" group-by="?uri">
      <xsl:sequence select="t:asset(t:kind-of-file(.), ?uri, ?at, $item, ?type)"/>
    </xsl:for-each-group>
    <xsl:for-each select="t:images(.)[1]">
      <xsl:sequence select="t:asset('image', ?uri, ?at, $item, ())"/>
    </xsl:for-each>
    <xsl:for-each-group select="podcast:transcript[normalize-space(@url)]" group-by="t:address(@url, .)">
      <xsl:sequence select="t:asset('text', current-grouping-key(), ., $item, @type/string())"/>
    </xsl:for-each-group>
  </xsl:template>

  <!-- By its type or else by the end of its name; what says neither is heard. -->
  <xsl:function name="t:kind-of-file" as="xs:string">
    <xsl:param name="file" as="map(*)"/>
    <xsl:variable name="kind" select="replace(lower-case(normalize-space($file?type)), '/.*$', '')"/>
    <xsl:variable name="name" select="lower-case(replace($file?uri, '[?#].*$', ''))"/>
    <xsl:sequence select="
        if ($kind = ('audio', 'video', 'image', 'text')) then $kind
        else if (matches($name, '\.(mp4|m4v|mov|webm|mkv|avi|mpe?g)$')) then 'video'
        else if (matches($name, '\.(jpe?g|png|gif|webp)$')) then 'image'
        else if (matches($name, '\.(pdf|epub|txt|html?|vtt|srt)$')
            or matches($file?type, '^\s*application/(pdf|epub|json|zip)', 'i')) then 'text'
        else 'audio'"/>
  </xsl:function>

  <!-- What of an episode is heard or seen. -->
  <xsl:function name="t:recordings" as="map(*)*">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="t:enclosures($episode)[t:kind-of-file(.) = ('audio', 'video')]"/>
  </xsl:function>

  <xsl:function name="t:asset" as="element()">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="uri" as="xs:string"/>
    <xsl:param name="at" as="element()"/>
    <xsl:param name="item" as="xs:string?"/>
    <xsl:param name="type" as="xs:string?"/>
    <asset kind="{$kind}" uri="{$uri}">
      <xsl:sequence select="
          t:place($at), t:remote($uri), t:attribute('item', $item), t:attribute('codec', $type[. ne ''])"/>
    </asset>
  </xsl:function>

  <!-- Enclosures of RSS, links of Atom, and the other forms of Podcasting 2.0. -->
  <xsl:function name="t:enclosures" as="map(*)*">
    <xsl:param name="episode" as="element()"/>
    <xsl:sequence select="
        $episode/*[local-name() = 'enclosure']/@url[normalize-space()]
          ! map { 'uri': t:address(., ..), 'type': string(../@type), 'at': .. },
        $episode/*[local-name() = 'link'][@rel = 'enclosure']/@href[normalize-space()]
          ! map { 'uri': t:address(., ..), 'type': string(../@type), 'at': .. },
        $episode/(., media:group)/media:content
          [matches(@type, '^\s*(audio|video)/', 'i') or @medium = ('audio', 'video')]/@url[normalize-space()]
          ! map { 'uri': t:address(., ..), 'type': string(../@type), 'at': .. },
        $episode/podcast:alternateEnclosure/podcast:source[matches(@uri, '^https?://')]
          ! map { 'uri': t:address(@uri, .), 'type': string(../@type), 'at': . }"/>
  </xsl:function>

  <xsl:function name="t:images" as="map(*)*">
    <xsl:param name="about" as="element()"/>
    <xsl:sequence select="
        $about/itunes:image/(@href, .)[normalize-space()][1] ! map { 'uri': t:address(., $about), 'at': (self::*, ..)[1] },
        t:plain-images($about)"/>
  </xsl:function>

  <!-- An address that leaves out its beginning is read as beginning with the site's. -->
  <xsl:function name="t:address" as="xs:string">
    <xsl:param name="stated" as="node()"/>
    <xsl:param name="at" as="element()"/>
    <xsl:variable name="text" select="replace(normalize-space($stated), ' ', '%20')"/>
    <xsl:variable name="base" select="
        ($at/ancestor-or-self::*/@xml:base[matches(., '^https?://')][last()]/string(),
         $t:show ! t:site(.), t:feed-address())[matches(., '^https?://')][1]"/>
    <xsl:sequence select="
        if (matches($text, '^[a-z][a-z0-9+.\-]*:', 'i') or not($base)) then $text
        else if (starts-with($text, '//')) then replace($base, '^(https?:).*$', '$1') || $text
        else if (starts-with($text, '/')) then replace($base, '^(https?://[^/?#]*).*$', '$1') || $text
        else replace($base, '^(https?://[^/?#]*(?:/[^?#]*/|/)?)[^/]*$', '$1') ! replace(., '([^/])$', '$1/') || $text"/>
  </xsl:function>


  <!-- ======== Findings ======== -->

  <!-- What only the mapping can see. A provider's stylesheet adds its own by overriding this template
       and calling xsl:next-match; t:finding yields one. -->
  <xsl:template match="/" mode="t:findings">
    <xsl:choose>
      <xsl:when test="not($t:show)">
        <xsl:call-template name="t:finding">
          <xsl:with-param name="rule" select="'schema.missing'"/>
          <xsl:with-param name="at" select="/*"/>
          <xsl:with-param name="value" select="'channel'"/>
          <xsl:with-param name="message" select="'expected a channel in the feed, found none'"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="not(t:is-podcast())">
        <xsl:call-template name="t:finding">
          <xsl:with-param name="rule" select="'podcast.none'"/>
          <xsl:with-param name="at" select="$t:show"/>
          <xsl:with-param name="message" select="
              'expected a podcast: a feed whose items have files to listen to (enclosures), found '
              || (if ($t:episodes) then count($t:episodes) || ' items without any' else 'no items')
              || ' and no element of iTunes or Podcasting 2.0'"/>
        </xsl:call-template>
      </xsl:when>
    </xsl:choose>
    <xsl:for-each select="$t:show">
      <xsl:call-template name="t:check-show"/>
      <xsl:for-each select="$t:episodes">
        <xsl:call-template name="t:check-episode"/>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- Whether there is anything to hear, or anything that only podcasts say. -->
  <xsl:function name="t:is-podcast" as="xs:boolean">
    <xsl:sequence select="
        exists($t:episodes[exists(t:recordings(.))])
        or exists($t:show/(., *[local-name() = ('item', 'entry')])/(itunes:* | podcast:*))"/>
  </xsl:function>

  <xsl:template name="t:check-show">
    <xsl:if test="not(t:guid-of-show(.)) and not(itunes:new-feed-url[normalize-space()])
        and empty(t:feed-address()) and t:site(.)">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'podcast.identity'"/>
        <xsl:with-param name="message" select="
            'expected a podcast:guid or the feed''s own address (atom:link rel=&quot;self&quot;), found neither; '
            || 'the show goes by its site and title, and with another title it is another show'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="itunes:new-feed-url[normalize-space()][1]">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'podcast.moved'"/>
        <xsl:with-param name="value" select="t:text(.)"/>
        <xsl:with-param name="message" select="
            'the feed says that it has moved to ' || t:text(.) || '; fetch it from there'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="t:changed-at(.)[normalize-space()][t:feed-time(string(.)) = '']">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a date such as Sat, 31 Jan 2026 12:00:00 GMT'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="itunes:type[not(normalize-space() = ('episodic', 'serial', ''))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'episodic or serial'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:check-episode">
    <xsl:if test="not(t:guid-element(.))">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'podcast.guid'"/>
        <xsl:with-param name="message" select="
            'expected the episode to have a guid, found none; it goes by its file and title, '
            || 'and with another file or title it is another episode'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="t:guid-element(.) and t:reference(.) ne replace(t:guid(.), '\s+', '_')">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'podcast.guid-duplicate'"/>
        <xsl:with-param name="at" select="t:guid-element(.)"/>
        <xsl:with-param name="value" select="t:guid(.)"/>
        <xsl:with-param name="message" select="
            'expected each episode to have a guid of its own, found ' || t:guid(.) || ' once more'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="empty(t:recordings(.))">
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'podcast.no-enclosure'"/>
        <xsl:with-param name="message" select="
            'expected the episode to have a file to listen to (enclosure), found '
            || string-join((distinct-values(t:enclosures(.) ! ('only ' || t:kind-of-file(.))), 'none')[1])"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:for-each select="itunes:duration[normalize-space()][empty(t:seconds(.))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a length such as 3605, 60:05 or 1:00:05'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="t:date(.)[normalize-space()][t:feed-time(string(.)) = '']">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a date such as Sat, 31 Jan 2026 12:00:00 GMT'"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="(itunes:season | itunes:episode | podcast:season | podcast:episode)[normalize-space()][not(t:is-whole(.))]">
      <xsl:call-template name="t:bad-value">
        <xsl:with-param name="expected" select="'a whole number, which is all that is kept'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:bad-value">
    <xsl:param name="expected" as="xs:string"/>
    <xsl:call-template name="t:finding">
      <xsl:with-param name="rule" select="'schema.value'"/>
      <xsl:with-param name="value" select="t:text(.)"/>
      <xsl:with-param name="message" select="
          'expected ' || name() || ' to be ' || $expected || ', found: ' || normalize-space()"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
