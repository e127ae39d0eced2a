package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.json.Json;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a [Field] stands in a product or an item.
sealed interface FieldPlace {
  /// The display title, or the first one if there is none.
  FieldPlace TITLE = new First("titles", "text", FieldPlace::withKind);

  /// The catalogue's own word for the main genre, if it has one, or the provider's.
  FieldPlace GENRE = new MainGenre();

  /// The value; missing if there is none.
  JsonNode in(JsonNode about);

  /// Puts `text` there, and makes the place if it has to.
  void put(ObjectNode about, String text);

  /// Such as `titles[0].text`.
  String path(JsonNode about);

  /// A property of its own.
  record Property(String name) implements FieldPlace {
    @Override
    public JsonNode in(JsonNode about) {
      return about.path(name);
    }

    @Override
    public void put(ObjectNode about, String text) {
      about.put(name, text);
    }

    @Override
    public String path(JsonNode about) {
      return name;
    }
  }

  /// The text of a ℗ or © line.
  record Line(String name) implements FieldPlace {
    @Override
    public JsonNode in(JsonNode about) {
      return about.path(name).path("text");
    }

    @Override
    public void put(ObjectNode about, String text) {
      about.withObjectProperty(name).put("text", text);
    }

    @Override
    public String path(JsonNode about) {
      return name + ".text";
    }
  }

  /// In a list, of which the first element of kind `DISPLAY` is meant, or the first one.
  ///
  /// @param property of the element; an empty text if the element is the value
  /// @param made what else a new element needs
  record First(String list, String property, UnaryOperator<ObjectNode> made) implements FieldPlace {
    First(String list, String property) {
      this(list, property, UnaryOperator.identity());
    }

    @Override
    public JsonNode in(JsonNode about) {
      var element = about.path(list).path(place(about));
      return property.isEmpty() ? element : element.path(property);
    }

    @Override
    public void put(ObjectNode about, String text) {
      var elements = about.withArrayProperty(list);
      if (elements.isEmpty()) {
        elements.add(made.apply(Json.object()));
      }
      if (property.isEmpty()) {
        elements.set(0, text);
      } else if (elements.get(place(about)) instanceof ObjectNode element) {
        element.put(property, text);
      }
    }

    @Override
    public String path(JsonNode about) {
      var element = "%s[%d]".formatted(list, place(about));
      return property.isEmpty() ? element : element + "." + property;
    }

    private int place(JsonNode about) {
      var elements = about.path(list);
      for (var place = 0; place < elements.size(); place++) {
        if (elements.path(place).path("kind").stringValue("").equals("DISPLAY")) {
          return place;
        }
      }
      return 0;
    }
  }

  /// The main genre: what others call it goes beside the provider's word.
  record MainGenre() implements FieldPlace {
    private static final First RAW = new First("genres", "raw");
    private static final First MAPPED = new First("genres", "mapped");

    @Override
    public JsonNode in(JsonNode about) {
      var mapped = MAPPED.in(about);
      return mapped.isMissingNode() ? RAW.in(about) : mapped;
    }

    @Override
    public void put(ObjectNode about, String text) {
      if (RAW.in(about).isMissingNode()) {
        RAW.put(about, text);
      }
      MAPPED.put(about, text);
    }

    @Override
    public String path(JsonNode about) {
      return MAPPED.path(about);
    }
  }

  private static ObjectNode withKind(ObjectNode title) {
    return title.put("kind", "DISPLAY");
  }
}
