package dev.tributary.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.Application;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.spi.BodyCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of the values that a typed callback returns.
class TypedTest {
  private static final Message INPUT =
      Message.of("draw.all", Body.json("all")).withHeader("board", "one");

  /// What can be drawn.
  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  /// What can be built.
  interface Solid {}

  /// A solid that rolls.
  interface Round extends Solid {}

  /// What has a price.
  interface Sold {}

  record Ball(int radius) implements Sold, Round {}

  @Test
  void aValueGoesByTheRoutingKeyOfItsTypeOrElseOfOneAboveIt() throws Exception {
    var results = results(new Circle(1), new Square(2));

    assertThat(results)
        .extracting(Message::routingKey)
        .containsExactly("draw.circle", "draw.shape");
    assertThat(results)
        .extracting(Message::body)
        .containsExactly(Body.json(new Circle(1)), Body.json(new Square(2)));
    assertThat(results).extracting(Message::jobId).containsOnly(INPUT.jobId());
    assertThat(results).extracting(Message::headers).containsOnly(INPUT.headers());
  }

  @Test
  void ofSeveralTypesAboveTheMostSpecificOneCounts() throws Exception {
    assertThat(routingKeyOfBall(Map.of(Object.class, "any", Solid.class, "solid")))
        .isEqualTo("solid");
    assertThat(routingKeyOfBall(Map.of(Solid.class, "solid", Round.class, "round")))
        .isEqualTo("round");
    assertThat(routingKeyOfBall(Map.of(Sold.class, "sold", Round.class, "round", Ball.class, "b")))
        .isEqualTo("b");
  }

  @Test
  void ofTwoTypesAboveThatAreEquallyNearNeitherIsGuessed() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> routingKeyOfBall(Map.of(Sold.class, "sold", Round.class, "round")))
        .withMessage(
            "application board returned a dev.tributary.internal.TypedTest$Ball, which is a Round"
                + " and a Sold with different routing keys; add sends(Ball.class, \"…\"), or return"
                + " a message");
    assertThat(routingKeyOfBall(Map.of(Sold.class, "same", Round.class, "same"))).isEqualTo("same");
  }

  @Test
  void aMessageIsAResultAsItIs() throws Exception {
    var message = INPUT.with("draw.other", Body.utf8("as it is"));

    assertThat(results(message, new Circle(1)).getFirst()).isEqualTo(message);
  }

  @Test
  void aValueOfAnotherTypeIsAFailureThatSaysWhatToAdd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> results(new Circle(1), 17))
        .withMessage(
            "application board returned a java.lang.Integer, and no routing key is declared for that"
                + " type; add sends(Integer.class, \"…\"), or return a message");
  }

  private static String routingKeyOfBall(Map<Class<?>, String> routingKeys) throws Exception {
    return new Typed<>("board", String.class, (_, _) -> List.of(new Ball(1)), routingKeys)
        .apply(INPUT)
        .getFirst()
        .routingKey();
  }

  private static List<Message> results(Object... values) throws Exception {
    return Application.named("board")
        .consumes("shapes", "#")
        .sends(Shape.class, "draw.shape")
        .sends(Circle.class, "draw.circle")
        .callback(String.class, _ -> List.of(values))
        .build()
        .callback()
        .apply(INPUT);
  }

  /// Stands for the one that reads and writes JSON, which is not here.
  public static final class TextCodec implements BodyCodec {
    @Override
    public <T> T read(Body body, Class<T> type) {
      return type.cast(body.utf8());
    }

    @Override
    public Body write(Object value) {
      return Body.utf8(value.toString());
    }
  }
}
