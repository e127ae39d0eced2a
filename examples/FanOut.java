import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Service;
import dev.tributary.Settings;
import java.util.ArrayList;
import java.util.List;

/// Takes an order apart: one message for each of its lines, and one that says how many there are.
///
/// Each line is a job of its own, with the order's job as its ancestor: `tributary trail` shows them
/// as its children. Results of different kinds have routing keys of their own, so that whoever
/// consumes them can choose.
public final class FanOut implements Service {
  record Order(String id, List<Line> lines) {}

  record Line(String article, int count) {}

  record Summary(String id, int lines) {}

  @Override
  public Application application(Settings settings) {
    return Application.named("fan-out")
        .consumes("orders", "accept.order")
        .callback(Order.class, FanOut::takeApart)
        .build();
  }

  private static List<Message> takeApart(Order order, Message message) {
    var results = new ArrayList<Message>();
    for (var line : order.lines()) {
      results.add(message.fanOut(results.size(), "pick.line", Body.json(line)));
    }
    var summary = new Summary(order.id(), order.lines().size());
    results.add(message.with("count.order", Body.json(summary)));
    return results;
  }
}
