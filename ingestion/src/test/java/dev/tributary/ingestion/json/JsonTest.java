package dev.tributary.ingestion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.PackageListing;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.model.Violation;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        CanonicalDocument.class,
        PackageListing.class,
        Product.class,
        ProductDelivery.class,
        Violation.class
      })
  void everyRecordOfTheModelComesBackAsItWas(Class<?> type) throws Exception {
    for (var full : List.of(true, false)) {
      var record = example(type, full);
      var text = Json.text(record);

      assertThat(Json.read(text, type)).as(text).isEqualTo(record);
      assertThat(Json.read(Json.tree(text), type)).isEqualTo(record);
      assertThat(Json.text(Json.tree(text))).isEqualTo(text);
      assertThat(Json.text(Json.tree(record))).isEqualTo(text);
    }
  }

  @Test
  void whatIsAbsentOrEmptyIsLeftOutAndPropertiesStandInOrder() throws Exception {
    var name = new Product.Party.Name("Ada", Optional.empty(), Optional.of("en"));
    var party = new Product.Party("P1", List.of(name), List.of());

    assertThat(Json.text(party))
        .isEqualTo("{\"ref\":\"P1\",\"names\":[{\"full\":\"Ada\",\"language\":\"en\"}]}");
  }

  @Test
  void enumsTimesAndDurationsAreWords() throws Exception {
    assertThat(Json.text(Product.ContentType.MUSIC_RELEASE)).isEqualTo("\"MusicRelease\"");
    assertThat(Json.text(Instant.parse("2026-01-02T03:04:05Z")))
        .isEqualTo("\"2026-01-02T03:04:05Z\"");
    assertThat(Json.text(Duration.ofSeconds(192))).isEqualTo("\"PT3M12S\"");
  }

  @Test
  void unknownPropertiesAreRefused() {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Json.read("{\"files\":[],\"fils\":[]}", PackageListing.class))
        .withMessageContaining("fils");
  }

  @Test
  void exceptInWhatAnotherVersionOfOursMayHaveWritten() throws Exception {
    var newer =
        """
        {"ref":"P1","weather":{"fair":true},"names":[{"full":"Ada","short":"A"}]}
        """;
    var party =
        new Product.Party(
            "P1",
            List.of(new Product.Party.Name("Ada", Optional.empty(), Optional.empty())),
            List.of());

    assertThat(Json.readOwn(newer, Product.Party.class)).isEqualTo(party);
    assertThat(Json.readOwn(newer.getBytes(UTF_8), Product.Party.class)).isEqualTo(party);
  }

  /// A record of `type` with something in every component, or with as little as can be.
  private static Object example(Type type, boolean full) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      var argument = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      var value = example(argument, full);
      return switch (generic.getRawType().getTypeName()) {
        case "java.util.Optional" -> full ? Optional.of(value) : Optional.empty();
        case "java.util.List" -> full ? List.of(value, value) : List.of();
        case "java.util.Set" -> full ? Set.of(value) : Set.of();
        case "java.util.Map" -> full ? Map.of("/a/0", value) : Map.of();
        default -> throw new AssertionError(type);
      };
    }
    var plain = (Class<?>) type;
    if (plain.isRecord()) {
      var values = new ArrayList<Object>();
      for (var component : plain.getRecordComponents()) {
        values.add(example(component.getGenericType(), full));
      }
      return canonicalConstructor(plain).newInstance(values.toArray());
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    return Map.<Class<?>, Object>of(
            String.class,
            full ? "Ünï\"x" : "",
            Duration.class,
            Duration.ofMillis(61_500),
            Instant.class,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            BigDecimal.class,
            new BigDecimal("9.90"),
            Integer.class,
            7,
            Long.class,
            7_000_000_000L,
            Boolean.class,
            false,
            int.class,
            3,
            long.class,
            4L,
            boolean.class,
            full)
        .get(plain);
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) throws NoSuchMethodException {
    return type.getDeclaredConstructor(
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new));
  }
}
