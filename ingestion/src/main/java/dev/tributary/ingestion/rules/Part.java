package dev.tributary.ingestion.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A part of a canonical document.
///
/// @param pointer the JSON pointer that tells where it stands in the document, such as
///   `/products/0/items/2`
record Part<T>(String pointer, T value) {

  /// The parts that the list `name` of this one holds, in order.
  <U> Stream<Part<U>> each(String name, Function<? super T, List<U>> list) {
    var parts = list.apply(value);
    return IntStream.range(0, parts.size())
        .mapToObj(index -> new Part<>(pointer + "/" + name + "/" + index, parts.get(index)));
  }

  /// The part `name` of this one, if there is one.
  <U> Stream<Part<U>> one(String name, Function<? super T, Optional<U>> part) {
    return part.apply(value).stream().map(found -> new Part<>(pointer + "/" + name, found));
  }

  /// Says that something is missing here.
  Problem problem(String message) {
    return new Problem(pointer, Optional.empty(), message);
  }

  /// Says that something is wrong with the value found here.
  Problem problem(String found, String message) {
    return new Problem(pointer, Optional.of(found), message);
  }
}
