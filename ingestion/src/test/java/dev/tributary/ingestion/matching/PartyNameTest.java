package dev.tributary.ingestion.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartyNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ludwig van Beethoven | Beethoven, Ludwig van | VAN BEETHOVEN, Ludwig",
        "The Harbour Lights | Harbour Lights, The | harbour lights",
        "Sinéad O'Connor | Sinead O’Connor | O'Connor, Sinéad",
        "Jean-Luc Godard | Jean Luc Godard",
        "Sigur Rós | Sigur Ro\u0301s",
        "Øystein Sevåg | Oystein Sevag",
        "Simon & Garfunkel | Simon and Garfunkel",
        "Straße | Strasse",
        "Чайковский, Пётр | Петр Чайковский",
        "ＹＭＯ | YMO"
      })
  void waysToWriteANameAreOne(String ways) {
    assertThat(
            Arrays.stream(ways.split(" \\| ", -1))
                .map(PartyName::plain)
                .collect(Collectors.toSet()))
        .hasSize(1);
  }

  @Test
  void whatOnlyLooksAlikeIsNot() {
    assertThat(PartyName.plain("がく")).isNotEqualTo(PartyName.plain("かく"));
    assertThat(PartyName.plain("宇多田ヒカル")).isNotEqualTo(PartyName.plain("Hikaru Utada"));
    assertThat(PartyName.plain("Queen")).isNotEqualTo(PartyName.plain("Queens"));
    assertThat(PartyName.plain("!!!")).isEqualTo("!!!").isNotEqualTo(PartyName.plain("???"));
    assertThat(PartyName.plain("The The")).isNotEmpty();
  }
}
