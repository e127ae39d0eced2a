package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Application;
import dev.tributary.RetryPolicy;
import dev.tributary.cli.filter.Filtered.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a filter reads, and what it says of what it cannot read.
@Timeout(60)
class FilterInputTest {
  private static final String BOM = "\uFEFF";

  @TempDir private Path folder;
  private final List<String> worked = new CopyOnWriteArrayList<>();
  private final Application echo =
      Application.named("echo")
          .consumes("received", "#")
          .callback(
              message -> {
                worked.add(message.body().utf8());
                return List.of(message);
              })
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\n2\n",
        "1\n2",
        "1\r\n2\r\n",
        "1\r\n2",
        BOM + "1\n2\n",
        BOM + "1\r\n2",
        "\n1\n \t\n\r\n2\n\n",
        "1\n" + BOM + "2\n",
        BOM + "\n1\n2"
      })
  void lineEndsByteOrderMarksAndEmptyLinesAreUnderstood(String input) throws Exception {
    assertThat(Filtered.run(echo, input)).isEqualTo(new Filtered(Filter.DONE, "1\n2\n", ""));
    assertThat(worked).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void anEmptyInputGivesNothing() throws Exception {
    for (var input : List.of("", "\n", BOM, "\r\n")) {
      assertThat(Filtered.run(echo, input)).isEqualTo(new Filtered(Filter.DONE, "", ""));
    }
  }

  @Test
  void filesAndStandardInputAreReadInTheOrderInWhichTheyAreNamed() throws Exception {
    var first = file("first.ndjson", "1\n2".getBytes(UTF_8));
    var last = file("last.ndjson", (BOM + "4\n5\n").getBytes(UTF_8));

    var run = Filtered.run(echo, Options.none().inputs(first, "-", last, first), "3");

    assertThat(run.lines()).containsExactly("1", "2", "3", "4", "5", "1", "2");
  }

  @Test
  void gzipIsKnownByItsFirstBytesAlsoInManyMembersAndFromStandardInput() throws Exception {
    var members = concatenated(gzip(BOM + "1\n2"), gzip(""), gzip("\n3\n"), gzip("4"));
    var name = file("orders.ndjson", members);

    assertThat(Filtered.run(echo, Options.none().inputs(name), "").output())
        .isEqualTo("1\n2\n3\n4\n");
    assertThat(Filtered.run(echo, Options.none(), members).output()).isEqualTo("1\n2\n3\n4\n");
    assertThat(Filtered.run(echo, Options.none(), new Trickling(members)).output())
        .isEqualTo("1\n2\n3\n4\n");
  }

  @Test
  void badLinesAreReportedWithTheirPlaceAndSkipped() throws Exception {
    var name = file("orders.ndjson", "1\n\n{\"a\":\n3\nnope\n".getBytes(UTF_8));

    var run = Filtered.run(echo, Options.none().inputs(name, "-"), "{} {}\n5\n");

    assertThat(run.status()).isEqualTo(Filter.DONE);
    assertThat(run.lines()).containsExactly("1", "3", "5");
    assertThat(run.said().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(name + ":3: expected JSON, got: {\"a\": ("),
            line -> assertThat(line).startsWith(name + ":5: expected JSON, got: nope ("),
            line -> assertThat(line).startsWith("stdin:1: expected one value").contains("byte 4"),
            line -> assertThat(line).isEqualTo("echo: 3 lines worked on, 3 bad; 3 results"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,}",
        "[1 2]",
        "'x'",
        "NaN",
        "01",
        "1.",
        "+1",
        "\"a",
        "\"\\q\"",
        "{}]",
        "tru",
        "/**/1",
        "{\"tributary\":1",
        "[1,{\"a\":2}",
        "\"a\tb\"",
        "1 2"
      })
  void whatIsNoJsonIsABadLine(String line) throws Exception {
    var run = Filtered.run(echo, line + "\n1\n");

    assertThat(run.output()).isEqualTo("1\n");
    assertThat(run.said()).startsWith("stdin:1: expected ");
  }

  @Test
  void whatIsNoUtf8IsABadLineAndIsShownFitForATerminal() throws Exception {
    var latin = "\"caf\u00e9\u001b[31m\"\n1\n".getBytes(ISO_8859_1);
    var overlong = new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"', '\n', '1', '\n'};
    var surrogate = new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '\n', '1', '\n'};
    var wide = concatenated("{\"a\":1}".getBytes(UTF_16LE), "\n1\n".getBytes(UTF_8));
    var nul = new byte[] {0, '\n', '1', '\n'};

    for (var input : List.of(latin, overlong, surrogate, wide, nul)) {
      var run = Filtered.run(echo, Options.none(), input);

      assertThat(run.output()).isEqualTo("1\n");
      assertThat(run.said()).startsWith("stdin:1: expected UTF-8").doesNotContain("\u001b", "\0");
    }
  }

  @Test
  void aDocumentThatIsTooDeepIsABadLineAndOneAtTheLimitIsNot() throws Exception {
    var limit = "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH);

    var run = Filtered.run(echo, "[" + limit + "]\n" + limit + "\n");

    assertThat(run.lines()).containsExactly(limit);
    assertThat(run.said()).startsWith("stdin:1: expected JSON").contains("depth", "…");
  }

  @Test
  void aLineThatIsTooLongIsSkippedAndTheNextIsRead() throws Exception {
    var most = "\"" + "x".repeat(98) + "\"";
    var input = "\"" + "y".repeat(99) + "\"\n" + BOM + most + "\r\n" + "\"" + "z".repeat(300_000);

    var run = Filtered.run(echo, Options.none().withLinesOfAtMost(100), input);

    assertThat(run.lines()).containsExactly(most);
    assertThat(run.said())
        .contains("stdin:1: expected a line of at most 100 bytes, got 101: \"yyy")
        .contains("stdin:3: expected a line of at most 100 bytes, got 300001: \"zzz");
  }

  @Test
  void numbersAndNamesMayBeAsLongAsALine() throws Exception {
    var number = "1".repeat(200_000);
    var name = "{\"" + "n".repeat(200_000) + "\":1}";

    assertThat(Filtered.run(echo, number + "\n" + name).lines()).containsExactly(number, name);
  }

  @Test
  void strictStopsAtTheFirstBadLineAndWritesWhatIsBeforeIt() throws Exception {
    var run = Filtered.run(echo, Options.none().withStrict(), "1\n2\nnope\n4\n");

    assertThat(run.status()).isEqualTo(Filter.REFUSED);
    assertThat(run.output()).isEqualTo("1\n2\n");
    assertThat(run.said()).contains("stdin:3: expected JSON").doesNotContain("stdin:4");
    assertThat(worked).doesNotContain("4");
  }

  @Test
  void strictStopsAlsoAtWhatTheApplicationFailsAtAndReadsNoFurther() throws Exception {
    var failing =
        Application.named("echo")
            .consumes("received", "#")
            .retry(RetryPolicy.standard().on(IOException.class, RetryPolicy.never()))
            .callback(
                message -> {
                  if (message.body().utf8().equals("3")) {
                    throw new IOException("three");
                  }
                  return List.of(message);
                })
            .build();
    var run = Filtered.run(failing, Options.none().withStrict(), new Numbers());

    assertThat(run.status()).isEqualTo(Filter.REFUSED);
    assertThat(run.output()).isEqualTo("1\n2\n");
    assertThat(run.said()).contains("stdin:3: echo failed: three (IOException)");

    var unordered =
        Filtered.run(failing, Options.none().withStrict().withUnordered(), new Numbers());

    assertThat(unordered.status()).isEqualTo(Filter.REFUSED);
    assertThat(unordered.lines()).contains("1", "2").doesNotContain("3");
  }

  @Test
  void aFileThatIsNotThereIsWrongUsageBeforeTheFirstLine() throws Exception {
    var there = file("there.ndjson", "1\n".getBytes(UTF_8));

    var run =
        Filtered.run(
            echo, Options.none().inputs(there, folder + "/gone", folder.toString()), "2\n");

    assertThat(run.status()).isEqualTo(Filter.USAGE);
    assertThat(run.said())
        .contains("no such file: " + folder + "/gone")
        .contains("expected a file, found a folder: " + folder);
    assertThat(worked).isEmpty();
  }

  @Test
  void aGzipFileThatIsCutOffFailsTheRunAfterWhatWasGood() throws Exception {
    var whole = gzip("1\n2\n" + "\"text that does not end with a line\"");
    var cut = file("cut.gz", Arrays.copyOf(whole, whole.length - 12));
    var next = file("next.ndjson", "9\n".getBytes(UTF_8));

    var run = Filtered.run(echo, Options.none().inputs(cut, next), "");

    assertThat(run.status()).isEqualTo(Filter.FAILED);
    assertThat(run.lines()).startsWith("1", "2").endsWith("9").doesNotContain("\"some");
    assertThat(run.said())
        .contains(cut + ":3: cannot be read on: the gzip data ends in the middle")
        .contains("1 inputs not read to their end");
  }

  @Test
  void damageInALaterMemberIsAFailureAndNotTheEnd() throws Exception {
    var wrongSum = concatenated(gzip("1\n"), gzip("2\n"));
    wrongSum[wrongSum.length - 6] ^= 1;
    var wrongHeader = concatenated(gzip("1\n"), new byte[] {0x1f, 0x00}, gzip("2\n"));
    var rubbish = concatenated(gzip("1\n"), "rubbish".getBytes(UTF_8));
    var halfAHeader = concatenated(gzip("1\n"), Arrays.copyOf(gzip("2\n"), 5));

    for (var damaged : List.of(wrongSum, wrongHeader, rubbish, halfAHeader)) {
      var run = Filtered.run(echo, Options.none(), damaged);

      assertThat(run.status()).isEqualTo(Filter.FAILED);
      assertThat(run.lines()).startsWith("1");
      assertThat(run.said()).contains("cannot be read on: ").contains("gzip");
    }
  }

  @Test
  void zerosAfterTheLastMemberArePadding() throws Exception {
    var padded = concatenated(gzip("1\n"), new byte[1_000]);

    assertThat(Filtered.run(echo, Options.none(), padded))
        .isEqualTo(new Filtered(Filter.DONE, "1\n", ""));
  }

  @Test
  void aDefectOfTheInputIsThrownAndNothingWaitsForEver() {
    var defective =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("no such stream");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            return read();
          }
        };

    assertThatThrownBy(() -> Filtered.run(echo, Options.none(), defective))
        .hasRootCauseMessage("no such stream");
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] concatenated(byte[]... parts) throws IOException {
    var whole = new ByteArrayOutputStream();
    for (var part : parts) {
      whole.write(part);
    }
    return whole.toByteArray();
  }

  /// Hands out byte by byte, and never says that there is more.
  private static final class Trickling extends InputStream {
    private final ByteArrayInputStream bytes;

    Trickling(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, Math.min(1, length));
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
