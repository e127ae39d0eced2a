/// JSON: typed bodies, and schemas that guard what comes in and goes out.
///
/// With this on the class path `callback(Order.class, order -> …)`, `Body.json(…)` and
/// `body.as(Order.class)` work: [dev.tributary.json.JsonCodec] says what is read and how. A
/// [dev.tributary.json.JsonSchema] checks messages before the callback and results after it:
///
///     .preprocess(JsonSchema.resource(Orders.class, "order.schema.json").validate())
///
/// What is wrong with a message is a `dev.tributary.InvalidMessageException` that names every place
/// as a JSON Pointer. Nothing of Jackson or of the schema library shows in the API.
@NullMarked
package dev.tributary.json;

import org.jspecify.annotations.NullMarked;
