package dev.tributary.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/// Which components of a record must be there: all that are neither an [Optional] nor annotated
/// `@Nullable`, of JSpecify or any other. The elements of a collection, and the values of a map,
/// are judged by the same rule, except for those of type `Object` or [JsonNode], which stand for
/// any JSON. A component with `@JsonSetter` is as that says.
final class Components extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return component(member).map(type -> !mayBeNull(type, member.getType())).orElse(null);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    return component(member)
        .map(
            type ->
                JsonSetter.Value.construct(
                    nulls(mayBeNull(type, member.getType())),
                    nulls(contentMayBeNull(type, member))))
        .orElse(JsonSetter.Value.empty());
  }

  private static Nulls nulls(boolean allowed) {
    return allowed ? Nulls.SET : Nulls.FAIL;
  }

  /// The declared type of `member`, if it is a parameter of a record's constructor that is not said
  /// to be something else.
  private static Optional<AnnotatedType> component(Annotated member) {
    return member instanceof AnnotatedParameter parameter
            && parameter.getDeclaringClass().isRecord()
            && !parameter.hasAnnotation(JsonSetter.class)
            && parameter.getOwner().getAnnotated() instanceof Executable creator
        ? Optional.of(creator.getAnnotatedParameterTypes()[parameter.getIndex()])
        : Optional.empty();
  }

  private static boolean mayBeNull(AnnotatedType type, JavaType resolved) {
    return resolved.isReferenceType()
        || resolved.getRawClass() == Object.class
        || JsonNode.class.isAssignableFrom(resolved.getRawClass())
        || Stream.of(type.getAnnotations()).anyMatch(Components::isNullable);
  }

  private static boolean contentMayBeNull(AnnotatedType type, Annotated member) {
    var content = member.getType().getContentType();
    var declared =
        switch (type) {
          case AnnotatedParameterizedType collection ->
              collection.getAnnotatedActualTypeArguments()[lastArgument(collection)];
          case AnnotatedArrayType array -> array.getAnnotatedGenericComponentType();
          default -> type;
        };
    return content == null
        || declared instanceof AnnotatedWildcardType
        || mayBeNull(declared, content);
  }

  /// That of a map's values, or of a collection's elements.
  private static int lastArgument(AnnotatedParameterizedType type) {
    return type.getAnnotatedActualTypeArguments().length - 1;
  }

  private static boolean isNullable(Annotation annotation) {
    return annotation.annotationType().getSimpleName().equals("Nullable");
  }
}
