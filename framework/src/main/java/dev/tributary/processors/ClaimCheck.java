package dev.tributary.processors;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Extension;
import dev.tributary.Message;
import java.io.IOException;
import java.util.TreeMap;

/// Keeps large bodies out of the broker: the body lies in a [BodyStore], the message carries its
/// name in the header [#HEADER] and has no body itself.
///
///     var claimCheck = ClaimCheck.over(64 * 1024).in(FolderStore.in(Path.of("bodies")));
///     Application.named("orders")…build().surroundedBy(claimCheck)
///
/// Before the callback a body that was checked in is fetched; after it, results over the limit are
/// checked in. Callback, preprocessors and postprocessors see whole bodies only: hence
/// [Application#surroundedBy], which puts this before the first and after the last of them. With
/// [Application.Builder#with] it stands where it is added, among the others.
///
/// Every application with a claim check of any limit over the same store understands what another
/// checked in. One without it sees an empty body, and passes the message on as it is if it returns
/// it. Routing key and all other headers stay what they are. Retries and dead letters keep the name,
/// not the body: what is in the store must stay there as long as they may come back.
public final class ClaimCheck implements Extension {
  /// Header that holds the name of the body in its store.
  public static final String HEADER = "claim-check";

  private final long limit;
  private final BodyStore store;

  private ClaimCheck(long limit, BodyStore store) {
    this.limit = limit;
    this.store = store;
  }

  /// A claim check for bodies of more than `bytes`.
  public static Limit over(long bytes) {
    return new Limit(bytes);
  }

  /// How large a body may be to travel with its message.
  public record Limit(long bytes) {
    public Limit {
      if (bytes < 0) {
        throw new IllegalArgumentException("expected a limit of 0 bytes or more, got: " + bytes);
      }
    }

    /// A claim check that keeps larger bodies in `store`, which stays the caller's.
    public ClaimCheck in(BodyStore store) {
      return new ClaimCheck(bytes, store);
    }
  }

  @Override
  public void extend(Application.Builder application) {
    application.preprocess(this::fetch).postprocess(this::checkIn);
  }

  /// The header goes with the name that it held, so that results made from the message do not seem
  /// to have its body.
  private Message fetch(Message message) throws IOException, InterruptedException {
    var name = message.headers().get(HEADER);
    if (name == null) {
      return message;
    }
    var body = message.body().size() == 0 ? store.get(name) : message.body();
    return withoutName(message).with(message.routingKey(), body);
  }

  private Message checkIn(Message result) throws IOException, InterruptedException {
    if (result.body().size() <= limit) {
      return result.body().size() == 0 ? result : withoutName(result);
    }
    return result
        .with(result.routingKey(), Body.empty())
        .withHeader(HEADER, store.put(result.body()));
  }

  private static Message withoutName(Message message) {
    if (!message.headers().containsKey(HEADER)) {
      return message;
    }
    var others = new TreeMap<>(message.headers());
    others.remove(HEADER);
    return new Message(
        message.id(),
        message.jobId(),
        message.ancestorIds(),
        message.originatedAt(),
        message.routingKey(),
        message.attempt(),
        message.failures(),
        message.history(),
        others,
        message.body());
  }
}
