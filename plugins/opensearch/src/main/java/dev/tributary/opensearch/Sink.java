package dev.tributary.opensearch;

import dev.tributary.BatchCallback;
import dev.tributary.Body;
import dev.tributary.InvalidMessageException;
import dev.tributary.Message;
import dev.tributary.UnavailableException;
import dev.tributary.opensearch.Bulk.Result;
import dev.tributary.opensearch.Bulk.Result.NotNow;
import dev.tributary.opensearch.Bulk.Result.Refused;
import dev.tributary.opensearch.Bulk.Result.Stored;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Brings the events of many messages into their indices. A message is done once each of its events
/// is there, or on its way to being set aside by itself.
///
/// An event that the index refuses keeps none of those from it that came in the same message: it
/// comes back as a message of its own, and fails as that.
final class Sink implements BatchCallback {
  /// Routing key of an event that was refused, alone in its message.
  static final String REFUSED = "refused.event";

  private final Preparation preparation;
  private final Bulk bulk;
  private final Fields fields;
  private final String prefix;

  Sink(Preparation preparation, Bulk bulk, Fields fields, String prefix) {
    this.preparation = preparation;
    this.bulk = bulk;
    this.fields = fields;
    this.prefix = prefix;
  }

  @Override
  public List<Reply> apply(List<Message> messages) throws InterruptedException {
    var works = messages.stream().map(Work::new).toList();
    var documents = works.stream().flatMap(work -> work.documents.stream()).toList();
    var results = store(documents).iterator();
    return works.stream().map(work -> work.reply(results)).toList();
  }

  private List<Result> store(List<Document> documents) throws InterruptedException {
    try {
      preparation.ensure();
      return bulk.store(documents);
    } catch (UnavailableException away) {
      preparation.again();
      throw away;
    }
  }

  /// What is to be done for one message.
  private final class Work {
    private final Message message;
    private final List<String> lines;

    /// Of those lines that are events, in their order.
    private final List<Document> documents = new ArrayList<>();

    private final List<String> sent = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    /// A line that does not become a document.
    private record Rejection(String line, RuntimeException why) {}

    Work(Message message) {
      this.message = message;
      this.lines = message.body().utf8().lines().filter(line -> !line.isBlank()).toList();
      for (var line : lines) {
        try {
          documents.add(Document.of(line, fields, prefix));
          sent.add(line);
        } catch (InvalidMessageException noEvent) {
          rejections.add(new Rejection(line, noEvent));
        }
      }
    }

    /// @param results of which the next ones are those of this message
    Reply reply(Iterator<Result> results) {
      var notNow = Optional.<String>empty();
      for (var number = 0; number < documents.size(); number++) {
        switch (results.next()) {
          case Stored _ -> {}
          case Refused(var reason) -> {
            var why = new EventRefusedException(documents.get(number), reason);
            rejections.add(new Rejection(sent.get(number), why));
          }
          case NotNow(var reason) -> notNow = Optional.of(reason);
        }
      }
      return notNow
          .map(reason -> Reply.failed(new UnavailableException("not now: " + reason, null)))
          .orElseGet(this::settled);
    }

    private Reply settled() {
      if (lines.size() == 1 && !rejections.isEmpty()) {
        return Reply.failed(rejections.getFirst().why());
      }
      var alone = new Message[rejections.size()];
      for (var number = 0; number < alone.length; number++) {
        var line = Body.utf8(rejections.get(number).line());
        alone[number] = message.fanOut(number, REFUSED, line);
      }
      return Reply.done(alone);
    }
  }
}
