import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Service;
import dev.tributary.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps the balance of each account: what is booked on one account is booked in the order in which
/// it came, while all other accounts go on beside it.
public final class OrderPerKey implements Service {
  record Booking(String account, int amount) {}

  record Balance(String account, int balance) {}

  private final Map<String, Integer> balances = new ConcurrentHashMap<>();

  @Override
  public Application application(Settings settings) {
    return Application.named("bookings")
        .consumes("bank", "book.#")
        .orderedBy(message -> message.body().as(Booking.class).account())
        .callback(Booking.class, (booking, message) -> {
          var balance = balances.merge(booking.account(), booking.amount(), Integer::sum);
          var result = new Balance(booking.account(), balance);
          return List.of(message.with("changed.balance", Body.json(result)));
        })
        .build();
  }
}
