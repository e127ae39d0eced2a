package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.source.JavaSource;
import dev.tributary.ingestion.source.SourceException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.EmptySequence;
import net.sf.saxon.value.SequenceType;
import net.sf.saxon.value.StringValue;
import org.jspecify.annotations.Nullable;

/// Functions in Java that a provider's stylesheet calls, for what XSLT cannot say: the public
/// static methods of a class in the provider's folder. `KiteDates.iso(String)` is `kite:iso($text)`
/// with `xmlns:kite="java:KiteDates"`. They take strings and give a string, or none: null or an
/// empty [Optional].
///
/// @param all as the stylesheet calls them
/// @param version a hash of their source; empty if there are none
record ProviderFunctions(List<MappingFunction> all, String version) {

  static final ProviderFunctions NONE = new ProviderFunctions(List.of(), "");

  /// Compiles them.
  ///
  /// @throws StylesheetException if a file does not compile, or has a method that is no function
  static ProviderFunctions compile(List<Path> files) {
    if (files.isEmpty()) {
      return NONE;
    }
    var functions = new ArrayList<MappingFunction>();
    for (var file : files) {
      functions.addAll(functions(file));
    }
    return new ProviderFunctions(List.copyOf(functions), Versions.ofJavaBeside(files.getFirst()));
  }

  private static List<MappingFunction> functions(Path file) {
    try {
      var type = JavaSource.compile(file).named();
      var methods =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> Modifier.isPublic(method.getModifiers()))
              .filter(method -> Modifier.isStatic(method.getModifiers()))
              .toList();
      var names = new HashSet<String>();
      var functions = new ArrayList<MappingFunction>();
      for (var method : methods) {
        if (!names.add(method.getName())) {
          throw wrong(file, "one method of each name", "several called " + method.getName());
        }
        functions.add(function(file, type, method));
      }
      if (functions.isEmpty()) {
        throw wrong(file, "public static methods", "none");
      }
      return functions;
    } catch (SourceException e) {
      throw broken(file, e);
    }
  }

  private static MappingFunction function(Path file, Class<?> type, Method method) {
    var takesTexts =
        Arrays.stream(method.getParameterTypes()).allMatch(each -> each.equals(String.class));
    var result = method.getReturnType();
    if (!takesTexts || !(result.equals(String.class) || result.equals(Optional.class))) {
      throw wrong(file, "public static methods that take strings and give one", method.toString());
    }
    try {
      method.setAccessible(true);
      var handle = MethodHandles.lookup().unreflect(method);
      return new MappingFunction(
          new StructuredQName(
              "", NamespaceUri.of("java:" + type.getSimpleName()), method.getName()),
          Collections.nCopies(method.getParameterCount(), SequenceType.SINGLE_STRING),
          SequenceType.OPTIONAL_STRING,
          arguments -> call(type.getSimpleName() + "." + method.getName(), handle, arguments));
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException("the method was made accessible", impossible);
    }
  }

  private static Sequence call(String name, MethodHandle method, Sequence[] arguments)
      throws XPathException {
    var texts = new ArrayList<@Nullable Object>();
    for (var argument : arguments) {
      texts.add(argument.head().getStringValue());
    }
    try {
      return switch (method.invokeWithArguments(texts)) {
        case null -> EmptySequence.getInstance();
        case Optional<?> result when result.isEmpty() -> EmptySequence.getInstance();
        case Optional<?> result -> new StringValue(String.valueOf(result.get()));
        case Object result -> new StringValue(String.valueOf(result));
      };
    } catch (Throwable thrown) {
      if (thrown instanceof VirtualMachineError hopeless) {
        throw hopeless;
      }
      throw new XPathException("%s%s failed: %s".formatted(name, texts, thrown), thrown);
    }
  }

  private static StylesheetException wrong(Path file, String expected, String found) {
    return new StylesheetException("expected %s in %s, found %s".formatted(expected, file, found));
  }

  static StylesheetException broken(Path file, SourceException cause) {
    return new StylesheetException(
        "%s cannot be used; mend it, nothing is mapped with it until then:\n  %s"
            .formatted(file, String.valueOf(cause.getMessage()).replace("\n", "\n  ")),
        cause);
  }
}
