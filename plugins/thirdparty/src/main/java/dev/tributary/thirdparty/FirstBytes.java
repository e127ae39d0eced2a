package dev.tributary.thirdparty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.Body;
import dev.tributary.thirdparty.FirstBytes.Beginning;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// The beginning of an answer; the rest is not read, however long it is. Used by one thread at a
/// time.
public final class FirstBytes implements BodySubscriber<Beginning> {
  /// What is told of an answer in a reason, in characters.
  private static final int SHOWN = 200;

  private final int limit;
  private final CompletableFuture<Beginning> beginning = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  /// What was read.
  ///
  /// @param body its bytes
  /// @param isWhole whether that is all there was
  public record Beginning(Body body, boolean isWhole) {
    /// A few words of it as text, on one line; empty if there are none.
    public String shown() {
      var text = new String(body.bytes(), UTF_8).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
  }

  private FirstBytes(int limit) {
    this.limit = limit;
  }

  /// Reads at most `limit` bytes.
  public static BodyHandler<Beginning> atMost(int limit) {
    return _ -> new FirstBytes(limit);
  }

  @Override
  public CompletionStage<Beginning> getBody() {
    return beginning;
  }

  @Override
  public void onSubscribe(Subscription theSubscription) {
    subscription = theSubscription;
    theSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      var part = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
      buffer.get(part);
      bytes.writeBytes(part);
      if (buffer.hasRemaining() && subscription != null) {
        subscription.cancel();
        complete(false);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    beginning.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    complete(true);
  }

  private void complete(boolean isWhole) {
    beginning.complete(new Beginning(Body.of(bytes.toByteArray()), isWhole));
  }
}
