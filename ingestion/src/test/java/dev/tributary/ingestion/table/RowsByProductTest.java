package dev.tributary.ingestion.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.content.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of one product wherever they stand, in tables that are held in memory and in larger ones.
class RowsByProductTest {
  @TempDir private Path scratch;

  private static final String SCATTERED =
      """
      upc,album,title
      1,One,a
      2,Two,a
      ?,None,x
      1,One,b
      2,Two
      ?,None,y
      2,Two,b
      """;

  @ParameterizedTest
  @ValueSource(longs = {100, 1L << 30})
  void rowsAreBroughtTogetherByWhatTellsTheProduct(long size) throws IOException {
    var products = read(size, Table.open(bytes(SCATTERED), "", TableDeclaration.NONE));

    assertThat(products)
        .containsExactlyInAnyOrder(
            List.of("2: 1,One,a", "5: 1,One,b"),
            List.of("3: 2,Two,a", "6: ", "8: 2,Two,b"),
            List.of("4: ?,None,x"),
            List.of("7: ?,None,y"));
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1L << 30})
  void brokenRowIsOfTheProductThatItNamesOrOfThoseAroundIt(long size) throws IOException {
    var table =
        """
        album,artist,upc,song
        One,Ann,5000000000005,a
        One,Ann
        One,Ann,5000000000005,b
        Two,Bo,5000000000012,x,y
        Two,Bo,5000000000012,z
        Two,B,o,5000000000012,y
        Three,Cy,5000000000029,c
        """;

    var products = read(size, Table.open(bytes(table), "", TableDeclaration.NONE));

    assertThat(products)
        .containsExactlyInAnyOrder(
            List.of("2: One,Ann,5000000000005,a", "3: ", "4: One,Ann,5000000000005,b"),
            List.of("5: ", "6: Two,Bo,5000000000012,z", "7: "),
            List.of("7: ", "8: Three,Cy,5000000000029,c"));
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1L << 30})
  void rowThatSaysNothingOfItsReleaseIsOfTheOneAbove(long size) throws IOException {
    var table =
        """
        upc,album,label,title,isrc
        1,One,L,a,
        ,,,b,
        ,,L,c,QZABC2600001
        2,Two,L,d,
        ,,,e,
        """;

    var products = read(size, Table.open(bytes(table), "", TableDeclaration.NONE));

    assertThat(products)
        .containsExactlyInAnyOrder(
            List.of("2: 1,One,L,a,", "3: ,,,b,"),
            List.of("4: ,,L,c,QZABC2600001"),
            List.of("5: 2,Two,L,d,", "6: ,,,e,"));
  }

  @Test
  void rowOfATableWithoutReleasesIsOfNoOtherRow() throws IOException {
    var products =
        read(100, Table.open(bytes("upc,isrc,song\n1,A,a\n,B,b\n"), "", TableDeclaration.NONE));

    assertThat(products).containsExactlyInAnyOrder(List.of("2: 1,A,a"), List.of("3: ,B,b"));
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1L << 30})
  void rowsOfAnotherTableAreJoined(long size) throws IOException {
    var declaration =
        TableDeclarationReader.read(
            Map.of(
                "product", "nr",
                "columns", Map.of("title", "name"),
                "join", Map.of("file", "t*.csv", "columns", Map.of("track.title", "song"))));
    var products =
        read(
            size,
            Table.open(bytes("nr,name\n1,One\n2,Two\n"), "", declaration),
            Table.open(bytes("nr|song\n2|a\n1|b\n2|c\n3|d\n"), "t.csv", declaration.of("T.CSV")));

    assertThat(products)
        .containsExactlyInAnyOrder(
            List.of("2: 1,One", "3: 1,b"),
            List.of("3: 2,Two", "2: 2,a", "4: 2,c"),
            List.of("5: 3,d"));
  }

  @Test
  void portionHasTheRowsWithTheirPlaces() throws IOException {
    var table =
        Table.open(bytes("upc,title,isrc\n1,\"a\n\"\"b\",x\n1,c\n"), "", TableDeclaration.NONE);
    var portion = new Portion(table.dialect(), List.of(table.sheet()));
    new RowsByProduct(portion::add).read(table);
    var bytes = portion.bytes();
    var read = new ArrayList<ProductRows>();

    Portion.read(() -> new ByteArrayInputStream(bytes), TableDeclaration.NONE, read::add);

    assertThat(read).hasSize(1);
    assertThat(read.getFirst().first().cells()).containsExactly("1", "a\n\"b", "x");
    assertThat(read.getFirst().rows().getLast().line()).isEqualTo(4);
    assertThat(read.getFirst().rows().getLast().fault()).isPresent();
    assertThat(Portion.top(() -> new ByteArrayInputStream(bytes))).isPresent();
  }

  @Test
  void thereIsRoomForRowsBeforeTheyAreDealtOut() throws IOException {
    var table = Table.open(bytes(SCATTERED), "", TableDeclaration.NONE);
    var full = new IOException("no room");

    assertThatThrownBy(
            () ->
                new RowsByProduct(_ -> {})
                    .read(
                        List.of(table),
                        1L << 30,
                        (_, bytes) -> {
                          assertThat(bytes).isEqualTo(1L << 30);
                          throw full;
                        }))
        .isSameAs(full);
  }

  private List<Path> files(int count) {
    return IntStream.range(0, count).mapToObj(i -> scratch.resolve(i + ".csv")).toList();
  }

  private List<List<String>> read(long size, Table... tables) throws IOException {
    var products = new ArrayList<List<String>>();
    new RowsByProduct(
            product ->
                products.add(
                    product.rows().stream()
                        .map(
                            row ->
                                row.number()
                                    + ": "
                                    + String.join(
                                        ",", row.fault().isEmpty() ? row.cells() : List.of()))
                        .collect(Collectors.toList())))
        .read(List.of(tables), size, (count, _) -> files(count));
    assertThat(scratch).isEmptyDirectory();
    return products;
  }

  private static ByteSource bytes(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
