package dev.tributary.json;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import dev.tributary.InvalidMessageException;
import dev.tributary.InvalidMessageException.Violation;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Schemas as the library wants them: each checked against the schema of its draft, those that it
/// refers to as well, and nothing fetched.
final class Schemas {
  /// What the address of a schema begins with that does not say its own.
  private static final String HERE = "schema:/";

  private static final String STANDARD = "https?://json-schema\\.org/draft[-/].*";

  private static final BasicDialectRegistry DIALECTS =
      new BasicDialectRegistry(
          List.of(
              Dialects.getDraft202012(),
              Dialects.getDraft201909(),
              Dialects.getDraft7(),
              Dialects.getDraft6(),
              Dialects.getDraft4()));

  private static final SchemaRegistryConfig CONFIGURATION =
      SchemaRegistryConfig.builder()
          .locale(Locale.ROOT)
          .formatAssertionsEnabled(true)
          .regularExpressionFactory(BoundedPattern::new)
          .build();

  /// Knows the schemas of the drafts themselves.
  private static final SchemaRegistry DRAFTS =
      SchemaRegistry.builder()
          .dialectRegistry(DIALECTS)
          .schemaRegistryConfig(CONFIGURATION)
          .build();

  private final SchemaSource source;

  /// What the addresses of the files beside it begin with.
  private final List<String> folders;

  private Schemas(SchemaSource source, List<String> folders) {
    this.source = source;
    this.folders = folders;
  }

  /// The schema that `source` holds, with all that it refers to.
  ///
  /// @throws IllegalArgumentException if it is none
  static Schema compile(SchemaSource source) {
    var json = checked(source.name(), source.text());
    var address = HERE + source.name().replace(" ", "-").replaceFirst("^/", "");
    var id = json.path("$id").asString(json.path("id").asString(""));
    var folders = Stream.of(address, id).flatMap(each -> folder(each).stream()).toList();
    try {
      var schema =
          new Schemas(source, folders).registry().getSchema(SchemaLocation.of(address), json);
      schema.initializeValidators();
      if (!SchemaCheck.ends(schema)) {
        throw noSchema(
            source.name(),
            new Violation("", "", "a $ref leads back to itself, so that no check ends"));
      }
      return schema;
    } catch (SchemaException wrong) {
      throw wrong.getCause() instanceof IllegalArgumentException ours
          ? ours
          : noSchema(source.name(), new Violation("", "", String.valueOf(wrong.getMessage())));
    }
  }

  private static Optional<String> folder(String address) {
    return Optional.of(address.lastIndexOf('/') + 1)
        .filter(end -> end > 0)
        .map(end -> address.substring(0, end));
  }

  private SchemaRegistry registry() {
    return SchemaRegistry.builder()
        .defaultDialectId(SpecificationVersion.DRAFT_2020_12.getDialectId())
        .dialectRegistry(DIALECTS)
        .schemaLoader(
            SchemaLoader.builder()
                .allow(this::allow)
                .resourceLoaders(loaders -> loaders.add(this::load))
                .build())
        .schemaRegistryConfig(CONFIGURATION)
        .build();
  }

  private boolean allow(AbsoluteIri address) {
    if (address.toString().matches(STANDARD) || path(address).isPresent()) {
      return true;
    }
    throw noSchema(
        source.name(),
        new Violation(
            "",
            address.toString(),
            "expected a $ref to lead to a place in the schema, or to a file beside it or below;"
                + " nothing is fetched"));
  }

  private @Nullable InputStreamSource load(AbsoluteIri address) {
    if (path(address).isEmpty()) {
      return null;
    }
    var path = path(address).get();
    var bytes =
        source
            .beside(path)
            .orElseThrow(
                () ->
                    noSchema(
                        source.name(),
                        new Violation(
                            "", path, "expected the file of a $ref to lie beside it, found none")));
    checked(path, SchemaSource.utf8(path, bytes));
    return () -> new ByteArrayInputStream(bytes);
  }

  /// Where something is, relative to the schema's folder; empty if it is not there or below.
  private Optional<String> path(AbsoluteIri address) {
    return folders.stream()
        .filter(folder -> address.toString().startsWith(folder))
        .map(folder -> address.toString().substring(folder.length()))
        .filter(path -> !path.isEmpty() && !path.startsWith("/") && !path.contains(".."))
        .findFirst();
  }

  /// `text` as JSON, found to be a schema of its draft.
  private static JsonNode checked(String name, String text) {
    var json = json(name, text);
    var draft =
        SpecificationVersion.fromDialectId(
                json.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId()))
            .orElseThrow(
                () ->
                    noSchema(
                        name,
                        new Violation(
                            "/$schema",
                            json.path("$schema").toString(),
                            "expected draft 2020-12, 2019-09, 7, 6 or 4, such as "
                                + SpecificationVersion.DRAFT_2020_12.getDialectId())));
    var violations =
        SchemaCheck.violations(DRAFTS.getSchema(SchemaLocation.of(draft.getDialectId())), json);
    if (!violations.isEmpty()) {
      throw noSchema(name, violations.toArray(Violation[]::new));
    }
    return json;
  }

  private static JsonNode json(String name, String text) {
    try (var parser = Json.parser(text)) {
      return Json.MAPPER.readValue(parser, JsonNode.class);
    } catch (JacksonException notJson) {
      var problem = Problem.of(notJson, text, "").violations();
      throw noSchema(name, problem.toArray(Violation[]::new));
    }
  }

  private static IllegalArgumentException noSchema(String name, Violation... violations) {
    var summary = "the JSON Schema " + name + " is not as it must be";
    var invalid = new InvalidMessageException(summary, List.of(violations));
    return new IllegalArgumentException(
        String.valueOf(invalid.getMessage()).replace("the message: ", ""));
  }
}
