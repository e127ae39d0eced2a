/// The plugin of docs/plugins.md: [AuditPlugin] writes down what becomes of every message, into an
/// [AuditFile].
@NullMarked
package dev.tributary.examples.audit;

import org.jspecify.annotations.NullMarked;
