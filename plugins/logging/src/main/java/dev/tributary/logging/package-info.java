/// What is logged, by Logback: as text for people or as JSON in Logstash's shape, to standard error
/// or to files that do not grow without end.
///
/// [dev.tributary.logging.LoggingPlugin] is found by itself; its settings begin with `logging.`.
/// Every line that is logged while a message is worked on carries which one it is.
@NullMarked
package dev.tributary.logging;

import org.jspecify.annotations.NullMarked;
