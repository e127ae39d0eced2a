package dev.tributary.ingestion.editing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A format that a new provider's mapping can begin with: the base stylesheet that it imports, a
/// sample of ours, and something to override.
public enum StartingPoint {
  ERN_3("single.xml", Example.RELEASE_TYPE, "ern-3.8|ern-3.8.2|ern-38|ern-382"),
  ERN_4("single.xml", Example.RELEASE_TYPE, "ern|ern-4.3|ern-43"),
  ONIX_21("book.xml", Example.SENDER, "onix-2|onix-2.1"),
  ONIX_3("book.xml", Example.SENDER, "onix|onix-3.0|onix-3.1"),
  PODCAST_RSS("show.xml", Example.SENDER, "podcast|rss"),
  PODCAST_ATOM("show.xml", Example.SENDER, "atom");

  private final String sample;
  private final Example example;

  /// Other words for it, a bar between each.
  private final String aliases;

  StartingPoint(String sample, Example example, String aliases) {
    this.sample = sample;
    this.example = example;
    this.aliases = aliases;
  }

  /// The one that somebody means by `word`: its name, or another one that people use.
  ///
  /// @throws IllegalArgumentException if there is none, naming those that there are
  public static StartingPoint of(String word) {
    var known = word.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    return Arrays.stream(values())
        .filter(
            each ->
                each.word().equals(known) || List.of(each.aliases.split("\\|", -1)).contains(known))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a format, one of %s, got: \"%s\"".formatted(words(), word)));
  }

  /// All of them, as they are written.
  public static String words() {
    return Arrays.stream(values()).map(StartingPoint::word).collect(Collectors.joining(", "));
  }

  /// As it is written: `onix-3`, which is also the name of its base stylesheet.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The name of the sample's file.
  String sample() {
    return sample;
  }

  /// What a stylesheet may declare to override something of the base one.
  String override() {
    return example.declaration;
  }

  private enum Example {
    RELEASE_TYPE(
        """
          <xsl:function name="t:release-type" as="xs:string?">
            <xsl:param name="release" as="element()"/>
            <xsl:sequence select="'Album'"/>
          </xsl:function>"""),
    SENDER(
        """
          <xsl:function name="t:sender" as="xs:string?">
            <xsl:sequence select="'Harbour'"/>
          </xsl:function>""");

    private final String declaration;

    Example(String declaration) {
      this.declaration = declaration;
    }
  }
}
