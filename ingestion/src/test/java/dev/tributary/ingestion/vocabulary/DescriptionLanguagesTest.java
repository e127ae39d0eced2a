package dev.tributary.ingestion.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptionLanguagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | A walk along the harbour on a winter morning, told by the man who has mended its boats for forty"
            + " years and has never been to sea himself.",
        "de | Ein Spaziergang durch den Hafen an einem Morgen im Winter, erzählt von dem Mann, der dort seit"
            + " vierzig Jahren die Boote repariert und selbst nie auf See war.",
        "fr | Une promenade le long du port un matin d'hiver, racontée par l'homme qui répare ses bateaux depuis"
            + " quarante ans sans jamais avoir pris la mer.",
        "sv | En promenad längs hamnen en vintermorgon, berättad av mannen som har lagat båtarna där i fyrtio år"
            + " och själv aldrig varit till sjöss.",
        "ja | 四十年にわたり港の船を直してきたが、自分では一度も海に出たことのない男が語る、冬の朝の港の散歩。"
            + "静かな町の人々の暮らしと、失われた船の物語がゆっくりと明らかになっていく。読み終えたあとに海の音が残る一冊です。",
      })
  void aTextOfSomeLengthIsRecognised(String language, String text) {
    assertThat(DescriptionLanguages.of(text)).hasValue(language);
  }

  @Test
  void whatIsShortOrNoLanguageIsLeftAsItIs() {
    assertThat(DescriptionLanguages.of("")).isEmpty();
    assertThat(DescriptionLanguages.of("The new album")).isEmpty();
    assertThat(DescriptionLanguages.of("1234567890 ".repeat(50))).isEmpty();
    var titles =
        "01 Kite 02 Harbour 03 Winter Sun 04 Fähre 05 Nuit 06 Mare 07 Blue Boats 08 Vinter 09 Ola 10 Kyoto"
            + " Nights live in Tokyo";
    assertThat(DescriptionLanguages.of(titles)).isEmpty();
  }
}
