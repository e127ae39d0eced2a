<?xml version="1.0" encoding="UTF-8"?>
<!--
  ONIX 2.1: a flat record, several ways to say most things, and territories by country in each price.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:t="urn:tributary:mapping"
    xmlns="urn:tributary:canonical:1"
    exclude-result-prefixes="#all"
    expand-text="yes">

  <xsl:import href="tributary:onix-common.xsl"/>

  <xsl:function name="t:product-form" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/ProductForm[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:content-kinds" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/ProductContentType"/>
  </xsl:function>

  <!-- 2.1 updates by whole records; a supply update (12 to 14) has the supply only. -->
  <xsl:function name="t:is-partial" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        t:is-of-a-part($product) and not(t:titles($product) and $product/SupplyDetail)"/>
  </xsl:function>


  <!-- ======== What it is ======== -->

  <xsl:function name="t:titles" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        if ($product/Title) then $product/Title
        else $product[DistinctiveTitle | TitleText | TitleWithoutPrefix]"/>
  </xsl:function>

  <xsl:function name="t:title-text" cache="yes" as="xs:string?">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="(t:whole-title($title), $title/DistinctiveTitle ! t:words(.))[1]"/>
  </xsl:function>

  <xsl:function name="t:sub-title" as="xs:string?">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="($title/Subtitle[normalize-space()] ! t:words(.))[1]"/>
  </xsl:function>

  <xsl:function name="t:title-language" as="attribute()?">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="($title/(TitleText | TitleWithoutPrefix)/@language)[1]"/>
  </xsl:function>

  <xsl:function name="t:contributors" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/Contributor"/>
  </xsl:function>

  <!-- How the contributors are to be shown together. -->
  <xsl:function name="t:statement" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/ContributorStatement[normalize-space()][1]"/>
  </xsl:function>

  <!-- The main subjects have elements of their own. -->
  <xsl:function name="t:subjects" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/(BASICMainSubject | BICMainSubject | MainSubject | Subject)"/>
  </xsl:function>

  <xsl:function name="t:is-main-subject" as="xs:boolean">
    <xsl:param name="subject" as="element()"/>
    <xsl:sequence select="exists($subject[not(self::Subject)])"/>
  </xsl:function>

  <xsl:function name="t:languages" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="stated" select="
        $product/(Language[LanguageRole ! t:text(.) = '01']/LanguageCode | LanguageOfText)[normalize-space()]"/>
    <xsl:sequence select="if ($stated) then $stated else $t:header/DefaultLanguageOfText[normalize-space()]"/>
  </xsl:function>

  <xsl:function name="t:extents" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/Extent"/>
  </xsl:function>

  <xsl:template name="t:series">
    <xsl:for-each select="Series[TitleOfSeries or Title]">
      <series>
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{string-join(((TitleOfSeries ! t:words(.), Title ! t:title-text(.))[.][1],
          NumberWithinSeries ! t:words(.)), ', ')}</xsl:text>
      </series>
    </xsl:for-each>
  </xsl:template>


  <!-- ======== What goes with it ======== -->

  <!-- List 33: the main description, the short one, and the long one. -->
  <xsl:function name="t:descriptions" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        ('01', '02', '03')
          ! (let $type := . return $product/OtherText[t:text(TextTypeCode) = $type]/Text[normalize-space()]),
        $product/MainDescription[normalize-space()]"/>
  </xsl:function>

  <!-- List 38: 04 and 06 are images of the front cover, 51 an audio clip. -->
  <xsl:template name="t:assets">
    <xsl:for-each select="MediaFile[MediaFileTypeCode ! t:text(.) = ('04', '06', '51')]/MediaFileLink[normalize-space()]">
      <xsl:variable name="is-audio" select="../MediaFileTypeCode = '51'"/>
      <xsl:call-template name="t:asset">
        <xsl:with-param name="kind" select="if ($is-audio) then 'audio' else 'cover'"/>
        <xsl:with-param name="link" select="."/>
        <xsl:with-param name="width" select="()"/>
        <xsl:with-param name="height" select="()"/>
        <xsl:with-param name="preview" select="$is-audio"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:items"/>


  <!-- ======== Who publishes it ======== -->

  <xsl:function name="t:imprint" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="($product/(Imprint/ImprintName | ImprintName)[normalize-space()])[1]"/>
  </xsl:function>

  <xsl:function name="t:publisher" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        ($product/(Publisher[PublishingRole ! t:text(.) = '01']/PublisherName, Publisher/PublisherName, PublisherName)
          [normalize-space()])[1]"/>
  </xsl:function>

  <xsl:function name="t:publishing-status" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/PublishingStatus[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:release-date" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/PublicationDate[t:date-of(.)][1]"/>
  </xsl:function>

  <xsl:function name="t:original-release-date" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/YearFirstPublished[t:date-of(.)][1]"/>
  </xsl:function>

  <xsl:function name="t:dates" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        $product/(PublicationDate | YearFirstPublished | SupplyDetail/(OnSaleDate | ExpectedShipDate)
          | SupplyDetail/Price/(PriceEffectiveFrom | PriceEffectiveUntil))"/>
  </xsl:function>

  <xsl:function name="t:copyright" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="($product/CopyrightStatement, $product/CopyrightYear)[1]"/>
  </xsl:function>

  <xsl:template match="CopyrightStatement | CopyrightYear" mode="t:line">
    <xsl:variable name="year" select="((CopyrightYear, .)[1] ! t:text(.))[matches(., '^[0-9]{4}$')]"/>
    <xsl:if test="$year">
      <cLine year="{$year}">
        <xsl:sequence select="t:place(.)"/>
        <xsl:text>{string-join(($year, CopyrightOwner/(PersonName | CorporateName) ! t:words(.)), ' ')}</xsl:text>
      </cLine>
    </xsl:if>
  </xsl:template>

  <xsl:function name="t:related" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/RelatedProduct[exists(t:product-identifiers(.))]"/>
  </xsl:function>


  <!-- ======== Where it can be had ======== -->

  <xsl:function name="t:supplies" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/SupplyDetail"/>
  </xsl:function>

  <!-- Where a price holds: as it says; otherwise where its supplier sells; otherwise where the publisher
       has the right to. -->
  <xsl:function name="t:places-of-sale" as="element()*">
    <xsl:param name="price" as="element()"/>
    <xsl:param name="supply" as="element()"/>
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="stated" select="
        $price/self::Price/(CountryCode | Territory | CountryExcluded | TerritoryExcluded)"/>
    <xsl:variable name="supplied" select="$supply/(SupplyToCountry | SupplyToTerritory)"/>
    <xsl:variable name="market" select="
        $product/MarketRepresentation/(MarketCountry | MarketTerritory | MarketCountryExcluded)"/>
    <xsl:sequence select="
        if ($stated) then $stated else if ($supplied) then $supplied else if ($market) then $market
        else t:places-of-rights($product)"/>
  </xsl:function>

  <xsl:function name="t:places-of-rights" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/(SalesRights | NotForSale)/(RightsCountry | RightsTerritory)"/>
  </xsl:function>

  <!-- When the supplier expects to have it. -->
  <xsl:function name="t:expected" as="element()?">
    <xsl:param name="supply" as="element()"/>
    <xsl:sequence select="$supply/ExpectedShipDate[normalize-space()][1]"/>
  </xsl:function>

  <!-- From the day on which its price holds, it may be sold, and the supplier has it. -->
  <xsl:function name="t:start-of-sale" as="element()?">
    <xsl:param name="price" as="element()"/>
    <xsl:param name="supply" as="element()"/>
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:latest((
        $price/PriceEffectiveFrom[normalize-space()][1],
        ($supply/OnSaleDate[normalize-space()], $product/PublicationDate[t:date-of(.)])[1],
        t:expected($supply)[t:is-awaited($supply, $product)]))"/>
  </xsl:function>

  <xsl:function name="t:end-of-sale" as="element()?">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="$price/PriceEffectiveUntil[t:date-of(.)][1]"/>
  </xsl:function>
</xsl:stylesheet>
