package dev.tributary.cli.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Snooze;
import dev.tributary.cli.filter.Filtered.Options;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a filter writes, and how it ends before its input does.
@Timeout(60)
class FilterOutputTest {
  @Test
  void jsonIsWrittenAsItIsOnOneLine() throws Exception {
    assertThat(written(Body.utf8("{\r\n  \"a\": [1.0,\n1e3]\n}\n")))
        .isEqualTo("{    \"a\": [1.0, 1e3] } \n");
    assertThat(written(Body.utf8("\uFEFF{}"))).isEqualTo("{}\n");
    assertThat(written(Body.utf8("\"\\n\""))).isEqualTo("\"\\n\"\n");
  }

  @Test
  void otherTextIsWrittenAsAJsonString() throws Exception {
    assertThat(written(Body.utf8("two\nlines, \"quoted\", é\u2028")))
        .isEqualTo("\"two\\nlines, \\\"quoted\\\", é\u2028\"\n");
    assertThat(written(Body.empty())).isEqualTo("\"\"\n");
    assertThat(written(Body.utf8("{} {}"))).isEqualTo("\"{} {}\"\n");
    assertThat(written(Body.utf8("\u0000"))).isEqualTo("\"\\u0000\"\n");
  }

  private static String written(Body body) throws InterruptedException {
    var run = Filtered.run(answering(body), "1\n");
    assertThat(run.said()).isEmpty();
    return run.output();
  }

  @Test
  void aResultThatIsNoUtf8MakesItsLineABadOne() throws Exception {
    var run = Filtered.run(answering(Body.of(new byte[] {(byte) 0xff})), "1\n");

    assertThat(run.status()).isEqualTo(Filter.DONE);
    assertThat(run.output()).isEmpty();
    assertThat(run.said())
        .startsWith("stdin:1: answering failed: a result cannot be written")
        .contains("expected UTF-8");
  }

  private static Application answering(Body body) {
    return Application.named("answering")
        .consumes("received", "#")
        .callback(message -> List.of(message.with("answer", body)))
        .build();
  }

  @Test
  void aResultIsWrittenAsSoonAsItIsThereThoughTheInputGoesOn() throws Exception {
    try (var stdin = new PipedInputStream();
        var output = new PipedOutputStream();
        var reading =
            new BufferedReader(new InputStreamReader(new PipedInputStream(output), UTF_8))) {
      var typing = new PipedOutputStream(stdin);
      var run = start(echo(), Options.none(), stdin, output, new StringWriter());

      typing.write("1\n".getBytes(UTF_8));
      typing.flush();
      assertThat(reading.readLine()).isEqualTo("1");
      typing.write("2\n".getBytes(UTF_8));
      typing.flush();
      assertThat(reading.readLine()).isEqualTo("2");
      typing.close();

      assertThat(run.get(20, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void aClosedPipeEndsItQuietlyAndItReadsNoFurther() throws Exception {
    var pipe = Pipe.open();
    var stopped = new AtomicInteger();
    var echo =
        Application.named("echo")
            .consumes("received", "#")
            .onStop(stopped::incrementAndGet)
            .callback(List::of)
            .build();
    var endless = new Numbers();
    var said = new StringWriter();
    var run = start(echo, Options.none(), endless, Channels.newOutputStream(pipe.sink()), said);

    try (var reader =
        new BufferedReader(new InputStreamReader(Channels.newInputStream(pipe.source()), UTF_8))) {
      assertThat(reader.readLine()).isEqualTo("1");
    }

    assertThat(run.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(said.toString()).isEmpty();
    assertThat(stopped).hasValue(1);
    var read = endless.bytesRead();
    await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(endless.bytesRead() - read).isLessThan(200_000));
  }

  @Test
  void anOutputThatIsFullIsAFailure() throws Exception {
    var full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var said = new StringWriter();

    var run = start(echo(), Options.none(), new Numbers(), full, said);

    assertThat(run.get(20, TimeUnit.SECONDS)).isEqualTo(Filter.FAILED);
    assertThat(said.toString()).contains("the results cannot be written: No space left on device");
  }

  @Test
  void anInterruptionFinishesWhatIsInFlightAndSaysWhereTheOutputEnds() throws Exception {
    var inFlight = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var stopped = new AtomicInteger();
    var waiting =
        Application.named("waiting")
            .consumes("received", "#")
            .concurrency(2)
            .onStop(stopped::incrementAndGet)
            .callback(
                message -> {
                  if (message.body().utf8().equals("3")) {
                    inFlight.countDown();
                    goOn.await();
                  }
                  if (message.body().utf8().equals("5")) {
                    throw new Snooze(Duration.ofHours(1), "not today");
                  }
                  return List.of(message);
                })
            .build();
    var output = new ByteArrayOutputStream();
    var said = new StringWriter();
    var run = start(waiting, Options.none(), new Numbers(), output, said);
    inFlight.await();
    await().until(() -> output.toString(UTF_8).equals("1\n2\n"));

    run.cancel(true);
    goOn.countDown();

    assertThat(run.status(Duration.ofSeconds(20))).isEqualTo(Filter.INTERRUPTED);
    assertThat(output.toString(UTF_8)).isIn("1\n2\n3\n", "1\n2\n3\n4\n");
    var written = output.toString(UTF_8).lines().count();
    assertThat(said.toString())
        .contains("interrupted; the output ends before stdin:" + (written + 1) + "\n");
    assertThat(stopped).hasValue(1);
  }

  @Test
  void lessIsKeptInMemoryThanAReaderMayFallBehind() throws Exception {
    var blocked = new CountDownLatch(1);
    var endless = new Numbers();
    var stuck =
        Application.named("stuck")
            .consumes("received", "#")
            .callback(
                message -> {
                  if (message.body().utf8().equals("1")) {
                    blocked.await();
                  }
                  return List.of(message);
                })
            .build();
    var said = new StringWriter();
    var run = start(stuck, Options.none(), endless, new ByteArrayOutputStream(), said);

    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(20))
        .until(endless::bytesRead, count -> count > 0 && count < 300_000);

    run.cancel(true);
    blocked.countDown();
    assertThat(run.status(Duration.ofSeconds(20))).isEqualTo(Filter.INTERRUPTED);
  }

  private static Application echo() {
    return Application.named("echo").consumes("received", "#").callback(List::of).build();
  }

  /// A filter on a thread of its own.
  private static final class Running extends FutureTask<Integer> {
    private final CountDownLatch ended;
    private final AtomicInteger status;

    private Running(Filter filter, CountDownLatch ended, AtomicInteger status) {
      super(
          () -> {
            try {
              status.set(filter.run());
              return status.get();
            } finally {
              ended.countDown();
            }
          });
      this.ended = ended;
      this.status = status;
    }

    /// Its exit status, also after it was interrupted.
    int status(Duration patience) throws InterruptedException {
      assertThat(ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      return status.get();
    }
  }

  private static Running start(
      Application application,
      Options options,
      InputStream stdin,
      OutputStream output,
      StringWriter said) {
    var filter =
        new Filter(application, options.build(), stdin, output, new PrintWriter(said, true));
    var running = new Running(filter, new CountDownLatch(1), new AtomicInteger(-1));
    Thread.ofPlatform().daemon().start(running);
    return running;
  }
}
