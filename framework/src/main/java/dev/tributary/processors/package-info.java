/// Ready-made processors and extensions: what many applications do to a message before or after
/// their callback.
///
/// | | |
/// |---|---|
/// | [dev.tributary.processors.Timestamps] | writes down in a header when a message passed |
/// | [dev.tributary.processors.Selection] | lets only some messages through, by a header or a function |
/// | [dev.tributary.processors.ClaimCheck] | keeps large bodies out of the broker, in a [dev.tributary.processors.BodyStore] |
/// | [dev.tributary.processors.Deduplication] | does not do again what was completed before |
/// | [dev.tributary.processors.LogContext] | puts what is worked on into the log |
///
/// None of them needs a library of its own. Checking JSON against a schema is in the module
/// `tributary-json`.
@NullMarked
package dev.tributary.processors;

import org.jspecify.annotations.NullMarked;
