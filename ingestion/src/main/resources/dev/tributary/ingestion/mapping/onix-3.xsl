<?xml version="1.0" encoding="UTF-8"?>
<!--
  ONIX 3.0 and 3.1: the record's blocks, titles of elements, prices and rights with territories.
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
    <xsl:sequence select="$product/DescriptiveDetail/ProductForm[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:content-kinds" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/DescriptiveDetail/(PrimaryContentType, ProductContentType)"/>
  </xsl:function>

  <!-- A block update has the blocks that it changes only. One that has what a product is known by, and
       where it can be had, is taken for a whole record. -->
  <xsl:function name="t:is-partial" as="xs:boolean">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        t:is-of-a-part($product)
        and not($product/DescriptiveDetail and $product/PublishingDetail and $product/ProductSupply)"/>
  </xsl:function>


  <!-- ======== Block 1, what it is ======== -->

  <xsl:function name="t:titles" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/DescriptiveDetail/TitleDetail"/>
  </xsl:function>

  <!-- The title of the product itself (level 01), with its number or year if it has one; where it has none of its own, that of its collection
       with its number in it. -->
  <xsl:function name="t:title-text" cache="yes" as="xs:string?">
    <xsl:param name="title" as="element()"/>
    <xsl:variable name="elements" select="sort($title/TitleElement, (), t:order#1)"/>
    <xsl:variable name="own" select="
        $elements[t:text(TitleElementLevel) = ('01', '04')][t:whole-title(.)] ! string-join((t:whole-title(.), t:part(.)), ', ')"/>
    <xsl:sequence select="
        ($own[1],
         string-join($elements ! (t:whole-title(.), PartNumber ! t:text(.)), ' ')[.],
         $title/TitleStatement ! t:words(.))[1]"/>
  </xsl:function>

  <!-- What tells a part of a whole from the others, where the title does not say it itself. -->
  <xsl:function name="t:part" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="title" select="' ' || t:whole-title($element) || ' '"/>
    <xsl:sequence select="
        $element[t:text(TitleElementLevel) = '01']/(PartNumber, YearOfAnnual)[normalize-space()]
          ! t:words(.)[not(contains(lower-case($title), ' ' || lower-case(.) || ' '))]"/>
  </xsl:function>

  <xsl:function name="t:sub-title" as="xs:string?">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="($title/TitleElement/Subtitle[normalize-space()] ! t:words(.))[1]"/>
  </xsl:function>

  <xsl:function name="t:title-language" as="attribute()?">
    <xsl:param name="title" as="element()"/>
    <xsl:sequence select="($title/TitleElement/(TitleText | TitleWithoutPrefix)/@language)[1]"/>
  </xsl:function>

  <xsl:function name="t:contributors" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/DescriptiveDetail/Contributor"/>
  </xsl:function>

  <!-- How the contributors are to be shown together. -->
  <xsl:function name="t:statement" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/DescriptiveDetail/ContributorStatement[normalize-space()][1]"/>
  </xsl:function>

  <xsl:function name="t:subjects" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/DescriptiveDetail/Subject"/>
  </xsl:function>

  <xsl:function name="t:is-main-subject" as="xs:boolean">
    <xsl:param name="subject" as="element()"/>
    <xsl:sequence select="exists($subject/MainSubject)"/>
  </xsl:function>

  <!-- List 22: 01 is the language of the text. -->
  <xsl:function name="t:languages" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        $product/DescriptiveDetail/Language[LanguageRole ! t:text(.) = '01']/LanguageCode[normalize-space()]"/>
  </xsl:function>

  <xsl:function name="t:extents" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/DescriptiveDetail/Extent"/>
  </xsl:function>

  <!-- The titles of its collections, with its number in each: the one in the title, or else its place in
       an order (list 197; 02 is that of the titles). -->
  <xsl:template name="t:series">
    <xsl:for-each select="DescriptiveDetail/Collection/TitleDetail[TitleType ! t:text(.) = '01'][exists(TitleElement ! t:whole-title(.))]">
      <series>
        <xsl:sequence select="t:place(.)"/>
        <xsl:variable name="part" select="TitleElement/PartNumber[normalize-space()]"/>
        <xsl:text>{string-join((TitleElement ! t:whole-title(.),
          (if ($part) then $part else t:number-in-collection(..)) ! t:words(.)), ', ')}</xsl:text>
      </series>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="t:number-in-collection" as="element()?">
    <xsl:param name="collection" as="element()"/>
    <xsl:variable name="orders" select="$collection/CollectionSequence[normalize-space(CollectionSequenceNumber)]"/>
    <xsl:sequence select="
        ($orders[CollectionSequenceType ! t:text(.) = '02'], $orders)[1]/CollectionSequenceNumber"/>
  </xsl:function>


  <!-- ======== Blocks 2 and 3, what goes with it and what is in it ======== -->

  <!-- What keeps a text or a resource from being shown: that it is for some only (list 154; 00 is
       anybody, 03 whoever buys), or for another time than the day of the message (list 155). -->
  <xsl:function name="t:kept-back-by" as="element()?">
    <xsl:param name="content" as="element()"/>
    <xsl:variable name="audiences" select="$content/ContentAudience[normalize-space()]"/>
    <xsl:variable name="day" select="t:sent-at()[matches(., '^[0-9]{4}-[0-9][0-9]-[0-9][0-9]')] ! substring(., 1, 10)"/>
    <xsl:variable name="dates" select="$content/ContentDate/Date[normalize-space()]"/>
    <xsl:sequence select="(
        $audiences[not($audiences ! t:text(.) = ('00', '03'))],
        $dates[../ContentDateRole ! t:text(.) = ('14', '24')][not(substring(t:first-day(.), 1, 10)[.] le $day)],
        $dates[../ContentDateRole ! t:text(.) = ('15', '24')][substring(t:last-day(.), 1, 10)[.] lt $day])[1]"/>
  </xsl:function>

  <xsl:function name="t:is-for-all" as="xs:boolean">
    <xsl:param name="content" as="element()"/>
    <xsl:sequence select="empty(t:kept-back-by($content))"/>
  </xsl:function>

  <!-- onix.kept-back -->
  <xsl:template match="Product" mode="t:check-product">
    <xsl:next-match/>
    <xsl:for-each select="
        t:texts(.)[not(t:is-for-all(.))],
        t:resources(.) ! (if (t:is-for-all(.)) then ResourceVersion[not(t:is-for-all(.))] else .)">
      <xsl:variable name="by" select="t:kept-back-by(.)"/>
      <xsl:call-template name="t:finding">
        <xsl:with-param name="rule" select="'onix.kept-back'"/>
        <xsl:with-param name="value" select="t:text($by)"/>
        <xsl:with-param name="message" select="
            'expected what is for everybody, and on the day of the message, found ' || t:sent-name(.) || ' with '
            || t:sent-name($by) || ' ' || t:text($by)
            || $by/../ContentDateRole ! (' in the role ' || t:text(.) || ' (list 155)')
            || $by/self::ContentAudience ! ' (list 154)'
            || '; it was left out; send it again when everybody may see it'"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- List 153: the description, the short one, and the sender's own. -->
  <xsl:function name="t:descriptions" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="texts" select="t:texts($product)[t:is-for-all(.)]"/>
    <xsl:sequence select="
        $t:text-types ! (let $type := . return $texts[t:text(TextType) = $type])/Text[normalize-space()]"/>
  </xsl:function>

  <xsl:variable name="t:text-types" as="xs:string+" select="'03', '02', '01'"/>

  <xsl:function name="t:texts" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/CollateralDetail/TextContent[TextType ! t:text(.) = $t:text-types]"/>
  </xsl:function>

  <!-- List 158: 01 is the front cover, 02 the back cover, 15 a sample. -->
  <xsl:function name="t:resources" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        $product/CollateralDetail/SupportingResource[ResourceContentType ! t:text(.) = ('01', '02', '15')]"/>
  </xsl:function>

  <!-- Each as an image, audio or video (list 159) that can be downloaded; a page to look at is no file. -->
  <xsl:template name="t:assets">
    <xsl:for-each select="t:resources(.)[t:is-for-all(.)]">
      <xsl:variable name="type" select="t:text(ResourceContentType[1])"/>
      <xsl:variable name="mode" select="string(t:text(ResourceMode[1]))"/>
      <xsl:for-each select="
          ResourceVersion[$mode = '03' and $type ne '15' or ResourceForm ! t:text(.) = '02'][t:is-for-all(.)]">
        <xsl:variable name="features" select="ResourceVersionFeature"/>
        <xsl:for-each select="ResourceLink[normalize-space()][1]">
          <xsl:call-template name="t:asset">
            <xsl:with-param name="kind" select="
                if ($type = '01' and $mode = '03') then 'cover'
                else (map { '02': 'audio', '03': 'image', '05': 'video' }($mode), 'text')[1]"/>
            <xsl:with-param name="link" select="."/>
            <xsl:with-param name="height" select="
                ($features[t:text(ResourceVersionFeatureType) = '02']/FeatureValue ! t:text(.))[1]"/>
            <xsl:with-param name="width" select="
                ($features[t:text(ResourceVersionFeatureType) = '03']/FeatureValue ! t:text(.))[1]"/>
            <xsl:with-param name="preview" select="$type = '15'"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- Chapters, where an audiobook lists them, in the order of their numbers (2.10 comes after 2.9). -->
  <xsl:template name="t:items">
    <xsl:for-each select="sort(ContentDetail/ContentItem[AVItem or TextItem], (), t:order-of-item#1)">
      <item ref="C{position()}" kind="Chapter" chapter="{position()}">
        <xsl:sequence select="t:place(.)"/>
        <xsl:for-each select="TitleDetail[t:title-text(.)][1]">
          <title kind="DISPLAY">
            <xsl:sequence select="t:place(.), t:attribute('subTitle', t:sub-title(.))"/>
            <xsl:text>{t:title-text(.)}</xsl:text>
          </title>
        </xsl:for-each>
        <xsl:for-each select="AVItem/AVDuration[matches(., '^\s*[0-9]{5,7}\s*$')][1]">
          <duration>
            <xsl:sequence select="t:place(.)"/>
            <xsl:text>{replace(normalize-space(.), '^([0-9]+)([0-9][0-9])([0-9][0-9])$', 'PT$1H$2M$3S')}</xsl:text>
          </duration>
        </xsl:for-each>
      </item>
    </xsl:for-each>
  </xsl:template>


  <xsl:function name="t:order-of-item" as="xs:string">
    <xsl:param name="item" as="element()"/>
    <xsl:variable name="number" select="t:text($item/LevelSequenceNumber[1])"/>
    <xsl:sequence select="
        if (matches($number, '^[0-9]{1,9}(\.[0-9]{1,9}){0,9}$'))
        then string-join(tokenize($number, '\.') ! format-number(number(.), '000000000'), '.')
        else '~'"/>
  </xsl:function>


  <!-- ======== Blocks 4 and 5, who publishes it and what belongs to it ======== -->

  <xsl:function name="t:imprint" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/PublishingDetail/Imprint[normalize-space(ImprintName[1])][1]/ImprintName[1]"/>
  </xsl:function>

  <!-- List 45: 01 is the publisher. -->
  <xsl:function name="t:publisher" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="publishers" select="$product/PublishingDetail/Publisher[normalize-space(PublisherName[1])]"/>
    <xsl:sequence select="($publishers[PublishingRole ! t:text(.) = '01'], $publishers)[1]/PublisherName[1]"/>
  </xsl:function>

  <xsl:function name="t:publishing-status" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/PublishingDetail/PublishingStatus[normalize-space()][1]"/>
  </xsl:function>

  <!-- List 163: 01 is the day of publication, 02 the first of sale, 11 of the first publication at all,
       20 of that in the original language. -->
  <xsl:function name="t:published" cache="yes" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:param name="roles" as="xs:string+"/>
    <xsl:variable name="dates" select="$product/PublishingDetail/PublishingDate[Date[1] ! t:date-of(.)]"/>
    <xsl:sequence select="
        ($roles ! (let $role := . return $dates[t:text(PublishingDateRole) = $role]))[1]/Date[1]"/>
  </xsl:function>

  <xsl:function name="t:release-date" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:published($product, ('01', '02'))"/>
  </xsl:function>

  <xsl:function name="t:original-release-date" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="t:published($product, ('11', '20'))"/>
  </xsl:function>

  <xsl:function name="t:dates" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        $product/(PublishingDetail/PublishingDate | ProductSupply/MarketPublishingDetail/MarketDate
          | ProductSupply/SupplyDetail/SupplyDate | ProductSupply/SupplyDetail/Price/PriceDate)/Date"/>
  </xsl:function>

  <xsl:function name="t:copyright" as="element()?">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/PublishingDetail/CopyrightStatement[1]"/>
  </xsl:function>

  <xsl:template match="CopyrightStatement" mode="t:line">
    <xsl:variable name="year" select="(CopyrightYear ! t:text(.)[matches(., '^[0-9]{4}')])[1] ! substring(., 1, 4)"/>
    <xsl:variable name="owners" select="CopyrightOwner/(PersonName | CorporateName)[normalize-space()] ! t:words(.)"/>
    <xsl:if test="$year or exists($owners)">
      <cLine>
        <xsl:sequence select="t:place(.), t:attribute('year', $year)"/>
        <xsl:text>{string-join((CopyrightYear[1] ! t:text(.), $owners), ' ')}</xsl:text>
      </cLine>
    </xsl:if>
  </xsl:template>

  <xsl:function name="t:related" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/RelatedMaterial/RelatedProduct[exists(t:product-identifiers(.))]"/>
  </xsl:function>


  <!-- ======== Block 6, where it can be had ======== -->

  <xsl:function name="t:supplies" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="$product/ProductSupply/SupplyDetail"/>
  </xsl:function>

  <!-- Where a price holds: as it says; otherwise in the market of its supply; otherwise where the
       publisher has the right to sell (list 46: 01, 02; 07 and 08 with restrictions). -->
  <xsl:function name="t:places-of-sale" as="element()*">
    <xsl:param name="price" as="element()"/>
    <xsl:param name="supply" as="element()"/>
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="stated" select="$price/self::Price/(Territory/* | CountryCode)"/>
    <xsl:variable name="market" select="$supply/../Market/Territory/*"/>
    <xsl:sequence select="
        if ($stated) then $stated else if ($market) then $market
        else t:places-of-rights($product)"/>
  </xsl:function>

  <!-- 00 says nothing of the rest of the world. -->
  <xsl:function name="t:places-of-rights" as="element()*">
    <xsl:param name="product" as="element()"/>
    <xsl:sequence select="
        $product/PublishingDetail/(SalesRights/Territory/* | ROWSalesRightsType[normalize-space()][t:text(.) ne '00'])"/>
  </xsl:function>

  <!-- When the supplier expects to have it (list 166). -->
  <xsl:function name="t:expected" as="element()?">
    <xsl:param name="supply" as="element()"/>
    <xsl:sequence select="$supply/SupplyDate[t:text(SupplyDateRole) = '08']/Date[normalize-space()][1]"/>
  </xsl:function>

  <!-- From the day on which its price holds (list 173), it may be sold, and the supplier has it. An embargo
       of the supplier's goes before one of the market's, and that before one of the publisher's; where
       there is none, the day of publication counts. -->
  <xsl:function name="t:start-of-sale" as="element()?">
    <xsl:param name="price" as="element()"/>
    <xsl:param name="supply" as="element()"/>
    <xsl:param name="product" as="element()"/>
    <xsl:variable name="market" select="$supply/../MarketPublishingDetail/MarketDate"/>
    <xsl:variable name="embargo" select="(
        $supply/SupplyDate[t:text(SupplyDateRole) = '02']/Date,
        $market[t:text(MarketDateRole) = '02']/Date,
        $product/PublishingDetail/PublishingDate[t:text(PublishingDateRole) = '02']/Date)"/>
    <xsl:variable name="publication" select="
        ($market[t:text(MarketDateRole) = '01']/Date, t:published($product, '01'))[t:date-of(.)]"/>
    <xsl:sequence select="t:latest((
        $price/PriceDate[t:text(PriceDateRole) = ('14', '24')]/Date[normalize-space()][1],
        ($embargo[normalize-space()], $publication)[1],
        t:expected($supply)[t:is-awaited($supply, $product)]))"/>
  </xsl:function>

  <xsl:function name="t:end-of-sale" as="element()?">
    <xsl:param name="price" as="element()"/>
    <xsl:sequence select="($price/PriceDate[t:text(PriceDateRole) = ('15', '24')]/Date)[t:date-of(.)][1]"/>
  </xsl:function>
</xsl:stylesheet>
