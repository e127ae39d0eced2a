package dev.tributary.database.example;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Service;
import dev.tributary.Settings;
import dev.tributary.database.DatabasePlugin;
import dev.tributary.database.Effects;
import dev.tributary.database.Schema;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes every order down once, however often it is delivered, and tells of it.
public final class Orders implements Service {
  private static final Schema SCHEMA =
      Schema.of("orders", "create table placed (article text not null)");

  @Override
  public Application application(Settings settings) {
    var database = DatabasePlugin.open(settings, "orders", SCHEMA, Effects.SCHEMA);
    return Application.named("orders")
        .consumes("shop", "place.order")
        .callback(new Effects(database).once("orders", Orders::place))
        .onStop(database::close)
        .build();
  }

  private static List<Message> place(Handle transaction, Message order) {
    var article = order.body().utf8();
    transaction.execute("insert into placed (article) values (?)", article);
    return List.of(order.with("placed.order", Body.utf8(article)));
  }
}
