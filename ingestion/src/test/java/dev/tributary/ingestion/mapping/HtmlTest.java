package dev.tributary.ingestion.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "plain text|plain text",
        "<p>one</p><p>two</p>|one two",
        "a<br/>b <b>c</b>d|a b cd",
        "don&rsquo;t &amp; won&#8217;t &#x2014;|don’t & won’t —",
        "before<script>alert(1)</script>after|before after",
        "<STYLE type='x'>p {}</STYLE>kept<!-- gone -->|kept",
        "a < b and <Untitled> and I <3 you|a < b and <Untitled> and I <3 you",
        "&lt;b&gt; stays as it is written|<b> stays as it is written",
        "&unknown; & &#0; &#xD800;|&unknown; &",
        "don\u0092t|don’t",
        "<p>never closed <a href='x>y'>link|never closed y'>link",
      })
  void textOfHtmlIsPlain(String html, String text) {
    assertThat(Html.text(html).strip().replaceAll("\\s+", " ")).isEqualTo(text);
  }

  @Test
  @Timeout(10)
  void tagsThatAreNeverClosedTakeNoLongerThanOthers() {
    var html = "<script".repeat(100_000);

    assertThat(Html.text(html)).isEqualTo(html);
  }
}
